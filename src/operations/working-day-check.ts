import type { IsWorkingDay } from "../ledger/returns/return-periods.ts";
import { loadWorkingDays } from "../work/working-days.ts";

/** Loads England's calendar of work once, when it is first asked for. */
export function createWorkingDayCheck(): () => Promise<IsWorkingDay> {
  let loaded: Promise<IsWorkingDay> | undefined;
  const load = async (): Promise<IsWorkingDay> => {
    const england = await loadWorkingDays();
    return (day) => england.isWorkingDay(day);
  };
  return () => {
    loaded ??= load().catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  };
}
