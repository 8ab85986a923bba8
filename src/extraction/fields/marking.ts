import { matchesIn, type Range, type ReadingText } from "../text/reading-text.ts";

/** A handling label in its standard spelling, with the words that take its place in the message. */
export interface FoundMarking {
  readonly marking: string;
  readonly range: Range;
}

const sensitive =
  /(?<!\p{L})(?<lead>(?:handling|classification|marking|protective marking|security)(?: level)?[ :=-]+)?(?<marking>official ?[-:/]? ?\(?sensitive\)?|o-s)(?<descriptor>(?: ?[-:/] ?| )?\[?(?:commercial|personal|locsen)\]?)?(?!\p{L})(?<tail>(?: please| pls)?[ ]*[:.\]-]*)/dgu;
const official =
  /(?<=^|\n)[ [(*-]*(?<lead>(?:handling|classification|marking|protective marking|security)(?: level)?[ :=-]+)?(?<marking>official|top secret|secret)(?<tail>[ ]*(?:[:.\])|-][ \])]*|(?=\n|$)))/dgu;
const closing = /(?<=[.!?,;)] ?|\n)[[(]?(?<marking>official)[\])]?[.]?(?=\n|$)/dgu;
const negated = /(?:not|n't|no longer|never|isn't|than|un) (?:an? |yet |marked |really )*$/u;

/** Reads handling labels: `OFFICIAL-SENSITIVE` in any spelling, `OFFICIAL` only in capitals and by itself. */
export function readMarkings(text: ReadingText): readonly FoundMarking[] {
  const whole = { start: 0, end: text.plain.length };
  const strong = matchesIn(text, whole, sensitive).flatMap((match): readonly FoundMarking[] => {
    const place = match.group("marking");
    if (place === undefined || negated.test(text.plain.slice(0, match.start))) return [];
    const isShort = match.groups["marking"] === "o-s";
    if (isShort && !isWrittenLarge(text, place)) return [];
    const more = /commercial|personal|locsen/.exec(match.groups["descriptor"] ?? "")?.[0].toUpperCase();
    return [{ marking: `OFFICIAL-SENSITIVE${more === undefined ? "" : ` ${more}`}`, range: match }];
  });
  const plain = [...matchesIn(text, whole, official), ...matchesIn(text, whole, closing)].flatMap(
    (match): readonly FoundMarking[] => {
      const place = match.group("marking");
      const isLed = match.groups["lead"] !== undefined;
      if (place === undefined || strong.some(({ range }) => range.start < match.end && match.start < range.end))
        return [];
      if (!isLed && !isWrittenLarge(text, place)) return [];
      return [{ marking: (match.groups["marking"] ?? "").toUpperCase(), range: match }];
    },
  );
  return [...strong, ...plain].toSorted((a, b) => a.range.start - b.range.start);
}

function isWrittenLarge(text: ReadingText, place: Range): boolean {
  const { start, end } = text.inMessage(place);
  const written = text.original.slice(start, end);
  return written === written.toUpperCase();
}
