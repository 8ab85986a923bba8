import { z } from "zod";
import type { OutboundPost } from "../../../core/work.ts";
import { addressOf } from "../address.ts";
import type { SlackClient } from "../slack-client.ts";
import { metadataEvent } from "./message-metadata.ts";
import { isPersonalChannel, messageIdOf } from "./post-plan.ts";

const pageSchema = z.object({
  messages: z.array(z.object({ ts: z.string(), metadata: z.unknown().optional() })).default([]),
  response_metadata: z.object({ next_cursor: z.string().default("") }).default({ next_cursor: "" }),
});

const metadataSchema = z.object({
  event_type: z.literal(metadataEvent),
  event_payload: z.object({ key: z.string() }),
});

const openSchema = z.object({ channel: z.object({ id: z.string() }) });

/** A post is given up after a day: what is older than this was not it. */
const lookBackMs = 25 * 3_600_000;
const pageSize = 200;
const mostPages = 10;

/**
 * Looks a post up by the key in its metadata, among the messages of the last day. Rejects with `SlackCallError`, and where
 * there are more messages than it reads: then nobody knows.
 */
export async function findPost(
  { key, target }: OutboundPost,
  { client, nowMs, signal }: { readonly client: SlackClient; readonly nowMs: number; readonly signal: AbortSignal },
): Promise<{ readonly messageId: string } | "absent"> {
  const address = addressOf(target);
  if (!address) return "absent";
  const channel = await chatOf(address.channel, client, signal);
  const { threadTs } = address;
  const method = threadTs === undefined ? "conversations.history" : "conversations.replies";
  const oldest = Math.max(0, (nowMs - lookBackMs) / 1000).toFixed(6);
  let cursor = "";
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await client.call(
      method,
      {
        channel,
        oldest,
        limit: pageSize,
        include_all_metadata: true,
        ...(threadTs !== undefined && { ts: threadTs }),
        ...(cursor !== "" && { cursor }),
      },
      signal,
    );
    const { messages, response_metadata: next } = pageSchema.parse(answer);
    const found = messages.find(({ metadata }) => metadataSchema.safeParse(metadata).data?.event_payload.key === key);
    if (found) return { messageId: messageIdOf({ channel, ts: found.ts }, address.channel) };
    cursor = next.next_cursor;
    if (cursor === "") return "absent";
  }
  throw new Error("There are more messages than are read to find one.");
}

/** The chat with a person by its own id, which reading needs. */
async function chatOf(channel: string, client: SlackClient, signal: AbortSignal): Promise<string> {
  if (!isPersonalChannel(channel) || channel.startsWith("D")) return channel;
  return openSchema.parse(await client.call("conversations.open", { users: channel }, signal)).channel.id;
}
