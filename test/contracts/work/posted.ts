import { describe, expect, it } from "vitest";
import type { Store } from "../../../src/core/store.ts";
import type { NewPost, PostResult } from "../../../src/core/work.ts";
import { draftOf } from "../store/people-samples.ts";
import { withStore } from "../store/with-store.ts";
import type { OpenEmptyStore } from "../store-contract.ts";
import { after, postClaimAt, postOf, replyOf } from "./work-samples.ts";

const target = (place: string): NewPost["target"] => ({
  channel: "slack",
  place,
  conversation: `${place}/c`,
  address: { user: place },
});

/** Enqueues a post, claims it and ends it. */
async function play(store: Store, post: NewPost, result: PostResult, ms: number): Promise<void> {
  await store.transaction(async (transaction) => {
    await transaction.enqueuePosts([post], after(ms));
    const { claimed } = await transaction.claimPosts(postClaimAt("a", ms));
    const times = { at: after(ms), purgeAfter: after(ms + 60_000) };
    for (const { lease } of claimed) await transaction.finishPost(lease, result, times);
  });
}

const sent = (messageId: string): PostResult => ({ state: "sent", messageId });

/** What was posted: by its message, and by its place. */
export function describePosted(open: OpenEmptyStore): void {
  describe("what was posted", () => {
    it(
      "is found by the id of its message, at its place, as it was edited in last",
      withStore(open, async (store) => {
        await play(store, postOf("k1", "c", { target: target("p1") }), sent("m1"), 1);
        await play(store, postOf("k2", "c", { target: target("p2") }), sent("m1"), 2);
        await play(store, postOf("k3", "c", { target: target("p1") }), sent("m3"), 3);
        expect(await store.shownAt("slack", [{ place: "p1", messageId: "m1" }])).toStrictEqual({
          reply: replyOf("k1"),
          address: { user: "p1" },
        });
        const edit = postOf("k4", "c", { target: target("p1"), operation: "edit", changes: "k1" });
        await play(store, edit, sent("m1"), 4);
        expect(await store.shownAt("slack", [{ place: "p1", messageId: "m1" }])).toMatchObject({
          reply: replyOf("k4"),
        });
        expect(await store.shownAt("slack", [{ messageId: "m0" }, { messageId: "m3" }])).toMatchObject({
          reply: replyOf("k3"),
        });
      }),
    );

    it(
      "is nothing where it is another's, was not sent, or was purged",
      withStore(open, async (store) => {
        await play(store, postOf("k1", "c", { target: target("p1") }), sent("m1"), 1);
        expect(await store.shownAt("teams", [{ place: "p1", messageId: "m1" }])).toBeUndefined();
        expect(await store.shownAt("slack", [{ place: "p2", messageId: "m1" }])).toBeUndefined();
        expect(await store.shownAt("slack", [])).toBeUndefined();
        await store.transaction((transaction) => transaction.purgeExpired(after(120_000)));
        expect(await store.shownAt("slack", [{ place: "p1", messageId: "m1" }])).toBeUndefined();
      }),
    );

    it(
      "is told by place: when something arrived last, what was refused last, and what is not known",
      withStore(open, async (store) => {
        const at = (key: string, place: string): NewPost => postOf(key, "c", { target: target(place) });
        await play(store, at("k1", "p2"), sent("m1"), 1);
        await play(store, at("k2", "p2"), sent("m2"), 2);
        await play(store, at("k3", "p2"), { state: "failed", reason: "http-403" }, 3);
        await play(store, at("k4", "p2"), { state: "failed", reason: "http-404" }, 4);
        await play(store, at("k5", "p1"), { state: "unknown", reason: "time-out" }, 5);
        await play(store, at("k6", "p1"), { state: "unknown", reason: "time-out" }, 6);
        await store.transaction((transaction) => transaction.offerAgain("k5", { key: "k5+", at: after(7) }));
        expect(await store.placeReports("slack")).toStrictEqual([
          { place: "p1", unknown: 1 },
          { place: "p2", unknown: 0, lastSentAt: after(2), lastFailure: { at: after(4), reason: "http-404" } },
        ]);
        expect(await store.placeReports("teams")).toStrictEqual([]);
      }),
    );

    it(
      "says of a message of somebody else whether a draft was ever made of it",
      withStore(open, async (store) => {
        const message = { place: "slack:T1:C1", id: "1700.1" };
        expect(await store.isTaken(message)).toBe(false);
        await store.transaction((transaction) =>
          transaction.putDraft(draftOf("d1", "p", { message, state: "discarded" })),
        );
        expect(await store.isTaken(message)).toBe(true);
        expect(await store.isTaken({ ...message, place: "slack:T1:C2" })).toBe(false);
      }),
    );
  });
}
