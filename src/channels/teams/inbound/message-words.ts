import type { Activity, Mention } from "./activity.ts";
import { mentionsIn } from "./activity.ts";

/** What a person wrote, and whether it is meant for the assistant. */
export interface MessageWords {
  readonly text: string;
  readonly mentionsUs: boolean;
}

const entities: Readonly<Record<string, string>> = {
  nbsp: " ",
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  "#39": "'",
  "#160": " ",
};

/** Text with its HTML entities as the characters they stand for; each is read once. */
export function decodeEntities(text: string): string {
  return text.replaceAll(
    /&(#?\w{1,8});/g,
    (whole, name: string) => entities[name.toLowerCase()] ?? decodeNumber(name) ?? whole,
  );
}

function decodeNumber(name: string): string | undefined {
  const match = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name);
  if (!match) return undefined;
  const code = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16);
  return code > 0 && code <= 0x10_ff_ff && !(code >= 0xd8_00 && code <= 0xdf_ff)
    ? String.fromCodePoint(code)
    : undefined;
}

/**
 * The words of a message without the mention of the assistant, wherever it stands and whatever it is called there; other people
 * keep their names. Mentions are told apart by the ids of their entities, never by their words.
 */
export function wordsOf(activity: Activity, ourIds: readonly string[]): MessageWords {
  const isOurs = ({ mentioned }: Mention): boolean => ourIds.includes(mentioned.id);
  const mentions = mentionsIn(activity);
  let text = activity.text ?? "";
  let from = 0;
  for (const mention of mentions) {
    const written = mention.text ?? `<at>${mention.mentioned.name ?? ""}</at>`;
    const found = text.indexOf(written, from);
    const at = found < 0 ? text.indexOf(written) : found;
    if (written === "" || at < 0) continue;
    const [before, after] = [text.slice(0, at), text.slice(at + written.length)];
    // Where our name stood before a comma or at the end, the space before it belonged to it.
    const kept = isOurs(mention)
      ? /^[,.;:!?]/.test(after)
        ? before.trimEnd()
        : before
      : before + nameOf(mention, written);
    text = kept + after;
    from = kept.length;
  }
  return { text: cutWords(tidy(decodeEntities(withoutTags(text)))), mentionsUs: mentions.some(isOurs) };
}

/** Longer than Teams lets anybody write, some 28 KB; what lies beyond is not read. In UTF-16 units. */
const mostCharacters = 30_000;

/** Words as long as a message can be, whatever was delivered. */
export function cutWords(text: string): string {
  return text.slice(0, mostCharacters).toWellFormed();
}

function nameOf({ mentioned }: Mention, written: string): string {
  return mentioned.name ?? withoutTags(written);
}

function withoutTags(text: string): string {
  return text.replaceAll(/<\/?at\b[^<>]*>/gi, "");
}

/** White space as people meant it, and no comma where a name stood at the beginning. */
function tidy(text: string): string {
  return text
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/[^\S\n]+/g, " ")
    .replaceAll(/ ?\n ?/g, "\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim()
    .replace(/^[,;:–—-]\s*/, "");
}
