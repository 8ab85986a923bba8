import type { CardElement } from "@microsoft/teams.cards";
import type { Citation } from "../../core/citation.ts";
import { linkOf } from "../source-words.ts";
import { textBlock } from "./card-blocks.ts";
import { cutLine, cutText } from "./cut-text.ts";
import { teamsLimits } from "./limits.ts";
import { inline, link } from "./markdown.ts";
import { sourceOrigin } from "./source-lines.ts";

/** The sources of what a card says, by number: title, linked only where it may be, and how far it is believed. */
export function sourceElements(citations: readonly Citation[]): readonly CardElement[] {
  if (citations.length === 0) return [];
  let room: number = teamsLimits.sourceCharacters;
  const lines = citations
    .slice(0, teamsLimits.citations)
    .map(sourceLine)
    .filter((line) => {
      room -= line.length;
      return room >= 0;
    });
  const others = citations.length - lines.length;
  const rest = others > 0 ? [`and ${others} more`] : [];
  const style = { size: "Small", spacing: "Small" } as const;
  return [
    textBlock("Sources", { weight: "Bolder", size: "Small", separator: true }),
    ...[...lines, ...rest].map((line) => textBlock(line, style)),
  ];
}

/** Numbered as the sentences mark it: Teams would draw `1.` as a list of its own, and number it anew. */
function sourceLine(citation: Citation): string {
  const url = linkOf(citation);
  const title = cutLine(citation.title, teamsLimits.previewTitle);
  const named = url === undefined || url.length > 500 ? inline(title) : link(title, url);
  const origin = sourceOrigin(citation);
  return `[${citation.number}] ${named}${origin === "" ? "" : ` – ${inline(cutText(origin, teamsLimits.previewText))}`}`;
}
