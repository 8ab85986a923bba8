import { spawn, type ChildProcess } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { StoreSettings } from "../../src/stores/open-store.ts";
import { startFakeSlack } from "../fakes/slack/fake-slack.ts";
import type { FakeSlack } from "../fakes/slack/fake-slack.ts";
import { invokeActivity, messageActivity, people } from "../fakes/teams/activities.ts";
import type { FakeActivity } from "../fakes/teams/activities.ts";
import { fakeApp, startFakeTeams } from "../fakes/teams/fake-teams.ts";
import type { FakeMember, FakeMessage } from "../fakes/teams/fake-connector.ts";
import type { FakeTeams } from "../fakes/teams/fake-teams.ts";

const repository = path.resolve(import.meta.dirname, "../..");

/** Pilots of Harbour Night Buses beside those of the fixture. */
export const furtherPilots = ["Marram", "Tidewell", "Osterby"] as const;

function pilotLine(name: string): string {
  return `  - { id: hnb-${name.toLowerCase()}, name: ${name}, programme: night-buses, kind: pilot, councils: [ullock-council] }\n`;
}

/** What a delivery was answered with; status 0 where nothing answered. */
export interface Delivered {
  readonly status: number;
  readonly body: unknown;
}

/** A channel of Teams: its id, and what somebody reads above it. */
export interface TeamsPlace {
  readonly id: string;
  readonly name: string;
}

/** The whole app in a process of its own, between a fake Slack and a fake Teams that outlive it. */
export interface OneLedger {
  readonly slack: FakeSlack;
  readonly teams: FakeTeams;
  /** Where the process keeps its store. */
  readonly store: StoreSettings;
  /** Starts the process, again where it was killed; resolves when it serves both platforms. */
  start(settings?: Readonly<Record<string, string>>): Promise<void>;
  isUp(): boolean;
  /** Ends the process by SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** Delivers to the Teams endpoint as the connector does. */
  deliver(activity: FakeActivity): Promise<Delivered>;
  /** A command of the same program on the same store. */
  run(args: readonly string[]): Promise<string>;
  /** Everything that the process wrote to standard error since the beginning. */
  stderr(): string;
  close(): Promise<void>;
}

/** The process's environment without what belongs to a test runner. */
function environment(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(?:VITEST|NODE_ENV$|NODE_OPTIONS$)/.test(name));
  return { ...Object.fromEntries(inherited), ...settings };
}

/** The folder of a small live programme with further pilots, under `root`. */
function copyLiveKnowledge(root: string): string {
  const knowledge = path.join(root, "knowledge");
  cpSync(path.join(repository, "test/fixtures/live-knowledge"), knowledge, { recursive: true });
  appendFileSync(path.join(knowledge, "records/live.yaml"), furtherPilots.map(pilotLine).join(""));
  return knowledge;
}

/** What may differ from one bench to the next. */
export interface OneLedgerOptions {
  /** True for what is shipped and the invented programme, else a small live programme of the tests. */
  readonly isDemonstration?: boolean;
  /** How Slack delivers; HTTP unless set. */
  readonly slackMode?: "http" | "socket";
  /** An empty PostgreSQL database; an embedded store unless set. */
  readonly databaseUrl?: string | undefined;
}

/** Starts both fakes on a store of its own; the app itself is started by `start`. */
export async function openOneLedger(options: OneLedgerOptions = {}): Promise<OneLedger> {
  const { isDemonstration = false, slackMode = "http", databaseUrl } = options;
  const root = mkdtempSync(path.join(tmpdir(), "pilotdesk-one-ledger-"));
  const data = path.join(root, "data");
  const knowledge = isDemonstration ? path.join(repository, "knowledge") : copyLiveKnowledge(root);
  const [slack, teams] = await Promise.all([startFakeSlack({ mode: slackMode }), startFakeTeams()]);
  const settings = {
    PORT: "0",
    PILOTDESK_VECTORS: "off",
    PILOTDESK_DATA: data,
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    PILOTDESK_KNOWLEDGE: knowledge,
    PILOTDESK_DEMO: isDemonstration ? "on" : "off",
    PILOTDESK_INSTANCE: "one-ledger",
    PILOTDESK_ADMINS: `slack:${slack.workspace.team}:U0PRIYA,teams:${fakeApp.tenant}:${people.asha.aadObjectId}`,
    SLACK_BOT_TOKEN: slack.settings.botToken,
    SLACK_API_URL: slack.settings.apiUrl,
    ...slackConnection(slack),
    TEAMS_CLIENT_ID: fakeApp.clientId,
    TEAMS_CLIENT_SECRET: fakeApp.clientSecret,
    TEAMS_TENANT_ID: fakeApp.tenant,
    TEAMS_OPENID_URL: teams.openIdUrl,
  };
  let child: ChildProcess | undefined;
  let ended: Promise<unknown> = Promise.resolve();
  let address: string | undefined;
  let said = "";

  async function start(more: Readonly<Record<string, string>> = {}): Promise<void> {
    const started = spawn(process.execPath, [path.join(repository, "pilotdesk.mjs"), "start"], {
      cwd: repository,
      env: environment({ ...settings, ...more }),
      stdio: ["ignore", "pipe", "pipe"],
    });
    child = started;
    let out = "";
    started.stderr.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
    ended = new Promise((resolve) => {
      started.once("close", () => {
        if (child === started) address = undefined;
        resolve(undefined);
      });
    });
    address = await new Promise<string>((resolve, reject) => {
      started.stdout.on("data", (chunk: Buffer) => {
        out += chunk.toString("utf8");
        const port = /^playground: http:\/\/[^ ]+:(\d+)$/m.exec(out)?.[1];
        if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
      });
      void ended.then(() => reject(new Error(`It ended before it served: ${out}${said}`)));
    });
    slack.deliverTo(address);
  }

  async function kill(): Promise<void> {
    address = undefined;
    child?.kill("SIGKILL");
    await ended;
  }

  const killNow = (): void => void child?.kill("SIGKILL");
  process.on("exit", killNow);
  return {
    slack,
    teams,
    store: { dataFolder: data, databaseUrl },
    start,
    kill,
    isUp: () => address !== undefined,
    async deliver(activity) {
      if (address === undefined) return { status: 0, body: undefined };
      try {
        const response = await fetch(`${address}/api/messages`, {
          method: "POST",
          headers: { "content-type": "application/json", authorization: `Bearer ${teams.token()}` },
          body: JSON.stringify(activity),
          signal: AbortSignal.timeout(15_000),
        });
        const text = await response.text();
        return { status: response.status, body: text === "" ? undefined : (JSON.parse(text) as unknown) };
      } catch {
        return { status: 0, body: undefined };
      }
    },
    run: (args) => runCommand(args, environment(settings)),
    stderr: () => said,
    async close() {
      process.off("exit", killNow);
      await kill();
      await Promise.all([slack.close(), teams.close()]);
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function slackConnection({ settings: { connection } }: FakeSlack): Readonly<Record<string, string>> {
  return connection.kind === "http"
    ? { SLACK_SIGNING_SECRET: connection.signingSecret }
    : { SLACK_APP_TOKEN: connection.appToken };
}

async function runCommand(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(process.execPath, [path.join(repository, "pilotdesk.mjs"), ...args], {
    cwd: repository,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, error] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (error += chunk.toString("utf8")));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}: ${error}`);
  return out;
}

let lastId = Date.now();

/** An id as Teams gives one to an activity: no other of this process has it. */
export function newActivityId(): string {
  lastId += 1;
  return String(lastId);
}

function inPlace(activity: FakeActivity, { id, name }: TeamsPlace, root: string): FakeActivity {
  return {
    ...activity,
    timestamp: new Date().toISOString(),
    conversation: {
      id: `${id};messageid=${root}`,
      conversationType: "channel",
      isGroup: true,
      tenantId: fakeApp.tenant,
    },
    channelData: {
      tenant: { id: fakeApp.tenant },
      team: { id, name, aadGroupId: "b0000000-0000-0000-0000-000000000001" },
      channel: { id, name },
    },
  };
}

/** A post that mentions the app in a channel of Teams; it begins a thread. */
export function teamsPost(
  text: string,
  { place, url, from = people.asha, id = newActivityId() }: TeamsSaying,
): FakeActivity {
  return inPlace(messageActivity(text, { serviceUrl: url, from, id, mention: true }), place, id);
}

/** Where and by whom something is said in Teams; `url` is the connector's. */
export interface TeamsSaying {
  readonly place: TeamsPlace;
  readonly url: string;
  readonly from?: FakeMember;
  readonly id?: string;
}

/** What somebody does with a card that the app posted: presses a button, or opens or sends a dialog. */
export function teamsInvoke(
  name: "adaptiveCard/action" | "task/fetch" | "task/submit",
  data: unknown,
  { on, place, url, from = people.asha, id = newActivityId() }: TeamsSaying & { readonly on: FakeMessage },
): FakeActivity {
  const value =
    name === "adaptiveCard/action" ? { action: { type: "Action.Execute", data }, trigger: "manual" } : { data };
  const root = on.conversation.split(";messageid=")[1] ?? on.id;
  return inPlace(invokeActivity(name, value, { serviceUrl: url, from, id, replyToId: on.id }), place, root);
}

/** An object somewhere in a payload that fits; the first one, in the order in which it is written. */
export function findIn(
  payload: unknown,
  fits: (part: Readonly<Record<string, unknown>>) => boolean,
): Readonly<Record<string, unknown>> | undefined {
  if (Array.isArray(payload)) {
    for (const part of payload as readonly unknown[]) {
      const found = findIn(part, fits);
      if (found) return found;
    }
    return undefined;
  }
  if (typeof payload !== "object" || payload === null) return undefined;
  const part = payload as Readonly<Record<string, unknown>>;
  return fits(part) ? part : findIn(Object.values(part), fits);
}

/** The data of a button in a card or a dialog, as the client sends it back; undefined where there is no such button. */
export function buttonData(payload: unknown, title: string): unknown {
  return findIn(
    payload,
    (part) => part["title"] === title && /^Action\.(?:Execute|Submit)$/.test(String(part["type"])),
  )?.["data"];
}

/** The values that the inputs of a card stand at, by their ids, as the client adds them to what is sent. */
export function inputValues(payload: unknown): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  findIn(payload, (part) => {
    if (String(part["type"]).startsWith("Input.") && part["value"] !== undefined)
      values[String(part["id"])] = part["value"];
    return false;
  });
  return values;
}

/** What the app has posted in the thread of a Teams message, oldest first. */
export function teamsThread(teams: FakeTeams, root: string): readonly FakeMessage[] {
  return teams.messages().filter(({ conversation }) => conversation.endsWith(`;messageid=${root}`));
}
