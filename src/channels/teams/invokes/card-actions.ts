import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { z } from "zod";
import type { Reply } from "../../../core/reply.ts";
import { readButton } from "../../../renderers/teams/button-data.ts";
import type { PressedButton } from "../../../renderers/teams/button-data.ts";
import { buttonsOf, decidedBy } from "../../../renderers/teams/card-buttons.ts";
import { cutText } from "../../../renderers/teams/cut-text.ts";
import { teamsLimits } from "../../../renderers/teams/limits.ts";
import { leadWords } from "../../../renderers/teams/message-text.ts";
import { renderAnswerCard } from "../../../renderers/teams/render-dialog.ts";
import { readAddress } from "../address.ts";
import { pressedArrival } from "../inbound/arrivals.ts";
import type { Pressed } from "../inbound/arrivals.ts";
import type { DeliveryParts } from "../inbound/deliveries.ts";
import { joinReplies } from "./dialogs.ts";
import { answerNow, sayFailed, sayNothingMore } from "./respond.ts";
import { shownUnder } from "./shown.ts";
import type { InvokeResponse, OnFailure } from "./respond.ts";

/** What pressing a button of a card is answered with. */
export interface CardActionParts {
  readonly delivery: DeliveryParts;
  readonly onFailure: OnFailure;
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
  const drawn = joinReplies(answered.replies);
  const reply = isView ? await viewFor(drawn, about, parts) : drawn;
  if (reply && !isView && isMereRefusal(reply)) return sayInCard(wordsIn(reply));
  if (reply) return showCard(renderAnswerCard(reply));
  return isView ? refuse("NotFound", "There is nothing newer.") : sayInCard(sayNothingMore(answered.isDuplicate));
}

/**
 * A card as one reader may see it: as the desk draws it for them. A question about a record is drawn as it was asked, for whoever
 * may decide about the record; and what the desk leaves to the channel, for whoever it was sent to.
 */
async function viewFor(
  drawn: Reply | undefined,
  about: Pressed,
  { delivery }: CardActionParts,
): Promise<Reply | undefined> {
  const shown = await shownUnder(about, delivery);
  if (drawn) return shown && asksToKeep(shown.reply) ? shown.reply : drawn;
  const author = readAddress(shown?.address)?.user?.id;
  return shown && decidedBy(shown.reply.blocks) && author === about.activity.from.id ? shown.reply : undefined;
}

/** A refusal without anything to press is said, and the card that was pressed stays as it is. */
function isMereRefusal({ outcome, blocks, form }: Reply): boolean {
  return (
    outcome === "refused" && form === undefined && blocks.every(({ kind }) => kind === "notice" || kind === "paragraph")
  );
}

function wordsIn({ blocks }: Reply): string {
  return cutText(blocks.map((block) => leadWords({ blocks: [block] })).join("\n"), teamsLimits.sentence);
}

function asksToKeep({ blocks }: Reply): boolean {
  return buttonsOf(blocks).some(({ call }) => call.verb === "keep");
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
