import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { z } from "zod";
import type { Reply } from "../../../core/reply.ts";
import { readButton } from "../../../renderers/teams/button-data.ts";
import type { PressedButton } from "../../../renderers/teams/button-data.ts";
import { renderAnswerCard } from "../../../renderers/teams/render-dialog.ts";
import { pressedArrival } from "../inbound/arrivals.ts";
import type { Pressed } from "../inbound/arrivals.ts";
import type { DeliveryParts } from "../inbound/deliveries.ts";
import type { Recent } from "../recent.ts";
import { joinReplies } from "./dialogs.ts";
import { answerNow, sayFailed, sayNothingMore } from "./respond.ts";
import type { InvokeResponse, OnFailure } from "./respond.ts";

/** A card that was sent with buttons that only some may press. */
export interface DecidedCard {
  readonly reply: Reply;
  /** The Teams id of whoever wrote what it came from. */
  readonly author?: string;
}

/** What pressing a button of a card is answered with. */
export interface CardActionParts {
  readonly delivery: DeliveryParts;
  readonly onFailure: OnFailure;
  /** Cards by the message that they stand on. */
  readonly decidedCards: Recent<DecidedCard>;
}

const valueSchema = z.object({ action: z.object({ data: z.unknown() }) });

/** https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model: always 200, what became of it is inside. */
function respond(statusCode: number, type: string, value: unknown): InvokeResponse {
  return { status: 200, body: { statusCode, type, value } };
}

function sayInCard(text: string): InvokeResponse {
  return respond(200, "application/vnd.microsoft.activity.message", text);
}

function showCard(card: IAdaptiveCard): InvokeResponse {
  return respond(200, "application/vnd.microsoft.card.adaptive", card);
}

function refuse(code: string, message: string): InvokeResponse {
  return respond(400, "application/vnd.microsoft.error", { code, message });
}

/** Answers a button of a card: with the card that takes its place for whoever pressed it, or with a sentence. */
export async function answerCardAction(about: Pressed, parts: CardActionParts): Promise<InvokeResponse> {
  const value = valueSchema.safeParse(about.activity.value).data;
  const pressed = value && readButton(value.action.data);
  if (!pressed) return refuse("BadRequest", "This button is not known any more. Ask again for a new one.");
  if (pressed.kind === "say") return takeChoice(pressed, about, parts);
  const answered = await answerNow(pressedArrival(pressed, about), parts.delivery, parts.onFailure);
  const isView = pressed.kind === "action" && pressed.call.verb === "view";
  if (answered.outcome === "failed") {
    // A card that is asked for by itself stays as it is.
    return isView ? refuse("Unavailable", "This card cannot be drawn now.") : sayInCard(sayFailed(answered.id));
  }
  const reply = joinReplies(answered.replies) ?? (isView ? ownCard(about, parts) : undefined);
  if (reply) return showCard(renderAnswerCard(reply));
  return isView ? refuse("NotFound", "There is nothing newer.") : sayInCard(sayNothingMore(answered.isDuplicate));
}

/** What its author was shown when it was sent. */
function ownCard({ activity, origin }: Pressed, { decidedCards }: CardActionParts): Reply | undefined {
  const card = decidedCards.get(cardKey(origin.place.id, activity.replyToId ?? ""));
  return card?.author === activity.from.id ? card.reply : undefined;
}

/** What a sent card is remembered by. */
export function cardKey(place: string, messageId: string): string {
  return `${place}/${messageId}`;
}

/** A choice is answered like a message, in the conversation. */
async function takeChoice(
  pressed: Extract<PressedButton, { kind: "say" }>,
  about: Pressed,
  { delivery, onFailure }: CardActionParts,
): Promise<InvokeResponse> {
  const arrival = pressedArrival(pressed, about);
  try {
    await delivery.desk.accept(arrival);
    return sayInCard("I am looking that up. The answer comes in this conversation.");
  } catch (error) {
    onFailure(error, arrival.turn.id);
    return sayInCard(sayFailed(arrival.turn.id));
  }
}
