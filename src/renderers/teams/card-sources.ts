import type { CardElement } from "@microsoft/teams.cards";
import type { Citation } from "../../core/citation.ts";
import { cleanLine } from "../clean-text.ts";
import { linkOf } from "../source-words.ts";
import { textBlock } from "./card-blocks.ts";
import { cutText } from "./cut-text.ts";
import { teamsLimits } from "./limits.ts";
import { inline, link } from "./markdown.ts";
import { sourceOrigin } from "./source-lines.ts";

/** The sources of what a card says, by number: title, linked only where it may be, and how far it is believed. */
export function sourceElements(citations: readonly Citation[]): readonly CardElement[] {
  if (citations.length === 0) return [];
  const lines = citations
    .slice(0, teamsLimits.citations)
    .map((citation) => textBlock(sourceLine(citation), { size: "Small", spacing: "Small" }));
  const others = citations.length - lines.length;
  const rest = others > 0 ? [textBlock(`and ${others} more`, { size: "Small", spacing: "Small", isSubtle: true })] : [];
  return [textBlock("Sources", { weight: "Bolder", size: "Small", separator: true }), ...lines, ...rest];
}

function sourceLine(citation: Citation): string {
  const url = linkOf(citation);
  const title = cutText(cleanLine(citation.title), teamsLimits.previewTitle);
  const named = url === undefined || url.length > 500 ? inline(title) : link(title, url);
  const origin = sourceOrigin(citation);
  return `${citation.number}. ${named}${origin === "" ? "" : ` – ${inline(cutText(origin, teamsLimits.previewText))}`}`;
}
