import { trimRange, type Range, type ReadingText } from "../../text/reading-text.ts";

/** What is counted by a number: the words that name it, and a unit where they measure it. */
export interface CountedNoun {
  readonly name: Range;
  readonly unit?: Range;
}

const stop = new Set(
  `is are was were be been being am has have had having will would could can may might must should shall do does did so to date now this that these those
last next per but than as over after before under during while when where who which whose against vs versus target tgt compared still yet not already by
since until till for with without and or if because due plus minus also then again today yesterday tomorrow total overall altogether i we they it he she there
here our my your their up down out off behind ahead short about around roughly approximately came comes went goes got get gets need needs needed want wants
show shows showed say says said think hope hopes expected expect planned plan forecast too only just even cel incl targed objectif ziel via from re inc including
although though despite however compared rag red amber green aiming aim aims more less fewer hyd ours yours theirs mine each every all both any some no none`
    .split(/\s+/)
    .filter(Boolean),
);
/** Words between a number and what it counts that say nothing about it. */
const skipped =
  /^(?: ?(?:more|further|additional|extra|other|of (?:the|our|these|those|them)|of|o(?= \p{L}{4})|the|our|whole|full|actual|lots? of|sets? of|(?:referral )?(?:cases|instances|examples) of))(?= )/u;
/** Where the thing counted is told more closely. */
const closer =
  /^ (?:in|into|on|at|through|thru|to|from|of|with|across|within|signed up to|waiting for|per) (?!(?:date|the (?:day|week|month|end|next|last|same|first)|time|line|total|all|full|january|february|march|april|may|june|july|august|september|october|november|december|q\d|mon|tue|wed|thu|fri|sat|sun|a target|target|our target|the target|track|top|addition|place of|spite|order|case|terms|north|which|who|we|us|it|me|\d|£|(?:one|two|three|four|five|six|seven|eight|nine|ten)(?= )))(?:(?:the|a|an|our|their|his|her) )?(?:\p{L}+-\d+s|[\p{L}'-]+)(?: (?!(?:is|are|was|were|has|have|had|and|but|so|by|since|this|last|next|with|for|on|in|at|to|from|target|against|we|they|i|up|down|of|as|all|now|from|since|who|which|that|because|compared|still|worried|need|next)(?![\p{L}]))[\p{L}'-]+){0,2}/u;
const auxiliary =
  /^ (?:(?:have|has|had|are|were|was|is|being) (?:been |now |all |already |so far )?|now |so far |already |all )(?=\p{L}{3,}(?:ed|en|ne|wn|ld|lt|ht|ut|id|et|pt)(?!\p{L}))/u;
const participle =
  /^ (?:(?:\p{L}{2,}(?:ed|rn)|seen|done|held|built|given|made|met|let|sent|run|found|put|begun|taken|won|known|signed up|sold|paid|kept|left|told|drawn|grown|born|lost|in|through)(?: up| in| on| out(?! of)| off| over| through)?)(?!\p{L})/u;

/** Reads what is counted from the words after a number; undefined where they name nothing. */
export function readCountedNoun(text: ReadingText, from: number, end: number): CountedNoun | undefined {
  let at = from;
  for (
    let skip = skipped.exec(text.plain.slice(at, end));
    skip !== null;
    skip = skipped.exec(text.plain.slice(at, end))
  )
    at += skip[0].length;
  const start = at;
  const measured =
    /^ ?(?<unit>hours?|hrs?|days?|nights?|tonnes?|tons?|kg|kilos?|miles?|km|litres?|acres?|hectares?|square met(?:re|er)s?|sqm|bags?|boxes|pairs?|gb|mb) of (?=\p{L})/u.exec(
      text.plain.slice(at, end),
    );
  if (measured !== null) at += measured[0].length;
  const nounEnd = nounPhraseEnd(text, at, end);
  const alone = nounEnd === at ? (preposition(text, at, end) ?? whatTheyDid(text, at, end)) : undefined;
  let nameEnd = alone ?? nounEnd;
  if (nameEnd === at) return undefined;
  if (alone === undefined) nameEnd = withTelling(text, nameEnd, end);
  const helping =
    alone === undefined
      ? 0
      : (/^ (?:(?:have|has|had|are|were|was|is)(?: been| now| all| already| so far)*) /.exec(
          text.plain.slice(at, alone),
        )?.[0].length ?? 0);
  const open = /(?<!(?:signed|turned|dropped|picked|set|taken|opted)) (?:in|on|at|to|for|with|of|by|from)$/u.exec(
    text.plain.slice(at + helping, nameEnd),
  );
  if (open !== null && open.index > 2) nameEnd = at + helping + open.index;
  const name = trimRange(text, { start: at + helping, end: nameEnd });
  if (name.end <= name.start || !/\p{L}{2}/u.test(text.plain.slice(name.start, name.end))) return undefined;
  const unit = measured === null ? undefined : trimRange(text, { start, end: start + measured[0].length - 3 });
  return { name, ...(unit && { unit }) };
}

/** `into work`, `in training`: counted without a noun. */
function preposition(text: ReadingText, at: number, end: number): number | undefined {
  const found = /^ (?:in|into|on|through|out of|off|at|towards) (?:the |a )?[\p{L}-]+/u.exec(text.plain.slice(at, end));
  return found !== null && !stop.has(found[0].split(" ").at(-1) ?? "") && closer.test(found[0])
    ? at + found[0].length
    : undefined;
}

/** `12 have moved into work`, `30 are in training`: counted by what became of them. */
function whatTheyDid(text: ReadingText, at: number, end: number): number | undefined {
  const found = /^ (?:have|has|had|are|were|is|was)(?: been| now| all| already| so far)*(?= )/.exec(
    text.plain.slice(at, end),
  );
  const came =
    /^ (?:came|attended|joined|turned (?:up|out)|took part|signed up|dropped in|showed up|completed|finished|started|passed|applied|responded|replied|volunteered|enrolled|registered|declined|refused)(?: (?:so far|along))?(?=$|[ .,;)!])/u.exec(
      text.plain.slice(at, end),
    );
  if (came !== null) return at + came[0].length;
  if (found === null) return undefined;
  const after = at + found[0].length;
  const read = participle.exec(text.plain.slice(after, end));
  const done = read !== null && /^ (?:in|through)$/.test(read[0]) ? null : read;
  const told = after + (done?.[0].length ?? 0);
  const more = closer.exec(text.plain.slice(told, end));
  return done === null && more === null ? undefined : told + (more?.[0].length ?? 0);
}

function nounPhraseEnd(text: ReadingText, at: number, end: number): number {
  let place = at;
  for (let count = 0; count < 6; count += 1) {
    const next = /^ ?(?<word>\p{L}[\p{L}\p{N}'’-]*)/u.exec(text.plain.slice(place, end));
    const word = next?.groups?.["word"];
    if (next === null || word === undefined || stop.has(word)) break;
    if (/^(?:in|into|on|at|through|thru|of|across|within|a|an|the|to|per)$/.test(word)) break;
    if (
      place === at &&
      next[0] === word &&
      text.plain.charAt(at - 1) !== " " &&
      !/[(%]/.test(text.plain.charAt(at - 1))
    )
      break;
    place += next[0].length;
  }
  const phrasal = /(?:ed|et)$/.test(text.plain.slice(at, place))
    ? /^ (?:up|in|out(?! of)|off|on)(?=$|[ .,;)!])/.exec(text.plain.slice(place, end))
    : null;
  return place + (phrasal?.[0].length ?? 0);
}

function withTelling(text: ReadingText, from: number, end: number): number {
  let at = from;
  const helping = auxiliary.exec(text.plain.slice(at, end));
  if (helping !== null) at += helping[0].length - 1;
  const done = participle.exec(text.plain.slice(at, end));
  if (done !== null && !/^ (?:in|through)$/.test(done[0])) at += done[0].length;
  else if (helping !== null) return from;
  const more = closer.exec(text.plain.slice(at, end));
  return more === null ? at : at + more[0].length;
}
