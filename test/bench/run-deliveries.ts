import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { readQuestions } from "../eval/question.ts";
import { noPostgres, startPostgresServer } from "../setup/postgres-server.ts";
import { measureDeliveries, type DeliveryMeasure } from "./measure-deliveries.ts";
import { measureSlack } from "./measure-slack.ts";

const repository = path.resolve(import.meta.dirname, "../..");
const { values } = parseArgs({ options: { seconds: { type: "string", default: "60" } } });
const seconds = Number(values.seconds);
const questions = readQuestions(path.join(repository, "test/eval/questions.jsonl"))
  .filter(({ held, thread }) => !held && thread === undefined)
  .slice(0, 60)
  .map(({ question }) => question);

const ms = (value: number): string => `${value.toFixed(0)} ms`;
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
  ["resident, without encoder", ({ residentMb }) => `${residentMb.toFixed(0)} MB`, "≤ 200 MB"],
];

function print(measures: ReadonlyMap<string, DeliveryMeasure>): void {
  console.log(`| measure | ${[...measures.keys()].join(" | ")} | target |`);
  console.log(`|${"---|".repeat(measures.size + 2)}`);
  for (const [label, read, target] of rows)
    console.log(`| ${label} | ${[...measures.values()].map(read).join(" | ")} | ${target} |`);
}

console.log(`load ${loadavg()[0]?.toFixed(1)} before the start; the sender and the platform run on the same machine\n`);
const root = mkdtempSync(path.join(tmpdir(), "pilotdesk-deliveries-"));
const base = { PILOTDESK_DATA: path.join(root, "data"), PILOTDESK_VECTORS: "off", PILOTDESK_LOG_LEVEL: "warn" };
const measures = new Map<string, DeliveryMeasure>();
const postgres = noPostgres === undefined ? await startPostgresServer({ fastAndUnsafe: false }) : undefined;
try {
  measures.set("SQLite", await measureDeliveries(base, questions, seconds));
  if (postgres) {
    const settings = { ...base, DATABASE_URL: await postgres.createDatabase() };
    measures.set("PostgreSQL", await measureDeliveries(settings, questions, seconds));
  } else console.log(`PostgreSQL was not measured: ${noPostgres}\n`);
  print(measures);
  const socket = { mode: "socket", seconds, perSecond: 200, questionsPerSecond: 2 } as const;
  console.log("\nSocket Mode, one delivery in ten sent twice:");
  console.log(await measureSlack({ ...base, PILOTDESK_DATA: path.join(root, "socket") }, questions, socket));
} finally {
  await postgres?.remove();
  rmSync(root, { recursive: true, force: true });
}
