import { z } from "zod";

/** How to post to a conversation: kept with each turn, draft and place, and read again when something is posted there. */
const addressSchema = z.object({
  serviceUrl: z.string(),
  tenant: z.string(),
  /** Left out for a person whose chat with the bot is yet to be opened. */
  conversationId: z.string().exactOptional(),
  kind: z.enum(["channel", "group", "personal"]),
  bot: z.object({ id: z.string(), name: z.string().exactOptional() }),
  /** Who wrote what is answered, by their Teams id. */
  user: z.object({ id: z.string(), aadObjectId: z.string().exactOptional() }).exactOptional(),
  /** What is answered was said to the assistant alone, among others who do not see it. */
  isPrivate: z.boolean().exactOptional(),
});
export type TeamsAddress = z.infer<typeof addressSchema>;

/** The address in a target, or undefined for anything else. */
export function readAddress(address: unknown): TeamsAddress | undefined {
  return addressSchema.safeParse(address).data;
}

/** The id of a place: `teams:tenant:conversation`, without the thread. */
export function placeId(tenant: string, conversationId: string): string {
  return `teams:${tenant}:${channelOf(conversationId)}`;
}

/** A conversation's id without the thread in it. */
export function channelOf(conversationId: string): string {
  return conversationId.replace(/;messageid=.*$/i, "");
}

/** The message that a thread begins with; undefined for a conversation without threads. */
export function threadOf(conversationId: string): string | undefined {
  return /;messageid=(.+)$/i.exec(conversationId)?.[1];
}
