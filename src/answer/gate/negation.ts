const negation =
  /\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|unable|refused|failed to|fails to|did not|\w+n['\u2019]t)\b/gi;
// "no later than", "not only", "no fewer than" bound or stress; they deny nothing.
const harmless = /\b(?:(?:no|not) (?:later|earlier|more|less|fewer) than|not only|not just|no\. ?\d+)\b/gi;

/** How many times a text denies something. */
export function countNegations(text: string): number {
  return Array.from(text.replace(harmless, " ").matchAll(negation)).length;
}
