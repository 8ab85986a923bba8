import { readAddress } from "../address.ts";
import type { PlacedActivity } from "../inbound/activity.ts";
import type { Pressed } from "../inbound/arrivals.ts";
import type { DeliveryParts } from "../inbound/deliveries.ts";
import { answerCardAction } from "./card-actions.ts";
import { answerAction, answerSubmit, composePlace } from "./compose.ts";
import { takeFeedback } from "./feedback.ts";
import { pressedFrom } from "./respond.ts";
import type { InvokeResponse, OnFailure } from "./respond.ts";
import { answerSearch } from "./search.ts";

/** What requests that wait for their answer are answered with. */
export interface InvokeParts {
  readonly delivery: DeliveryParts;
  readonly onFailure: OnFailure;
}

/** Answers a request of Teams that waits for it, some ten seconds long. One that is not known is answered with 400. */
export async function answerInvoke(activity: PlacedActivity, parts: InvokeParts): Promise<InvokeResponse> {
  const about = await pressedFrom(activity, parts.delivery);
  switch (activity.name) {
    case "adaptiveCard/action":
      return answerCardAction(about, parts);
    case "task/fetch":
    case "task/submit":
      return answerSubmit(about, parts);
    case "composeExtension/query":
      return answerSearch(fromCompose(about), parts);
    case "composeExtension/fetchTask":
      return answerAction(fromCompose(about), parts);
    case "composeExtension/submitAction":
      return answerSubmit(fromCompose(about), parts);
    case "message/submitAction":
      return takeFeedback(about, parts);
    default:
      return { status: 400, body: { error: "This request is not known here." } };
  }
}

/**
 * A compose extension works in conversations that the assistant is not in. What it says there is for everybody; what it has to
 * post goes to the person's own chat with it.
 */
function fromCompose(about: Pressed): Pressed {
  const { origin, activity } = about;
  const place = composePlace(origin.place, activity.conversation.id);
  if (place === origin.place) return about;
  const { conversationId: _, ...address } = readAddress(origin.replyTo.address) ?? {};
  const person = `teams:${origin.tenant}:person:${origin.sender.user}`;
  return {
    ...about,
    origin: {
      ...origin,
      place,
      replyTo: { channel: "teams", place: person, conversation: person, address: { ...address, kind: "personal" } },
    },
  };
}
