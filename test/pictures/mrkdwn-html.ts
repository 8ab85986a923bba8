import { escapeHtml } from "./escape-html.ts";

/** What stands behind the ids in a text, as Slack shows it. */
export interface SlackNames {
  /** Names of people by user id. */
  readonly people: ReadonlyMap<string, string>;
  /** Names of channels by id, without `#`. */
  readonly channels: ReadonlyMap<string, string>;
}

/** The signs that messages use; a name that is not here is an error, as Slack would show it in letters. */
const signs: Readonly<Record<string, string>> = { ":warning:": "\u26A0\uFE0F" };

const [open, close] = ["\uE000", "\uE001"] as const;
const edge = String.raw`[\s.,;:!?()"“”‘’'\-–—${open}${close}]`;

function marked(sign: string): RegExp {
  return new RegExp(`(^|${edge})\\${sign}(\\S(?:[^\\n${sign}]*\\S)?)\\${sign}(?=$|${edge})`, "g");
}

const styles = [
  [marked("*"), "strong"],
  [marked("_"), "em"],
  [marked("~"), "s"],
  [marked("`"), "code"],
] as const;

/**
 * Mrkdwn as HTML, the way Slack reads it: docs.slack.dev/messaging/formatting-message-text. Throws where an id is of nobody,
 * or a sign or token is not known.
 */
export function mrkdwnHtml(text: string, names: SlackNames): string {
  return text
    .split(/```\n?([\s\S]*?)\n?```/g)
    .map((part, index) => (index % 2 === 1 ? `<pre tabindex="0">${plainOfMrkdwn(part)}</pre>` : linesHtml(part, names)))
    .join("");
}

/** Slack's own escapes are HTML's; the other signs that HTML reads are not escaped by it. */
function plainOfMrkdwn(text: string): string {
  return escapeHtml(text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"));
}

function linesHtml(text: string, names: SlackNames): string {
  const trimmed = text.replace(/^\n|\n$/g, "");
  if (trimmed === "") return "";
  const html: string[] = [];
  let quoted: string[] = [];
  const closeQuote = (): void => {
    if (quoted.length > 0) html.push(`<blockquote>${quoted.join("<br>")}</blockquote>`);
    quoted = [];
  };
  for (const line of trimmed.split("\n")) {
    if (/^(?:>|&gt;)/.test(line)) {
      quoted.push(inlineHtml(line.replace(/^(?:>|&gt;) ?/, ""), names));
    } else {
      closeQuote();
      html.push(`<div class="line">${inlineHtml(line, names) || "&nbsp;"}</div>`);
    }
  }
  closeQuote();
  return html.join("");
}

function inlineHtml(line: string, names: SlackNames): string {
  const tokens: string[] = [];
  const kept = line.replaceAll(/<([^<>]*)>/g, (_, token: string) => {
    tokens.push(tokenHtml(token, names));
    return `${open}${tokens.length - 1}${close}`;
  });
  const escaped = plainOfMrkdwn(kept).replaceAll(/:[a-z][a-z0-9_+-]*:/g, signOf);
  const styled = styles.reduce((html, [pattern, tag]) => html.replaceAll(pattern, `$1<${tag}>$2</${tag}>`), escaped);
  return styled.replaceAll(new RegExp(`${open}(\\d+)${close}`, "g"), (_, index: string) => tokens[Number(index)] ?? "");
}

function signOf(name: string): string {
  const sign = signs[name];
  if (sign === undefined) throw new Error(`Slack shows a sign for ${name} that the drawing does not know.`);
  return sign;
}

function tokenHtml(token: string, { people, channels }: SlackNames): string {
  const [target = "", label] = token.split("|");
  if (/^(?:https?|mailto):/.test(target)) {
    return `<a href="${plainOfMrkdwn(target)}">${plainOfMrkdwn(label ?? target)}</a>`;
  }
  const name = target.startsWith("@") ? people.get(target.slice(1)) : channels.get(target.slice(1));
  if (!/^[@#]/.test(target) || name === undefined) throw new Error(`The drawing does not know <${token}>.`);
  return `<span class="mention">${target.charAt(0)}${escapeHtml(name)}</span>`;
}
