import type { BotIdentity } from "../identity.ts";

/** A link, mention or channel: `<what>` or `<what|label>`. */
const token = /<([^<>|]*)(?:\|([^<>]*))?>/g;

function readToken(what: string, label: string | undefined): string {
  if (/^@[UW][A-Z0-9]+$/.test(what)) return `<${what}>`;
  if (what.startsWith("#")) return `#${label || what.slice(1)}`;
  if (what.startsWith("!subteam")) return label || "@group";
  if (what.startsWith("!date")) return label || "";
  if (what.startsWith("!")) return `@${what.slice(1)}`;
  return label || what;
}

/**
 * What somebody wrote, as they see it: links by their label, channels by name, signs unescaped, and mentions of the app taken
 * out wherever they stand. Other people stay as the mention `<@U…>` that Slack gave.
 */
export function readMessageText(text: string, { user }: Pick<BotIdentity, "user">): string {
  const own = new RegExp(`[ \\t]*<@${user}(?:\\|[^<>]*)?>[,:]?[ \\t]*`, "g");
  return text
    .replace(own, " ")
    .replace(token, (_, what: string, label: string | undefined) => readToken(what, label))
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replaceAll("\u00A0", " ")
    .trim();
}

/** True where the app is mentioned. */
export function mentionsApp(text: string, { user }: Pick<BotIdentity, "user">): boolean {
  return text.includes(`<@${user}>`) || text.includes(`<@${user}|`);
}

/** Code and quotations, in which nobody is spoken to: a block of code, code in a line, all after `>>>`, a quoted line. */
const borrowed = /```[\s\S]*?```|`[^`\n]*`|^[ \t]*(?:&gt;|>){3}[\s\S]*|^[ \t]*(?:&gt;|>).*$/gm;

/** True where the app is mentioned in somebody's own words, and not only in code or in words that they quote. */
export function addressesApp(text: string, identity: Pick<BotIdentity, "user">): boolean {
  return mentionsApp(text, identity) && mentionsApp(text.replace(borrowed, " "), identity);
}

/** True for a message that begins by speaking to somebody else. */
export function speaksToOthers(text: string, identity: Pick<BotIdentity, "user">): boolean {
  const first = /^\s*<([@!][^<>|]*)/.exec(text)?.[1];
  return first !== undefined && first !== `@${identity.user}` && !mentionsApp(text, identity);
}
