import { once } from "node:events";
import { Agent, request, type IncomingMessage } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { percentile } from "../eval/tally.ts";
import { messageActivity, people } from "../fakes/teams/activities.ts";
import type { FakeTeams } from "../fakes/teams/fake-teams.ts";
import { startFakeTeams } from "../fakes/teams/fake-teams.ts";
import { teamsSettings, untilConnected } from "./platform-fakes.ts";
import { processorMs, residentMb } from "./process-figures.ts";
import { withServer } from "./with-server.ts";

/** How much is delivered. */
export interface TeamsLoad {
  readonly seconds: number;
  readonly perSecond: number;
  /** How many of them are questions; the rest are posts in a channel that nobody asked the app to listen to. */
  readonly questionsPerSecond: number;
}

/** What came of it; times in milliseconds. */
export interface TeamsMeasure {
  readonly deliveries: number;
  readonly notAcknowledged: number;
  readonly ackP50: number;
  readonly ackP99: number;
  readonly questions: number;
  readonly answerP50: number;
  readonly answerP95: number;
  readonly unanswered: number;
  readonly answeredTwice: number;
  readonly processorMsEach: number;
  readonly residentMb: number;
}

/** Teams takes 1,800 posts an hour in a channel: as many channels as two questions a second want. */
const channels = Array.from({ length: 8 }, (_, index) => `19:harbour-${index}@thread.tacv2`);

/** Runs the whole app against a fake Teams on this machine, every delivery signed. One in ten comes twice. */
export async function measureTeams(
  settings: Readonly<Record<string, string>>,
  questions: readonly string[],
  load: TeamsLoad,
): Promise<TeamsMeasure> {
  const teams = await startFakeTeams();
  for (const channel of channels) teams.install(channel, [people.asha, people.bram]);
  try {
    return await withServer({ ...settings, ...teamsSettings(teams) }, async ({ url, pid }) => {
      await untilConnected(url, 1);
      const busyBefore = processorMs(pid);
      const { acks, asked, notAcknowledged } = await deliver(url, teams, { questions, load });
      await settle(teams, asked);
      const found = [...asked].map(([root, at]) => answersTo(teams, root).map((answered) => answered - at));
      const answers = found.flat().toSorted((left, right) => left - right);
      return {
        deliveries: acks.length,
        notAcknowledged,
        ackP50: percentile(acks, 0.5),
        ackP99: percentile(acks, 0.99),
        questions: asked.size,
        answerP50: percentile(answers, 0.5),
        answerP95: percentile(answers, 0.95),
        unanswered: found.filter(({ length }) => length === 0).length,
        answeredTwice: found.filter(({ length }) => length > 1).length,
        processorMsEach: (processorMs(pid) - busyBefore) / acks.length,
        residentMb: residentMb(pid),
      };
    });
  } finally {
    await teams.close();
  }
}

interface Delivered {
  /** In order of length. */
  readonly acks: readonly number[];
  readonly notAcknowledged: number;
  /** When each question was sent, by the message that its thread begins with. */
  readonly asked: ReadonlyMap<string, number>;
}

async function deliver(
  url: string,
  teams: FakeTeams,
  { questions, load }: { readonly questions: readonly string[]; readonly load: TeamsLoad },
): Promise<Delivered> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const authorization = `Bearer ${teams.token()}`;
  const everyQuestion = Math.max(1, Math.round(load.perSecond / load.questionsPerSecond));
  const acks: number[] = [];
  const asked = new Map<string, number>();
  let notAcknowledged = 0;

  async function send(index: number, isAgain: boolean): Promise<void> {
    const isQuestion = index % everyQuestion === 0;
    const id = String(1_800_000_000_000 + index);
    const text = isQuestion
      ? (questions[(index / everyQuestion) % questions.length] ?? "")
      : `Post number ${index} about lunch.`;
    const channel = channels[Math.floor(index / everyQuestion) % channels.length] ?? "";
    const activity = messageActivity(text, { serviceUrl: teams.url, channel, id, mention: isQuestion });
    const began = performance.now();
    if (isQuestion && !isAgain) asked.set(id, Date.now());
    const status = await post(`${url}/api/messages`, JSON.stringify(activity), { agent, authorization });
    acks.push(performance.now() - began);
    if (status !== 200 && status !== 202) notAcknowledged += 1;
  }

  const pending: Promise<void>[] = [];
  const began = performance.now();
  for (let index = 0; index < load.seconds * load.perSecond; index += 1) {
    await wait(Math.max(0, began + (index * 1000) / load.perSecond - performance.now()));
    pending.push(send(index, false));
    if (index % 10 === 0) pending.push(send(index, true));
  }
  await Promise.all(pending);
  agent.destroy();
  return { acks: acks.toSorted((left, right) => left - right), notAcknowledged, asked };
}

async function post(
  url: string,
  body: string,
  { agent, authorization }: { readonly agent: Agent; readonly authorization: string },
): Promise<number> {
  const headers = { "content-type": "application/json", authorization };
  const outgoing = request(url, { method: "POST", headers, agent });
  outgoing.end(body);
  try {
    const [response] = (await once(outgoing, "response")) as [IncomingMessage];
    response.resume();
    await once(response, "end");
    return response.statusCode ?? 0;
  } catch {
    return 0;
  }
}

/** When answers in the thread of a message arrived, milliseconds since the epoch. */
function answersTo(teams: FakeTeams, root: string): readonly number[] {
  const thread = `;messageid=${root}/activities`;
  return teams
    .requests()
    .filter(({ method, path }) => method === "POST" && decodeURIComponent(path).includes(thread))
    .map(({ at }) => at);
}

async function settle(teams: FakeTeams, asked: ReadonlyMap<string, number>): Promise<void> {
  for (let waited = 0; waited < 300; waited += 1) {
    if ([...asked.keys()].every((root) => answersTo(teams, root).length > 0)) break;
    await wait(100);
  }
  // What would be answered twice has time to be.
  await wait(2000);
}
