import { plainIn, trimRange, type Range, type ReadingText } from "./reading-text.ts";
import type { Sentence } from "./sentences.ts";

/** A statement: a sentence, or as much of it as stands by itself. */
export interface Clause extends Range {
  /** Without the name of the pilot that it begins with, as in `Eastmere: green`. */
  readonly body: Range;
  readonly sentence: Sentence;
}

const boundary =
  /(?:[;|] ?| - | \/ |: |, (?:and |but |so |then |also |plus |though |although |however |yet )?| (?:and|but|so|although|though|while|whereas) )(?=\S)/gu;

/** What goes on with what stands before it, whatever it holds. */
const continues =
  /^(?:target|tgt|against|out of|of|up from|down from|compared|versus|vs|owner|owned|mitigat|which|who|whose|where|including|e\.?g|such as|because|since|until|as|for|from|with|without|by|to|in|on|at|than|or|per|due|now (?:due|forecast|expected|going|planned|set)|(?:re)?forecast (?:for |is |now )?\d{1,2}(?:st|nd|rd|th)? |was due|not \d|if|unless|when|comma|etc|respectively|approx|about|(?:done|completed?|finished|achieved) (?:on )?(?=\d))\b/u;

const starts =
  /^(?:and |but |so |then |also |plus |now |next |meanwhile |however |finally |overall )*(?:(?:we|i|they|he|she|there|this|that|these|those|everyone|everything|it|who)(?:'|\b)|\d|£|(?:red|amber|green|rag|on track|off track|on-track|off-track)\b|still |no |not |nothing |nil |none |a bit |bit |worr|concern|nervous|anxious|risk|need|could |can |please |waiting|awaiting|hoping|hope |expect|spen[dt]|forecast|budget|underspen|overspen|recruit|board |next |will |i?ll |gonna |going to |hopefully )/u;

const numberStart =
  /^(?:(?:about|around|over|nearly|almost|some|approx\.?|roughly|just over|only|another|a further|all) )?(?:a dozen|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|a hundred|half a dozen|zero)\b/u;

const numberWord =
  /^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\p{L}+teen|twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety)(?!\p{L})/u;

const finite =
  /(?<!\p{L})(?:is|are|was|were|has|have|had|will|would|could|can|may|might|must|should|shall|does|do|did|isn't|aren't|wasn't|weren't|hasn't|haven't|hadn't|won't|wouldn't|couldn't|can't|cannot|didn't|doesn't|don't|\p{L}+'(?:ll|ve|re)|starts?|begins?|opens?|closes?|meets?|goes|comes?|needs?|wants?|expects?|plans?|remains?|continues?|stays?|launches|runs?|lands?|ends?|went|began|met|left|came|got|gave|took|held|built|sent|ran|won|lost|fell|rose|hit|chose|done|gone|taken|given|made|\p{L}{3,}ed)(?![\p{L}'])/u;

const dated =
  /(?<!\p{L})(?:(?:mon|tues?|wed(?:s|nes)?|thu(?:rs?)?|fri|satur|sun)(?:day)?(?!\p{L})|(?:early|mid|late|end)[ -](?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:by|before|until|in|for) (?:the )?(?:january|february|march|april|june|july|august|september|october|november|december|christmas|easter|new year|end of)|tomorrow|tmrw|today|(?:next|this|end of|end) (?:week|month|quarter|the)|\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d{1,2}\/\d{1,2}|in a fortnight)/u;

/** True where words could stand as a sentence of their own. */
function isStatement(words: string): boolean {
  if (ratingStart.test(words)) return true;
  if (continues.test(words)) return false;
  return starts.test(words) || numberStart.test(words) || finite.test(words) || dated.test(words);
}

/**
 * The clauses of a sentence in order, without its label. Pieces that cannot stand alone stay with what comes before them; `keys` are the
 * names that turn to a pilot, with the words that lead up to them: a clause begins there.
 */
export function readClauses(text: ReadingText, sentence: Sentence, keys: readonly Range[]): readonly Clause[] {
  const { start: from } = sentence.content;
  const words = plainIn(text, sentence.content);
  const depth = depths(words);
  const turns = keys.map(({ start }) => start - from).filter((at) => at > 0 && at < words.length);
  const cuts: Cut[] = turns.map((at) => ({ end: at, start: at }));
  for (const { 0: sign, index } of words.matchAll(boundary)) {
    if ((depth[index] ?? 0) > 0) continue;
    const start = index + sign.length;
    const before = words.slice(Math.max(0, ...cuts.map((cut) => cut.start).filter((at) => at <= index)), index);
    if (!turns.includes(start) && isCut(sign, before, restFrom(words, start))) cuts.push({ end: index, start });
  }
  return toRanges(
    words.length,
    cuts.toSorted((a, b) => a.start - b.start),
  )
    .flatMap((piece) => softPieces(words, piece))
    .map(({ start, end }) => trimRange(text, { start: from + start, end: from + end }, ",;|"))
    .filter(({ start, end }) => end > start)
    .map((range) => ({ ...range, body: bodyOf(text, range, keys), sentence }));
}

function bodyOf(text: ReadingText, range: Range, keys: readonly Range[]): Range {
  const key = keys.findLast(({ start, end }) => start <= range.start + 2 && end > range.start && end <= range.end);
  if (key === undefined) return range;
  const lead = /^[ :,.)>-]*/.exec(text.plain.slice(key.end, range.end))?.[0].length ?? 0;
  return trimRange(text, { start: key.end + lead, end: range.end }, ":-,.>");
}

interface Cut {
  readonly end: number;
  readonly start: number;
}

function toRanges(length: number, cuts: readonly Cut[]): readonly Range[] {
  return [{ end: 0, start: 0 }, ...cuts].map(({ start }, index) => ({ start, end: cuts[index]?.end ?? length }));
}

function isCut(sign: string, before: string, after: string): boolean {
  if (/^[;|]/.test(sign)) return true;
  if (sign === ": ")
    return (
      ratingStart.test(after) ||
      ratingEnd.test(before) ||
      (titled.test(before) && !continues.test(after) && !/^[£\d]/.test(after))
    );
  if (sign === " / ") return ratingEnd.test(before) && !/^\d/.test(after) && !ratingStart.test(after);
  if (bareDate.test(after) || bareFigure.test(after)) return false;
  if (sign === " - ") return !continues.test(after);
  if (sign.startsWith(",")) return isStatement(after);
  if (/ (?:but|although|though|while|whereas) /.test(sign)) return isStatement(after);
  if (sign === " so ") return finite.test(after) || dated.test(after) || ratingStart.test(after);
  // "and" joins words far more often than statements.
  return isJoined(before, after);
}

const ratingStart =
  /^["']?(?:still |now |currently |overall |both |all |ours |honestly |really |actually |in truth |we're |we are |it's |rated |a |an? (?:solid|strong|cautious) |back to |probably |likely )*(?:red|amber|green|gr+en|grn|ambr|a\/[rg]|on track|off track|at risk|[🟢🟡🟠🔴🟩🟨🟧🟥])(?!\p{L})/u;
const titled =
  /(?<!\p{L})(?:updates?|returns?|reports?|highlights?|news|notes?|round-?up|summary)(?: (?:for|from|on|of|to|in) [^:.;,]{2,50})?$/u;
const ratingEnd =
  /(?:^|[ (])(?:red|amber|green|grn|a\/[rg]|on track|off track|[🟢🟡🟠🔴🟩🟨🟧🟥])(?: (?:overall|again|this (?:month|week|quarter)|still|now))*$/u;
/** Nothing but a day: it belongs to what stands before it. */
const bareDate =
  /^(?:on |by |from |due |at |the |w\/c )*(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? (?:the )?)?(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}*(?:,? (?:20)?\d{2})?|\d{1,2}\/\d{1,2}(?:\/\d{2,4})?|tomorrow|tmrw|today|next \p{L}+|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?: (?:at )?\d{1,2}(?:[.:]\d{2})? ?(?:am|pm)?)?[.!)]*$/u;
/** Nothing but a figure: the value of the label before it. */
const bareFigure = /^£?\d[\d,.]*[%km]?(?: ?\([^)]*\))?[.!]?$/u;

function isJoined(before: string, after: string): boolean {
  if (/(?:hundred|thousand|dozen)$/.test(before) && numberWord.test(after)) return false;
  if (!finite.test(before) && !dated.test(before) && !/\d/.test(before))
    return /^(?:we|they|i|it's|there)\b/.test(after);
  return (
    /^(?:we|i|they|it|he|she|there|this|that)(?:'|\b)/.test(after) ||
    (/^(?:the|our|all|both|a|an|new|\d|£|\p{L}+ )/u.test(after) &&
      /^(?:[\p{L}\d£'-]+ ){1,6}(?:is|are|was|were|has|have|had|will|hasn't|haven't|isn't|aren't|came|went|left|started|starts|signed|attended|joined|completed|moved)\b/u.test(
        after,
      )) ||
    /^(?:need|worried|concerned|hoping|waiting|awaiting|still |spent)\b/.test(after)
  );
}

/** The words from an offset up to the next boundary that may be a cut. */
function restFrom(words: string, start: number): string {
  const rest = words.slice(start);
  const next = /[;|]| - |, /.exec(rest);
  return next === null ? rest : rest.slice(0, next.index);
}

/** How deep in brackets each character stands; one that is never closed, as of a smiley, is none. */
function depths(words: string): readonly number[] {
  let depth = 0;
  let index = 0;
  return Array.from(words, (sign) => sign).flatMap((sign) => {
    index += sign.length;
    if ((sign === "(" && words.includes(")", index)) || (sign === "[" && words.includes("]", index))) depth += 1;
    const at = depth;
    if ((sign === ")" || sign === "]") && depth > 0) depth -= 1;
    return Array.from({ length: sign.length }, () => at);
  });
}

const softCue =
  / (?=(?:and |but |so |also |then )?(?:we(?:'re|'ve|'ll|'d| are| have| had| will| need| spent| got| think| hope)|they(?:'re|'ve| are| have)|there(?:'s| is| are)|it's |bit worried|a bit worried|worried|(?:quite |really |slightly )?concerned|need (?:the |a )|still (?:red|amber|green|waiting)|spen[dt] |forecast |next step|the next thing|the risk|(?:red|amber|green) (?:overall|again|this (?:week|month)|as ever|still)|the \p{L}+ (?:starts|opens|begins) |risk is|main risk|big risk|only risk|new [\p{L}]+ (?:start|starts|open|opens)|\d[\d,.k]* (?!of |out |p?m\b|a?m\b|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|percent|per )[\p{L}]{4,}|(?:twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety)[ -]\p{L}+ [\p{L}]{4,}))/gu;

/** Words said without a pause are cut where a new statement most likely begins. */
function softPieces(words: string, piece: Range): readonly Range[] {
  const part = words.slice(piece.start, piece.end);
  const longest = Math.max(
    ...part
      .replace(/\([^()]*\)/g, "")
      .split(/[,;:]/)
      .map((run) => run.split(" ").length),
  );
  if (longest < 10) return [piece];
  const cuts: Cut[] = [];
  for (const { index } of part.matchAll(softCue)) {
    const before = part.slice(cuts.at(-1)?.start ?? 0, index);
    if (before.split(" ").length < 2 || endsOpen.test(before)) continue;
    cuts.push({ end: piece.start + index, start: piece.start + index + 1 });
  }
  const starts = [piece.start, ...cuts.map(({ start }) => start)];
  return starts.map((start, index) => ({ start, end: cuts[index]?.end ?? piece.end }));
}

/** Words that need something after them. */
const endsOpen =
  /(?:^|[^\p{L}])(?:the|a|an|of|to|for|with|and|or|but|so|that|if|than|from|by|at|in|on|about|around|over|nearly|only|just|now|is|are|was|were|we|i|our|because|as|when|until|target|risk|which|who|where|says?|said|think|hope|sure|unless|before|after|since|while|had|have|has|reached|hit|against|up|down|out|another|all|got|need|new|seen|supported|delivered|trained|completed|made|done|next steps?|the next|so that's|that's|next thing is|hundred|thousand|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|\p{L}+ly|again|back)$/u;
