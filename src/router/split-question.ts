/**
 * The questions of a text that asks two things: "who runs it and who pays for it?", or two sentences that both ask. A second
 * part without a name of its own is given those of the first. One part for anything else.
 */
export function splitQuestion(text: string, namesOf: (part: string) => readonly string[]): readonly string[] {
  const parts = splitAtAnd(text) ?? splitSentences(text);
  const [first, second] = parts;
  if (parts.length !== 2 || first === undefined || second === undefined) return [text];
  const names = namesOf(first);
  if (names.length === 0 && namesOf(second).length === 0) return [text];
  return [first, namesOf(second).length > 0 ? second : `${second.replace(/[?\s]+$/, "")} (${names.join(", ")})?`];
}

const asking = /\b(?:who|whom|whose|what|when|where|why|how|which)\b/i;

function splitAtAnd(text: string): readonly string[] | undefined {
  const match =
    /^(.+?)[,;]?\s+and\s+((?:in |for |from |over )?(?:who|whom|whose|what|when|where|why|how|which)\b.+)$/i.exec(text);
  const [, first = "", second = ""] = match ?? [];
  return match && asking.test(first) && second.split(" ").length >= 3 ? [`${first}?`, second] : undefined;
}

function splitSentences(text: string): readonly string[] {
  const sentences = text.split(/(?<=\?)\s+/).filter((part) => part.trim() !== "");
  return sentences.length === 2 && sentences.every((part) => part.includes("?") && asking.test(part))
    ? sentences
    : [text];
}
