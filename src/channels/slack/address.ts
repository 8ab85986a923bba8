import { z } from "zod";
import type { PostTarget } from "../../core/work.ts";
import type { BotIdentity } from "./identity.ts";
import { placeIdOf } from "./identity.ts";

const addressSchema = z.object({
  /** A channel or chat; a person's id stands for the chat with them. */
  channel: z.string(),
  threadTs: z.string().exactOptional(),
  /** True where the thread was there before us: only there can something private be shown in it. */
  inThread: z.boolean().exactOptional(),
  /** Who asked: whom private replies and the Home tab are for. */
  user: z.string().exactOptional(),
  /** Everything said to this is for that person alone. */
  isPrivate: z.boolean().exactOptional(),
  /** Takes up to five answers until an instant, wherever the app is and is not. */
  responseUrl: z.object({ url: z.string(), until: z.string() }).exactOptional(),
  /** What was clicked is seen by one person and is used up by the click: what is said takes its place. */
  replaces: z.boolean().exactOptional(),
  /** Of a long answer. */
  page: z.number().exactOptional(),
  /** What they sent had files, which are not read. */
  hadFiles: z.boolean().exactOptional(),
});

/** How to post something in Slack: what `PostTarget.address` holds. */
export type SlackAddress = z.infer<typeof addressSchema>;

/** Where replies go: a conversation is a thread, a person's own corner of a channel, or the whole of it. */
export function targetOf(
  identity: BotIdentity,
  conversation: string,
  address: SlackAddress,
): PostTarget & { readonly address: SlackAddress } {
  return { channel: "slack", place: placeIdOf(identity, address.channel), conversation, address };
}

/**
 * The address of a target, or undefined for one that is not ours. A target that names no conversation inside its place is
 * for everybody there: whatever the address was made for, it is posted at the root.
 */
export function addressOf({ place, conversation, address }: PostTarget): SlackAddress | undefined {
  const { data } = addressSchema.safeParse(address);
  if (!data || place !== conversation) return data;
  return { channel: data.channel };
}

/** The end of a conversation's id, after its place; empty for the whole place. */
export function conversationTail({ place, conversation }: Pick<PostTarget, "place" | "conversation">): string {
  return conversation.startsWith(`${place}:`) ? conversation.slice(place.length + 1) : "";
}
