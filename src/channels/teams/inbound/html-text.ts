import { decodeEntities } from "./message-words.ts";

/** Tags that begin a line of their own. */
const lineTags = /<\/?(?:p|div|br|li|ul|ol|tr|table|h[1-6]|blockquote|pre|hr)\b[^<>]*>/gi;

/** The words of a message that Teams sends as HTML: a line for each paragraph and item, no markup, entities as characters. */
export function textOfHtml(html: string): string {
  const marked = html
    .replaceAll(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/gi, "")
    .replaceAll(/<!--[\s\S]*?-->/g, "")
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
