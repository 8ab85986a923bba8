import type { KnownBlock } from "@slack/types";
import type { Citation } from "../../core/citation.ts";
import type { Reply } from "../../core/reply.ts";
import { asOfLines } from "../as-of.ts";
import { cleanLine } from "../clean-text.ts";
import { drawBanner, drawBlock } from "./draw-block.ts";
import type { Canvas } from "./draw-block.ts";
import { drawControls, formButton } from "./draw-controls.ts";
import { sourceLines } from "./draw-sources.ts";
import { createElementIds } from "./element-ids.ts";
import type { ElementIds } from "./element-ids.ts";
import { slackLimits } from "./limits.ts";
import { cutMrkdwn, mrkdwnLine, shorten } from "./mrkdwn.ts";
import { charactersOf, contextBlocks, section } from "./piece.ts";
import type { Piece } from "./piece.ts";

/** How a reply is to be drawn. */
export interface MessageOptions {
  /** Of a long answer, from 1. A page past the last is the last. */
  readonly page?: number;
  /** See `createElementIds`. */
  readonly thread?: string;
  /** Offers to show the others what only one person sees. */
  readonly mayShare?: boolean;
  /** Lines of our own below the answer: that files were not read. */
  readonly notes?: readonly string[];
  /** Slack file ids of the pictures of its charts, in their order. */
  readonly pictures?: readonly string[];
}

/** A message as `chat.postMessage` takes it. */
export interface SlackMessage {
  /** The plain answer, for notifications and screen readers. */
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

/** Draws a reply as one Slack message within all limits; a long one page by page, cut at the ends of sentences. */
export function renderMessage(reply: Reply, options: MessageOptions = {}): SlackMessage {
  const ids = createElementIds(options.thread);
  const pages = paginate(drawPieces(reply, ids, options), reply, reserveFor(reply, options));
  const index = Math.min(Math.max(options.page ?? 1, 1), pages.length) - 1;
  const pieces = pages[index] ?? [];
  const body = pieces.flatMap(({ blocks }) => blocks);
  const foot = drawFoot({ reply, ids, pieces, options, ...(index + 1 < pages.length && { next: index + 2 }) });
  const blocks = [...(reply.banner === undefined ? [] : [drawBanner(reply.banner)]), ...body, ...foot];
  const text = fallbackText(reply, pieces);
  return { text, blocks: blocks.length === 0 ? [section(text)] : blocks };
}

/** The plain words of a whole reply as mrkdwn that formats nothing, within what Slack advises. */
export function renderFallback(reply: Reply): string {
  return fallbackText(reply, drawPieces(reply, createElementIds(), {}));
}

/** The parts of a reply, in order; with at most one native table, or none. */
export function drawPieces(
  reply: Reply,
  ids: ElementIds,
  { pictures = [], hasTables = true }: Pick<MessageOptions, "pictures"> & { readonly hasTables?: boolean },
): readonly Piece[] {
  const left = { table: hasTables, pictures: [...pictures] };
  const canvas: Canvas = {
    ids,
    citations: new Map(reply.citations.map((citation) => [citation.number, citation])),
    receipt: reply.receipt,
    takeTable() {
      const isFree = left.table;
      left.table = false;
      return isFree;
    },
    takePicture: () => left.pictures.shift(),
  };
  return [...reply.blocks.flatMap((block) => drawBlock(block, canvas)), ...formPieces(reply, ids)];
}

/** A form that nobody could be shown at once: what it is for, and the button that opens it. */
function formPieces({ form }: Reply, ids: ElementIds): readonly Piece[] {
  if (!form) return [];
  const button = formButton(form, ids);
  const how = form.id === "linkCode" ? " Send it to me in a message, as \u201Clink ABCD-EFGH\u201D." : "";
  const intro = cleanLine(form.intro ?? form.title) + how;
  const words = section(mrkdwnLine(shorten(intro, 1000)) || "\u2026");
  const blocks: KnownBlock[] = [words];
  if (button) blocks.push({ type: "actions", block_id: ids.block(), elements: [button] });
  return [{ blocks, text: intro, cites: [] }];
}

/** Blocks for the banner, the lines below and the controls. */
const reservedBlocks = 6;

/** Room that the banner, the lines below and the controls take at most, in characters. */
function reserveFor(reply: Reply, { mayShare = true }: MessageOptions): number {
  const controls = drawControls({ reply, ids: createElementIds(), citations: reply.citations, next: 999, mayShare });
  return (
    charactersOf(controls) + longestAbout + (reply.banner === undefined ? 0 : charactersOf(drawBanner(reply.banner)))
  );
}

/** What the line of marking, day and notes may take. */
const longestAbout = 600;

function paginate(pieces: readonly Piece[], { citations }: Reply, reserved: number): readonly (readonly Piece[])[] {
  const known = new Map(citations.map((citation) => [citation.number, citation]));
  const pages: Piece[][] = [[]];
  let used = { characters: 0, blocks: 0, sources: new Set<Citation>() };
  for (const piece of pieces) {
    const cited = piece.cites.flatMap((number) => known.get(number) ?? []);
    const next = {
      characters: used.characters + charactersOf(piece.blocks),
      blocks: used.blocks + piece.blocks.length,
      sources: new Set([...used.sources, ...cited]),
    };
    const isFull =
      next.characters + sourceCharacters([...next.sources]) + reserved > slackLimits.messageCharacters ||
      next.blocks + sourceBlocks(next.sources.size) + reservedBlocks > slackLimits.messageBlocks;
    if (isFull && (pages.at(-1)?.length ?? 0) > 0) {
      pages.push([piece]);
      used = { characters: charactersOf(piece.blocks), blocks: piece.blocks.length, sources: new Set(cited) };
    } else {
      pages.at(-1)?.push(piece);
      used = next;
    }
  }
  return pages;
}

function sourceCharacters(citations: readonly Citation[]): number {
  return charactersOf(sourceLines(citations, slackLimits.sourceCharacters).lines);
}

/** At most so many blocks of sources stand on a page. */
const mostSourceBlocks = 3;

function sourceBlocks(count: number): number {
  return Math.min(Math.ceil(count / slackLimits.contextElements), mostSourceBlocks);
}

/** With more sources than this the first few are named, and the others are opened by the menu of them. */
const mostListed = 4;
const firstListed = 3;

/** How many sources are named below an answer: all of them where no menu can open the others, as far as blocks go. */
function listedSources(count: number, { receipt }: Reply): number {
  if (receipt !== "" && count > mostListed) return firstListed;
  return Math.min(count, mostSourceBlocks * slackLimits.contextElements - 1);
}

interface FootOf {
  readonly reply: Reply;
  readonly ids: ElementIds;
  readonly pieces: readonly Piece[];
  readonly options: MessageOptions;
  readonly next?: number;
}

/** What stands below an answer: its sources, marking and day, notes of ours, and what can be done with it. */
function drawFoot({ reply, ids, pieces, options, next }: FootOf): readonly KnownBlock[] {
  const numbers = new Set(pieces.flatMap(({ cites }) => cites));
  const citations = reply.citations.filter(({ number }) => numbers.has(number));
  const body = charactersOf(pieces.map(({ blocks }) => blocks));
  const room = Math.min(
    slackLimits.sourceCharacters,
    slackLimits.messageCharacters - reserveFor(reply, options) - body,
  );
  const listed = citations.slice(0, listedSources(citations.length, reply));
  const { lines, left } = sourceLines(listed, room);
  const more = left + citations.length - listed.length;
  const about = [
    ...(reply.marking === undefined ? [] : [`Marked ${reply.marking}.`]),
    ...asOfLines(reply),
    ...(options.notes ?? []),
  ].join(" ");
  const controls = drawControls({
    reply,
    ids,
    citations,
    ...(next !== undefined && { next }),
    ...(options.mayShare !== undefined && { mayShare: options.mayShare }),
  });
  return [
    ...contextBlocks([...lines, ...(more > 0 ? [`and ${more} more: choose one under \u201CShow source\u201D`] : [])]),
    ...(about === "" ? [] : contextBlocks([mrkdwnLine(shorten(cleanLine(about), 500))])),
    ...controls,
  ];
}

function fallbackText({ banner }: Reply, pieces: readonly Piece[]): string {
  const words = [...(banner === undefined ? [] : [cleanLine(banner)]), ...pieces.map(({ text }) => text)]
    .filter((part) => part.trim() !== "")
    .join("\n\n");
  const lines = words.split("\n").map((line) => mrkdwnLine(line));
  const [text = ""] = cutMrkdwn(lines.join("\n"), slackLimits.fallbackText);
  return text.trim() === "" ? "Nothing to show." : text;
}
