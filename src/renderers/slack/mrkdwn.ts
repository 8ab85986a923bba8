import { cleanLine, cleanText } from "../clean-text.ts";
import { slackLimits } from "./limits.ts";

const graphemes = new Intl.Segmenter("en-GB", { granularity: "grapheme" });

/** A person as Slack names them in a text, and as the rest of the product names an account. */
const people = /<@[UW][A-Z0-9]+>|\bslack:T[A-Z0-9]+:[UW][A-Z0-9]+\b/g;

/** A pair of signs that Slack would take for bold, italic or struck out; bounded, so that no text takes long. */
const formattingPair = /(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]{0,300}?\S)\1(?![\p{L}\p{N}])/gu;

const lookalikes: Readonly<Record<string, string>> = { "*": "\u2217", _: "\u02CD", "~": "\u223C", "`": "\u02CB" };

function lookalike(sign: string): string {
  return lookalikes[sign] ?? sign;
}

/** Signs that would format become signs that look the same: a text is shown as it stands, and a code mark hides no link. */
function withoutFormatting(text: string): string {
  const replaceOnce = (from: string): string =>
    from.replace(formattingPair, (_, sign: string, inner: string) => lookalike(sign) + inner + lookalike(sign));
  // Twice, for a pair within a pair.
  return replaceOnce(replaceOnce(text.replaceAll("`", lookalike("`"))));
}

function escapeSigns(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function mentionOf(person: string): string {
  return person.startsWith("<") ? person : `<@${person.slice(person.lastIndexOf(":") + 1)}>`;
}

/** Escapes already clean text as Slack's mrkdwn. Only mentions of a person are left as they are: no channel, group or link. */
function escapeMrkdwn(text: string): string {
  const parts = text.split(people);
  const mentions = text.match(people) ?? [];
  return parts.map((part, index) => escapeSigns(withoutFormatting(part)) + mention(mentions[index])).join("");
}

function mention(person: string | undefined): string {
  return person === undefined ? "" : mentionOf(person);
}

/** Content as one line of mrkdwn. */
export function mrkdwnLine(text: string): string {
  return escapeMrkdwn(cleanLine(text));
}

/** Content as lines of mrkdwn, none of them empty. */
export function mrkdwnLines(text: string): readonly string[] {
  return cleanText(text)
    .split(/\n+/)
    .map((line) => escapeMrkdwn(line.trimEnd()))
    .filter((line) => line.trim() !== "");
}

/** A link, `<url|label>`; the label alone where the address is longer than is linked. Both are still unescaped. */
export function mrkdwnLink(url: string, label: string): string {
  // Nothing stands for a person inside a link, and a stroke would end the address.
  const text = escapeSigns(withoutFormatting(cleanLine(label))).replaceAll("|", "\u2223");
  const href = escapeSigns(url.replaceAll("|", "%7C").replaceAll("<", "%3C").replaceAll(">", "%3E"));
  return href.length > slackLimits.linkedUrl || /\s/.test(href) ? text : `<${href}|${text}>`;
}

/** What may not be cut: a link or mention, an escaped sign, white space, a word. */
const atoms = /<[^<>]*>|&(?:amp|lt|gt);|\s+|[^\s<>&]+|[<>&]/g;

/** A word in pieces of at most `max` units, cut between characters as people see them. */
function pieces(atom: string, max: number): readonly string[] {
  if (atom.length <= max) return [atom];
  const label = /^<[^|]*\|(.*)>$/s.exec(atom)?.[1];
  // A link that does not fit is named and not linked.
  if (label !== undefined) return cutMrkdwn(label, max);
  const found: string[] = [];
  let piece = "";
  for (const { segment } of graphemes.segment(atom)) {
    if (piece.length + segment.length > max) {
      found.push(piece);
      piece = "";
    }
    // A character made of more signs than fit is cut between code points.
    if (segment.length > max) found.push(...[...segment].slice(0, max / 2));
    else piece += segment;
  }
  return [...found, piece].filter((part) => part !== "");
}

/**
 * Cuts mrkdwn into parts of at most `max` units, at the end of a sentence where one lies in the second half, else between
 * words, else between characters; never inside a link, a mention, an escaped sign or a character.
 */
export function cutMrkdwn(text: string, max: number): readonly string[] {
  if (text.length <= max) return [text];
  const parts: string[] = [];
  let part = "";
  let [sentenceEnd, wordEnd] = [0, 0];
  const close = (end: number): void => {
    const kept = part.slice(0, end).trim();
    if (kept !== "") parts.push(kept);
    part = part.slice(end).trimStart();
    sentenceEnd = 0;
    wordEnd = 0;
  };
  for (const atom of (text.match(atoms) ?? []).flatMap((found) => pieces(found, max))) {
    while (part.length > 0 && part.length + atom.length > max) {
      close(sentenceEnd > max / 2 ? sentenceEnd : wordEnd || part.length);
    }
    if (part.length > 0 && /^\s/.test(atom)) {
      wordEnd = part.length;
      if (/[.!?\u2026]["'\u2019\u201D)\]]*$/.test(part) || atom.includes("\n")) sentenceEnd = part.length;
    }
    if (part.length > 0 || !/^\s/.test(atom)) part += atom;
  }
  close(part.length);
  return parts;
}

/** Plain text of at most `max` units, with an ellipsis where something was left out; cut between characters. */
export function shorten(text: string, max: number): string {
  const clean = text.toWellFormed();
  if (clean.length <= max) return clean;
  let kept = "";
  for (const { segment } of graphemes.segment(clean)) {
    if (kept.length + segment.length > max - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}\u2026`;
}
