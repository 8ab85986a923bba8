import { z } from "zod";
import { assertNever } from "../../../core/assert-never.ts";
import type { Clock } from "../../../core/time.ts";
import type { OutboundChannel, OutboundPost, PostAnswer } from "../../../core/work.ts";
import type { SlackMessage } from "../../../renderers/slack/render-message.ts";
import type { SlackAddress } from "../address.ts";
import type { BotThreads } from "../lookups/bot-threads.ts";
import type { PostedReceipts } from "../lookups/posted-receipts.ts";
import { tokenCodes } from "../problems.ts";
import type { Problems } from "../problems.ts";
import { codeOfFailure, SlackCallError } from "../slack-client.ts";
import type { SlackClient } from "../slack-client.ts";
import type { ChartPictures } from "./chart-pictures.ts";
import { findPost } from "./find-post.ts";
import { metadataOf } from "./message-metadata.ts";
import { answerOfFailure, blockCodes, goneCodes, placeCodes } from "./post-failures.ts";
import { ephemeralId, isPersonalChannel, messageIdOf, planPost } from "./post-plan.ts";
import type { PostPlan } from "./post-plan.ts";
import type { ResponseUrls } from "./response-urls.ts";

/** About one message a second for each channel, and a few more at once: docs.slack.dev/apis/web-api/rate-limits. */
const rate = { intervalMs: 1000, burst: 5 };

/** What the way out works with. */
export interface OutboundParts {
  readonly client: SlackClient;
  readonly clock: Clock;
  readonly problems: Problems;
  readonly threads: BotThreads;
  readonly receipts: PostedReceipts;
  readonly responses: ResponseUrls;
  readonly pictures: ChartPictures;
  /** Told of every post that was taken or refused for good: nobody waits in its conversation any more. */
  readonly onEnded: (post: OutboundPost) => void;
}

// Emulators may leave out what Slack itself never does: a message that was taken is sent all the same.
const postedSchema = z.object({ channel: z.string().exactOptional(), ts: z.string().exactOptional() });
const ephemeralSchema = z.object({ message_ts: z.string().exactOptional() });

/** The way out to Slack. */
export function createSlackOutbound(parts: OutboundParts): OutboundChannel {
  const { client, clock, problems } = parts;

  async function send(post: OutboundPost, signal: AbortSignal): Promise<PostAnswer> {
    const answer = await sendOnce(post, signal);
    if (answer.outcome === "sent" || answer.outcome === "failed") parts.onEnded(post);
    return answer;
  }

  async function sendOnce(post: OutboundPost, signal: AbortSignal): Promise<PostAnswer> {
    const now = clock.now().toISOString();
    const pictures = await parts.pictures.upload(post, signal);
    const plan = planPost(post, now, pictures);
    try {
      return await carryOut(plan, post, signal);
    } catch (error) {
      if (!(error instanceof SlackCallError)) throw error;
      return afterFailure(error, plan, { post, now, signal, hasPictures: pictures.length > 0 });
    }
  }

  async function carryOut(plan: PostPlan, post: OutboundPost, signal: AbortSignal): Promise<PostAnswer> {
    switch (plan.way) {
      case "impossible":
        return { outcome: "failed", reason: plan.reason };
      case "skip":
        return sent();
      case "home":
        await client.call("views.publish", { user_id: plan.user, view: plan.view }, signal);
        problems.clear("not_enabled");
        return sent();
      case "message": {
        const answer = await postMessage(plan, post, signal);
        await takeAwayClicked(plan.address, signal);
        return answer;
      }
      case "ephemeral":
        return postEphemeral(plan, signal);
      case "response":
        await parts.responses.answer(
          plan.url,
          { ...plan.message, ...threadFor(plan.address) },
          { replaces: plan.address.replaces === true, signal },
        );
        return sent();
      case "update":
        await client.call("chat.update", { channel: plan.at.channel, ts: plan.at.ts, ...plan.message }, signal);
        return sent(post.messageId);
      case "replace":
        return replaceEphemeral(plan, post, signal);
      case "delete":
        await client.call("chat.delete", { ...plan.at }, signal);
        return sent(post.messageId);
      default:
        return assertNever(plan);
    }
  }

  /** The private card that led to a public one has nothing more to ask. */
  async function takeAwayClicked({ replaces, responseUrl }: SlackAddress, signal: AbortSignal): Promise<void> {
    if (replaces !== true || !responseUrl || responseUrl.until <= clock.now().toISOString()) return;
    try {
      await parts.responses.remove(responseUrl.url, signal);
    } catch (error) {
      if (!(error instanceof SlackCallError)) throw error;
    }
  }

  async function postMessage(
    { address, message }: { readonly address: SlackAddress; readonly message: SlackMessage },
    post: OutboundPost,
    signal: AbortSignal,
  ): Promise<PostAnswer> {
    const { channel, threadTs } = address;
    const answer = await client.call(
      "chat.postMessage",
      {
        channel,
        ...message,
        ...(threadTs !== undefined && { thread_ts: threadTs }),
        metadata: metadataOf(post),
        unfurl_links: false,
        unfurl_media: false,
      },
      signal,
    );
    const { channel: postedIn = channel, ts } = postedSchema.parse(answer);
    for (const code of placeCodes) problems.clear(code, channel);
    if (ts === undefined) return sent();
    parts.threads.note(postedIn, threadTs ?? ts);
    parts.receipts.note(postedIn, ts, post.reply?.receipt ?? "");
    return sent(messageIdOf({ channel: postedIn, ts }, channel));
  }

  async function postEphemeral(
    { address, user, message }: Omit<Extract<PostPlan, { way: "ephemeral" }>, "way">,
    signal: AbortSignal,
  ): Promise<PostAnswer> {
    const { channel } = address;
    const args = { channel, user, ...message, ...threadFor(address) };
    const answer = await client.call("chat.postEphemeral", args, signal);
    const { message_ts: ts } = ephemeralSchema.parse(answer);
    return sent(ts === undefined ? undefined : ephemeralId(ts));
  }

  async function replaceEphemeral(
    { address, message, ts }: Extract<PostPlan, { way: "replace" }>,
    post: OutboundPost,
    signal: AbortSignal,
  ): Promise<PostAnswer> {
    if (await parts.responses.replace(address.channel, ts, message, signal)) return sent(post.messageId);
    const { user } = address;
    if (user === undefined) return { outcome: "failed", reason: "nobody-to-show-it-to" };
    return postEphemeral({ address, user, message }, signal);
  }

  function sent(messageId?: string): PostAnswer {
    for (const code of tokenCodes) problems.clear(code);
    return { outcome: "sent", ...(messageId !== undefined && { messageId }) };
  }

  interface Failed {
    readonly post: OutboundPost;
    readonly now: string;
    readonly signal: AbortSignal;
    readonly hasPictures: boolean;
  }

  async function afterFailure(error: SlackCallError, plan: PostPlan, failed: Failed): Promise<PostAnswer> {
    const { failure } = error;
    const code = codeOfFailure(failure);
    const channel = "address" in plan ? plan.address.channel : "";
    if (plan.way === "response" && failure.kind === "http" && failure.status < 500) return showAnew(plan, failed);
    if (failure.kind !== "refused") return answerOfFailure(failure);
    if (plan.way === "delete" && goneCodes.has(code)) return sent(failed.post.messageId);
    problems.note(blockCodes.has(code) ? "invalid_blocks" : code, placeCodes.has(code) ? channel : undefined);
    if (blockCodes.has(code) && "message" in plan) return postPlainly(plan, failed);
    if (placeCodes.has(code) && plan.way === "message") await tellElsewhere(plan, failed);
    if (plan.way === "ephemeral" && (placeCodes.has(code) || code === "user_not_in_channel")) {
      return postInChat(plan, failed);
    }
    return answerOfFailure(failure);
  }

  /** Slack takes five answers at an address, and none after half an hour: then it is shown as any private message is. */
  async function showAnew(
    { address, message }: Extract<PostPlan, { way: "response" }>,
    failed: Failed,
  ): Promise<PostAnswer> {
    const { user } = address;
    if (user === undefined) return { outcome: "failed", reason: "nobody-to-show-it-to" };
    const plan = { way: "ephemeral", address, user, message } as const;
    try {
      return await postEphemeral(plan, failed.signal);
    } catch (error) {
      if (error instanceof SlackCallError) return afterFailure(error, plan, failed);
      throw error;
    }
  }

  /** What could not be shown to one person in a channel is said in their chat with the app. */
  async function postInChat(
    { user, message }: Extract<PostPlan, { way: "ephemeral" }>,
    { post, signal }: Failed,
  ): Promise<PostAnswer> {
    try {
      return await postMessage({ address: { channel: user }, message }, post, signal);
    } catch (error) {
      if (error instanceof SlackCallError) return answerOfFailure(error.failure);
      throw error;
    }
  }

  /** Slack did not take the blocks, so that nothing was posted: the words still can be. */
  async function postPlainly(
    plan: Extract<PostPlan, { message: SlackMessage }>,
    { post, signal, now, hasPictures }: Failed,
  ): Promise<PostAnswer> {
    try {
      const plain = hasPictures ? planPost(post, now) : plan;
      const message = "message" in plain ? plain.message : plan.message;
      return await carryOut(
        { ...plan, message: hasPictures ? message : { text: message.text, blocks: [] } },
        post,
        signal,
      );
    } catch (error) {
      if (error instanceof SlackCallError) return answerOfFailure(error.failure);
      throw error;
    }
  }

  /**
   * Whoever asked from a place where the app cannot post hears so there, where Slack takes an answer to what they did, else
   * in their chat with the app. What nobody but they would have seen is shown as it is.
   */
  async function tellElsewhere(
    { address, message }: Extract<PostPlan, { way: "message" }>,
    { now, signal }: Failed,
  ): Promise<void> {
    const { responseUrl, channel, user } = address;
    const isPersonal = isPersonalChannel(channel);
    try {
      if (responseUrl && responseUrl.until > now) {
        await parts.responses.answer(responseUrl.url, isPersonal ? message : notHere, { signal });
      } else if (user !== undefined && !isPersonal) {
        await client.call("chat.postMessage", { channel: user, ...notThere(channel) }, signal);
      }
    } catch (error) {
      if (!(error instanceof SlackCallError)) throw error;
    }
  }

  return {
    name: "slack",
    rate,
    canReadBack(post) {
      const isNew = post.operation === "post" || post.operation === "card";
      return isNew && planPost(post, clock.now().toISOString()).way === "message";
    },
    send,
    find: (post, signal) => findPost(post, { client, nowMs: clock.now().getTime(), signal }),
  };
}

/** The thread for what one person sees: in one that nobody has answered in yet, Slack would show it to nobody. */
function threadFor({ threadTs, inThread }: SlackAddress): { readonly thread_ts?: string } {
  return threadTs !== undefined && inThread === true ? { thread_ts: threadTs } : {};
}

const notHere: SlackMessage = {
  text: "I could not post here, because I am not in this channel. Invite me with /invite and try again.",
  blocks: [],
};

function notThere(channel: string): SlackMessage {
  return { text: `I could not answer in <#${channel}>: Slack does not let me post there.`, blocks: [] };
}
