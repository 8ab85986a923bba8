import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Store, StoreTransaction } from "../../src/core/store.ts";
import type { OutboundChannel } from "../../src/core/work.ts";
import { openSqliteStore } from "../../src/stores/sqlite/open-sqlite-store.ts";
import { startWork, type Work, type WorkOptions } from "../../src/work/start-work.ts";
import type { PostDraft, TurnHandler } from "../../src/core/turn-handler.ts";
import type { WorkLog } from "../../src/work/work-parts.ts";
import { newEvent } from "../contracts/store/store-samples.ts";
import { replyOf } from "../contracts/work/work-samples.ts";
import { createSimulatedTime, type SimulatedTime } from "./simulated-time.ts";

/** A log that is read by nobody. */
const silentLog: WorkLog = { info: () => {}, warn: () => {}, error: () => {} };

/** The reply of a handler that answers each turn with its id. */
export function answerOf(id: string): PostDraft {
  return { operation: "post", reply: replyOf(`answer ${id}`) };
}

/** Records an event about each turn and answers with its id. */
export const recordAndAnswer: TurnHandler = async (turn) => ({
  async commit(transaction) {
    await recordEffect(transaction, turn.id);
    return [answerOf(turn.id)];
  },
});

/** The effect of a turn: an event about it, without a payload. */
export async function recordEffect(transaction: StoreTransaction, id: string): Promise<void> {
  await transaction.appendEvent(newEvent(id));
}

/** Which turns had an effect, in order. */
export async function effectsIn(store: Store): Promise<readonly string[]> {
  const events = await store.events({ afterSeq: 0, limit: 100_000 });
  return events.map(({ event }) => event.about);
}

/** A store and time for one test, and the work on them. */
export interface WorkBench {
  readonly store: Store;
  readonly time: SimulatedTime;
  readonly start: (options?: Partial<WorkOptions>) => Promise<Work>;
  /** Lets the work do what is due, moves on, and so on until that much time has passed. */
  readonly pass: (work: Work, ms: number, stepMs?: number) => Promise<void>;
}

/** The body of a test that needs an empty store and time of its own; both end with it. */
export function withBench(test: (bench: WorkBench) => Promise<void>): () => Promise<void> {
  return async () => {
    const directory = mkdtempSync(join(tmpdir(), "pilotdesk-work-"));
    const time = createSimulatedTime();
    const store = await openSqliteStore({ directory, clock: time.clock });
    const channels: readonly OutboundChannel[] = [];
    try {
      await test({
        store,
        time,
        start: (options) =>
          startWork({
            store,
            channels,
            handler: recordAndAnswer,
            clock: time.clock,
            timer: time.timer,
            log: silentLog,
            random: () => 0,
            instance: "one",
            ...options,
          }),
        async pass(work, ms, stepMs = 1000) {
          for (let passed = 0; passed < ms; passed += stepMs) {
            await work.settled();
            time.advance(Math.min(stepMs, ms - passed));
          }
          await work.settled();
        },
      });
    } finally {
      await store.close();
      rmSync(directory, { recursive: true, force: true });
    }
  };
}
