import type { Rating } from "../../../core/update.ts";
import { matchesIn, plainIn, type Range, type ReadingText } from "../../text/reading-text.ts";

/** A word, letter or sign that may be a rating. */
export interface RatingWord extends Range {
  readonly rating: Rating;
  /** Written in a way that means a rating whatever stands around it: `A/G`, a coloured circle. */
  readonly isSign: boolean;
}

const byColour: Readonly<Record<string, Rating>> = {
  red: "red",
  amber: "amber",
  green: "green",
  yellow: "amber",
  orange: "amber",
  "amber-red": "amber-red",
  "red-amber": "amber-red",
  "amber-green": "amber-green",
  "green-amber": "amber-green",
  r: "red",
  a: "amber",
  g: "green",
  "a-r": "amber-red",
  "r-a": "amber-red",
  "a-g": "amber-green",
  "g-a": "amber-green",
};

const circles: Readonly<Record<string, Rating>> = {
  "🟢": "green",
  "🟩": "green",
  "🟡": "amber",
  "🟨": "amber",
  "🟠": "amber",
  "🟧": "amber",
  "🔴": "red",
  "🟥": "red",
};

// Slips of the three words; what is a word of its own (greed, greet, ember, rid) is none.
const slips: Readonly<Record<string, Rating>> = Object.fromEntries(
  (
    [
      ["green", "gren grren greeen greem grene grn greeb"],
      ["amber", "ambr ambar ambre anber ammber ambet amberr"],
      ["red", "redd"],
    ] as const
  ).flatMap(([rating, words]) => words.split(" ").map((word) => [word, rating])),
);

const colour = `(?:red|amber|green|yellow|orange|${Object.keys(slips)
  .toSorted((a, b) => b.length - a.length)
  .join("|")})`;
const wordPattern = new RegExp(
  `(?<![\\p{L}\\p{N}-])(?<first>${colour})(?:(?: ?[/-] ?(?<second>red|amber|green))|(?<= ?amber) (?<plain>red|green)(?= ?(?:$|[.,;:)\\n(]|[^\\p{L}\\p{N} ])))?(?!['\\p{L}\\p{N}]|-(?!ish)\\p{L})`,
  "dgu",
);
const codePattern =
  /(?<![\p{L}\p{N}/-])(?<first>[arg]) ?\/ ?(?<second>[arg])(?![\p{L}\p{N}/])|^(?<one>[arg])-(?<other>[arg])(?![\p{L}\p{N}/-])|(?<![\p{L}\p{N}/-])(?<both>ag|ar)(?![\p{L}\p{N}/'-])/dgu;
const emojiName = /:(?:large_)?(?<name>red|green|yellow|orange)_(?:circle|square|heart):/dgu;
const letterPattern =
  /(?<label>(?<!\p{L})(?:rag|rating|status|dca|rated|confidence|overall)(?: \([^)]{1,20}\))?[ :=>-]*(?:(?:rating|status|is|now|of|currently|at|still|was|prev|previously|from)[ :=-]*)*)(?<letter>[rag])(?![\p{L}\p{N}'/-])|(?<bracket>(?:\(|[,;-] ?|^)(?:was|prev(?:iously)?|from|last(?: (?:time|month|quarter|week|return|year))?):? )(?<old>[rag])(?=\)|[.,;]|$)|(?<![\p{L}\p{N}'/])(?<from>[rag])(?= ?(?:-*>|=>) ?[rag](?![\p{L}\p{N}'/-]))|(?<=(?<![\p{L}\p{N}'/])[rag] ?(?:-*>|=>) ?)(?<goal>[rag])(?![\p{L}\p{N}'/-])|(?<whole>^)(?<only>[rag])(?=[ .,;:(-]*(?:$|\(|,|[.-] ))/dgu;

/** Everything in a range that may be a rating, in order. Single letters count behind a label, or alone as a capital. */
export function findRatingWords(text: ReadingText, range: Range): readonly RatingWord[] {
  const words = matchesIn(text, range, wordPattern).flatMap(({ start, end, groups }) => {
    const first = slips[groups["first"] ?? ""] ?? groups["first"] ?? "";
    const second = groups["second"] ?? groups["plain"];
    const both = byColour[`${first}-${second ?? ""}`];
    const rating = second === undefined ? byColour[first] : both;
    return rating === undefined ? [] : [{ start, end, rating, isSign: both !== undefined }];
  });
  const found = [...words, ...codes(text, range), ...letters(text, range), ...signs(text, range)];
  return found
    .filter(
      (one, index) => !found.some((other, place) => place < index && other.start <= one.start && other.end >= one.end),
    )
    .toSorted((a, b) => a.start - b.start);
}

function codes(text: ReadingText, range: Range): readonly RatingWord[] {
  return matchesIn(text, range, codePattern).flatMap((match) => {
    const { first, second, both, one, other } = match.groups;
    const isPlain = first === undefined;
    const rating = byColour[isPlain ? `${both?.charAt(0) ?? one}-${both?.charAt(1) ?? other}` : `${first}-${second}`];
    const isCapital = isWrittenLarge(text, match);
    // AG and AR stand for much else; written small they are no rating at all.
    if (rating === undefined || (isPlain && !isCapital)) return [];
    return [{ start: match.start, end: match.end, rating, isSign: !isPlain }];
  });
}

function letters(text: ReadingText, range: Range): readonly RatingWord[] {
  return matchesIn(text, range, letterPattern).flatMap((match) => {
    const place =
      match.group("letter") ?? match.group("old") ?? match.group("from") ?? match.group("goal") ?? match.group("only");
    const rating = byColour[place === undefined ? "" : plainIn(text, place)];
    if (place === undefined || rating === undefined) return [];
    const isEnd = /^(?:$|[.,;:)(\n-]| -| \()/.test(text.plain.slice(place.end, place.end + 2));
    const isLarge = isWrittenLarge(text, place);
    const isLabelled = /(?:rag|rating|status|overall)[^\n\p{L}]*$/u.test(
      text.plain.slice(Math.max(0, range.start - 24), range.start),
    );
    if (match.group("only") === undefined ? !isLarge && !isEnd : !isLarge && !isLabelled) return [];
    return [{ ...place, rating, isSign: ["letter", "from", "goal"].some((group) => match.group(group) !== undefined) }];
  });
}

function isWrittenLarge(text: ReadingText, place: Range): boolean {
  return /\p{Lu}/u.test(text.original.charAt(text.inMessage(place).start));
}

function signs(text: ReadingText, range: Range): readonly RatingWord[] {
  const found = matchesIn(text, range, /[🟢🟩🟡🟨🟠🟧🔴🟥]/dgu).flatMap(({ start, end, text: sign }) => {
    const rating = circles[sign];
    return rating === undefined ? [] : [{ start, end, rating, isSign: true }];
  });
  const named = matchesIn(text, range, emojiName).flatMap(({ start, end, groups }) => {
    const rating = byColour[groups["name"] ?? ""];
    return rating === undefined ? [] : [{ start, end, rating, isSign: true }];
  });
  return [...found, ...named];
}
