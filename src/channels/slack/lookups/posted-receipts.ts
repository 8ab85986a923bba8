import { z } from "zod";
import type { Clock } from "../../../core/time.ts";
import { metadataEvent } from "../posting/message-metadata.ts";
import type { SlackClient } from "../slack-client.ts";
import { createTimedCache } from "./timed-cache.ts";

/** Which answer a message of ours holds: the receipt of the reply, empty for one without. */
export interface PostedReceipts {
  /** Rejects with `SlackCallError` where Slack does not say. */
  receiptOf(channel: string, ts: string): Promise<string>;
  note(channel: string, ts: string, receipt: string): void;
}

const repliesSchema = z.object({
  messages: z.array(z.object({ ts: z.string(), metadata: z.unknown().optional() })).default([]),
});

const metadataSchema = z.object({
  event_type: z.literal(metadataEvent),
  event_payload: z.object({ receipt: z.string() }),
});

const keepMs = 7 * 24 * 3_600_000;

/** Remembers for a week what was posted; what it does not know stands in the message's own metadata. */
export function createPostedReceipts(options: { readonly client: SlackClient; readonly clock: Clock }): PostedReceipts {
  const cache = createTimedCache<string>({ load, keepMs, most: 20_000, clock: options.clock });

  async function load(key: string): Promise<string> {
    const [channel = "", ts = ""] = key.split(" ");
    const answer = await options.client.call("conversations.replies", {
      channel,
      ts,
      oldest: ts,
      latest: ts,
      inclusive: true,
      // Slack puts the message that the thread hangs on before what was asked for.
      limit: 5,
      include_all_metadata: true,
    });
    const message = repliesSchema.parse(answer).messages.find((one) => one.ts === ts);
    return metadataSchema.safeParse(message?.metadata).data?.event_payload.receipt ?? "";
  }

  return {
    receiptOf: (channel, ts) => cache.get(`${channel} ${ts}`),
    note: (channel, ts, receipt) => cache.set(`${channel} ${ts}`, receipt),
  };
}
