import { describe, expect, it } from "vitest";
import type { Citation } from "../../src/core/citation.ts";
import type { Reply } from "../../src/core/reply.ts";
import type { NewPost, OutboundPost } from "../../src/core/work.ts";
import { postOf, replyOf } from "../contracts/work/work-samples.ts";
import { createFakePlatform } from "./fake-platform.ts";
import { withBench } from "./run-work.ts";

const citation: Citation = {
  kind: "fact",
  number: 1,
  title: "Update of a pilot",
  quote: "1,001 passengers",
  trust: "official",
  audience: "public",
  factId: "f1",
  factIds: ["f1"],
  subject: "s1",
  attribute: "passengers",
  recordedAt: "2026-03-02T08:59:00.000Z",
};
const answer: Reply = { ...replyOf("1,001 passengers"), citations: [citation] };

const answerPost = (key: string, changes: Partial<NewPost> = {}): NewPost =>
  postOf(key, key, { reply: answer, ...changes });

/** The words of each block of what is sent. */
function wordsOf({ reply }: OutboundPost): readonly string[] {
  return (reply?.blocks ?? []).flatMap((block) => (block.kind === "notice" ? [block.text] : []));
}

describe("an answer that is posted late", () => {
  it(
    "says when it was worked out; one that is in time, an edit and a refusal do not",
    withBench(async ({ store, time, start }) => {
      const platform = createFakePlatform({ clock: time.clock });
      const sent = new Map<string, readonly string[]>();
      const channel = {
        ...platform.channel,
        send(post: OutboundPost, signal: AbortSignal) {
          sent.set(post.key, wordsOf(post));
          return platform.channel.send(post, signal);
        },
      };
      const enqueue = (...posts: readonly NewPost[]): Promise<void> =>
        store.transaction((transaction) => transaction.enqueuePosts(posts, time.now()));
      const refusal = postOf("refusal", "r", { reply: { ...answer, outcome: "refused" } });
      const edit = postOf("edit", "r", { reply: answer, operation: "edit", changes: "refusal" });
      await enqueue(answerPost("late"), refusal, edit);
      time.advance(9 * 60_000);
      await enqueue(answerPost("inTime"));
      const work = await start({ channels: [channel] });
      await work.settled();
      const late = "This is what was known on 2 March 2026 at 09:00; it could not be posted sooner.";
      expect(sent.get("late")).toStrictEqual([late, "1,001 passengers"]);
      for (const key of ["inTime", "edit", "refusal"]) expect(sent.get(key)).toStrictEqual(["1,001 passengers"]);
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "says so as well where it may have arrived before and is offered again",
    withBench(async ({ store, time, start }) => {
      const platform = createFakePlatform({
        clock: time.clock,
        keepsMetadata: false,
        behaviour: (_post, count) => (count === 1 ? "loseRequest" : "accept"),
      });
      const work = await start({ channels: [platform.channel] });
      await store.transaction((transaction) => transaction.enqueuePosts([answerPost("a1")], time.now()));
      work.wake();
      await work.settled();
      time.advance(3_600_000);
      const offer = { key: "a1+", at: time.now() };
      expect(await store.transaction((transaction) => transaction.offerAgain("a1", offer))).toBe(true);
      work.wake();
      await work.settled();
      expect(platform.shown.map(({ text }) => text)).toStrictEqual([
        "This is what was known on 2 March 2026 at 09:00; it could not be posted sooner.",
      ]);
      await work.stop({ deadlineMs: 0 });
    }),
  );
});
