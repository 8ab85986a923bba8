import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { Reply } from "../../core/reply.ts";
import { linkOf } from "../source-words.ts";
import { boxed, textBlocks } from "./card-blocks.ts";
import { sourceElements } from "./card-sources.ts";
import { cutLine, cutText } from "./cut-text.ts";
import { payloadBytes, teamsLimits } from "./limits.ts";
import { inline, link } from "./markdown.ts";
import { leadWords } from "./message-text.ts";
import type { CardAttachment } from "./render-message.ts";
import { attach } from "./render-message.ts";
import { cardOf, drawCard } from "./reply-card.ts";
import { pageOf } from "./reply-pages.ts";
import { sourceOrigin } from "./source-lines.ts";

/** A result of a search: the card that is put into a message, and the line that it is chosen by. */
export interface SearchResult extends CardAttachment {
  readonly preview: {
    readonly contentType: "application/vnd.microsoft.card.thumbnail";
    readonly content: { readonly title: string; readonly text: string };
  };
}

/**
 * Draws an answer as search results: the answer itself with its sources, then each source with the words that are cited. None
 * for a reply that answers nothing. The cards have no buttons: they are read by whoever is in the conversation.
 */
export function searchResults(reply: Reply): readonly SearchResult[] {
  if (reply.outcome !== "answered") return [];
  return [answerResult(reply), ...reply.citations.map(sourceResult)].slice(0, teamsLimits.searchResults);
}

function answerResult(reply: Reply): SearchResult {
  const blocks = reply.blocks.filter(({ kind }) => kind !== "actions" && kind !== "choices");
  const draw = (part: Reply): IAdaptiveCard => drawCard({ ...part, receipt: "" }, { surface: "message" });
  const most = teamsLimits.messageBytes - teamsLimits.envelopeBytes;
  const page = pageOf({ ...reply, blocks }, 0, ({ reply: part }) => payloadBytes(draw(part)) <= most);
  const [title, text] = [reply.citations[0]?.title ?? "Answer", leadWords(reply)];
  return { ...attach(draw(page.reply)), preview: previewOf(title, text) };
}

function sourceResult(citation: Reply["citations"][number]): SearchResult {
  const url = linkOf(citation);
  const title = cutLine(citation.title, teamsLimits.previewTitle);
  const quote = cutLine(citation.quote, teamsLimits.fieldValue);
  const card = cardOf([
    ...textBlocks(url === undefined ? inline(title) : link(title, url), { weight: "Bolder", style: "heading" }),
    ...boxed(`“${inline(quote)}”`, "emphasis"),
    ...sourceElements([citation]),
  ]);
  return { ...attach(card), preview: previewOf(title, [sourceOrigin(citation), `“${quote}”`].join(" ").trim()) };
}

function previewOf(title: string, text: string): SearchResult["preview"] {
  return {
    contentType: "application/vnd.microsoft.card.thumbnail",
    content: {
      title: escapeHtml(cutText(title, teamsLimits.previewTitle)),
      text: escapeHtml(cutText(text, teamsLimits.previewText)),
    },
  };
}

/** The lines of a result list are read as HTML. */
function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
