import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Store } from "../../src/core/store.ts";
import { openSqliteStore } from "../../src/stores/sqlite/open-sqlite-store.ts";
import { createSettableClock, newEvent } from "../contracts/store/store-samples.ts";
import { arrivalOf, postClaimAt, postOf } from "../contracts/work/work-samples.ts";
import type { DeliveryPlan } from "./delivery-plan.ts";
import { judgeRound, type Verdict } from "./judge-round.ts";

const allWell: Verdict = {
  lost: 0,
  doubled: 0,
  strayEffects: 0,
  setAside: 0,
  effectsOutOfOrder: 0,
  postsDoubled: 0,
  postsMissing: 0,
  postsOutOfOrder: 0,
  brokenEvents: 0,
  unknownListed: 0,
  unknownAndMissing: 0,
};

// Posts in c0 can be read back, posts in c1 cannot.
const plan: DeliveryPlan = {
  turns: 3,
  deliveries: [
    { turn: 0, arrival: arrivalOf("t0", "c0") },
    { turn: 1, arrival: arrivalOf("t1", "c0") },
    { turn: 2, arrival: arrivalOf("t2", "c1") },
  ],
};
const times = new Map([0, 1, 2].map((turn) => [turn, { sentAt: 2 * turn + 1, acknowledgedAt: 2 * turn + 2 }]));

/** The post of a turn as the platform shows it. */
function shownPost(turn: number) {
  return { key: `t${turn}/1`, conversation: turn === 2 ? "c1" : "c0", turn, at: turn };
}

describe("judging a round of torture", () => {
  const directory = mkdtempSync(join(tmpdir(), "pilotdesk-judge-"));
  let store: Store;
  beforeEach(async () => {
    store = await openSqliteStore({ directory, clock: createSettableClock() });
  });
  afterEach(async () => {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  });

  /** The verdict on turns that took effect, and on posts that are shown, in these orders. */
  async function judge(effects: readonly number[], posts: readonly number[]): Promise<Verdict> {
    for (const turn of effects) await store.transaction((transaction) => transaction.appendEvent(newEvent(`${turn}`)));
    return judgeRound({ plan, times, store, shown: posts.map(shownPost) });
  }

  /** Puts a post into the outbox and leaves it as unknown. */
  async function leaveUnknown(turn: number): Promise<void> {
    const conversation = shownPost(turn).conversation;
    await store.transaction(async (transaction) => {
      await transaction.enqueuePosts([postOf(`t${turn}/1`, conversation)], "2026-03-01T09:00:00.000Z");
      const { claimed } = await transaction.claimPosts(postClaimAt("one"));
      const end = { at: "2026-03-01T09:00:00.000Z", purgeAfter: "2026-03-09T09:00:00.000Z" };
      for (const { lease } of claimed) {
        await transaction.finishPost(lease, { state: "unknown", reason: "interrupted" }, end);
      }
    });
  }

  it("finds nothing where every turn has one effect and one post, in order", async () => {
    expect(await judge([0, 2, 1], [2, 0, 1])).toStrictEqual(allWell);
  });

  it("finds an acknowledged turn without an effect", async () => {
    expect(await judge([0, 2], [0, 2])).toStrictEqual({ ...allWell, lost: 1 });
  });

  it("finds an effect that happened twice, and one that no turn asked for", async () => {
    expect(await judge([0, 0, 1, 2], [0, 1, 2])).toMatchObject({ doubled: 1, strayEffects: 0 });
    expect(await judge([9], [0, 1, 2, 9])).toMatchObject({ strayEffects: 1 });
  });

  it("finds a turn that overtook one acknowledged before it was sent", async () => {
    expect(await judge([1, 0, 2], [1, 0, 2])).toStrictEqual({ ...allWell, effectsOutOfOrder: 1 });
  });

  it("finds posts that are doubled, missing and out of order", async () => {
    expect(await judge([0, 1, 2], [1, 0, 1])).toMatchObject({ postsDoubled: 1, postsMissing: 1, postsOutOfOrder: 1 });
  });

  it("excuses a missing post only where it is listed and nothing can be read back", async () => {
    await leaveUnknown(0);
    await leaveUnknown(2);
    expect(await judge([0, 1, 2], [1])).toStrictEqual({
      ...allWell,
      postsMissing: 1,
      unknownListed: 2,
      unknownAndMissing: 1,
    });
  });
});
