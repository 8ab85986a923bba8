import type { OutboundPost } from "../../../core/work.ts";
import { renderHome } from "../../../renderers/slack/render-view.ts";
import { renderMessage } from "../../../renderers/slack/render-message.ts";
import type { SlackMessage } from "../../../renderers/slack/render-message.ts";
import { addressOf, conversationTail } from "../address.ts";
import type { SlackAddress } from "../address.ts";
import type { HomeView } from "@slack/types";

/** How one post is done in Slack. */
export type PostPlan =
  | { readonly way: "message"; readonly address: SlackAddress; readonly message: SlackMessage }
  /** Seen by one person, who may not see it again after they reload. */
  | { readonly way: "ephemeral"; readonly address: SlackAddress; readonly user: string; readonly message: SlackMessage }
  /** Answers an interaction, wherever the app is and is not. */
  | { readonly way: "response"; readonly address: SlackAddress; readonly url: string; readonly message: SlackMessage }
  | { readonly way: "home"; readonly user: string; readonly view: HomeView }
  | { readonly way: "update"; readonly message: SlackMessage; readonly at: SentMessage }
  /** Takes the place of a message that one person sees; posts it anew where that one can no longer be reached. */
  | { readonly way: "replace"; readonly address: SlackAddress; readonly message: SlackMessage; readonly ts: string }
  | { readonly way: "delete"; readonly at: SentMessage }
  /** There is nothing to be done. */
  | { readonly way: "skip" }
  | { readonly way: "impossible"; readonly reason: string };

/** A message that was posted. */
export interface SentMessage {
  readonly channel: string;
  readonly ts: string;
}

const ephemeralPrefix = "ephemeral:";

/** What the outbox remembers of a message that one person sees. */
export function ephemeralId(ts: string): string {
  return ephemeralPrefix + ts;
}

/** What the outbox remembers of a message: its ts, and the chat where only the person was known. */
export function messageIdOf({ channel, ts }: SentMessage, asked: string): string {
  return channel === asked ? ts : `${channel}/${ts}`;
}

/** A chat with one person: their own id or the chat's. */
export function isPersonalChannel(channel: string): boolean {
  return /^[DUW]/.test(channel);
}

/** A note below the answers to a message with files. */
const filesNote = "I do not read attached files: paste the words that matter.";

/** True for a reply that only whoever asked may see. */
function isForOne(reply: OutboundPost["reply"], address: SlackAddress): boolean {
  if (isPersonalChannel(address.channel)) return false;
  return reply?.visibility === "onlyYou" || (address.isPrivate === true && reply?.visibility !== "here");
}

/** Works out how a post is done at an instant. `pictures` are those of its charts. */
export function planPost(post: OutboundPost, now: string, pictures: readonly string[] = []): PostPlan {
  const address = addressOf(post.target);
  if (!address) return { way: "impossible", reason: "no-slack-address" };
  if (post.operation === "delete") return planDeletion(post, address);
  const { reply } = post;
  if (!reply) return { way: "impossible", reason: "nothing-to-show" };
  if (reply.intent === "home") return planHome(reply, address);
  const isPrivate = isForOne(reply, address);
  const message = renderMessage(reply, {
    thread: conversationTail(post.target),
    mayShare: isPrivate,
    pictures,
    ...(address.page !== undefined && { page: address.page }),
    ...(address.hadFiles && { notes: [filesNote] }),
  });
  if (post.operation === "edit") return planEdit(post, address, message);
  return isPrivate ? planPrivate(address, message, now) : { way: "message", address, message };
}

function planHome(reply: NonNullable<OutboundPost["reply"]>, { user }: SlackAddress): PostPlan {
  if (user === undefined) return { way: "impossible", reason: "nobody-to-show-it-to" };
  return { way: "home", user, view: renderHome(reply) };
}

function planPrivate(address: SlackAddress, message: SlackMessage, now: string): PostPlan {
  const { responseUrl, user } = address;
  if (responseUrl && responseUrl.until > now) return { way: "response", address, url: responseUrl.url, message };
  if (user === undefined) return { way: "impossible", reason: "nobody-to-show-it-to" };
  return { way: "ephemeral", address, user, message };
}

function sentMessage(messageId: string, address: SlackAddress): SentMessage {
  const [left = "", right] = messageId.split("/");
  return right === undefined ? { channel: address.channel, ts: left } : { channel: left, ts: right };
}

function planEdit({ messageId = "", reply }: OutboundPost, address: SlackAddress, message: SlackMessage): PostPlan {
  if (!messageId.startsWith(ephemeralPrefix)) return { way: "update", message, at: sentMessage(messageId, address) };
  const ts = messageId.slice(ephemeralPrefix.length);
  // Whoever is told something privately is told it anew: the old card only has to go.
  return reply?.visibility === "onlyYou" ? { way: "skip" } : { way: "replace", address, message, ts };
}

function planDeletion({ messageId = "" }: OutboundPost, address: SlackAddress): PostPlan {
  if (messageId.startsWith(ephemeralPrefix)) return { way: "skip" };
  return { way: "delete", at: sentMessage(messageId, address) };
}
