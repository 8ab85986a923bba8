import { assertNever } from "../../core/assert-never.ts";
import type { Block, Reply, Sentence } from "../../core/reply.ts";
import { asOfLines } from "../as-of.ts";
import { cleanLine } from "../clean-text.ts";
import { cutLine } from "./cut-text.ts";
import { teamsLimits } from "./limits.ts";
import { citationMarks, inline, paragraphs } from "./markdown.ts";

/** A block that a message says in its text; the others are drawn in a card. */
export type SpokenBlock = Extract<Block, { kind: "paragraph" | "list" | "heading" | "quote" | "notice" }>;

/** True for a block that is said in text. */
export function isSpoken(block: Block): block is SpokenBlock {
  return ["paragraph", "list", "heading", "quote", "notice"].includes(block.kind);
}

function sentenceText({ text, citations }: Sentence): string {
  return inline(text) + citationMarks(citations);
}

/** A block as Markdown. */
export function blockText(block: SpokenBlock): string {
  switch (block.kind) {
    case "paragraph":
      return block.sentences.map(sentenceText).join(" ");
    case "list":
      return block.items.map((item) => `- ${sentenceText(item)}`).join("\n");
    case "heading":
      return bold(block.text);
    case "quote":
      return paragraphs(block.text).replaceAll(/^/gm, "> ");
    case "notice":
      return block.tone === "warning" ? `**Important.** ${paragraphs(block.text)}` : paragraphs(block.text);
    default:
      return assertNever(block);
  }
}

function bold(text: string): string {
  const words = inline(cutLine(text, teamsLimits.heading));
  return words === "" ? "" : `**${words}**`;
}

/** What a message says: its banner, its blocks, what it holds at and its marking, with a blank line between them. */
export function messageText(reply: Reply): string {
  return [
    ...(reply.banner === undefined ? [] : [bold(reply.banner)]),
    ...reply.blocks.filter(isSpoken).map(blockText),
    ...footLines(reply).map((line) => `_${inline(line)}_`),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** The last lines of a reply: as of when it holds, and its marking. */
export function footLines(reply: Reply): readonly string[] {
  const marking = cutLine(reply.marking ?? "", teamsLimits.citationName);
  return [...asOfLines(reply), ...(marking === "" ? [] : [`Marked ${marking}`])];
}

/** The first words of a reply without any Markdown, for a notification or a list. */
export function leadWords({ blocks }: Pick<Reply, "blocks">): string {
  for (const block of blocks) {
    const text = leadOf(block);
    if (text !== "") return text;
  }
  return "";
}

function leadOf(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return block.sentences.map(({ text }) => cleanLine(text)).join(" ");
    case "list":
      return block.items.map(({ text }) => cleanLine(text)).join("; ");
    case "heading":
    case "quote":
    case "notice":
      return cleanLine(block.text);
    case "table":
    case "chart":
      return cleanLine(block.caption);
    case "fields":
      return block.fields.map(({ label, value }) => `${cleanLine(label)}: ${cleanLine(value)}`).join("; ");
    case "actions":
    case "choices":
      return "";
    default:
      return assertNever(block);
  }
}
