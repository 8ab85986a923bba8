import { z } from "zod";
import type { Clock } from "../../../core/time.ts";
import type { BotIdentity } from "../identity.ts";
import type { SlackClient } from "../slack-client.ts";
import { createTimedCache } from "./timed-cache.ts";

/** In which threads the app takes part. Slack itself is the memory: after a start it is asked once for each thread. */
export interface BotThreads {
  /** Rejects with `SlackCallError` where Slack does not say. */
  takesPart(channel: string, threadTs: string): Promise<boolean>;
  /** The app has posted in a thread. */
  note(channel: string, threadTs: string): void;
}

const repliesSchema = z.object({
  messages: z.array(z.object({ user: z.string().exactOptional(), bot_id: z.string().exactOptional() })).default([]),
});

const keepMs = 24 * 3_600_000;

/** Remembers threads for a day. */
export function createBotThreads(options: {
  readonly client: SlackClient;
  readonly identity: () => Promise<BotIdentity>;
  readonly clock: Clock;
}): BotThreads {
  const { client, clock } = options;
  const cache = createTimedCache<boolean>({ load, keepMs, most: 20_000, clock });

  async function load(key: string): Promise<boolean> {
    const [channel = "", ts = ""] = key.split(" ");
    const answer = await client.call("conversations.replies", { channel, ts, limit: 200 });
    const us = await options.identity();
    const { messages } = repliesSchema.parse(answer);
    return messages.some(({ user, bot_id: bot }) => user === us.user || (bot !== undefined && bot === us.bot));
  }

  return {
    takesPart: (channel, threadTs) => cache.get(`${channel} ${threadTs}`),
    note: (channel, threadTs) => cache.set(`${channel} ${threadTs}`, true),
  };
}
