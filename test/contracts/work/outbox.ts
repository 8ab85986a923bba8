import { describe, expect, it } from "vitest";
import type { Store } from "../../../src/core/store.ts";
import type { ClaimedPost, NewPost, PostRate, PostResult } from "../../../src/core/work.ts";
import { withStore } from "../store/with-store.ts";
import type { OpenEmptyStore } from "../store-contract.ts";
import { after, postClaimAt, postOf } from "./work-samples.ts";

function enqueue(store: Store, ...posts: readonly NewPost[]): Promise<void> {
  return store.transaction((transaction) => transaction.enqueuePosts(posts, after(0)));
}

async function claim(store: Store, ms = 0, rate?: PostRate): Promise<readonly ClaimedPost[]> {
  return (await store.transaction((transaction) => transaction.claimPosts(postClaimAt("a", ms, rate)))).claimed;
}

function end(store: Store, { lease }: ClaimedPost, result: PostResult, ms = 0): Promise<boolean> {
  const times = { at: after(ms), purgeAfter: after(ms + 1000) };
  return store.transaction((transaction) => transaction.finishPost(lease, result, times));
}

const keysOf = (claimed: readonly ClaimedPost[]): readonly string[] => claimed.map(({ lease }) => lease.id);
const sent = { state: "sent", messageId: "m1" } as const;

/** The outbox: order, states, edits. */
export function describeOutbox(open: OpenEmptyStore): void {
  describe("the outbox", () => {
    it(
      "gives a post back as it was put in, and only the oldest open one of a conversation",
      withStore(open, async (store) => {
        const first = postOf("k1", "c1", {
          turn: "t1",
          target: { ...postOf("k1").target, address: { thread: "1.2" } },
        });
        await enqueue(store, first, postOf("k2"), postOf("k3", "c2"));
        const claimed = await claim(store);
        expect(claimed[0]).toStrictEqual({
          lease: { id: "k1", holder: "a", fence: 1 },
          post: first,
          before: "waiting",
          tries: 0,
          createdAt: after(0),
          composedAt: after(0),
        });
        expect(keysOf(claimed)).toStrictEqual(["k1", "k3"]);
        expect(await claim(store)).toStrictEqual([]);
        expect(await end(store, claimed[0]!, sent)).toBe(true);
        expect(keysOf(await claim(store))).toStrictEqual(["k2"]);
      }),
    );

    it(
      "refuses a key that was used before",
      withStore(open, async (store) => {
        await enqueue(store, postOf("k1"));
        await expect(enqueue(store, postOf("k1"))).rejects.toMatchObject({ code: "store-misuse" });
      }),
    );

    it(
      "holds a conversation back while its oldest post waits, is looked up or is on its way",
      withStore(open, async (store) => {
        await enqueue(store, postOf("k1"), postOf("k2"));
        const [first] = await claim(store);
        await end(store, first!, { state: "waiting", reason: "503", dueAt: after(500), tried: true });
        expect(await claim(store, 499)).toStrictEqual([]);
        const [again] = await claim(store, 500);
        expect(again).toMatchObject({ lease: { id: "k1", fence: 2 }, before: "waiting", tries: 1 });
        await end(store, again!, { state: "unknown", reason: "time-out", dueAt: after(900) });
        expect(await claim(store, 899)).toStrictEqual([]);
        const [found] = await claim(store, 900);
        expect(found).toMatchObject({ lease: { id: "k1", fence: 3 }, before: "unknown" });
        await end(store, found!, sent);
        expect(keysOf(await claim(store, 900))).toStrictEqual(["k2"]);
      }),
    );

    it(
      "says of a post whose sender vanished that it may have arrived, and lets that sender record nothing any more",
      withStore(open, async (store) => {
        await enqueue(store, postOf("k1"));
        const [lost] = await claim(store);
        expect(await claim(store, 29_999)).toStrictEqual([]);
        expect(await claim(store, 30_000)).toMatchObject([{ lease: { id: "k1", fence: 2 }, before: "sending" }]);
        expect(await end(store, lost!, sent)).toBe(false);
      }),
    );

    it(
      "gives back at once what a sender that ended had under way, and says that it may still arrive",
      withStore(open, async (store) => {
        await enqueue(store, postOf("k1"), postOf("k2", "c2"));
        const [first, second] = await claim(store);
        await end(store, second!, { state: "unknown", reason: "time-out", dueAt: after(900) });
        const recover = (ms: number): Promise<number> =>
          store.transaction((transaction) => transaction.recoverWork("a", { now: after(ms) }));
        expect(await recover(5)).toBe(1);
        const [again] = await claim(store, 5);
        expect(again).toMatchObject({ lease: { id: "k1", fence: 2 }, before: "interrupted" });
        expect(await end(store, first!, sent)).toBe(false);
        await end(store, again!, { state: "unknown", reason: "interrupted", dueAt: after(700) });
        // However often it is started again, what is set for later is not put off.
        expect(await recover(600)).toBe(0);
        expect(await claim(store, 700)).toMatchObject([{ lease: { id: "k1", fence: 3 }, before: "unknown" }]);
        expect(await claim(store, 900)).toMatchObject([{ lease: { id: "k2" }, before: "unknown" }]);
      }),
    );

    it(
      "learns that an unknown post arrived, and edits its message; not from the message of another post",
      withStore(open, async (store) => {
        const edit = (key: string, changes: string, conversation: string): NewPost =>
          postOf(key, conversation, { operation: "edit", changes });
        await enqueue(store, postOf("k1", "c1", { operation: "card" }), postOf("k2", "c2", { operation: "card" }));
        for (const claimed of await claim(store)) await end(store, claimed, { state: "unknown", reason: "time-out" });
        await enqueue(store, postOf("k3", "c2"));
        const [other] = await claim(store);
        await end(store, other!, { state: "sent", messageId: "m3" });
        const note = (key: string, conversation: string, messageId: string): Promise<void> =>
          store.transaction((transaction) =>
            transaction.noteArrived(key, { channel: "slack", conversation, messageId }),
          );
        await note("k1", "c2", "m1");
        await note("k2", "c2", "m3");
        expect((await store.workReport(5)).troubled.map(({ key }) => key)).toStrictEqual(["k1", "k2"]);
        await note("k1", "c1", "m1");
        await note("k3", "c2", "m4");
        expect((await store.workReport(5)).troubled.map(({ key }) => key)).toStrictEqual(["k2"]);
        await enqueue(store, edit("e1", "k1", "c1"), edit("e3", "k3", "c2"));
        expect((await claim(store)).map(({ changesMessage }) => changesMessage)).toStrictEqual(["m1", "m3"]);
      }),
    );

    it(
      "edits the copy of a card that was offered again",
      withStore(open, async (store) => {
        await enqueue(store, postOf("k1", "c1", { operation: "card" }));
        const [lost] = await claim(store);
        await end(store, lost!, { state: "unknown", reason: "time-out" });
        await store.transaction((transaction) => transaction.offerAgain("k1", { key: "k1+", at: after(5) }));
        const [copy] = await claim(store, 5);
        await end(store, copy!, sent);
        await enqueue(store, postOf("e1", "c1", { operation: "edit", changes: "k1" }));
        expect(await claim(store, 5)).toMatchObject([{ changesMessage: "m1" }]);
      }),
    );

    it(
      "lists what failed or stayed unknown, goes on behind it, and offers an unknown post again once",
      withStore(open, async (store) => {
        await enqueue(store, postOf("k1", "c1", { turn: "t1" }), postOf("k2", "c2"), postOf("k3"));
        const [first, second] = await claim(store);
        await end(store, first!, { state: "unknown", reason: "time-out" });
        await end(store, second!, { state: "failed", reason: "403" });
        const unknown = {
          key: "k1",
          turn: "t1",
          channel: "slack",
          conversation: "c1",
          operation: "post",
          state: "unknown",
          reason: "time-out",
          createdAt: after(0),
        };
        expect(await store.unknownPosts({ channel: "slack", conversation: "c1" })).toStrictEqual([unknown]);
        expect(await store.unknownPosts({ channel: "teams", conversation: "c1" })).toStrictEqual([]);
        const report = await store.workReport(5);
        expect(report.posts).toStrictEqual({
          waiting: 1,
          sending: 0,
          sent: 0,
          failed: 1,
          unknown: 1,
          replaced: 0,
          held: 0,
        });
        expect(report.troubled).toMatchObject([unknown, { key: "k2", state: "failed", reason: "403" }]);
        const [third] = await claim(store);
        await end(store, third!, sent);

        const offer = (key: string): Promise<boolean> =>
          store.transaction((transaction) => transaction.offerAgain("k1", { key, turn: "t2", at: after(5) }));
        expect(await offer("k1+")).toBe(true);
        expect(await offer("k1++")).toBe(false);
        expect(await store.unknownPosts({ channel: "slack", conversation: "c1" })).toStrictEqual([]);
        expect((await store.workReport(5)).troubled).toHaveLength(1);
        const [offered] = await claim(store, 5);
        expect(offered).toMatchObject({ lease: { id: "k1+", fence: 1 }, before: "waiting" });
        expect(offered?.post).toStrictEqual({ ...postOf("k1+"), turn: "t2", reply: postOf("k1").reply });
        expect(offered).toMatchObject({ createdAt: after(5), composedAt: after(0) });
      }),
    );

    it(
      "sends of several edits the last, knows the message they change, and forgets them for a deletion",
      withStore(open, async (store) => {
        const edit = (key: string): NewPost => postOf(key, "c1", { operation: "edit", changes: "k1" });
        await enqueue(store, postOf("k1", "c1", { operation: "card" }), edit("e1"), edit("e2"));
        const [card] = await claim(store);
        await end(store, card!, sent);
        await enqueue(store, edit("e3"));
        const [last] = await claim(store);
        expect(last).toMatchObject({ lease: { id: "e3" }, changesMessage: "m1", post: { changes: "k1" } });
        await end(store, last!, sent);
        await enqueue(store, edit("e4"), { ...edit("d1"), operation: "delete" });
        expect(keysOf(await claim(store))).toStrictEqual(["d1"]);
        expect((await store.workReport(1)).posts).toMatchObject({ sent: 2, sending: 1, replaced: 3 });
        await expect(enqueue(store, postOf("e5", "c1", { operation: "edit" }))).rejects.toMatchObject({
          code: "store-misuse",
        });
      }),
    );

    it(
      "leaves the posts of channels that an instance does not have",
      withStore(open, async (store) => {
        await enqueue(store, postOf("k1", "c1", { target: { channel: "teams", place: "p1", conversation: "c1" } }));
        expect(await claim(store)).toStrictEqual([]);
        const none = { ...postClaimAt("a"), rates: new Map() };
        expect(await store.transaction((transaction) => transaction.claimPosts(none))).toStrictEqual({ claimed: [] });
      }),
    );
  });

  describe("the rate of a place", () => {
    const rate = { intervalMs: 1000, burst: 2 };
    const many = ["k1", "k2", "k3", "k4", "k5"].map((key) => postOf(key, `c-${key}`));

    it(
      "lets a burst through and then one an interval, whoever asks",
      withStore(open, async (store) => {
        await enqueue(store, ...many);
        const first = await store.transaction((transaction) => transaction.claimPosts(postClaimAt("a", 0, rate)));
        expect(keysOf(first.claimed)).toStrictEqual(["k1", "k2"]);
        expect(first.nextDueAt).toBe(after(1000));
        const other = (ms: number) =>
          store.transaction((transaction) => transaction.claimPosts(postClaimAt("b", ms, rate)));
        expect((await other(999)).claimed).toStrictEqual([]);
        expect(keysOf((await other(1000)).claimed)).toStrictEqual(["k3"]);
        expect(keysOf(await claim(store, 1999, rate))).toStrictEqual([]);
        expect(keysOf(await claim(store, 2000, rate))).toStrictEqual(["k4"]);
        expect(keysOf(await claim(store, 3000, rate))).toStrictEqual(["k5"]);
      }),
    );

    it(
      "holds back no other place",
      withStore(open, async (store) => {
        const elsewhere = postOf("k9", "c9", { target: { channel: "slack", place: "p2", conversation: "c9" } });
        await enqueue(store, ...many, elsewhere);
        expect(keysOf(await claim(store, 0, rate))).toStrictEqual(["k1", "k2", "k9"]);
      }),
    );

    it(
      "is nothing for as long as the platform asks for quiet, and not for an hour after the clock went back",
      withStore(open, async (store) => {
        await enqueue(store, ...many);
        const place = { channel: "slack", place: "p1" } as const;
        await store.transaction((transaction) => transaction.pausePlace(place, after(30_000), rate));
        await store.transaction((transaction) => transaction.pausePlace(place, after(10_000), rate));
        expect(await claim(store, 29_999, rate)).toStrictEqual([]);
        expect(keysOf(await claim(store, 30_000, rate))).toStrictEqual(["k1"]);
        await store.transaction((transaction) => transaction.pausePlace(place, after(3_600_000), rate));
        expect(keysOf(await claim(store, 32_000, rate))).toStrictEqual(["k2", "k3"]);
      }),
    );
  });
}
