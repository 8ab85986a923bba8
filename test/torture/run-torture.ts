import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { noPostgres, startPostgresServer } from "../setup/postgres-server.ts";
import { formatSummary, hasFailed } from "./format-summary.ts";
import { runOneLedger } from "./one-ledger/run-one-ledger.ts";
import { runRound, type RoundResult } from "./run-round.ts";

type StoreName = "sqlite" | "postgres";

const { values } = parseArgs({
  options: {
    short: { type: "boolean", default: false },
    store: { type: "string", default: "both" },
    seed: { type: "string" },
    kills: { type: "string" },
    deliveries: { type: "string" },
    work: { type: "string" },
    "one-ledger": { type: "boolean", default: false },
    rounds: { type: "string", default: "200" },
    slack: { type: "string", default: "http" },
    trace: { type: "string" },
    minutes: { type: "string" },
  },
});

const seed = Number(values.seed ?? (values.short ? 20_261_122 : Math.floor(Math.random() * 1_000_000_000)));
// So that a PostgreSQL or a server that was started ends as well; the other children end by themselves.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
if (values["one-ledger"]) {
  console.log(`seed ${seed}`);
  process.exit((await tryOneLedger()) ? 0 : 1);
}
const usual = values.short
  ? { kills: { sqlite: 25, postgres: 25 }, deliveries: 5000 }
  : { kills: { sqlite: 1000, postgres: 200 }, deliveries: 100_000 };
const killsARound = 100;

/** What a state file holds: a run that is called again with the same folder goes on after the last whole round. */
interface State {
  readonly seed: number;
  readonly kills: Readonly<Record<StoreName, number>>;
  readonly deliveries: number;
  readonly rounds: Readonly<Record<StoreName, RoundResult[]>>;
}

const folder = values.work === undefined ? undefined : path.resolve(values.work);
const stateFile = folder === undefined ? undefined : path.join(folder, "torture-state.json");

function readState(): State {
  if (stateFile !== undefined && existsSync(stateFile)) return JSON.parse(readFileSync(stateFile, "utf8")) as State;
  const kills =
    values.kills === undefined ? usual.kills : { sqlite: Number(values.kills), postgres: Number(values.kills) };
  return {
    seed,
    kills,
    deliveries: Number(values.deliveries ?? usual.deliveries),
    rounds: { sqlite: [], postgres: [] },
  };
}

function writeState(state: State): void {
  if (folder === undefined || stateFile === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${stateFile}.new`, JSON.stringify(state));
  renameSync(`${stateFile}.new`, stateFile);
}

/** One ledger on each store that is asked for; true where all of it held. */
async function tryOneLedger(): Promise<boolean> {
  const mostMs = values.minutes === undefined ? undefined : Number(values.minutes) * 60_000;
  const slackMode = values.slack === "socket" ? "socket" : "http";
  const run = { rounds: Number(values.rounds), seed, slackMode, traceFolder: values.trace, mostMs } as const;
  const onSqlite = values.store === "postgres" || (await runOneLedger(run));
  if (values.store === "sqlite") return onSqlite;
  if (noPostgres !== undefined) throw new Error(`PostgreSQL cannot be tried: ${noPostgres}.`);
  const server = await startPostgresServer();
  try {
    return (await runOneLedger({ ...run, databaseUrl: await server.createDatabase() })) && onSqlite;
  } finally {
    await server.remove();
  }
}

async function runSqliteRound(options: { readonly seed: number; readonly kills: number; readonly deliveries: number }) {
  const dataFolder = mkdtempSync(path.join(tmpdir(), "pilotdesk-torture-"));
  try {
    return await runRound({ ...options, store: { dataFolder }, instances: ["one"] });
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

async function runPostgresRound(options: {
  readonly seed: number;
  readonly kills: number;
  readonly deliveries: number;
}) {
  const server = await startPostgresServer();
  try {
    const store = { dataFolder: "", databaseUrl: await server.createDatabase() };
    return await runRound({ ...options, store, instances: ["one", "two"] });
  } finally {
    await server.remove();
  }
}

async function runStore(name: StoreName, state: State): Promise<void> {
  const roundCount = Math.ceil(state.kills[name] / killsARound);
  for (let round = state.rounds[name].length; round < roundCount; round += 1) {
    const kills = share(state.kills[name], round, roundCount);
    const deliveries = share(state.deliveries, round, roundCount);
    const options = { seed: state.seed + round * 10, kills, deliveries };
    const result = await (name === "sqlite" ? runSqliteRound(options) : runPostgresRound(options));
    state.rounds[name].push(result);
    writeState(state);
    console.log(`${name}: round ${round + 1} of ${roundCount}, ${kills} kills, ${result.seconds.toFixed(0)} s`);
  }
}

/** The whole number that falls to one of several parts. */
function share(whole: number, part: number, parts: number): number {
  return Math.floor((whole * (part + 1)) / parts) - Math.floor((whole * part) / parts);
}

const names = (["sqlite", "postgres"] as const).filter((name) => values.store === "both" || values.store === name);
if (names.length === 0) throw new Error(`--store ${values.store} is none of sqlite, postgres and both.`);
if (names.includes("postgres") && noPostgres !== undefined)
  throw new Error(`PostgreSQL cannot be tried: ${noPostgres}.`);
const state = readState();
console.log(`seed ${state.seed}`);
for (const name of names) await runStore(name, state);
const tried = names.map((name) => ({ name, rounds: state.rounds[name] }));
console.log(formatSummary(tried));
if (tried.some(({ rounds }) => hasFailed(rounds))) process.exitCode = 1;
