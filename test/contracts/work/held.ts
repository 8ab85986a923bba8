import { describe, expect, it } from "vitest";
import type { Store } from "../../../src/core/store.ts";
import type { OpenEmptyStore } from "../store-contract.ts";
import { startInstant } from "../store/store-samples.ts";
import { withStore } from "../store/with-store.ts";
import { after, arrivalOf, claimAt, postClaimAt, postOf } from "./work-samples.ts";

const end = { at: after(1000), purgeAfter: after(9000) };

/** A turn that waits, one that is done, a post that waits, one that is being sent, one that was sent, and one that is unknown. */
async function fill(store: Store): Promise<void> {
  await store.transaction(async (transaction) => {
    await transaction.acceptTurns([arrivalOf("done", "c1"), arrivalOf("t1", "c1"), arrivalOf("t2", "c2")]);
    const [turn] = await transaction.claimTurns(claimAt("a", 0, 1));
    if (turn) await transaction.finishTurn(turn.lease, { state: "done", ...end });
    const conversations = ["sent", "unknown", "sending", "waiting"];
    await transaction.enqueuePosts(
      conversations.map((key) => postOf(key, key)),
      startInstant,
    );
    const { claimed } = await transaction.claimPosts({ ...postClaimAt("a"), limit: 3 });
    for (const { lease, post } of claimed) {
      if (post.key === "sent") await transaction.finishPost(lease, { state: "sent" }, end);
      if (post.key === "unknown") await transaction.finishPost(lease, { state: "unknown", reason: "cut" }, end);
    }
  });
}

const held = async (store: Store) => (await store.heldWork()).map(({ kind, id }) => `${kind} ${id}`);

/** What came back with a backup. */
export function describeHeld(open: OpenEmptyStore): void {
  describe("work that is held", () => {
    it(
      "is all that was not done, is not claimed, and stands in nobody's way",
      withStore(open, async (store) => {
        await fill(store);
        expect(await store.transaction((transaction) => transaction.holdWork())).toBe(5);
        expect(await held(store)).toEqual(["turn t1", "turn t2", "post unknown", "post sending", "post waiting"]);
        expect(await store.heldWork()).toMatchObject([
          { channel: "slack", conversation: "c1", at: startInstant },
          {},
          {},
          {},
          { channel: "slack", conversation: "waiting" },
        ]);
        expect(await store.workReport(9)).toMatchObject({
          turns: { waiting: 0, held: 2 },
          posts: { sent: 1, held: 3 },
        });
        expect(await store.unknownPosts({ channel: "slack", conversation: "unknown" })).toEqual([]);
        await store.transaction(async (transaction) => {
          expect(await transaction.claimTurns(claimAt("b", 60_000))).toEqual([]);
          expect((await transaction.claimPosts(postClaimAt("b", 60_000))).claimed).toEqual([]);
          await transaction.acceptTurns([arrivalOf("new", "c1")]);
          await transaction.enqueuePosts([postOf("fresh", "waiting")], after(60_000));
          expect((await transaction.claimTurns(claimAt("b", 60_000))).map(({ lease }) => lease.id)).toEqual(["new"]);
          expect((await transaction.claimPosts(postClaimAt("b", 60_000))).claimed[0]?.post.key).toBe("fresh");
        });
      }),
    );

    it(
      "is done once it is released, and never once it is dropped",
      withStore(open, async (store) => {
        await fill(store);
        await store.transaction(async (transaction) => {
          await transaction.holdWork();
          expect(await transaction.releaseHeld(["t1", "waiting", "sent", "nobody"], after(5000))).toBe(2);
          expect(await transaction.dropHeld(["t2", "sending", "unknown", "t1"], end)).toBe(3);
          expect(await transaction.dropHeld([], end)).toBe(0);
        });
        expect(await held(store)).toEqual([]);
        await store.transaction(async (transaction) => {
          expect((await transaction.claimTurns(claimAt("b", 60_000))).map(({ lease }) => lease.id)).toEqual(["t1"]);
          const { claimed } = await transaction.claimPosts(postClaimAt("b", 60_000));
          expect(claimed.map(({ post, before }) => [post.key, before])).toEqual([["waiting", "waiting"]]);
        });
        expect((await store.workReport(9)).troubled).toEqual([]);
      }),
    );
  });
}
