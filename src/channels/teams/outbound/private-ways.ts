import { z } from "zod";
import type { Clock } from "../../../core/time.ts";
import type { TeamsAddress } from "../address.ts";
import { createRecent } from "../recent.ts";
import { callConnector, refusalCode } from "./connector.ts";
import { createdId } from "./post-answers.ts";

/** The way to one person among several: in the conversation itself, in a chat of their own, or none. */
export type PrivateWay = "targeted" | "chat" | "none";

/** What is remembered of the ways to people. */
export interface PrivateWays {
  wayTo(address: TeamsAddress): PrivateWay;
  /** Messages to one person are not to be had there: by tenant, kind of conversation and app. */
  refuseTargeted(address: TeamsAddress): void;
  /** The person has no chat with the bot. */
  refuseChat(address: TeamsAddress): void;
  /** The chat of a person with the bot, opened where it is not yet; that is idempotent and shows nothing. */
  openChat(address: TeamsAddress, token: string | undefined, signal: AbortSignal): Promise<ChatAnswer>;
}

/** A chat's id, or why there is none. */
export type ChatAnswer =
  | { readonly outcome: "chat"; readonly conversationId: string }
  | { readonly outcome: "absent" }
  | { readonly outcome: "retry"; readonly reason: string; readonly retryAfterMs?: number };

/** A refusal is tried again after a day: an administrator may have changed what is allowed. */
const refusedMs = 24 * 3_600_000;

/** Remembers until the process ends. */
export function createPrivateWays(clock: Clock): PrivateWays {
  const untargeted = createRecent<number>(1000);
  const chatless = createRecent<number>(5000);
  const chats = createRecent<string>(5000);
  const nowMs = (): number => clock.now().getTime();
  const isRefused = (at: number | undefined): boolean => at !== undefined && nowMs() - at < refusedMs;
  const targetedKey = ({ tenant, kind }: TeamsAddress): string => `${tenant}:${kind}`;
  const personKey = ({ tenant, user }: TeamsAddress): string => `${tenant}:${user?.id ?? ""}`;

  return {
    wayTo(address) {
      if (!address.user) return "none";
      if (address.conversationId !== undefined && !isRefused(untargeted.get(targetedKey(address)))) return "targeted";
      return isRefused(chatless.get(personKey(address))) ? "none" : "chat";
    },
    refuseTargeted: (address) => untargeted.set(targetedKey(address), nowMs()),
    refuseChat(address) {
      chats.delete(personKey(address));
      chatless.set(personKey(address), nowMs());
    },
    async openChat(address, token, signal) {
      const known = chats.get(personKey(address));
      if (known !== undefined) return { outcome: "chat", conversationId: known };
      const answer = await openChat(address, token, signal);
      if (answer.outcome === "chat") chats.set(personKey(address), answer.conversationId);
      if (answer.outcome === "absent") chatless.set(personKey(address), nowMs());
      return answer;
    },
  };
}

async function openChat(address: TeamsAddress, token: string | undefined, signal: AbortSignal): Promise<ChatAnswer> {
  const { serviceUrl, bot, tenant, user } = address;
  if (!user) return { outcome: "absent" };
  const answer = await callConnector({
    method: "POST",
    serviceUrl,
    path: "/v3/conversations",
    body: {
      isGroup: false,
      bot,
      members: [{ id: user.id }],
      tenantId: tenant,
      channelData: { tenant: { id: tenant } },
    },
    signal,
    ...(token !== undefined && { token }),
  });
  if (answer.outcome !== "answered") return { outcome: "retry", reason: answer.reason };
  const { status, body, retryAfterMs } = answer;
  const conversationId = status >= 200 && status < 300 ? createdId(body) : undefined;
  if (conversationId !== undefined) return { outcome: "chat", conversationId };
  if (status >= 400 && status < 500 && ![401, 412, 429].includes(status)) return { outcome: "absent" };
  return {
    outcome: "retry",
    reason: `chat-http-${status}`,
    ...(status === 429 && { retryAfterMs: retryAfterMs ?? 2000 }),
  };
}

const targetedRefusals = z.enum([
  "BadArgument",
  "Bad argument",
  "BadRequest",
  "BadSyntax",
  "NotSupported",
  "ServiceError",
]);

/**
 * True where a refusal says that messages to one person cannot be had in this kind of conversation, rather than that the
 * conversation or the person is not there.
 */
export function refusesTargeted(status: number, body: unknown): boolean {
  if ([405, 501].includes(status)) return true;
  const code = refusalCode(body);
  return (
    (status === 400 || status === 403) &&
    (code === undefined || targetedRefusals.safeParse(code).success || /target/i.test(code))
  );
}
