/** The most parts that a question is taken apart into; one with more is answered as a whole. */
const mostParts = 4;

/**
 * The questions of a text that asks several things: "who runs it and who pays for it?", "when was it announced, how much was
 * it worth and is it closed?", or sentences that each ask. A later part without a name of its own is given those of the one
 * before. One part for anything else.
 */
export function splitQuestion(text: string, namesOf: (part: string) => readonly string[]): readonly string[] {
  const parts = splitSentences(text).flatMap(splitClauses);
  if (parts.length < 2 || parts.length > mostParts) return [text];
  const named: string[] = [];
  let names: readonly string[] = [];
  for (const part of parts) {
    const own = namesOf(part);
    named.push(own.length > 0 || names.length === 0 ? part : `${part.replace(/[?\s]+$/, "")} (${names.join(", ")})?`);
    if (own.length > 0) names = own;
  }
  return names.length === 0 || namesOf(parts[0] ?? "").length === 0 ? splitAnywhere(text, parts, namesOf) : named;
}

/** Where only the second of two parts names something, it is what both are about. */
function splitAnywhere(
  text: string,
  parts: readonly string[],
  namesOf: (part: string) => readonly string[],
): readonly string[] {
  const [first, second] = parts;
  const names = namesOf(second ?? "");
  if (parts.length !== 2 || first === undefined || second === undefined || names.length === 0) return [text];
  return [first, second];
}

const questionWord = "who|whom|whose|what|when|where|why|how|which";
const asking = new RegExp(`\\b(?:${questionWord})\\b`, "i");
const inverted =
  /^\W*(?:and |but |so |also )?(?:does|do|did|is|are|was|were|has|have|had|can|could|will) (?:it|its|they|their|he|she|there|that|this|these|those|any|anyone|the)\b/i;

// "and who …", ", and does it …", ", how much …", "; when …": where another question begins.
const joint = new RegExp(
  [
    `(?:[,;]?\\s+(?:and|plus|but)(?:\\s+also)?\\s+|;\\s+)(?=(?:(?:in|for|from|over|to|by|on|at) )?(?:${questionWord})\\b)`,
    `[,;]?\\s+(?:and|plus|but|or)(?:\\s+also)?\\s+(?=(?:does|do|did|is|are|was|were|has|have) (?:it|they|he|she|there|that|any)\\b)`,
    `,\\s+(?=(?:what|when|why|how (?:much|many|long|often))\\b)`,
  ].join("|"),
  "i",
);

function splitClauses(sentence: string): readonly string[] {
  const pieces = sentence.split(new RegExp(joint, "gi")).map((piece) => piece.trim());
  const isQuestion = (piece: string): boolean =>
    (asking.test(piece) || inverted.test(piece) || /^\W*(?:is|are|was|were|does|do|did|has|have|can)\b/i.test(piece)) &&
    piece.split(/\s+/).length >= 3;
  return pieces.length > 1 && pieces.every(isQuestion)
    ? pieces.map((piece) => `${piece.replace(/[?\s,]+$/, "")}?`)
    : [sentence];
}

function splitSentences(text: string): readonly string[] {
  const sentences = text.split(/(?<=\?)\s+/).filter((part) => part.trim() !== "");
  const isQuestion = (part: string): boolean => part.includes("?") && (asking.test(part) || inverted.test(part));
  return sentences.length > 1 && sentences.every(isQuestion) ? sentences : [text];
}
