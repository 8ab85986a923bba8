import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../../config.ts";
import type { Account, Sender } from "../../core/origin.ts";
import type { Store } from "../../core/store.ts";
import type { Clock } from "../../core/time.ts";
import { publicReader } from "../../core/trust.ts";
import { syncKnowledge } from "../../ingest/sync-knowledge.ts";
import { confirmUpdate } from "../../ledger/updates/record-update.ts";
import { openStore } from "../../stores/open-store.ts";
import { players, stages } from "./demonstration.ts";
import { firstOfMonth, readInventedUpdates } from "./read-invented-updates.ts";

/** What a demonstration is made from. */
export interface DemonstrationOptions {
  /** As `demonstrationConfig` gives it. */
  readonly config: Config;
  /** The folder with `records/` and `updates.yaml`. */
  readonly folder: string;
  readonly now: Date;
}

/**
 * Sets a demonstration up where there is none yet: the knowledge as of six months ago, then every update on the day it was
 * posted, so that what was known when can be asked. Returns how many updates; 0 where it stood already.
 */
export async function setUpDemonstration({ config, folder, now }: DemonstrationOptions): Promise<number> {
  const [knowledge] = config.furtherKnowledge;
  if (knowledge === undefined) return 0;
  const updates = await readInventedUpdates(join(folder, "updates.yaml"), now);
  const start = firstOfMonth(now, 5);
  let time = new Date(`${start}T06:00:00Z`);
  const clock: Clock = { now: () => time };
  const store = await openStore(config, clock);
  try {
    if ((await store.head()).seq > 0) return 0;
    await writeRecords(join(folder, "records"), join(knowledge, "records"), start);
    const place = { folder: config.knowledgeFolder, furtherFolders: config.furtherKnowledge };
    await syncKnowledge({ ...place, store, actor: "demonstration", clock, force: true });
    const people = await seatPlayers(
      store,
      updates.map(({ pilot }) => pilot),
      clock,
    );
    for (const [index, { pilot, postedAt, fields }] of updates.entries()) {
      time = new Date(postedAt);
      const update = { id: `u-demonstration-${index + 1}`, pilot, postedAt, author: people.team, fields };
      const recording = { actor: people.team, occurredAt: postedAt };
      await store.transaction((transaction) => confirmUpdate(transaction, update, recording));
    }
    return updates.length;
  } finally {
    await store.close();
  }
}

/** Copies the records, with the first day that is reported on. */
async function writeRecords(from: string, to: string, firstMonth: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const name of await readdir(from)) {
    const text = await readFile(join(from, name), "utf8");
    await writeFile(join(to, name), text.replaceAll("FIRST-MONTH", firstMonth));
  }
}

/** Gives the visitor's two parts their places: the official sees the programme, the team reports for its first pilot. */
async function seatPlayers(
  store: Store,
  pilots: readonly string[],
  clock: Clock,
): Promise<{ readonly official: string; readonly team: string }> {
  const changedAt = clock.now().toISOString();
  const own = [...new Set(pilots)].slice(0, 1);
  const [pilot] = await store.subjects({ reader: publicReader }, { ids: own });
  const programmes = pilot?.programme === undefined ? [] : [pilot.programme];
  return store.transaction(async (transaction) => {
    const idOf = async (account: Account): Promise<string> => (await transaction.ensurePerson(account, changedAt)).id;
    const people = { official: await idOf(accountOf(players.official)), team: await idOf(accountOf(players.team)) };
    for (const programme of programmes)
      await transaction.putRole({ person: people.official, role: "office", programme });
    const base = { platform: "web", listens: false, digests: true, changedAt } as const;
    await transaction.putPlace({ ...base, ...named(stages.official), programmes, pilots: [] });
    await transaction.putPlace({ ...base, ...named(stages.team), programmes: [], pilots: own });
    return people;
  });
}

function accountOf({ platform, tenant: of, user }: Sender): Account {
  return { platform, tenant: of, user };
}

function named({ id, name }: { readonly id: string; readonly name: string }): {
  readonly id: string;
  readonly name: string;
} {
  return { id, name };
}
