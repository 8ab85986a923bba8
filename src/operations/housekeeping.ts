import type { Store } from "../core/store.ts";
import type { Clock } from "../core/time.ts";
import { purgeExpired } from "../ledger/purge-payload.ts";
import { rememberPurges } from "./transfer/purge-list.ts";

/** What is done once a day: emptying what is past its time, and remembering that it was. */
export interface Housekeeping {
  /** Does it now, and then every day until `close`. Rejects where it could not be done now. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** What housekeeping needs. */
export interface HousekeepingOptions {
  readonly store: Store;
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly onPurged: (count: number) => void;
  /** Told where a later day's round failed; the next one tries again. */
  readonly onFailure: (error: unknown) => void;
  readonly everyMs?: number;
}

const dayMs = 86_400_000;

/** Empties what is past its time and brings the purge list of the data folder up to date. Returns how many. */
export async function purgeNow({
  store,
  dataFolder,
  clock,
}: Pick<HousekeepingOptions, "store" | "dataFolder" | "clock">): Promise<number> {
  const due = await store.countExpired(clock.now().toISOString());
  // Asked first, because a purge rewrites the file's log even where there is nothing to empty.
  const purged = due === 0 ? 0 : await purgeExpired(store, clock);
  await rememberPurges(store, dataFolder);
  return purged;
}

/** Housekeeping that waits for `start`. */
export function createHousekeeping(options: HousekeepingOptions): Housekeeping {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const round = async (): Promise<void> => {
    const purged = await purgeNow(options);
    if (purged > 0) options.onPurged(purged);
  };
  return {
    async start() {
      timer = setInterval(() => {
        running = round().catch(options.onFailure);
      }, options.everyMs ?? dayMs);
      timer.unref();
      await round();
    },
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}
