import { createShownTextBuilder, type ShownText, type ShownTextBuilder } from "./shown-text.ts";
import type { Span } from "./span.ts";

const entities: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["#39", "'"],
  ["nbsp", " "],
  ["pound", "£"],
  ["ndash", "–"],
  ["mdash", "—"],
  ["hellip", "…"],
]);

/** The content of a block while its markup is being found: its text, each unit's raw offset, what is hidden, what is literal. */
interface Content {
  readonly text: string;
  readonly at: readonly number[];
  readonly hidden: Uint8Array;
  readonly literal: Uint8Array;
}

function readContent(raw: string, segments: readonly Span[]): Content {
  let text = "";
  const at: number[] = [];
  for (const { start, end } of segments) {
    if (text !== "") {
      text += "\n";
      at.push(start);
    }
    text += raw.slice(start, end);
    for (let place = start; place < end; place += 1) at.push(place);
  }
  return { text, at, hidden: new Uint8Array(text.length), literal: new Uint8Array(text.length) };
}

function isFree(content: Content, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (content.literal[at] || content.hidden[at]) return false;
  return true;
}

/** Hides the ends of every match and leaves `keep` of it shown; literal text is passed over. */
function hideAround(content: Content, pattern: RegExp, keep: (match: RegExpExecArray) => Span, literal: boolean): void {
  for (let match = pattern.exec(content.text); match; match = pattern.exec(content.text)) {
    const end = match.index + match[0].length;
    if (!isFree(content, match.index, match.index + 1) || !isFree(content, end - 1, end)) continue;
    const kept = keep(match);
    content.hidden.fill(1, match.index, kept.start);
    content.hidden.fill(1, kept.end, end);
    if (literal) content.literal.fill(1, kept.start, kept.end);
    // What is kept may hold markup of its own (an image inside a link).
    if (!literal && kept.end > kept.start) pattern.lastIndex = Math.max(kept.start, match.index + 1);
  }
}

function keepGroup(match: RegExpExecArray, offset: number, group: string): Span {
  return { start: match.index + offset, end: match.index + offset + group.length };
}

function hideLinks(content: Content, labels: ReadonlySet<string>): void {
  const words = /(!?\[)((?:[^[\]]|\[[^[\]]*\](?:\([^()]*\))?)*)\]/.source;
  const target = /\(\s*(?:<[^>]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/.source;
  const keepWords = (match: RegExpExecArray): Span => keepGroup(match, match[1]?.length ?? 0, match[2] ?? "");
  hideAround(content, new RegExp(words + target, "g"), keepWords, false);
  hideAround(
    content,
    new RegExp(`${words}\\[([^\\]]*)\\]`, "g"),
    (match) => {
      const label = (match[3] === "" ? match[2] : match[3]) ?? "";
      return labels.has(label.toLowerCase()) ? keepWords(match) : keepGroup(match, 0, match[0]);
    },
    false,
  );
  hideAround(content, /\[\^[^\]\s]+\]:?/g, (match) => ({ start: match.index, end: match.index }), false);
}

/** Emphasis by the two rules that decide nearly every case: a mark opens before and closes after something that is not space. */
function hideEmphasis(content: Content): void {
  const open: { readonly mark: string; readonly start: number; readonly end: number }[] = [];
  for (const match of content.text.matchAll(/\*+|_+|~~/g)) {
    const [start, end] = [match.index, match.index + match[0].length];
    if (!isFree(content, start, end)) continue;
    const [before, after] = [content.text[start - 1] ?? " ", content.text[end] ?? " "];
    const isWordInside = match[0].startsWith("_") && /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after);
    const opener = /\s/.test(before) || isWordInside ? -1 : open.findLastIndex(({ mark }) => mark === match[0]);
    const opened = opener === -1 ? undefined : open[opener];
    if (opened) {
      content.hidden.fill(1, opened.start, opened.end);
      content.hidden.fill(1, start, end);
      open.length = opener;
    } else if (!/\s/.test(after) && !isWordInside) open.push({ mark: match[0], start, end });
  }
}

function hideMarkup(content: Content, labels: ReadonlySet<string>): void {
  hideAround(
    content,
    /(?<!`)(`+)(?!`)([\s\S]*?[^`])\1(?!`)/g,
    (match) => keepGroup(match, match[1]?.length ?? 0, match[2] ?? ""),
    true,
  );
  hideAround(content, /\\([!-/:-@[-`{-~])/g, (match) => keepGroup(match, 1, match[1] ?? ""), true);
  hideAround(content, /<((?:https?:\/\/|mailto:)[^\s<>]+)>/g, (match) => keepGroup(match, 1, match[1] ?? ""), true);
  hideAround(
    content,
    /<!--[\s\S]*?-->|<\/?[a-zA-Z][^<>]*>/g,
    (match) => ({ start: match.index, end: match.index }),
    false,
  );
  hideLinks(content, labels);
  hideAround(content, /https?:\/\/[^\s<>()[\]]+/g, (match) => keepGroup(match, 0, match[0]), true);
  hideEmphasis(content);
}

function hideStretches(content: Content, builder: ShownTextBuilder): void {
  for (let from = 0; from < content.text.length; from += 1) {
    if (!content.hidden[from]) continue;
    let to = from + 1;
    while (content.hidden[to] && content.at[to] === (content.at[to - 1] ?? 0) + 1) to += 1;
    builder.hide({ start: content.at[from] ?? 0, end: (content.at[to - 1] ?? 0) + 1 });
    from = to - 1;
  }
}

function entityAt(content: Content, at: number): { readonly character: string; readonly length: number } | undefined {
  if (content.text[at] !== "&" || content.literal[at]) return undefined;
  const match = /^&([a-z]+|#39);/.exec(content.text.slice(at, at + 10));
  const character = entities.get(match?.[1] ?? "");
  return match && character !== undefined ? { character, length: match[0].length } : undefined;
}

/** Adds a block's Markdown content as shown: links by their words, images by their description, no emphasis marks. */
export function showMarkdown(
  builder: ShownTextBuilder,
  raw: string,
  segments: readonly Span[],
  labels: ReadonlySet<string>,
): void {
  const content = readContent(raw, segments);
  if (/[`\\<[*_~]|https?:/.test(content.text)) hideMarkup(content, labels);
  for (let at = 0; at < content.text.length; at += 1) {
    if (content.hidden[at]) continue;
    const entity = entityAt(content, at);
    builder.show(entity?.character ?? content.text[at] ?? "", content.at[at] ?? 0);
    if (!entity) continue;
    content.hidden.fill(1, at + 1, at + entity.length);
    at += entity.length - 1;
  }
  hideStretches(content, builder);
}

/** A block's plain content as shown. */
export function showPlain(raw: string, segments: readonly Span[]): ShownText {
  const builder = createShownTextBuilder();
  const { text, at } = readContent(raw, segments);
  for (let index = 0; index < text.length; index += 1) builder.show(text[index] ?? "", at[index] ?? 0);
  return builder.build();
}
