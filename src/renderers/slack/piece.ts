import type { ContextBlock, KnownBlock, MrkdwnElement, PlainTextElement, SectionBlock } from "@slack/types";
import { slackLimits } from "./limits.ts";
import { cutMrkdwn } from "./mrkdwn.ts";

/** A part of a message that stays together. */
export interface Piece {
  readonly blocks: readonly KnownBlock[];
  /** The same in plain words, for notifications and screen readers. */
  readonly text: string;
  /** Numbers of the sources that it rests on. */
  readonly cites: readonly number[];
}

/** Words that are put into one text with others as long as there is room. */
export interface Unit {
  readonly mrkdwn: string;
  readonly text: string;
  readonly cites: readonly number[];
}

/** A text that Slack formats, and in which it makes no links of its own. */
export function mrkdwn(text: string): MrkdwnElement {
  return { type: "mrkdwn", text, verbatim: true };
}

/** A text as it stands. */
export function plainText(text: string): PlainTextElement {
  return { type: "plain_text", text, emoji: true };
}

/** A section; the text must fit. */
export function section(text: string): SectionBlock {
  return { type: "section", text: mrkdwn(text) };
}

/** Small grey lines, as many blocks as they need. */
export function contextBlocks(lines: readonly string[]): readonly ContextBlock[] {
  const count = Math.ceil(lines.length / slackLimits.contextElements);
  return Array.from({ length: count }, (_, index) => ({
    type: "context",
    elements: lines
      .slice(index * slackLimits.contextElements, (index + 1) * slackLimits.contextElements)
      .map((line) => mrkdwn(line)),
  }));
}

/** Puts units together, `joiner` between them, into as few as fit; one that is too long by itself is cut. */
export function packUnits(
  units: readonly Unit[],
  joiner: string,
  max: number = slackLimits.sectionText,
): readonly Unit[] {
  const packed: Unit[] = [];
  for (const unit of units.flatMap((whole) => fitUnit(whole, max))) {
    const last = packed.at(-1);
    if (!last || last.mrkdwn.length + joiner.length + unit.mrkdwn.length > max) {
      packed.push(unit);
      continue;
    }
    packed.splice(-1, 1, {
      mrkdwn: last.mrkdwn + joiner + unit.mrkdwn,
      text: last.text + joiner + unit.text,
      cites: [...last.cites, ...unit.cites],
    });
  }
  return packed;
}

function fitUnit(unit: Unit, max: number): readonly Unit[] {
  if (unit.mrkdwn.length <= max) return [unit];
  return cutMrkdwn(unit.mrkdwn, max).map((mrkdwn) => ({ mrkdwn, text: plainOf(mrkdwn), cites: unit.cites }));
}

/** The words of mrkdwn that this renderer wrote: links by their label. */
function plainOf(text: string): string {
  return text
    .replace(/<[^<>|]*\|([^<>]*)>/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

/** Units as sections. */
export function sectionPieces(units: readonly Unit[], joiner: string): readonly Piece[] {
  return packUnits(units, joiner)
    .filter(({ mrkdwn }) => mrkdwn.trim() !== "")
    .map(({ mrkdwn, text, cites }) => ({ blocks: [section(mrkdwn)], text, cites }));
}

/** Keys of a block whose values nobody reads and Slack does not count as text. */
const silentKeys: ReadonlySet<string> = new Set(["type", "block_id", "action_id", "style"]);

/** How many characters blocks hold, values of buttons and addresses among them. */
export function charactersOf(blocks: unknown): number {
  if (typeof blocks === "string") return blocks.length;
  if (Array.isArray(blocks)) return blocks.reduce<number>((sum, block) => sum + charactersOf(block), 0);
  if (typeof blocks !== "object" || blocks === null) return 0;
  return Object.entries(blocks).reduce((sum, [key, value]) => sum + (silentKeys.has(key) ? 0 : charactersOf(value)), 0);
}
