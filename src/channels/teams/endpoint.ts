import type { EndpointRequest, EndpointResponse } from "../../core/channel.ts";
import { PilotdeskError } from "../../core/errors.ts";
import type { Activity, PlacedActivity } from "./inbound/activity.ts";
import { isOfConcern, isPlaced } from "./inbound/activity.ts";
import { takeDelivery } from "./inbound/deliveries.ts";
import type { DeliveryParts } from "./inbound/deliveries.ts";
import type { Gate } from "./inbound/gate.ts";
import { answerInvoke } from "./invokes/answer-invoke.ts";
import type { InvokeParts } from "./invokes/answer-invoke.ts";
import type { TeamsLog } from "./teams-settings.ts";

/** What deliveries are answered with. */
export interface EndpointParts {
  readonly gate: Gate;
  readonly log: TeamsLog;
  /** Undefined before the channel started and after it stopped taking. */
  readonly delivery: () => DeliveryParts | undefined;
  /** Runs what belongs to one conversation one after the other: looking up who is in it must not turn their messages round. */
  readonly inOrder: (conversation: string, take: () => Promise<void>) => Promise<void>;
  readonly invoke: (delivery: DeliveryParts) => InvokeParts;
}

const json = { "content-type": "application/json; charset=utf-8" };

function answerJson(status: number, body: unknown): EndpointResponse {
  return { status, headers: json, body: JSON.stringify(body) };
}

/** Answers a delivery: 200 when its turns are on the disk or its request is answered, 4xx for what stays outside, 503 to have it delivered again. */
export async function answerDelivery(request: EndpointRequest, parts: EndpointParts): Promise<EndpointResponse> {
  const delivery = parts.delivery();
  if (!delivery) return again("Pilotdesk is not taking deliveries now. Deliver this again in a minute.");
  const admission = await parts.gate(request);
  if (admission.outcome === "refused") {
    parts.log.warn({ status: admission.status, reason: admission.reason }, "A delivery was turned away.");
    return answerJson(admission.status, { error: admission.reason });
  }
  const { activity } = admission;
  try {
    return await answerActivity(activity, delivery, parts);
  } catch (error) {
    parts.log.error({ code: codeOf(error), type: activity.type }, "A delivery could not be taken.");
    return again("This could not be stored. Deliver it again.");
  }
}

async function answerActivity(
  activity: Activity,
  delivery: DeliveryParts,
  parts: EndpointParts,
): Promise<EndpointResponse> {
  if (!isPlaced(activity) || !isOfConcern(activity)) return { status: 200 };
  if (activity.type === "invoke") return answerRequest(activity, delivery, parts);
  await parts.inOrder(activity.conversation.id, () => takeDelivery(activity, delivery));
  return { status: 200 };
}

async function answerRequest(
  activity: PlacedActivity,
  delivery: DeliveryParts,
  parts: EndpointParts,
): Promise<EndpointResponse> {
  const { status, body } = await answerInvoke(activity, parts.invoke(delivery));
  return body === undefined ? { status } : answerJson(status, body);
}

function again(reason: string): EndpointResponse {
  const { status, headers, body } = answerJson(503, { error: reason });
  return { status, headers: { ...headers, "retry-after": "5" }, ...(body !== undefined && { body }) };
}

/** All of an error that the log may hold: its message may quote somebody. */
export function codeOf(error: unknown): string {
  if (error instanceof PilotdeskError) return error.code;
  return error instanceof Error ? error.name : "unknown-error";
}
