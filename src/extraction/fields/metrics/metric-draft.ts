import type { NumberPhrase } from "../../text/numbers.ts";
import { trimRange, type Range, type ReadingText } from "../../text/reading-text.ts";

/** A metric while it is read: where its parts stand. */
export interface MetricDraft {
  name: Range;
  value: NumberPhrase;
  unit?: Range;
  target?: NumberPhrase;
}

/** A number in the clause that it is read in. */
export interface NumberPlace {
  readonly text: ReadingText;
  /** The clause. */
  readonly body: Range;
  readonly number: NumberPhrase;
  /** Plain words from the number before, or from the start of the clause. */
  readonly before: string;
  /** Plain words up to the end of the clause. */
  readonly after: string;
  /** The number after it in the clause. */
  readonly next: NumberPhrase | undefined;
  /** No other number stands before it since the last comma. */
  readonly isFirst: boolean;
}

/** The words between a number and what it is out of: `12 of the 30 homes`. */
export const wholeBefore =
  /^ ?\(?(?:\/|of|out of)(?: (?:the|our|a|an|about|around|an? (?:planned|expected|original)|planned|expected|total|possible))* ?$/u;

/** `4.6 out of 5` is a mark and no target. `after` is what stands behind the second number. */
export function isScore(value: NumberPhrase, whole: NumberPhrase, after: string): boolean {
  return (
    (whole.value === 5 || whole.value === 10) &&
    (!Number.isInteger(value.value) || /^ ?(?:satisfaction|stars?|rating|score)/.test(after))
  );
}

/** Where the words since the last comma begin that stand before a place. */
export function segmentStart(text: ReadingText, body: Range, at: number): number {
  const before = text.plain.slice(body.start, at);
  const cut = /^.*(?:[,;|]|\((?![^()]*\))|\. | and )/u.exec(before);
  return body.start + (cut?.[0].length ?? 0);
}

/** A label without the words around it that name nothing. */
export function trimLabel(text: ReadingText, range: Range): Range {
  const words = text.plain.slice(range.start, range.end);
  const lead =
    /^(?:(?:and|also|plus|the|our|total|number of|no\.? of|of|with|current|currently|overall|latest) )+(?=\p{L})/u.exec(
      words,
    )?.[0].length ?? 0;
  const tail =
    /(?: (?:so far|to date|fell|rose|grew|dropped|has (?:fallen|risen|grown|dropped)|has gone|went|this (?:month|week|quarter|year)|now|have|has|in total|total|currently))+$/u.exec(
      words,
    )?.[0].length ?? 0;
  return trimRange(text, { start: range.start + lead, end: range.end - tail });
}
