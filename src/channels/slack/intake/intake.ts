import { z } from "zod";
import type { Desk } from "../../../core/channel.ts";
import type { Arrival } from "../../../core/work.ts";
import { slackLimits } from "../../../renderers/slack/limits.ts";
import { shorten } from "../../../renderers/slack/mrkdwn.ts";
import type { Delivery, ReadContext, TurnDelivery } from "../deliveries/delivery.ts";
import { readDelivery } from "../deliveries/read-delivery.ts";
import type { PostedReceipts } from "../lookups/posted-receipts.ts";
import type { ResponseUrls } from "../posting/response-urls.ts";
import { addressOf } from "../address.ts";
import type { SlackClient } from "../slack-client.ts";
import type { SlackLog } from "../slack-settings.ts";
import type { AckBody, FormAnswers } from "./answer-forms.ts";
import type { Background } from "./background.ts";
import { createInOrder } from "./in-order.ts";
import { nothingToRead, usage } from "./own-words.ts";
import { createVouch, takesPart } from "./vouch.ts";
import type { Directories } from "./vouch.ts";
import { within } from "./within.ts";
import type { WorkingStatus } from "./working-status.ts";

/** Takes deliveries, however they come. */
export interface Intake {
  /** Resolves with what to acknowledge it with; rejects where it was not stored, and must not be acknowledged. */
  take(body: unknown): Promise<AckBody>;
}

/** What deliveries are taken with. */
export interface IntakeParts extends Directories {
  readonly desk: Desk;
  /** Resolves when it is known who the app is. */
  readonly context: () => Promise<ReadContext>;
  readonly client: SlackClient;
  readonly forms: FormAnswers;
  readonly receipts: PostedReceipts;
  readonly responses: ResponseUrls;
  readonly status: WorkingStatus;
  readonly background: Background;
  readonly log: SlackLog;
}

/** How long a look for the receipt of a message may take. */
const receiptMs = 1000;

const newsSchema = z.object({
  event: z.looseObject({ type: z.string(), channel: z.unknown().optional(), user: z.unknown().optional() }),
});

/** Events after which a channel, its name or its members are not what they were. */
const channelEvents: ReadonlySet<string> = new Set([
  "member_joined_channel",
  "member_left_channel",
  "channel_shared",
  "channel_unshared",
  "channel_rename",
  "group_rename",
]);

const reopenings: ReadonlySet<string> = new Set(["channel_unarchive", "group_unarchive"]);

const channelSchema = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);

/** Takes deliveries: reads them, asks who is who, and stores them in the order in which they came. */
export function createIntake(parts: IntakeParts): Intake {
  const { desk, client, background, log } = parts;
  const inOrder = createInOrder();
  const vouch = createVouch(parts);

  async function take(body: unknown): Promise<AckBody> {
    learn(body, parts);
    const delivery = readDelivery(body, await parts.context());
    switch (delivery.kind) {
      case "nothing":
        return undefined;
      case "usage":
        return { response_type: "ephemeral", ...usage };
      case "options":
        return { options: [] };
      case "trouble":
        log.warn({ code: delivery.code }, "Slack reports a problem");
        parts.problems.note(delivery.code, delivery.about);
        return undefined;
      case "nothingToRead":
        sayNothingToRead(delivery);
        return undefined;
      case "prompts":
        background.run("prompts", () => suggest(delivery.channel));
        return undefined;
      case "form":
        return takeForm(delivery);
      case "submission":
        return takeSubmission(delivery);
      case "reaction":
        return takeReaction(delivery);
      case "turn":
        return takeTurn(delivery);
    }
  }

  async function takeTurn(delivery: TurnDelivery): Promise<undefined> {
    noteResponseUrl(delivery.arrival, parts.responses);
    await inOrder.run(delivery.arrival.turn.conversation, async () => {
      const arrival = (await isUnwanted(delivery)) ? undefined : await vouch(delivery);
      if (arrival) await accept(arrival);
      const afterwards = arrival && delivery.afterwards;
      const next = afterwards && (await vouch({ kind: "turn", arrival: afterwards }));
      if (next) await accept(next);
    });
    return undefined;
  }

  /**
   * What was overheard where nobody asked us to listen is not even looked into. Nor is an edit or a deletion of it, unless
   * something was made of it before.
   */
  async function isUnwanted(delivery: TurnDelivery): Promise<boolean> {
    const { turn } = delivery.arrival;
    const isChange = (turn.kind === "edited" || turn.kind === "deleted") && delivery.isUnasked === true;
    const isOverheard = turn.kind === "message" && turn.isAddressed === false;
    if ((!isChange && !isOverheard) || !turn.place) return false;
    if (await desk.isListening(turn.place.id)) return false;
    if (isChange && (await desk.isTaken(turn.message))) return false;
    return !(await takesPart(delivery, parts));
  }

  async function accept(arrival: Arrival): Promise<void> {
    const { outcome } = await desk.accept(arrival);
    const { turn, replyTo } = arrival;
    // What is said to others in a thread may lead to nothing, which would leave a status standing.
    const isAsked = turn.kind === "message" && turn.isAddressed !== false && turn.isFollowUp !== true;
    if (outcome === "accepted" && isAsked && replyTo) parts.status.begin(replyTo);
  }

  async function takeForm(delivery: Extract<Delivery, { kind: "form" }>): Promise<AckBody> {
    noteResponseUrl(delivery.arrival, parts.responses);
    const arrival = await vouch({ kind: "turn", arrival: delivery.arrival });
    return arrival && parts.forms.open({ ...delivery, arrival: { ...delivery.arrival, turn: arrival.turn } });
  }

  async function takeSubmission(delivery: Extract<Delivery, { kind: "submission" }>): Promise<AckBody> {
    const arrival = await vouch({ kind: "turn", arrival: delivery.arrival });
    if (!arrival) return undefined;
    const ack = await parts.forms.submit({ ...delivery, arrival: { ...delivery.arrival, turn: arrival.turn } });
    const { afterwards } = delivery;
    if (afterwards) background.run("home", () => takeTurn({ kind: "turn", arrival: afterwards }));
    return ack;
  }

  async function takeReaction({
    channel,
    ts,
    arrivalFor,
  }: Extract<Delivery, { kind: "reaction" }>): Promise<undefined> {
    const receipt = await within(receiptMs, parts.receipts.receiptOf(channel, ts)).catch(() => "late");
    if (receipt === "" || receipt === "late") return undefined;
    return takeTurn({ kind: "turn", arrival: arrivalFor(receipt) });
  }

  function sayNothingToRead({ why, responseUrl }: Extract<Delivery, { kind: "nothingToRead" }>): void {
    if (responseUrl === undefined) return;
    background.run("response", () => parts.responses.answer(responseUrl, nothingToRead[why]));
  }

  async function suggest(channel: string): Promise<void> {
    const questions = await desk.suggestions();
    const prompts = questions.slice(0, slackLimits.suggestedPrompts).map((question) => ({
      title: shorten(question, slackLimits.buttonText),
      message: question,
    }));
    // Without a thread: in the agent view Slack ignores a call that names one.
    if (prompts.length > 0)
      await client.call("assistant.threads.setSuggestedPrompts", { channel_id: channel, prompts });
  }

  return { take };
}

/** What a delivery says about people and channels, whatever else it is. */
function learn(body: unknown, { people, channels, problems }: Directories): void {
  const event = newsSchema.safeParse(body).data?.event;
  if (!event) return;
  const channel = channelSchema.safeParse(event.channel).data;
  if (channel !== undefined && channelEvents.has(event.type)) channels.forget(channel);
  if (channel !== undefined && reopenings.has(event.type)) problems.clear("is_archived", channel);
  if (event.type === "team_join" || event.type === "user_change") people.learn(event.user);
}

/** Remembers where a message that one person sees can be changed. */
function noteResponseUrl({ turn, replyTo }: Arrival, responses: ResponseUrls): void {
  const address = replyTo && addressOf(replyTo);
  if (turn.kind !== "action" || !turn.message || !address?.responseUrl) return;
  responses.note(address.channel, turn.message.id, address.responseUrl.url, address.responseUrl.until);
}
