import { Cron } from "croner";
import type { Instant } from "../core/time.ts";
import { dayOf } from "../core/time.ts";
import type { Effects } from "../core/turn-handler.ts";
import type { WorkingDays } from "./working-days.ts";

/** Something that is done at set times, in Europe/London. */
export interface Schedule {
  /** Remembered in the store: a new name is a new schedule. */
  readonly name: string;
  /** Minute, hour, day of the month, month, day of the week: `30 8 * * 1-5`. */
  readonly cron: string;
  /** `workingDays` leaves out weekends and England's bank holidays. */
  readonly days: "all" | "workingDays";
  /** What to do about times that passed while nothing ran: the latest of them once, or none. */
  readonly missed: "fireOnce" | "skip";
  /** Runs outside any transaction; its effects are committed together with the firing, once over all instances. */
  run(firing: { readonly dueAt: Instant }): Promise<Effects>;
}

/** The times of a schedule. */
export interface DueTimes {
  /** The latest time after one instant and not after another; undefined for none. */
  readonly latest: (span: { readonly after: Instant; readonly notAfter: Instant }) => Instant | undefined;
  /** The first time after an instant; undefined for none in the next two months. */
  readonly next: (after: Instant) => Instant | undefined;
}

/** No run of days without a working day, or of times on the same day, is longer. */
const mostTimesLookedAt = 62;

/** The times of a schedule. Throws where the cron pattern cannot be read. */
export function dueTimesOf({ cron, days }: Pick<Schedule, "cron" | "days">, workingDays: WorkingDays): DueTimes {
  const times = new Cron(cron, { timezone: "Europe/London", paused: true });
  const counts = (time: Date): boolean => days === "all" || workingDays.isWorkingDay(dayOf(time));
  return {
    latest({ after, notAfter }) {
      // croner looks for times before its reference, to the second.
      let reference = new Date(Date.parse(notAfter) + 1000);
      for (let looked = 0; looked < mostTimesLookedAt; looked += 1) {
        const [time] = times.previousRuns(1, reference);
        if (!time || time.toISOString() <= after) return undefined;
        if (time.toISOString() <= notAfter && counts(time)) return time.toISOString();
        reference = time;
      }
      return undefined;
    },
    next(after) {
      let reference = new Date(after);
      for (let looked = 0; looked < mostTimesLookedAt; looked += 1) {
        const time = times.nextRun(reference);
        if (!time || counts(time)) return time?.toISOString();
        reference = time;
      }
      return undefined;
    },
  };
}
