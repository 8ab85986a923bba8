import { z } from "zod";
import { isExplainable } from "../../../renderers/teams/answer-controls.ts";
import type { PressedButton } from "../../../renderers/teams/button-data.ts";
import { pressedArrival } from "../inbound/arrivals.ts";
import type { Pressed } from "../inbound/arrivals.ts";
import type { DeliveryParts } from "../inbound/deliveries.ts";
import { answerNow } from "./respond.ts";
import { shownUnder } from "./shown.ts";
import type { InvokeResponse, OnFailure } from "./respond.ts";

/** What Teams sends when somebody says whether an answer helped; the reason is JSON in a string. */
const feedbackSchema = z.object({
  actionName: z.literal("feedback"),
  actionValue: z.object({ reaction: z.enum(["like", "dislike"]), feedback: z.unknown() }),
});
const reasonSchema = z.object({ feedbackText: z.string() });

/** The longest reason that is taken, in characters. */
const mostReason = 1000;

function reasonOf(feedback: unknown): string | undefined {
  if (typeof feedback !== "string") return reasonSchema.safeParse(feedback).data?.feedbackText;
  try {
    const parsed: unknown = JSON.parse(feedback);
    return reasonSchema.safeParse(parsed).data?.feedbackText;
  } catch (error) {
    if (error instanceof SyntaxError) return feedback;
    throw error;
  }
}

/**
 * Takes whether an answer helped, with the reason. Which answer it was is known by its message, as long as its words are kept;
 * for an older one nothing is noted. Teams wants an empty answer.
 */
export async function takeFeedback(
  about: Pressed,
  { delivery, onFailure }: { readonly delivery: DeliveryParts; readonly onFailure: OnFailure },
): Promise<InvokeResponse> {
  const given = feedbackSchema.safeParse(about.activity.value).data;
  const shown = given && (await shownUnder(about, delivery));
  if (given && shown && isExplainable(shown.reply)) {
    const target = shown.reply.receipt;
    const { reaction, feedback } = given.actionValue;
    const reason = reasonOf(feedback)?.trim().slice(0, mostReason).toWellFormed() ?? "";
    const pressed: PressedButton =
      reaction === "dislike" && reason !== ""
        ? { kind: "form", form: { id: "feedback", target, hash: target, values: { reason } } }
        : { kind: "action", call: { verb: reaction === "like" ? "helpful" : "unhelpful", target } };
    await answerNow(pressedArrival(pressed, about), delivery, onFailure);
  }
  return { status: 200, body: {} };
}
