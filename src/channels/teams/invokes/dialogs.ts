import type { Reply } from "../../../core/reply.ts";
import type { ActionCall } from "../../../core/action.ts";
import type { PressedButton } from "../../../renderers/teams/button-data.ts";
import { renderDialog, renderSource } from "../../../renderers/teams/render-dialog.ts";
import type { TeamsDialog } from "../../../renderers/teams/render-dialog.ts";
import { attach } from "../../../renderers/teams/render-message.ts";
import { publicReader } from "../../../core/trust.ts";
import type { DeliveryParts } from "../inbound/deliveries.ts";
import { pressedArrival } from "../inbound/arrivals.ts";
import type { Pressed } from "../inbound/arrivals.ts";
import { answerNow, sayFailed, sayNothingMore } from "./respond.ts";
import type { Answered, InvokeResponse, OnFailure } from "./respond.ts";

/** A dialog with a card. */
function continueDialog({ title, card }: TeamsDialog): InvokeResponse {
  return {
    status: 200,
    body: { task: { type: "continue", value: { title, height: "medium", width: "medium", card: attach(card) } } },
  };
}

/** A dialog with one sentence. */
export function sayInDialog(value: string): InvokeResponse {
  return { status: 200, body: { task: { type: "message", value } } };
}

/** Answers a dialog that is opened or gone on with: by what its button asks for, or by the form that it holds. */
export async function answerDialog(
  pressed: PressedButton | undefined,
  about: Pressed,
  { delivery, onFailure }: { readonly delivery: DeliveryParts; readonly onFailure: OnFailure },
): Promise<InvokeResponse> {
  if (!pressed) return sayInDialog("This button is not known any more. Ask again for a new one.");
  const arrival = pressedArrival(pressed, about);
  const answered = await answerNow(arrival, delivery, onFailure);
  if (answered.outcome === "failed") return sayInDialog(sayFailed(answered.id));
  const own =
    pressed.kind === "action" && answered.replies.length === 0 ? await dialogOfReceipt(pressed, delivery) : undefined;
  return own ? continueDialog(own) : dialogOf(answered, pressed);
}

/** The last answer in a dialog. */
export function dialogOf(
  answered: Extract<Answered, { outcome: "answered" }>,
  pressed?: PressedButton,
): InvokeResponse {
  const reply = joinReplies(answered.replies);
  if (!reply) return sayInDialog(sayNothingMore(answered.isDuplicate));
  return continueDialog(renderDialog(reply, pressed?.kind === "action" ? viewOf(pressed) : {}));
}

function viewOf({ call, sources }: Extract<PressedButton, { kind: "action" }>): Parameters<typeof renderDialog>[1] {
  if (call.verb === "more") return { from: pieceOf(call) };
  if (call.verb !== "showSource" || sources === undefined) return {};
  return { otherSources: { target: call.target, shown: Number(call.value ?? 1), count: sources } };
}

function pieceOf({ value }: ActionCall): number {
  const piece = Number(value);
  return Number.isInteger(piece) && piece >= 0 ? piece : 0;
}

/** Several answers one below the other. */
export function joinReplies(replies: readonly Reply[]): Reply | undefined {
  const last = replies.at(-1);
  if (!last || replies.length === 1 || last.form) return last;
  // Only where none of them cites: the numbers of two answers would mean two things.
  if (replies.some(({ citations }) => citations.length > 0)) return last;
  return { ...last, blocks: replies.flatMap(({ blocks }) => blocks) };
}

/** What stands behind an answer, where the desk leaves it to the channel: one of its sources, or the rest of it. */
async function dialogOfReceipt(
  { call, sources }: Extract<PressedButton, { kind: "action" }>,
  { desk }: DeliveryParts,
): Promise<TeamsDialog | undefined> {
  if (call.verb !== "showSource" && call.verb !== "more") return undefined;
  const receipt = await desk.receipt(call.target, publicReader);
  if (receipt === undefined || receipt === "purged") return undefined;
  if (call.verb === "more") return renderDialog(receipt.reply, { from: pieceOf(call) });
  const shown = Number(call.value ?? 1);
  const citation = receipt.reply.citations.find(({ number }) => number === shown);
  const source = citation && (await desk.showSource(citation, publicReader));
  if (!source) return undefined;
  const count = sources ?? receipt.reply.citations.length;
  return renderSource(source, count > 1 ? { otherSources: { target: call.target, shown, count } } : {});
}
