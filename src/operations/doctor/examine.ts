import { existsSync } from "node:fs";
import type { Config } from "../../config.ts";
import type { Store } from "../../core/store.ts";
import type { Clock } from "../../core/time.ts";
import { openStore } from "../../stores/open-store.ts";
import { checkKnowledge, checkVectors } from "./check-knowledge.ts";
import { checkDisk, checkNode } from "./check-machine.ts";
import { checkChannels, checkCorrections, checkLedger, checkPauses, checkPurges, checkWork } from "./check-store.ts";
import { checkReach } from "./check-reach.ts";
import { finding, problemFrom } from "./finding.ts";
import type { Finding } from "./finding.ts";

/** What is examined, and with which clock. */
export interface Examination {
  readonly config: Config;
  readonly clock: Clock;
  readonly nodeVersion: string;
}

/** Looks at everything and changes nothing: what cannot be looked at is a finding too, and the rest is still looked at. */
export async function* examine({ config, clock, nodeVersion }: Examination): AsyncGenerator<Finding> {
  yield checkNode(nodeVersion);
  yield* looking("disk", () => checkDisk(config.dataFolder));
  if (!existsSync(config.knowledgeFolder))
    yield finding(
      "problem",
      "knowledge",
      `there is no folder ${config.knowledgeFolder}. Set PILOTDESK_KNOWLEDGE to a folder with records/ or documents/.`,
    );
  let store: Store;
  try {
    store = await openStore(config, clock, { readOnly: true });
  } catch (error) {
    yield problemFrom("store", error);
    return;
  }
  try {
    yield* examineStore(store, { config, clock });
  } finally {
    await store.close();
  }
  // Last, because a connection that writes tidies up what one that only reads leaves behind.
  yield* looking("store", () => checkWriting(config, clock));
}

async function* examineStore(
  store: Store,
  { config, clock }: Pick<Examination, "config" | "clock">,
): AsyncGenerator<Finding> {
  yield* looking("ledger", () => checkLedger(store));
  if (existsSync(config.knowledgeFolder)) yield* looking("knowledge", () => checkKnowledge(config, store, clock));
  yield* looking("vectors", () => checkVectors(config, store));
  yield* looking("paused", () => checkPauses(store));
  yield* looking("purges", () => checkPurges(store, clock));
  yield* looking("work", () => checkWork(store));
  yield* looking("corrections", () => checkCorrections(store));
  yield* looking("platforms", () => checkChannels(store));
  for (const platform of ["slack", "teams"] as const) yield* looking(platform, () => checkReach(platform, store));
}

/** Takes the lock that a writer needs and gives it back, which tells a locked or read-only store from a sound one. */
async function checkWriting(config: Config, clock: Clock): Promise<Finding> {
  const store = await openStore(config, clock);
  try {
    await store.transaction(async () => undefined);
    return finding("ok", "store", `${store.description}, ${(await store.head()).seq} events`);
  } finally {
    await store.close();
  }
}

async function* looking(about: string, look: () => Promise<Finding | readonly Finding[]>): AsyncGenerator<Finding> {
  try {
    const found = await look();
    if ("level" in found) yield found;
    else yield* found;
  } catch (error) {
    yield problemFrom(about, error);
  }
}
