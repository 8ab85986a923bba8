import type { Citation } from "../../core/citation.ts";
import { cleanLine } from "../clean-text.ts";
import { formatDate } from "../format-date.ts";
import { linkOf, trustCaution } from "../source-words.ts";
import { cutMrkdwn, mrkdwnLine, mrkdwnLink, shorten } from "./mrkdwn.ts";
import { slackLimits } from "./limits.ts";

/** One line for a source: its number, its title as a link where it may be linked, where it is from, what to beware of. */
function sourceLine(citation: Citation): string {
  const { number, title, publisher, published, trust, marking } = citation;
  const url = linkOf(citation);
  const name = shorten(cleanLine(title), 200) || "Untitled";
  const caution = trustCaution(trust);
  const details = [
    publisher === undefined ? undefined : shorten(cleanLine(publisher), 120),
    published === undefined ? undefined : shorten(formatDate(cleanLine(published)), 60),
    marking === undefined ? undefined : `marked ${shorten(cleanLine(marking), 60)}`,
  ].filter((part) => part !== undefined && part !== "");
  const where = details.length === 0 ? "" : `, ${mrkdwnLine(details.join(", "))}`;
  const beware = caution === undefined ? "" : ` (${mrkdwnLine(caution)})`;
  const line = `[${number}] ${url === undefined ? mrkdwnLine(name) : mrkdwnLink(url, name)}${where}${beware}`;
  return cutMrkdwn(line, slackLimits.contextText)[0] ?? "";
}

/** The lines of the sources as far as there is room, and how many more there are. */
export function sourceLines(
  citations: readonly Citation[],
  room: number,
): { readonly lines: readonly string[]; readonly left: number } {
  const lines: string[] = [];
  let used = 0;
  for (const citation of citations) {
    const line = sourceLine(citation);
    used += line.length;
    if (used > room) break;
    lines.push(line);
  }
  return { lines, left: citations.length - lines.length };
}
