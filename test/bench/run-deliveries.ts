import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { readQuestions } from "../eval/question.ts";
import { noPostgres, startPostgresServer } from "../setup/postgres-server.ts";
import { measureDeliveries, type DeliveryMeasure } from "./measure-deliveries.ts";
import { measureSlack } from "./measure-slack.ts";
import { measureTeams } from "./measure-teams.ts";

const repository = path.resolve(import.meta.dirname, "../..");
/** `--only` takes what is to be run; `--events` is how many events the long run over Socket Mode has, which is off without it. */
const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    only: { type: "string", default: "sqlite,postgres,socket,teams" },
    events: { type: "string" },
  },
});
const seconds = Number(values.seconds);
const only = new Set(values.only.split(","));
const questions = readQuestions(path.join(repository, "test/eval/questions.jsonl"))
  .filter(({ held, thread }) => !held && thread === undefined)
  .slice(0, 60)
  .map(({ question }) => question);

const ms = (value: number): string => `${value.toFixed(0)} ms`;
const mb = (value: number): string => `${value.toFixed(0)} MB`;
const rows: readonly (readonly [string, (measure: DeliveryMeasure) => string, string])[] = [
  ["deliveries (questions among them)", ({ deliveries, questions: n }) => `${deliveries} (${n})`, "200/s, 2/s"],
  ["not acknowledged", ({ notAcknowledged }) => String(notAcknowledged), "0"],
  ["questions without exactly one answer", ({ notAnsweredOnce }) => String(notAnsweredOnce), "0"],
  ["acknowledged p50", ({ ackP50 }) => ms(ackP50), ""],
  ["acknowledged p99", ({ ackP99 }) => ms(ackP99), "≤ 200 ms"],
  ["acknowledged slowest", ({ ackSlowest }) => ms(ackSlowest), ""],
  ["mention to answer p50", ({ answerP50 }) => ms(answerP50), ""],
  ["mention to answer p95", ({ answerP95 }) => ms(answerP95), "≤ 500 ms"],
  ["event-loop delay p99", ({ eventLoopP99 }) => ms(eventLoopP99), "≤ 50 ms"],
  ["the app's processor time a delivery", ({ processorMsEach }) => `${processorMsEach.toFixed(1)} ms`, ""],
  ["resident before, without encoder", ({ residentBeforeMb }) => mb(residentBeforeMb), "≤ 200 MB"],
  ["resident after, without encoder", ({ residentMb }) => mb(residentMb), "≤ 200 MB"],
];

function print(measures: ReadonlyMap<string, DeliveryMeasure>): void {
  console.log(`| Slack over HTTP, Teams on | ${[...measures.keys()].join(" | ")} | target |`);
  console.log(`|${"---|".repeat(measures.size + 2)}`);
  for (const [label, read, target] of rows)
    console.log(`| ${label} | ${[...measures.values()].map(read).join(" | ")} | ${target} |`);
}

console.log(`load ${loadavg()[0]?.toFixed(1)} before the start; the sender and the platform run on the same machine\n`);
const root = mkdtempSync(path.join(tmpdir(), "pilotdesk-deliveries-"));
const base = { PILOTDESK_DATA: path.join(root, "data"), PILOTDESK_VECTORS: "off", PILOTDESK_LOG_LEVEL: "error" };
const measures = new Map<string, DeliveryMeasure>();
const load = { seconds, perSecond: 200, questionsPerSecond: 2 } as const;
const wantsPostgres = only.has("postgres") && noPostgres === undefined;
const postgres = wantsPostgres ? await startPostgresServer({ fastAndUnsafe: false }) : undefined;
try {
  if (only.has("sqlite")) measures.set("SQLite", await measureDeliveries(base, questions, seconds));
  if (postgres) {
    const settings = { ...base, DATABASE_URL: await postgres.createDatabase() };
    measures.set("PostgreSQL", await measureDeliveries(settings, questions, seconds));
  } else if (only.has("postgres")) console.log(`PostgreSQL was not measured: ${noPostgres}\n`);
  if (measures.size > 0) print(measures);
  const elsewhere = (name: string): Readonly<Record<string, string>> => ({
    ...base,
    PILOTDESK_DATA: path.join(root, name),
  });
  if (only.has("socket")) {
    console.log("\nSlack over Socket Mode, one delivery in ten sent twice:");
    console.log(await measureSlack(elsewhere("socket"), questions, { mode: "socket", ...load }));
  }
  if (only.has("teams")) {
    console.log("\nTeams, one delivery in ten sent twice:");
    console.log(await measureTeams(elsewhere("teams"), questions, load));
  }
  if (values.events !== undefined) {
    const events = Number(values.events);
    console.log(`\n${events} events over Socket Mode, one in ten sent twice:`);
    const long = { ...load, mode: "socket", seconds: Math.ceil(events / load.perSecond) } as const;
    console.log(await measureSlack(elsewhere("long"), questions, long));
  }
} finally {
  await postgres?.remove();
  rmSync(root, { recursive: true, force: true });
}
