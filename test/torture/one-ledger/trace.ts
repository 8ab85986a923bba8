import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Client } from "pg";
import type { StoreSettings } from "../../../src/stores/open-store.ts";
import type { OneLedger } from "../../end-to-end/one-ledger-bench.ts";

/** One thing that happened, for whoever looks into a round that failed. */
interface Step {
  readonly at: number;
  /** The round's figure; undefined for what concerns all of them. */
  readonly figure?: number;
  readonly step: string;
  readonly ids?: readonly string[];
}

/** Everything that happened in a run, as one story in the order of time. */
export interface Trace {
  readonly note: (figure: number | undefined, step: string, ids?: readonly string[]) => void;
  /** Writes a file for each of these rounds: its steps, the platforms' calls, and the store's rows as they are now. */
  write(figures: readonly number[], desk: OneLedger): Promise<void>;
}

/** Keeps what is noted; `folder` is where rounds are written down, nowhere without it. */
export function createTrace(folder: string | undefined): Trace {
  const steps: Step[] = [];
  return {
    note: (figure, step, ids) =>
      void steps.push({ at: Date.now(), step, ...(figure !== undefined && { figure }), ...(ids && { ids }) }),
    async write(figures, desk) {
      if (folder === undefined || figures.length === 0) return;
      mkdirSync(folder, { recursive: true });
      const rows = await readRows(desk.store);
      for (const figure of figures) {
        const own = steps.filter((one) => one.figure === undefined || one.figure === figure);
        writeFileSync(path.join(folder, `${figure}.txt`), `${storyOf(own, desk, rows).join("\n")}\n`);
      }
    },
  };
}

/** How long after its last step a round may still have a part in what happens. */
const afterwardsMs = 240_000;

function storyOf(steps: readonly Step[], desk: OneLedger, rows: readonly Row[]): readonly string[] {
  const own = steps.filter(({ figure }) => figure !== undefined);
  const [from, to] = [(own[0]?.at ?? 0) - 1000, (own.at(-1)?.at ?? 0) + afterwardsMs];
  const ids = own.flatMap(({ ids: named = [] }) => named);
  const concerns = (text: string): boolean => ids.some((id) => text.includes(id));
  const happened = [
    ...steps.map(({ at, step, ids: named = [] }) => ({ at, text: `${step} ${named.join(" ")}` })),
    ...desk.slack.calls
      .filter(({ args }) => concerns(JSON.stringify(args)))
      .map(({ at, method, args }) => ({ at, text: `slack ${method} ${JSON.stringify(args).slice(0, 400)}` })),
    ...desk.teams
      .requests()
      .filter(({ path: address }) => concerns(decodeURIComponent(address)))
      .map(({ at, method, path: address }) => ({ at, text: `teams ${method} ${decodeURIComponent(address)}` })),
    ...desk
      .stderr()
      .split("\n")
      .flatMap((line) => logLine(line)),
  ];
  const story = happened
    .filter(({ at }) => at >= from && at <= to)
    .toSorted((left, right) => left.at - right.at)
    .map(({ at, text }) => `${new Date(at).toISOString()} ${text}`);
  const stored = rows.filter(({ conversation }) => concerns(conversation)).map(({ text }) => text);
  return [...story, "", ...stored];
}

function logLine(line: string): readonly { readonly at: number; readonly text: string }[] {
  const time = /"time":(\d+)/.exec(line)?.[1];
  const isRequest = line.includes('"msg":"web request"');
  return time === undefined || isRequest ? [] : [{ at: Number(time), text: `log ${line}` }];
}

interface Row {
  readonly conversation: string;
  readonly text: string;
}

const longestBody = 700;

/** Inbox and outbox as they are now. */
async function readRows(store: StoreSettings): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const table of ["turn", "outbox"]) {
    for (const row of await readTable(store, table)) {
      const body = String(row["body"]).slice(0, longestBody);
      rows.push({ conversation: String(row["conversation"]), text: `${table} ${JSON.stringify({ ...row, body })}` });
    }
  }
  return rows;
}

async function readTable(
  { dataFolder, databaseUrl }: StoreSettings,
  table: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  if (databaseUrl === undefined) {
    const database = new DatabaseSync(path.join(dataFolder, "pilotdesk.sqlite"), { readOnly: true });
    try {
      return database.prepare(`select * from ${table}`).all();
    } finally {
      database.close();
    }
  }
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(`select * from ${table}`)).rows;
  } finally {
    await client.end();
  }
}
