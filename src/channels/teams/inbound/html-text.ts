import { decodeEntities } from "./message-words.ts";

/** Tags that begin a line of their own. */
const lineTags = /<\/?(?:p|div|br|li|ul|ol|tr|table|h[1-6]|blockquote|pre|hr)\b[^<>]*>/gi;

/** The words of a message that Teams sends as HTML: a line for each paragraph and item, no markup, entities as characters. */
export function textOfHtml(html: string): string {
  const marked = withoutHidden(html)
    .replaceAll(/[^\S ]+/g, " ")
    .replaceAll(/<li\b[^<>]*>/gi, "\n- ")
    .replaceAll(/<\/t[dh]>/gi, " ")
    .replaceAll(lineTags, "\n")
    .replaceAll(/<[^<>]*>/g, "");
  return decodeEntities(marked)
    .replaceAll(/[^\S\n]+/g, " ")
    .replaceAll(/ ?\n ?/g, "\n")
    .replaceAll(/\n{2,}/g, "\n")
    .trim();
}

/** Without comments, scripts and styles. One that does not end hides the rest; each is looked for once, however many begin. */
function withoutHidden(html: string): string {
  const begins = /<!--|<(script|style)\b/gi;
  const kept: string[] = [];
  let from = 0;
  for (let begin = begins.exec(html); begin; begin = begins.exec(html)) {
    kept.push(html.slice(from, begin.index));
    from = endOfHidden(html, begin);
    begins.lastIndex = from;
  }
  return [...kept, html.slice(from)].join("");
}

function endOfHidden(html: string, { index, 1: name }: RegExpExecArray): number {
  const end = name === undefined ? /-->/g : new RegExp(`</${name}\\s*>`, "gi");
  end.lastIndex = index;
  return end.exec(html) === null ? html.length : end.lastIndex;
}
