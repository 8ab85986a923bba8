import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { isMap, isScalar, parseDocument, visit } from "yaml";
import { demonstrationKnowledge } from "../../config.ts";
import type { Config } from "../../config.ts";
import { ConfigurationError, KnowledgeError } from "../../core/errors.ts";
import type { Account, Sender } from "../../core/origin.ts";
import type { Store } from "../../core/store.ts";
import { dayOf } from "../../core/time.ts";
import type { Clock, Day } from "../../core/time.ts";
import { publicReader, publicScope } from "../../core/trust.ts";
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

/** What came of setting one up: made now, or on which day it was made. */
export type SetUp =
  | { readonly outcome: "made"; readonly updates: number }
  | { readonly outcome: "stands"; readonly since: Day };

/**
 * Sets a demonstration up where there is none yet: the knowledge as of six months ago, then every update on the day it was
 * posted, so that what was known when can be asked. It is made in a folder beside its own, which takes its place only when
 * it is whole: of a process that dies in between nothing is left that could be taken for a demonstration.
 */
export async function setUpDemonstration({ config, folder, now }: DemonstrationOptions): Promise<SetUp> {
  const { dataFolder } = config;
  const since = await setUpOn(config);
  if (since !== undefined) return { outcome: "stands", since };
  await removeUnfinished(dataFolder, now);
  const making = `${dataFolder}${unfinished}${randomUUID()}`;
  try {
    const updates = await make({ ...config, dataFolder: making }, { folder, now });
    // Another process may have been quicker; then its folder stays.
    await rename(making, dataFolder);
    return { outcome: "made", updates };
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    const other = await setUpOn(config);
    if (other === undefined) throw error;
    return { outcome: "stands", since: other };
  }
}

/** What the folder of a demonstration is called until it is whole: its own name and this, with a number. */
const unfinished = ".making-";
/** None takes this long to make. */
const unfinishedMs = 3_600_000;

/** Removes what processes left behind that died while they made one. */
async function removeUnfinished(dataFolder: string, now: Date): Promise<void> {
  const folder = dirname(dataFolder);
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(`${basename(dataFolder)}${unfinished}`))) {
    const { mtimeMs } = await stat(join(folder, name));
    if (now.getTime() - mtimeMs > unfinishedMs) await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** The mark that a whole demonstration has; its value is the day on which it was made. */
const [markOwner, markName] = ["system", "demonstration"] as const;

/** On which day a demonstration was made; undefined where there is none. Throws where something else is in its folder. */
async function setUpOn(config: Config): Promise<Day | undefined> {
  if ((await readdir(config.dataFolder).catch(() => [])).length === 0) return undefined;
  const store = await openStore(config, { now: () => new Date() });
  try {
    const mark = await store.mark(markOwner, markName);
    if (typeof mark?.value === "string") return mark.value;
  } finally {
    await store.close();
  }
  throw new ConfigurationError(
    `${config.dataFolder} is where a demonstration is kept, and something else is in it. Move it away, or set PILOTDESK_DATA to another folder.`,
  );
}

async function make(config: Config, { folder, now }: Pick<DemonstrationOptions, "folder" | "now">): Promise<number> {
  const knowledge = demonstrationKnowledge(config.dataFolder);
  const updates = await readInventedUpdates(join(folder, "updates.yaml"), now);
  const start = firstOfMonth(now, 5);
  let time = new Date(`${start}T06:00:00Z`);
  const clock: Clock = { now: () => time };
  const store = await openStore(config, clock);
  try {
    const sync = { store, folder: config.knowledgeFolder, actor: "demonstration", clock, force: true };
    await syncKnowledge(sync);
    const attributes = new Set((await store.attributes(publicScope)).map(({ id }) => id));
    await writeRecords(
      { from: join(folder, "records"), to: join(knowledge, "records") },
      { firstMonth: start, attributes },
    );
    await syncKnowledge({ ...sync, furtherFolders: [knowledge] });
    const people = await seatPlayers(
      store,
      updates.map(({ pilot }) => pilot),
      clock,
    );
    for (const [index, { pilot, postedAt, fields }] of updates.entries()) {
      time = new Date(postedAt);
      const update = { id: `u-demonstration-${index + 1}`, pilot, postedAt, author: people.team, fields };
      const recording = { actor: people.team, occurredAt: postedAt };
      const { outcome } = await store.transaction((transaction) => confirmUpdate(transaction, update, recording));
      if (outcome === "refused") throw new KnowledgeError(`The update of ${pilot} of ${postedAt} cannot be recorded.`);
    }
    const mark = { owner: markOwner, name: markName, value: dayOf(now), at: time.toISOString() };
    await store.transaction((transaction) => transaction.putMark(mark));
    return updates.length;
  } finally {
    await store.close();
  }
}

/**
 * Copies the records, with the first day that is reported on. Facts about attributes that the knowledge folder does not
 * declare are left out: a folder of somebody's own may declare others.
 */
async function writeRecords(
  { from, to }: { readonly from: string; readonly to: string },
  { firstMonth, attributes }: { readonly firstMonth: Day; readonly attributes: ReadonlySet<string> },
): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const name of await readdir(from)) {
    const text = await readFile(join(from, name), "utf8");
    const written = parseDocument(text.replaceAll("FIRST-MONTH", firstMonth));
    visit(written, {
      Pair: (_, { key, value }) => {
        if (!isScalar(key) || key.value !== "facts" || !isMap(value)) return undefined;
        value.items = value.items.filter((fact) => isScalar(fact.key) && attributes.has(String(fact.key.value)));
        return value.items.length === 0 ? visit.REMOVE : visit.SKIP;
      },
    });
    await writeFile(join(to, name), String(written));
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
    const addressed = { ...base, address: {} };
    await transaction.putPlace({ ...addressed, ...named(stages.official), programmes, pilots: [] });
    await transaction.putPlace({ ...addressed, ...named(stages.team), programmes: [], pilots: own });
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
