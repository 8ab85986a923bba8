import { dueTimesOf, type DueTimes, type Schedule } from "./schedule.ts";
import { postsOf } from "./posts.ts";
import { codeOf, isWorkError, WorkError } from "./work-error.ts";
import type { WorkingDays } from "./working-days.ts";
import type { WorkParts } from "./work-parts.ts";
import { momentOf } from "./work-settings.ts";

/** Fires schedules when they are due. */
export interface Scheduler {
  /** Fires what is due now; resolves when that is done. */
  tick(): Promise<void>;
  /** Fires no more; resolves when what runs is done. */
  stop(): Promise<void>;
}

/** What a scheduler needs besides the parts of all. */
export interface SchedulerOptions {
  readonly schedules: readonly Schedule[];
  /** Asked for once, when the first schedule needs it. */
  readonly loadWorkingDays: () => Promise<WorkingDays>;
  /** Told after posts were put into the outbox. */
  readonly onPosts: () => void;
}

/** The longest time between two looks at the clock: a clock that is set is noticed this late. */
const longestRestMs = 30_000;

/** A scheduler that looks at the clock from now on. */
export function createScheduler(parts: WorkParts, options: SchedulerOptions): Scheduler {
  const { store, clock, settings, timer, log } = parts;
  let loaded: Promise<ReadonlyMap<Schedule, DueTimes>> | undefined;
  let ticking: Promise<void> | undefined;
  let isStopped = false;
  let cancelAlarm = (): void => {};

  async function load(): Promise<ReadonlyMap<Schedule, DueTimes>> {
    const needsDays = options.schedules.some(({ days }) => days === "workingDays");
    const workingDays = needsDays ? await options.loadWorkingDays() : everyDay;
    await store.transaction(async (transaction) => {
      const { now } = momentOf(clock, settings);
      for (const { name } of options.schedules) await transaction.registerSchedule(name, now);
    });
    return new Map(options.schedules.map((schedule) => [schedule, dueTimesOf(schedule, workingDays)]));
  }

  async function fireDue(): Promise<void> {
    loaded ??= load();
    const times = await loaded.catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
    for (const [schedule, due] of times) {
      if (isStopped) return;
      await fireIfDue(schedule, due).catch((error: unknown) => report(schedule, error));
    }
  }

  async function fireIfDue(schedule: Schedule, due: DueTimes): Promise<void> {
    const { now } = momentOf(clock, settings);
    const state = await store.scheduleState(schedule.name);
    const dueAt = due.latest({ after: state?.lastDueAt ?? state?.since ?? now, notAfter: now });
    if (dueAt === undefined) return;
    const isLate = Date.parse(now) - Date.parse(dueAt) > settings.missedAfterMs;
    if (isLate && schedule.missed === "skip") {
      const skipped = { dueAt, at: now, outcome: "skipped" } as const;
      await store.transaction((transaction) => transaction.claimFiring(schedule.name, skipped));
      log.warn({ schedule: schedule.name, dueAt }, "A time of a schedule passed while nothing ran, and is left out.");
      return;
    }
    await fire(schedule, dueAt);
  }

  async function fire(schedule: Schedule, dueAt: string): Promise<void> {
    const effects = await schedule.run({ dueAt });
    await store.transaction(async (transaction) => {
      const { now: at } = momentOf(clock, settings);
      if (!(await transaction.claimFiring(schedule.name, { dueAt, at, outcome: "fired" }))) throw taken(schedule.name);
      const drafts = await effects.commit(transaction);
      await transaction.enqueuePosts(postsOf(drafts, { id: `${schedule.name}@${dueAt}` }), at);
    });
    log.info({ schedule: schedule.name, dueAt }, "A schedule was fired.");
    options.onPosts();
  }

  function report(schedule: Schedule, error: unknown): void {
    if (isWorkError(error, "firing-taken")) return;
    log.error({ schedule: schedule.name, code: codeOf(error) }, "A schedule failed; it is tried again soon.");
  }

  function restMs(times: ReadonlyMap<Schedule, DueTimes>): number {
    const { now } = momentOf(clock, settings);
    const waits = [...times.values()].flatMap((due) => {
      const next = due.next(now);
      return next === undefined ? [] : [Date.parse(next) - Date.parse(now)];
    });
    return Math.max(1, Math.min(longestRestMs, ...waits));
  }

  async function tick(): Promise<void> {
    ticking ??= fireDue()
      .catch((error: unknown) => log.error({ code: codeOf(error) }, "The schedules could not be read."))
      .finally(() => {
        ticking = undefined;
      });
    await ticking;
  }

  function keepTicking(delayMs: number): void {
    if (isStopped || options.schedules.length === 0) return;
    cancelAlarm = timer.after(delayMs, () => {
      void tick()
        .then(async () => (loaded ? restMs(await loaded) : longestRestMs))
        .catch(() => longestRestMs)
        .then(keepTicking);
    });
  }

  keepTicking(1);
  return {
    tick,
    async stop() {
      isStopped = true;
      cancelAlarm();
      await ticking;
    },
  };
}

const everyDay: WorkingDays = { isWorkingDay: () => true };

function taken(name: string): WorkError {
  return new WorkError("firing-taken", `Another instance fired ${name} already.`);
}
