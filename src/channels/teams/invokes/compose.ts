import { z } from "zod";
import type { PlaceRef, Sender } from "../../../core/origin.ts";
import { readButton } from "../../../renderers/teams/button-data.ts";
import { actionArrival, askedArrival } from "../inbound/arrivals.ts";
import type { Pressed } from "../inbound/arrivals.ts";
import type { DeliveryParts } from "../inbound/deliveries.ts";
import { textOfHtml } from "../inbound/html-text.ts";
import { cutWords } from "../inbound/message-words.ts";
import { instantOf, messageRef } from "../inbound/origin.ts";
import { answerDialog, dialogOf, sayInDialog } from "./dialogs.ts";
import { answerNow, sayFailed } from "./respond.ts";
import type { InvokeResponse, OnFailure } from "./respond.ts";

/** What a compose extension is answered with. */
export interface ComposeParts {
  readonly delivery: DeliveryParts;
  readonly onFailure: OnFailure;
}

const payloadSchema = z.object({
  id: z.string().min(1).max(500),
  createdDateTime: z.string().max(100).nullish(),
  from: z
    .object({ user: z.object({ id: z.string().max(200), displayName: z.string().max(500).nullish() }).nullish() })
    .nullish(),
  body: z.object({
    contentType: z.string().max(100).nullish(),
    content: z.string().max(400_000).nullish(),
    textContent: z.string().max(400_000).nullish(),
  }),
});
const fetchSchema = z.object({ commandId: z.string().max(100).nullish(), messagePayload: z.unknown() });

/** Answers an action: a message that is to be logged, or an empty form for a new update. */
export async function answerAction(about: Pressed, { delivery, onFailure }: ComposeParts): Promise<InvokeResponse> {
  const asked = fetchSchema.safeParse(about.activity.value).data;
  const chosen = payloadSchema.safeParse(asked?.messagePayload).data;
  if (asked?.messagePayload !== undefined && asked.messagePayload !== null) {
    return chosen
      ? logMessage(chosen, about, { delivery, onFailure })
      : sayInDialog("This message cannot be read, so nothing was logged.");
  }
  const answered = await answerNow(actionArrival({ verb: "newUpdate", target: "new" }, about), delivery, onFailure);
  return answered.outcome === "failed" ? sayInDialog(sayFailed(answered.id)) : dialogOf(answered);
}

async function logMessage(
  { id, body, createdDateTime, from }: z.infer<typeof payloadSchema>,
  about: Pressed,
  { delivery, onFailure }: ComposeParts,
): Promise<InvokeResponse> {
  const { activity, origin, parts } = about;
  const isHtml = body.contentType?.toLowerCase() === "html";
  const words = isHtml ? textOfHtml(body.content ?? "") : (body.textContent ?? body.content ?? "").trim();
  const text = cutWords(words);
  if (text === "") return sayInDialog("This message has no words, so there is nothing to log.");
  const author = authorOf(from?.user ?? undefined, origin.sender);
  const postedAt = instantOf(createdDateTime ?? undefined);
  const message = messageRef(activity, origin, { id, webUrl: parts.webUrl });
  const arrival = askedArrival(
    { text, as: "update", message, ...(postedAt !== undefined && { postedAt }), ...(author && { author }) },
    about,
  );
  const answered = await answerNow(arrival, delivery, onFailure);
  if (answered.outcome === "failed") return sayInDialog(sayFailed(answered.id));
  // The draft is a card of its own, which others can see and which is edited later.
  const isPosted = answered.replies.length === 0 && !answered.isDuplicate;
  return isPosted
    ? sayInDialog("The draft of the update is in the conversation. Confirm or change it there.")
    : dialogOf(answered);
}

/** Who wrote a message, where it was not whoever chose it. */
function authorOf(
  user: { readonly id: string; readonly displayName?: string | null | undefined } | undefined,
  { tenant, user: chooser }: Sender,
): Sender | undefined {
  if (!user || user.id === chooser) return undefined;
  return {
    platform: "teams",
    tenant,
    user: user.id,
    ...(typeof user.displayName === "string" && { name: user.displayName }),
  };
}

const submitSchema = z.object({ data: z.unknown() });

/** Answers what a dialog sends: a form, or one of the buttons in it. */
export async function answerSubmit(about: Pressed, parts: ComposeParts): Promise<InvokeResponse> {
  const data = submitSchema.safeParse(about.activity.value).data?.data;
  return answerDialog(readButton(data), about, parts);
}

/** The place that a search or an action of a message is used in, which may be one that the assistant is not in. */
export function composePlace(place: PlaceRef, conversationId: string): PlaceRef {
  // A chat of two people is called personal too; only chats with the bot begin with `a:`.
  const isBetweenPeople = place.kind === "personal" && conversationId.startsWith("19:");
  return isBetweenPeople ? { ...place, kind: "group", isShared: true } : place;
}
