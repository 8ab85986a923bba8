import { randomUUID } from "node:crypto";
import type { Metrics } from "../core/metrics.ts";
import type { Store } from "../core/store.ts";
import type { Clock } from "../core/time.ts";
import type { TurnHandler } from "../core/turn-handler.ts";
import type { Acceptance, Arrival, OutboundChannel } from "../core/work.ts";
import { handleInRequest, type HandledNow } from "./handle-in-request.ts";
import { createInbox } from "./inbox.ts";
import { purgeSchedule } from "./purge-schedule.ts";
import type { Schedule } from "./schedule.ts";
import { createScheduler } from "./scheduler.ts";
import { createSender } from "./sender.ts";
import { systemTimer, type Timer } from "./timer.ts";
import { createWorker } from "./worker.ts";
import { codeOf } from "./work-error.ts";
import { loadWorkingDays, type WorkingDays } from "./working-days.ts";
import type { OnPoint, WorkLog, WorkParts } from "./work-parts.ts";
import { momentOf, usualSettings, type WorkSettings } from "./work-settings.ts";

/** What the work is made of. Only `store`, `channels`, `handler`, `clock` and `log` have no usual value. */
export interface WorkOptions {
  /** Whoever starts the work closes the store, after `stop`. */
  readonly store: Store;
  /** Posts of other channels wait for an instance that has them. */
  readonly channels: readonly OutboundChannel[];
  readonly handler: TurnHandler;
  readonly clock: Clock;
  readonly log: WorkLog;
  readonly random?: () => number;
  /** Besides the nightly purge. */
  readonly schedules?: readonly Schedule[];
  /**
   * A name that no other running instance has, and that this one has again at its next start: then it takes up at once
   * what it left behind. Without one, leases run out first.
   */
  readonly instance?: string;
  readonly settings?: Partial<WorkSettings>;
  readonly timer?: Timer;
  readonly onPoint?: OnPoint;
  /** How long the work's own transactions may wait for one another while the store is busy; none unless set. */
  readonly gatherMs?: number;
  /** Told of everything that is tried again. */
  readonly metrics?: Pick<Metrics, "count">;
  readonly workingDays?: () => Promise<WorkingDays>;
}

/** The work, running. */
export interface Work {
  /** See `Inbox.accept`: resolves when the turn is on the disk, and wakes the worker. */
  acceptTurn(arrival: Arrival): Promise<Acceptance>;
  /**
   * Handles a turn inside the request that brought it, for what a platform wants answered there (forms, dialogs): effects,
   * posts and the stored turn are one transaction, so that a second delivery is a duplicate and has no effect. It does not
   * wait for older turns of its conversation. Rejects where the handler or the transaction fails; then nothing is stored.
   */
  handleNow(arrival: Arrival, handler: TurnHandler): Promise<HandledNow>;
  /** Looks for turns, posts and schedules that are due now. */
  wake(): void;
  /** Resolves when nothing that is due is left: for tests and small programs. */
  settled(): Promise<void>;
  /**
   * The code of what keeps the store from being asked for work (`store-locked`, `store-full` …); undefined while all is well.
   * It is asked again at every poll, so that the trouble ends here when its cause does.
   */
  trouble(): string | undefined;
  /**
   * Stops taking turns, posts and schedules, waits for what runs until the deadline, aborts the rest and gives its leases
   * back, so that another instance or the next start goes on at once. A post whose answer did not come becomes unknown.
   */
  stop(options: { readonly deadlineMs: number }): Promise<void>;
}

/** Takes up what an earlier run of this instance left behind, and starts inbox, worker, outbox and schedule. */
export async function startWork(options: WorkOptions): Promise<Work> {
  const parts = partsOf(options);
  const { store, onPoint, clock, log } = parts;
  await recover(parts, options.instance);
  const sender = createSender(parts, options.channels);
  const worker = createWorker(parts, { handler: options.handler, onPosts: sender.wake });
  const inbox = createInbox({ store, onPoint, onAccepted: worker.wake });
  const scheduler = createScheduler(parts, {
    schedules: [purgeSchedule(clock), ...(options.schedules ?? [])],
    loadWorkingDays: options.workingDays ?? loadWorkingDays,
    onPosts: sender.wake,
  });

  async function drain(): Promise<void> {
    await inbox.close();
    await Promise.all([worker.settled(), scheduler.stop()]);
    // Only now, so that the last answers are still sent.
    sender.wake();
    await sender.settled();
  }

  async function stop({ deadlineMs }: { readonly deadlineMs: number }): Promise<void> {
    worker.stop();
    const deadline = Promise.withResolvers<void>();
    const cancel = parts.timer.after(deadlineMs, deadline.resolve);
    await Promise.race([drain(), deadline.promise]);
    cancel();
    sender.stop();
    worker.abort();
    await release(parts).catch((error: unknown) =>
      log.error({ code: codeOf(error) }, "Leases could not be given back; they run out by themselves."),
    );
  }

  return {
    acceptTurn: (arrival) => inbox.accept(arrival),
    async handleNow(arrival, handler) {
      const handled = await handleInRequest(parts, arrival, handler);
      sender.wake();
      return handled;
    },
    wake() {
      worker.wake();
      sender.wake();
      void scheduler.tick();
    },
    async settled() {
      await scheduler.tick();
      // A turn's end wakes the sender, so the sender is asked last.
      await worker.settled();
      await sender.settled();
    },
    trouble() {
      const failure = worker.failure() ?? sender.failure();
      return failure === undefined ? undefined : codeOf(failure);
    },
    stop,
  };
}

function partsOf(options: WorkOptions): WorkParts {
  const { clock, log, gatherMs = 0, random = Math.random, timer = systemTimer, onPoint = () => {} } = options;
  const settings = { ...usualSettings, ...options.settings };
  const holder = `${options.instance ?? randomUUID()}#${randomUUID()}`;
  const store: Store = {
    ...options.store,
    transaction: (work, own) => options.store.transaction(work, { gatherMs, ...own }),
  };
  const { metrics = { count: () => {} } } = options;
  return { store, clock, log, random, timer, onPoint, metrics, settings, holder };
}

/** Makes due what this instance held when it ended without giving it back. */
async function recover(parts: WorkParts, instance: string | undefined): Promise<void> {
  if (instance === undefined) return;
  const due = { now: momentOf(parts.clock, parts.settings).now, except: parts.holder };
  const rows = await parts.store.transaction((transaction) => transaction.recoverWork(instance, due));
  if (rows > 0) parts.log.info({ rows }, "Took up what was under way when the last run ended.");
}

async function release({ store, clock, settings, holder }: WorkParts): Promise<void> {
  const { now } = momentOf(clock, settings);
  await store.transaction((transaction) => transaction.recoverWork(holder, { now }));
}
