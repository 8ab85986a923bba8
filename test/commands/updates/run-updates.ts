import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { updatesCommand } from "../../../src/commands/updates/updates-command.ts";
import { readConfig } from "../../../src/config.ts";
import type { LedgerEvent } from "../../../src/core/ledger.ts";
import type { StoreTransaction } from "../../../src/core/store.ts";
import type { ConfirmedUpdate } from "../../../src/core/update.ts";
import type { NewPost, PostClaimRequest } from "../../../src/core/work.ts";
import { openSqliteStore } from "../../../src/stores/sqlite/open-sqlite-store.ts";

/** How a command ended and what it said, line by line. */
interface Ran {
  readonly code: number;
  readonly said: readonly string[];
  readonly complained: readonly string[];
}

/** A data folder over the live programmes of the fixtures, with the `updates` commands on it. */
export interface UpdatesBench {
  readonly folder: string;
  run(...args: readonly string[]): Promise<Ran>;
  /** Runs a command that must end well, and returns what it said. */
  done(...args: readonly string[]): Promise<readonly string[]>;
  /** Writes a file into the folder and returns its path. */
  file(name: string, content: string | Uint8Array): Promise<string>;
  updates(): Promise<readonly ConfirmedUpdate[]>;
  /** The events of updates, oldest first. */
  events(): Promise<readonly LedgerEvent[]>;
  change(work: (transaction: StoreTransaction) => Promise<void>): Promise<void>;
  /** The posts that wait to be sent, oldest first. */
  waiting(): Promise<readonly NewPost[]>;
}

/** Everybody who may see the live programmes. */
const reader = { audiences: ["public", "programme:night-buses", "programme:quay-lights"] } as const;

export async function openUpdatesBench(): Promise<UpdatesBench> {
  const folder = await mkdtemp(join(tmpdir(), "pilotdesk-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const [data, knowledge] = [join(folder, "data"), join(folder, "knowledge")];
  await cp(join(import.meta.dirname, "../../fixtures/live-knowledge"), knowledge, { recursive: true });
  const config = readConfig({ PILOTDESK_DATA: data, PILOTDESK_KNOWLEDGE: knowledge, PILOTDESK_VECTORS: "off" });
  const run = async (...args: readonly string[]): Promise<Ran> => {
    const [said, complained]: [string[], string[]] = [[], []];
    const split = (into: string[]) => (text: string) => void into.push(...text.split("\n"));
    const code = await updatesCommand(args, { config, print: split(said), complain: split(complained) });
    return { code, said, complained };
  };
  const look = async <Seen>(
    at: (store: Awaited<ReturnType<typeof openSqliteStore>>) => Promise<Seen>,
  ): Promise<Seen> => {
    const store = await openSqliteStore({ directory: data, clock: { now: () => new Date() } });
    try {
      return await at(store);
    } finally {
      await store.close();
    }
  };
  return {
    folder,
    run,
    async done(...args) {
      const { code, said, complained } = await run(...args);
      if (code !== 0) throw new Error(`updates ${args.join(" ")} ended with ${code}: ${complained.join(" ")}`);
      return said;
    },
    async file(name, content) {
      await writeFile(join(folder, name), content);
      return join(folder, name);
    },
    updates: () => look((store) => store.updates({ reader })),
    events: () =>
      look(async (store) => {
        const stored = await store.events({ afterSeq: 0, limit: 10_000 });
        return stored.map(({ event }) => event).filter(({ kind }) => kind.startsWith("update"));
      }),
    change: (work) => look((store) => store.transaction(work)),
    waiting: () =>
      look(async (store) => {
        const { claimed } = await store.transaction((transaction) => transaction.claimPosts(postClaimOfAll()));
        return claimed.map(({ post }) => post);
      }),
  };
}

function postClaimOfAll(): PostClaimRequest {
  const soon = new Date(Date.now() + 60_000).toISOString();
  const rates = new Map([["slack", { intervalMs: 0, burst: 100 }] as const]);
  return { holder: "test", limit: 100, now: soon, leaseUntil: soon, horizon: soon, rates };
}
