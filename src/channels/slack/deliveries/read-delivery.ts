import { z } from "zod";
import type { Delivery, ReadContext } from "./delivery.ts";
import { isCommand, readCommand } from "./read-command.ts";
import { readEvent } from "./read-event.ts";
import { readInteraction } from "./read-interaction.ts";

const eventTypes: ReadonlySet<string> = new Set(["event_callback", "app_rate_limited"]);

/** Reads whatever Slack delivers, the same in Socket Mode and over HTTP. Anything that is not ours is `nothing`. */
export function readDelivery(body: unknown, context: ReadContext): Delivery {
  const type = z.looseObject({ type: z.string() }).safeParse(body).data?.type;
  if (type === undefined && isCommand(body)) return readCommand(body, context);
  return type !== undefined && eventTypes.has(type) ? readEvent(body, context) : readInteraction(body, context);
}
