import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Channel, Desk, EndpointResponse } from "../../../src/core/channel.ts";
import type { ShownReply } from "../../../src/core/posted.ts";
import type { Reply } from "../../../src/core/reply.ts";
import type { Turn } from "../../../src/core/turn.ts";
import type { TurnHandler } from "../../../src/core/turn-handler.ts";
import type { Arrival } from "../../../src/core/work.ts";
import { createTeamsChannel, teamsPath } from "../../../src/channels/teams/teams-channel.ts";
import type { TeamsSettings } from "../../../src/channels/teams/teams-settings.ts";
import { openSqliteStore } from "../../../src/stores/sqlite/open-sqlite-store.ts";
import { startWork } from "../../../src/work/start-work.ts";
import type { Work } from "../../../src/work/start-work.ts";
import { createFakeAssistant } from "../../fakes/fake-assistant.ts";
import type { FakeAssistant } from "../../fakes/fake-assistant.ts";
import { channelId, groupChatId, people, personalChatId } from "../../fakes/teams/activities.ts";
import { fakeApp, startFakeTeams } from "../../fakes/teams/fake-teams.ts";
import type { FakeTeams } from "../../fakes/teams/fake-teams.ts";

/** A desk that remembers what it was handed and answers requests with what it is told to. */
export interface RecordingDesk extends Desk {
  /** Remembers an answer under its receipt. */
  readonly ask: (question: string) => Promise<Reply>;
  readonly arrivals: readonly Arrival[];
  /** What the next requests are answered with. */
  answers: readonly Reply[];
  /** Makes every turn fail. */
  isBroken: boolean;
  /** Whether places listen. */
  listens: boolean;
  /** The ids of messages that something was made of. */
  taken: readonly string[];
  /** What stands under the messages of ours, by the id that was kept. */
  readonly shown: Map<string, ShownReply>;
}

/** A channel on the fake, with a desk. */
export interface TeamsBench {
  readonly fake: FakeTeams;
  readonly channel: Channel;
  readonly desk: RecordingDesk;
  /** Every line that was logged, as JSON. */
  readonly logged: readonly string[];
  /** Delivers an activity with a right token, or with another one, or with none. */
  readonly deliver: (activity: unknown, token?: string | null) => Promise<EndpointResponse>;
  readonly deliverText: (body: string, token?: string | null) => Promise<EndpointResponse>;
  readonly turns: () => readonly Turn[];
}

/** The settings of a channel on the fake. */
function settingsFor(fake: FakeTeams, changes: Partial<TeamsSettings> = {}): TeamsSettings {
  return {
    clientId: fakeApp.clientId,
    clientSecret: fakeApp.clientSecret,
    tenants: [fakeApp.tenant],
    cloud: "Public",
    openIdUrl: fake.openIdUrl,
    serviceUrls: [],
    isUnauthenticated: false,
    ...changes,
  };
}

/** The ways to look behind a reply. */
function lookUpsOf(assistant: FakeAssistant): Pick<Desk, "receipt" | "showSource" | "suggestions"> {
  return {
    receipt: (id, reader) => assistant.receipt(id, reader),
    showSource: (citation, reader) => assistant.showSource(citation, reader),
    suggestions: () => assistant.suggestions(),
  };
}

function recordingDesk(): RecordingDesk {
  const assistant = createFakeAssistant();
  const arrivals: Arrival[] = [];
  const keys = new Map<string, string>();
  function take(arrival: Arrival): { readonly outcome: "accepted" | "duplicate"; readonly turn: string } {
    const known = arrival.dedupeKeys.map((key) => keys.get(key)).find((id) => id !== undefined);
    if (known !== undefined) return { outcome: "duplicate", turn: known };
    for (const key of arrival.dedupeKeys) keys.set(key, arrival.turn.id);
    arrivals.push(arrival);
    return { outcome: "accepted", turn: arrival.turn.id };
  }
  const desk: RecordingDesk = {
    arrivals,
    ask: (question) =>
      assistant.handle({
        id: "t1",
        kind: "message",
        platform: "teams",
        conversation: "c1",
        reader: { audiences: ["public"] },
        arrivedAt: "2026-03-02T12:00:00.000Z",
        text: question,
      }),
    answers: [],
    isBroken: false,
    listens: true,
    taken: [],
    shown: new Map(),
    isListening: async () => desk.listens,
    isTaken: async ({ id }) => desk.taken.includes(id),
    shownAt: async (messages) => messages.map(({ messageId }) => desk.shown.get(messageId)).find(Boolean),
    ...lookUpsOf(assistant),
    async accept(arrival) {
      if (desk.isBroken) throw new Error("the disk is full: secret detail");
      return take(arrival);
    },
    async answerNow(arrival) {
      if (desk.isBroken) throw new Error("the disk is full: secret detail");
      const acceptance = take(arrival);
      return { acceptance, answers: acceptance.outcome === "accepted" ? desk.answers : [] };
    },
  };
  return desk;
}

/** People in every made-up place; Asha and Bram are colleagues. */
function installEverywhere(fake: FakeTeams): void {
  for (const place of [channelId, groupChatId]) fake.install(place, [people.asha, people.bram]);
  fake.install(personalChatId, [people.asha]);
}

/** The body of a test with a channel on a fake of its own; both end with it. */
export function withTeams(
  test: (bench: TeamsBench) => Promise<void>,
  {
    settings = {},
    nowMs = () => Date.parse("2026-03-02T12:00:00.000Z"),
  }: { readonly settings?: Partial<TeamsSettings>; readonly nowMs?: () => number } = {},
): () => Promise<void> {
  return async () => {
    const fake = await startFakeTeams();
    const desk = recordingDesk();
    const logged: string[] = [];
    const note = (fields: unknown, message: string): void => void logged.push(JSON.stringify([fields, message]));
    const channel = createTeamsChannel({
      teams: settingsFor(fake, settings),
      clock: { now: () => new Date(nowMs()) },
      log: { info: note, warn: note, error: note },
    });
    try {
      installEverywhere(fake);
      await channel.start(desk);
      await test({
        fake,
        channel,
        desk,
        logged,
        ...senderTo(channel, fake),
        turns: () => desk.arrivals.map(({ turn }) => turn),
      });
    } finally {
      await channel.close();
      await fake.close();
    }
  };
}

/** Delivers to a channel as Teams does. */
function senderTo(channel: Channel, fake: FakeTeams): Pick<TeamsBench, "deliver" | "deliverText"> {
  async function deliverText(body: string, token: string | null = fake.token()): Promise<EndpointResponse> {
    const endpoint = channel.endpoints.find(({ path }) => path === teamsPath);
    if (!endpoint) throw new Error("The channel serves no address.");
    const headers = { "content-type": "application/json", ...(token !== null && { authorization: `Bearer ${token}` }) };
    return endpoint.handle({ method: "POST", path: teamsPath, headers, body: Buffer.from(body) });
  }
  return { deliverText, deliver: (activity, token) => deliverText(JSON.stringify(activity), token) };
}

/** A channel on the fake with the real inbox, worker and outbox behind it. */
export interface WorkingTeams extends Pick<TeamsBench, "fake" | "channel" | "deliver"> {
  readonly work: Work;
}

/** The body of a test with the real work and a handler that decides. */
export function withWork(handler: TurnHandler, test: (bench: WorkingTeams) => Promise<void>): () => Promise<void> {
  return async () => {
    const directory = mkdtempSync(join(tmpdir(), "pilotdesk-teams-"));
    const fake = await startFakeTeams();
    const clock = { now: () => new Date() };
    const log = { info: () => {}, warn: () => {}, error: () => {} };
    const store = await openSqliteStore({ directory, clock });
    const channel = createTeamsChannel({ teams: settingsFor(fake), clock, log });
    const settings = { pollMs: 20, backoff: { firstMs: 5, longestMs: 20 } };
    const work = await startWork({ store, channels: [channel.outbound], handler, clock, log, settings });
    try {
      installEverywhere(fake);
      await channel.start({
        accept: (arrival) => work.acceptTurn(arrival),
        isListening: async () => true,
        isTaken: (message) => store.isTaken(message),
        shownAt: (messages) => store.shownAt("teams", messages),
        answerNow: (arrival) => work.handleNow(arrival, handler),
        ...lookUpsOf(createFakeAssistant()),
      });
      await test({ fake, channel, work, ...senderTo(channel, fake) });
    } finally {
      await channel.stopTaking();
      await work.stop({ deadlineMs: 2000 });
      await channel.close();
      await store.close();
      await fake.close();
      rmSync(directory, { recursive: true, force: true });
    }
  };
}

/** The JSON body of an answer. */
export function bodyOf({ body }: EndpointResponse): unknown {
  const parsed: unknown = JSON.parse(body ?? "null");
  return parsed;
}
