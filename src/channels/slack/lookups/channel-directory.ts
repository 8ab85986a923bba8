import { z } from "zod";
import type { Clock } from "../../../core/time.ts";
import type { SlackClient } from "../slack-client.ts";
import type { PeopleDirectory } from "./people-directory.ts";
import { createTimedCache } from "./timed-cache.ts";

/** A channel or chat in Slack. */
export interface SlackPlace {
  readonly name?: string;
  readonly kind: "channel" | "group" | "personal";
  /** Somebody there is a guest or of another organisation, or may be before long. */
  readonly isShared: boolean;
}

/** What is known of channels. */
export interface ChannelDirectory {
  /** Rejects with `SlackCallError` where Slack does not say who is there. */
  place(channel: string): Promise<SlackPlace>;
  /** Somebody came or went, or the channel was shared: it is looked at again. */
  forget(channel: string): void;
}

const channelSchema = z.object({
  name: z.string().exactOptional(),
  is_im: z.boolean().default(false),
  is_mpim: z.boolean().default(false),
  is_ext_shared: z.boolean().default(false),
  is_pending_ext_shared: z.boolean().default(false),
});

const membersSchema = z.object({
  members: z.array(z.string()),
  response_metadata: z.object({ next_cursor: z.string().default("") }).default({ next_cursor: "" }),
});

const keepMs = 15 * 60_000;
/** Pages of 1,000 members; a channel with more counts as shared. */
const mostPages = 10;

/** Reads channels and who is in them, and remembers them for a quarter of an hour. */
export function createChannelDirectory(options: {
  readonly client: SlackClient;
  readonly people: PeopleDirectory;
  readonly clock: Clock;
}): ChannelDirectory {
  const { client, people, clock } = options;
  const cache = createTimedCache<SlackPlace>({ load, keepMs, most: 5000, clock });

  async function load(id: string): Promise<SlackPlace> {
    const answer = await client.call("conversations.info", { channel: id });
    const { channel } = z.object({ channel: channelSchema }).parse(answer);
    const kind = channel.is_im ? "personal" : channel.is_mpim ? "group" : "channel";
    const isOpen = channel.is_ext_shared || channel.is_pending_ext_shared;
    // With one person alone, what they may see is what counts.
    const isShared = isOpen || (kind !== "personal" && (await hasExternalMember(id)));
    return { kind, isShared, ...(channel.name !== undefined && channel.name !== "" && { name: channel.name }) };
  }

  async function hasExternalMember(channel: string): Promise<boolean> {
    let cursor = "";
    const found: string[] = [];
    for (let page = 0; page < mostPages; page += 1) {
      const answer = await client.call("conversations.members", {
        channel,
        limit: 1000,
        ...(cursor !== "" && { cursor }),
      });
      const { members, response_metadata: next } = membersSchema.parse(answer);
      found.push(...members);
      cursor = next.next_cursor;
      if (cursor === "") return people.hasExternal(found);
    }
    return true;
  }

  return { place: (channel) => cache.get(channel), forget: (channel) => cache.drop(channel) };
}
