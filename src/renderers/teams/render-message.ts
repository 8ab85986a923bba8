import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { Block, Reply } from "../../core/reply.ts";
import { answerControls, isExplainable } from "./answer-controls.ts";
import { decidedBy } from "./card-buttons.ts";
import { cutText } from "./cut-text.ts";
import { payloadBytes, teamsLimits } from "./limits.ts";
import { messageEntity } from "./message-entity.ts";
import type { MessageEntity } from "./message-entity.ts";
import { isSpoken, leadWords, messageText } from "./message-text.ts";
import { drawAttachedCard, drawCard } from "./reply-card.ts";
import { pageOf } from "./reply-pages.ts";
import type { ReplyPage } from "./reply-pages.ts";
import { citationsOf } from "./source-lines.ts";

/** A card on its way. */
export interface CardAttachment {
  readonly contentType: "application/vnd.microsoft.card.adaptive";
  readonly content: IAdaptiveCard;
}

/** A message as the connector takes it, without its sender and conversation. */
export interface TeamsMessage {
  readonly type: "message";
  readonly textFormat?: "markdown";
  readonly text?: string;
  /** What a notification says. */
  readonly summary?: string;
  readonly attachments?: readonly CardAttachment[];
  readonly entities?: readonly MessageEntity[];
  readonly channelData?: { readonly feedbackLoop: { readonly type: "default" } };
}

/** For whom a message is drawn. */
export interface MessageView {
  /** More than one person sees it. */
  readonly isSeenByMany?: boolean;
  /** The Teams id of whoever wrote what is answered. */
  readonly author?: string;
  /** The Teams ids of colleagues who see it: a card with buttons for some is asked for again for each of them. */
  readonly readers?: readonly string[];
  /** Only one person sees it, in a conversation of several: they may show it to the others. */
  readonly mayShare?: boolean;
  /** Less than usual, where that was refused as too large. */
  readonly maxBytes?: number;
}

/** A card as an attachment. */
export function attach(content: IAdaptiveCard): CardAttachment {
  return { contentType: "application/vnd.microsoft.card.adaptive", content };
}

/**
 * Draws a reply as a message of at most 28 KB: sentences as text with the marks of their citations, the rest as a card; an
 * update, a form or a table alone as a card. What does not fit is cut at the end of a sentence, and “More” opens the rest.
 */
export function renderMessage(reply: Reply, view: MessageView = {}): TeamsMessage {
  const most =
    Math.min(view.maxBytes ?? teamsLimits.messageBytes, teamsLimits.messageBytes) - teamsLimits.envelopeBytes;
  const draw = (page: ReplyPage): TeamsMessage => drawPage(page, view);
  const message = draw(pageOf(reply, 0, (candidate) => payloadBytes(draw(candidate)) <= most));
  return saysNothing(message) ? { type: "message", text: "There is nothing to show." } : message;
}

function saysNothing({ text = "", attachments = [] }: TeamsMessage): boolean {
  return text === "" && attachments.every(({ content }) => content.body?.length === 0);
}

function drawPage(page: ReplyPage, view: MessageView): TeamsMessage {
  return isCardOnly(page.reply) ? cardMessage(page, view) : textMessage(page, view);
}

/** True where the whole reply belongs together in a card. */
function isCardOnly({ blocks, form }: Reply): boolean {
  return (
    form !== undefined ||
    decidedBy(blocks) !== undefined ||
    blocks.some(({ kind }) => kind === "fields") ||
    !blocks.some(isSpoken)
  );
}

function cardMessage({ reply, next }: ReplyPage, view: MessageView): TeamsMessage {
  const more = [...answerControls(reply, { next, mayShare: view.mayShare ?? false })];
  const card = drawCard(next === undefined ? reply : withCutNotice(reply), {
    surface: "message",
    more,
    ...(view.isSeenByMany && { refreshFor: refreshListOf(view) }),
  });
  const entities = messageEntity([], reply);
  return {
    type: "message",
    summary: cutText(leadWords(reply), teamsLimits.summary),
    attachments: [attach(card)],
    ...(entities.length > 0 && { entities }),
    ...feedbackOf(reply),
  };
}

/**
 * Whom Teams asks for a card by itself: the author and the colleagues there, or in a large conversation the author alone; the
 * others ask for it in the message's menu.
 */
function refreshListOf({ author, readers = [] }: MessageView): readonly string[] {
  const authors = author === undefined ? [] : [author];
  const all = [...new Set([...authors, ...readers])];
  const { refreshUsers, refreshCharacters } = teamsLimits;
  return all.length <= refreshUsers && JSON.stringify(all).length <= refreshCharacters ? all : authors;
}

function textMessage({ reply, next }: ReplyPage, view: MessageView): TeamsMessage {
  const whole = next === undefined ? reply : withCutNotice(reply);
  const more = answerControls(reply, { next, mayShare: view.mayShare ?? false });
  const card = drawAttachedCard(
    reply.blocks.filter((block) => !isSpoken(block)),
    reply,
    { surface: "message", more },
  );
  const entities = messageEntity(citationsOf(reply, reply.blocks.filter(isSpoken)), reply);
  return {
    type: "message",
    textFormat: "markdown",
    ...textOf(whole),
    ...(card && { attachments: [attach(card)] }),
    ...(entities.length > 0 && { entities }),
    ...feedbackOf(reply),
  };
}

function textOf(reply: Reply): Pick<TeamsMessage, "text"> {
  const text = messageText(reply);
  return text === "" ? {} : { text };
}

function feedbackOf(reply: Reply): Pick<TeamsMessage, "channelData"> {
  return isExplainable(reply) ? { channelData: { feedbackLoop: { type: "default" } } } : {};
}

/** Says that there is more, and how to get it. */
export function withCutNotice(reply: Reply): Reply {
  const text =
    reply.receipt === ""
      ? "This is too long for Teams and ends here. Ask for a part of it."
      : "This is too long for one message. Choose More for the rest.";
  const notice: Block = { kind: "notice", tone: "info", text };
  return { ...reply, blocks: [...reply.blocks, notice] };
}
