import { expect, it } from "vitest";
import type { Arrival } from "../../src/core/work.ts";
import type { PostDraft } from "../../src/core/turn-handler.ts";
import { arrivalOf, replyOf } from "../contracts/work/work-samples.ts";
import { createFakePlatform } from "./fake-platform.ts";
import { withBench } from "./run-work.ts";

/** Somebody pressed a button of a message. */
function pressOf(id: string, conversation: string, messageId: string): Arrival {
  const { turn, ...arrival } = arrivalOf(id, conversation);
  const { platform, reader, arrivedAt } = turn;
  const call = { verb: "confirm", target: "d1" } as const;
  const message = { place: "p1", id: messageId };
  return {
    ...arrival,
    turn: { id, platform, conversation, reader, arrivedAt, kind: "action", call, message },
  };
}

it(
  "edits a card that may never have arrived once somebody pressed its button: then it did",
  withBench(async ({ store, time, start }) => {
    const platform = createFakePlatform({
      clock: time.clock,
      keepsMetadata: false,
      behaviour: (_post, count) => (count === 1 ? "acceptAndLoseAnswer" : "accept"),
    });
    const card: PostDraft = { operation: "card", key: "card", reply: replyOf("Confirm?") };
    const recorded: PostDraft = { operation: "edit", changes: "card", reply: replyOf("Recorded.") };
    const work = await start({
      channels: [platform.channel],
      handler: async (turn) => ({ commit: async () => [turn.kind === "action" ? recorded : card] }),
    });
    await work.acceptTurn(arrivalOf("t1"));
    await work.settled();
    expect((await store.workReport(5)).troubled).toMatchObject([{ key: "card", state: "unknown" }]);
    await work.acceptTurn(pressOf("t2", "c1", platform.shown[0]?.id ?? ""));
    await work.settled();
    expect(platform.shown.map(({ text }) => text)).toStrictEqual(["Recorded."]);
    expect((await store.workReport(5)).troubled).toStrictEqual([]);
    await work.stop({ deadlineMs: 0 });
  }),
);
