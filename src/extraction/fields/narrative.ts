const mostWords = 250;

/** A text of at most 250 words, cut at the end of a sentence where there is one. */
export function cutNarrative(text: string): string {
  const words = [...text.matchAll(/\S+/gu)];
  const last = words[mostWords - 1];
  if (last === undefined || words.length === mostWords) return text;
  const head = text.slice(0, last.index + last[0].length);
  const ends = [...head.matchAll(/[.!?]["')\]]*(?=\s|$)|\n/gu)];
  const end = ends.at(-1);
  return end === undefined ? head : head.slice(0, end.index + end[0].length).trim();
}
