import type { Clock } from "../core/time.ts";
import type { Schedule } from "./schedule.ts";

/** Empties every night what its class keeps no longer: payloads, receipts, thread states, turns and posts. */
export function purgeSchedule(clock: Clock): Schedule {
  return {
    name: "purge",
    cron: "17 3 * * *",
    days: "all",
    missed: "fireOnce",
    run: async () => ({
      async commit(transaction) {
        await transaction.purgeExpired(clock.now().toISOString());
        return [];
      },
    }),
  };
}
