import type { HomeView, KnownBlock, ModalView } from "@slack/types";
import type { Reply } from "../../core/reply.ts";
import { asOfLines } from "../as-of.ts";
import { cleanLine } from "../clean-text.ts";
import { drawBanner } from "./draw-block.ts";
import { sourceLines } from "./draw-sources.ts";
import { createElementIds } from "./element-ids.ts";
import { slackLimits } from "./limits.ts";
import { mrkdwnLine, shorten } from "./mrkdwn.ts";
import { contextBlocks, plainText, section } from "./piece.ts";
import { drawPieces } from "./render-message.ts";

/** How many characters a view holds at most. Of ours: Slack takes 250 KB of JSON. */
const viewCharacters = 40_000;

/** Draws a reply as the Home tab of one person. */
export function renderHome(reply: Reply): HomeView {
  return { type: "home", blocks: viewBlocks(reply) };
}

/** Draws a reply in a window of its own, for what is said inside a request that may open one. */
export function renderNotice(reply: Reply, title: string): ModalView {
  return {
    type: "modal",
    title: plainText(shorten(cleanLine(title), slackLimits.viewTitle)),
    close: plainText("Close"),
    blocks: viewBlocks(reply),
  };
}

function viewBlocks(reply: Reply): KnownBlock[] {
  const ids = createElementIds();
  const pieces = drawPieces(reply, ids, { hasTables: false });
  const { lines } = sourceLines(reply.citations, slackLimits.sourceCharacters);
  const about = [...(reply.marking === undefined ? [] : [`Marked ${reply.marking}.`]), ...asOfLines(reply)].join(" ");
  const foot = [
    ...contextBlocks(lines),
    ...(about === "" ? [] : contextBlocks([mrkdwnLine(shorten(cleanLine(about), 500))])),
  ];
  const head = reply.banner === undefined ? [] : [drawBanner(reply.banner)];
  const room = slackLimits.viewBlocks - head.length - foot.length - 1;
  const body: KnownBlock[] = [];
  let characters = 0;
  for (const piece of pieces) {
    characters += piece.text.length;
    if (body.length + piece.blocks.length > room || characters > viewCharacters) {
      body.push(...contextBlocks(["There is more than fits here. Ask for it in a message."]));
      break;
    }
    body.push(...piece.blocks);
  }
  const blocks = [...head, ...body, ...foot];
  return blocks.length === 0 ? [section("Nothing to show yet.")] : blocks;
}
