import type { Span } from "./span.ts";

/** Text as it is shown, with the place in the raw text of each of its UTF-16 units. */
export interface ShownText {
  /** White space single, none at either end. */
  readonly text: string;
  /** Raw offset of each unit of `text`, never falling; words put in (the header of a table's cell) stand at what they explain. */
  readonly at: readonly number[];
  /** Raw stretches of markup that are not shown, by where they start and by where they end. */
  readonly hiddenFrom: ReadonlyMap<number, number>;
  readonly hiddenTo: ReadonlyMap<number, number>;
}

/** Collects shown text unit by unit. */
export interface ShownTextBuilder {
  /** Adds one UTF-16 unit that stands at a raw offset; white space is made single. */
  show(unit: string, at: number): void;
  /** Adds words that are not in the raw text at this place. */
  insert(words: string, at: number): void;
  /** Notes a raw stretch of markup. */
  hide(span: Span): void;
  build(): ShownText;
}

/** A builder with nothing in it. */
export function createShownTextBuilder(): ShownTextBuilder {
  const units: string[] = [];
  const at: number[] = [];
  const hiddenFrom = new Map<number, number>();
  const hiddenTo = new Map<number, number>();
  const show = (unit: string, place: number): void => {
    if (/\s/.test(unit)) {
      if (units.length === 0 || units.at(-1) === " ") return;
      units.push(" ");
    } else units.push(unit);
    at.push(place);
  };
  return {
    show,
    insert: (words, place) => {
      for (let index = 0; index < words.length; index += 1) show(words[index] ?? "", place);
    },
    hide: ({ start, end }) => {
      hiddenFrom.set(start, end);
      hiddenTo.set(end, start);
    },
    build: () => {
      if (units.at(-1) === " ") {
        units.pop();
        at.pop();
      }
      return { text: units.join(""), at, hiddenFrom, hiddenTo };
    },
  };
}

/** Where a span of shown text stands in the raw text, with the markup that touches it, and from `notBefore` on. */
export function rawSpan(shown: ShownText, span: Span, notBefore: number): Span {
  let start = shown.at[span.start] ?? 0;
  let end = (shown.at[span.end - 1] ?? start) + 1;
  for (let next = shown.hiddenFrom.get(end); next !== undefined; next = shown.hiddenFrom.get(end)) end = next;
  for (let next = shown.hiddenTo.get(start); next !== undefined && next >= notBefore; next = shown.hiddenTo.get(start))
    start = next;
  return { start: Math.max(start, notBefore), end };
}
