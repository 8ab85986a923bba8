import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Channel, Desk } from "../../core/channel.ts";
import { createDeliveriesUnderWay } from "./connection/deliveries-under-way.ts";
import { createKnownIdentity } from "./connection/known-identity.ts";
import { createPause } from "./connection/pause.ts";
import { createSignedEndpoints } from "./connection/signed-endpoints.ts";
import { createSocketConnection } from "./connection/socket-connection.ts";
import type { ReadContext } from "./deliveries/delivery.ts";
import { createFormAnswers } from "./intake/answer-forms.ts";
import type { AckBody } from "./intake/answer-forms.ts";
import { createBackground } from "./intake/background.ts";
import { createIntake } from "./intake/intake.ts";
import type { Intake } from "./intake/intake.ts";
import { createWorkingStatus } from "./intake/working-status.ts";
import type { StatusTimes } from "./intake/working-status.ts";
import { createBotThreads } from "./lookups/bot-threads.ts";
import { createChannelDirectory } from "./lookups/channel-directory.ts";
import type { ChannelDirectory } from "./lookups/channel-directory.ts";
import { createPeopleDirectory } from "./lookups/people-directory.ts";
import { createPostedReceipts } from "./lookups/posted-receipts.ts";
import { createChartPictures } from "./posting/chart-pictures.ts";
import type { DrawChart } from "./posting/chart-pictures.ts";
import { createResponseUrls } from "./posting/response-urls.ts";
import { createSlackOutbound } from "./posting/slack-outbound.ts";
import { createProblems, tokenCodes } from "./problems.ts";
import { createSlackClient } from "./slack-client.ts";
import type { SlackClient } from "./slack-client.ts";
import type { SlackLog, SlackSettings } from "./slack-settings.ts";
import type { Clock } from "../../core/time.ts";

/** What the channel is made of. */
export interface SlackChannelOptions {
  readonly slack: SlackSettings;
  readonly clock: Clock;
  readonly log: SlackLog;
  /** Draws charts as PNG; without it, their tables stand alone. */
  readonly drawChart?: DrawChart;
  /** From 0 to 1. */
  readonly random?: () => number;
  /** When the status is shown while an answer is worked on. */
  readonly statusTimes?: StatusTimes;
}

/** How long the end waits for what nobody else does. */
const closingMs = 2000;

/** Slack, over Socket Mode or HTTP. Nothing is asked of Slack before `start`. */
export function createSlackChannel(options: SlackChannelOptions): Channel {
  const { slack, clock, log, random = Math.random, statusTimes } = options;
  const problems = createProblems(clock);
  const client = createSlackClient({ token: slack.botToken, apiUrl: slack.apiUrl, log, problems });
  const pause = createPause();
  const identity = createKnownIdentity({ client, problems, log, pause, random });
  const background = createBackground(log);
  const people = createPeopleDirectory({ client, identity: identity.known, clock });
  const channels = createChannelDirectory({ client, people, clock });
  const threads = createBotThreads({ client, identity: identity.known, clock });
  const receipts = createPostedReceipts({ client, clock });
  const responses = createResponseUrls({ clock });
  const status = createWorkingStatus({ client, background, ...(statusTimes && { times: statusTimes }) });
  const pictures = createChartPictures({ client, drawChart: options.drawChart });
  const outbound = createSlackOutbound({
    client,
    clock,
    problems,
    threads,
    receipts,
    responses,
    pictures,
    onEnded: ({ target }) => status.end(target.conversation),
  });
  const underWay = createDeliveriesUnderWay();
  const intake = Promise.withResolvers<Intake>();
  const take = (body: unknown): Promise<AckBody> => underWay.run(async () => (await intake.promise).take(body));
  const { connection } = slack;
  const socket =
    connection.kind === "socket"
      ? createSocketConnection({
          appToken: connection.appToken,
          apiUrl: slack.apiUrl,
          log,
          problems,
          pause,
          random,
          take,
        })
      : undefined;
  const isReady = (): boolean => identity.current() !== undefined;

  function begin(desk: Desk): void {
    const forms = createFormAnswers({ desk, client, outbound, background, log });
    const apiOrigin = new URL(slack.apiUrl).origin;
    const newId = (): string => `slack-${randomUUID()}`;
    const context = async (): Promise<ReadContext> => ({ identity: await identity.known(), clock, apiOrigin, newId });
    const directories = { people, channels, threads, problems };
    intake.resolve(
      createIntake({ ...directories, desk, context, client, forms, receipts, responses, status, background, log }),
    );
  }

  return {
    name: "slack",
    outbound,
    endpoints:
      connection.kind === "http"
        ? createSignedEndpoints({ signingSecret: connection.signingSecret, clock, problems, log, isReady, take })
        : [],
    async start(desk) {
      begin(desk);
      await Promise.all([identity.start(), socket?.start()]);
      background.run("channels", async () => {
        await identity.known();
        await lookAround(client, channels);
      });
    },
    state: () => ({
      name: "slack",
      isConnected: isReady() && !problems.has(...tokenCodes) && (socket === undefined || socket.isConnected()),
      problems: problems.list(),
    }),
    async stopTaking() {
      await underWay.stop();
      socket?.stop();
    },
    async close() {
      pause.stop();
      socket?.stop();
      status.stop();
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(late.resolve, closingMs);
      await Promise.race([background.settled(), late.promise]);
      clearTimeout(timer);
    },
  };
}

const conversationsSchema = z.object({ channels: z.array(z.object({ id: z.string() })).default([]) });

/** So many channels are looked at before anybody asks. */
const mostChannels = 50;

/** Looks at the channels that the app is in, so that who is there is known before the first question. */
async function lookAround(client: SlackClient, channels: ChannelDirectory): Promise<void> {
  const answer = await client.call("users.conversations", {
    types: "public_channel,private_channel,mpim",
    exclude_archived: true,
    limit: 200,
  });
  const { channels: found } = conversationsSchema.parse(answer);
  for (const { id } of found.slice(0, mostChannels)) await channels.place(id).catch(() => undefined);
}
