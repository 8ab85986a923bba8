import { cleanLine, cleanText } from "../clean-text.ts";

/** Characters that mark something in the Markdown of messages and cards, with what an entity or a tag begins with. */
const marks: Readonly<Record<string, string>> = { "<": "&lt;", ">": "&gt;" };

/**
 * Content as Markdown that shows exactly these words: nothing in it becomes a heading, a list, a link, a mention or the
 * mark of a citation. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
 */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/&(?=#?\w+;)/g, "&amp;")
    .replaceAll(/[\\`*_~[\]]/g, String.raw`\$&`)
    .replaceAll(/[<>]/g, (mark) => marks[mark] ?? mark)
    .replaceAll(/^(\s*)(#{1,6}|[-+=])(?=\s|$)/gm, String.raw`$1\$2`)
    .replaceAll(/^(\s*\d+)([.)])(?=\s|$)/gm, String.raw`$1\$2`);
}

/** Content on one line, escaped. */
export function inline(text: string): string {
  return escapeMarkdown(cleanLine(text));
}

/** Content with its paragraphs, escaped; a line break of the content stays one. */
export function paragraphs(text: string): string {
  return escapeMarkdown(cleanText(text).trim()).replaceAll(/\n+/g, "\n\n");
}

/** A link. The address must be one that `linkOf` let through. */
export function link(title: string, url: string): string {
  return `[${inline(title)}](${url.replaceAll("(", "%28").replaceAll(")", "%29")})`;
}

/** The marks of citations after a sentence, with the space before them: ` [1][2]`. */
export function citationMarks(numbers: readonly number[]): string {
  return numbers.length === 0 ? "" : ` ${numbers.map((number) => `[${number}]`).join("")}`;
}
