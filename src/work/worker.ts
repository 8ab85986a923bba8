import type { Effects, TurnHandler } from "../core/turn-handler.ts";
import { isOverheard } from "../core/turn.ts";
import type { ClaimedTurn } from "../core/work.ts";
import { backoffMs } from "./backoff.ts";
import { failureReply } from "./failure-reply.ts";
import { createPump, type Pump } from "./pump.ts";
import { withinTime } from "./timer.ts";
import { postsOf } from "./posts.ts";
import { notePressed } from "./pressed-post.ts";
import { codeOf, isStoreTrouble, isWorkError, WorkError } from "./work-error.ts";
import { createQuietEnd } from "./quiet-end.ts";
import type { WorkParts } from "./work-parts.ts";
import { momentOf } from "./work-settings.ts";

/** Takes turns out of the inbox and finishes them. */
export interface Worker extends Pick<Pump, "wake" | "settled" | "failure" | "stop"> {
  /** Aborts the handlers that still run; nothing of theirs is committed. */
  readonly abort: () => void;
}

/** What a worker needs besides the parts of all. */
export interface WorkerOptions {
  readonly handler: TurnHandler;
  /** Told after posts were put into the outbox. */
  readonly onPosts: () => void;
}

/** A turn that is being worked on. */
interface RunningTurn {
  readonly claimed: ClaimedTurn;
  readonly controller: AbortController;
}

/** A worker that has begun. */
export function createWorker(parts: WorkParts, { handler, onPosts }: WorkerOptions): Worker {
  const { store, log, settings, holder, onPoint, timer } = parts;
  const running = new Map<string, RunningTurn>();
  const endQuietly = createQuietEnd(parts);
  let cancelRenewal = (): void => {};

  async function claim(): Promise<readonly ClaimedTurn[]> {
    const { now, horizon, in: later } = momentOf(parts.clock, settings);
    const overheard = [...running.values()].filter(({ claimed }) => isOverheard(claimed.turn)).length;
    const limit = settings.concurrency - (running.size - overheard);
    const overheardLimit = settings.overheardConcurrency - overheard;
    const request = { holder, limit, overheardLimit, now, horizon, leaseUntil: later(settings.leaseMs) };
    return store.transaction((transaction) => transaction.claimTurns(request));
  }

  async function run(claimed: ClaimedTurn): Promise<void> {
    const { id } = claimed.lease;
    const controller = new AbortController();
    running.set(id, { claimed, controller });
    try {
      await onPoint("turn.claimed", [id]);
      if (claimed.lease.fence > settings.maxClaims) throw claimedTooOften();
      const effects = await handle(claimed, controller.signal);
      await onPoint("turn.beforeEffect", [id]);
      const posts = effects.isEmpty === true ? await end(claimed) : await commit(claimed, effects);
      await onPoint("turn.afterEffect", [id]);
      if (posts > 0) onPosts();
    } catch (error) {
      await endTry(claimed, error);
    } finally {
      running.delete(id);
    }
  }

  function handle({ turn, replyTo, tries }: ClaimedTurn, signal: AbortSignal): Promise<Effects> {
    const unknownPosts = async () => (replyTo ? store.unknownPosts(replyTo) : []);
    const { turnTimeoutMs } = settings;
    return withinTime((ending) => handler(turn, { tries, signal: ending, unknownPosts, ...(replyTo && { replyTo }) }), {
      timer,
      timeoutMs: turnTimeoutMs,
      overtime: () => new WorkError("turn-timeout", `Turn ${turn.id} took longer than ${turnTimeoutMs} ms.`),
      signal,
    });
  }

  async function end({ lease }: ClaimedTurn): Promise<number> {
    if (!(await endQuietly(lease))) throw leaseLost(lease.id);
    return 0;
  }

  /** Returns how many posts there are now to be sent. */
  function commit({ lease, turn, replyTo }: ClaimedTurn, effects: Effects): Promise<number> {
    return store.transaction(async (transaction) => {
      const { now, purgeAfter } = momentOf(parts.clock, settings);
      // First, so that an effect never sees a turn that is somebody else's.
      if (!(await transaction.finishTurn(lease, { state: "done", at: now, purgeAfter }))) throw leaseLost(lease.id);
      const drafts = await effects.commit(transaction);
      const posts = postsOf(drafts, { id: lease.id, turn: lease.id, ...(replyTo && { replyTo }) });
      await notePressed(transaction, turn, posts);
      await transaction.enqueuePosts(posts, now);
      return posts.length;
    });
  }

  /** Puts a turn back or sets it aside. Where even that fails, the lease runs out and it is claimed again. */
  async function endTry(claimed: ClaimedTurn, error: unknown): Promise<void> {
    const fields = { turn: claimed.lease.id, code: codeOf(error), tries: claimed.tries };
    if (isWorkError(error, "lease-lost") || isWorkError(error, "work-stopped")) {
      log.info(fields, "A turn was given up; whoever holds it now goes on with it.");
      return;
    }
    const isPoison = isWorkError(error, "turn-claimed-too-often") || claimed.tries + 1 >= settings.maxTries;
    if (isPoison && !isStoreTrouble(error)) await setAside(claimed, codeOf(error));
    else await putBack(claimed, error);
    log.warn(fields, isPoison ? "A turn failed too often and was set aside." : "A turn failed and is tried again.");
  }

  async function putBack({ lease, tries }: ClaimedTurn, error: unknown): Promise<void> {
    const failed = !isStoreTrouble(error);
    parts.metrics.count("retries", "turn");
    const delayMs = backoffMs(failed ? tries + 1 : lease.fence, parts.random, settings.backoff);
    const dueAt = momentOf(parts.clock, settings).in(delayMs);
    await store.transaction((transaction) => transaction.retryTurn(lease, { dueAt, reason: codeOf(error), failed }));
    pump.wakeIn(delayMs);
  }

  async function setAside({ lease, replyTo }: ClaimedTurn, reason: string): Promise<void> {
    await store.transaction(async (transaction) => {
      const { now, purgeAfter } = momentOf(parts.clock, settings);
      const isHeld = await transaction.finishTurn(lease, { state: "setAside", at: now, purgeAfter, reason });
      if (!isHeld || !replyTo) return;
      const draft = { operation: "post", reply: failureReply(lease.id) } as const;
      await transaction.enqueuePosts(postsOf([draft], { id: lease.id, turn: lease.id, replyTo }), now);
    });
    onPosts();
  }

  /** Renews what runs, and stops what is no longer ours. */
  async function renew(): Promise<void> {
    const leases = [...running.values()].map(({ claimed }) => claimed.lease);
    if (leases.length === 0) return;
    const leaseUntil = momentOf(parts.clock, settings).in(settings.leaseMs);
    const held = await store.transaction((transaction) => transaction.renewTurns(leases, leaseUntil));
    for (const { id } of leases) if (!held.includes(id)) running.get(id)?.controller.abort(leaseLost(id));
  }

  function renewLater(): void {
    cancelRenewal = timer.after(settings.leaseMs / 3, () => {
      renewLater();
      renew().catch(onFailure);
    });
  }

  const onFailure = (error: unknown): void =>
    log.error({ code: codeOf(error) }, "The store could not be asked for turns; it is asked again soon.");
  const concurrency = settings.concurrency + settings.overheardConcurrency;
  const pump = createPump({ concurrency, pollMs: settings.pollMs, timer, claim, run, onFailure });
  renewLater();
  return {
    wake: pump.wake,
    settled: pump.settled,
    failure: pump.failure,
    stop: pump.stop,
    abort() {
      cancelRenewal();
      for (const { controller } of running.values()) controller.abort(stopping());
    },
  };
}

function leaseLost(id: string): WorkError {
  return new WorkError("lease-lost", `Turn ${id} is held by somebody else now. Nothing was committed.`);
}

function claimedTooOften(): WorkError {
  return new WorkError("turn-claimed-too-often", "The turn was claimed again and again and never finished.");
}

function stopping(): WorkError {
  return new WorkError("work-stopped", "Pilotdesk is stopping. The turn is taken up again at the next start.");
}
