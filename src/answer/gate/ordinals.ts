const words = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth".split(" ");
// "A third" is a share, and is read with the figures.
const pattern = new RegExp(
  `(?<![\\d.,])(\\d{1,3})(?:st|nd|rd|th)\\b|(?<!\\b(?:an?|one)\\s)\\b(${words.join("|")})\\b`,
  "gi",
);

/** A place in an order: `second`, `2nd`. */
export interface Ordinal {
  readonly value: number;
  readonly text: string;
}

/** The places in an order that a text names. Dates must be blanked out beforehand. */
export function ordinalsOf(text: string): readonly Ordinal[] {
  return Array.from(text.matchAll(pattern), (match) => ({
    value: match[1] === undefined ? words.indexOf((match[2] ?? "").toLowerCase()) + 1 : Number(match[1]),
    text: match[0],
  }));
}
