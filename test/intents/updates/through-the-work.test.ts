import { expect, it } from "vitest";
import type { ActionCall } from "../../../src/core/action.ts";
import { publicReader } from "../../../src/core/trust.ts";
import type { Turn } from "../../../src/core/turn.ts";
import type { Arrival, OutboundChannel, OutboundPost } from "../../../src/core/work.ts";
import { startWork } from "../../../src/work/start-work.ts";
import { openUpdateDesk, people, places, standingUpdates } from "./open-update-desk.ts";

/** A platform that takes every post and keeps it. */
function keepingChannel(): OutboundChannel & { readonly sent: readonly OutboundPost[] } {
  const sent: OutboundPost[] = [];
  return {
    name: "slack",
    rate: { intervalMs: 0, burst: 100 },
    sent,
    canReadBack: () => false,
    send: async (post) => ({ outcome: "sent", messageId: `message-${sent.push(post)}` }),
    find: async () => "absent",
  };
}

const conversation = `${places.team.id}:thread`;

function arrivalOf(
  id: string,
  turn: { readonly kind: "message"; readonly text: string } | { readonly kind: "action"; readonly call: ActionCall },
): Arrival {
  const base = {
    id,
    platform: "slack",
    conversation,
    reader: publicReader,
    arrivedAt: "2026-10-19T09:00:00.000Z",
    sender: people.wren,
    place: places.team,
  } as const;
  const whole: Turn = { ...base, ...turn };
  return {
    turn: whole,
    dedupeKeys: [id],
    replyTo: { channel: "slack", place: places.team.id, conversation, address: { channel: "TEAM" } },
  };
}

function buttonOf(post: OutboundPost | undefined, verb: ActionCall["verb"]): ActionCall {
  const calls = (post?.reply?.blocks ?? []).flatMap((block) =>
    block.kind === "actions" ? block.buttons.map(({ call }) => call) : [],
  );
  const found = calls.find((call) => call.verb === verb);
  if (!found) throw new Error(`There is no ${verb} on ${JSON.stringify(post)}.`);
  return found;
}

it("however often it is delivered, a message makes one card and a tap one record, shown on that card", async () => {
  const { desk, store, clock } = await openUpdateDesk();
  const channel = keepingChannel();
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const work = await startWork({ store, channels: [channel], handler: desk.decide, clock, log });
  try {
    const deliver = async (...arrivals: readonly Arrival[]): Promise<void> => {
      for (const arrival of arrivals) await work.acceptTurn(arrival);
      await work.settled();
    };
    const report = arrivalOf("t1", { kind: "message", text: "amber, two drivers short, 42 referrals so far" });
    await deliver(report, report);
    expect(channel.sent.map(({ operation }) => operation)).toEqual(["card"]);
    const tap = arrivalOf("t2", { kind: "action", call: buttonOf(channel.sent[0], "confirm") });
    await deliver(tap, tap);
    expect(await standingUpdates(store)).toBe(1);
    expect(channel.sent[1]).toMatchObject({ operation: "edit", messageId: "message-1" });
    const undo = arrivalOf("t3", { kind: "action", call: buttonOf(channel.sent[1], "undo") });
    await deliver(undo, undo, arrivalOf("t4", { kind: "action", call: buttonOf(channel.sent[0], "confirm") }));
    expect(await standingUpdates(store)).toBe(0);
    expect(channel.sent.slice(2).map(({ operation }) => operation)).toEqual(["edit", "post"]);
  } finally {
    await work.stop({ deadlineMs: 1000 });
  }
});

it("a form that comes back inside its request is taken, answered there where it is wrong, and shown on the card", async () => {
  const { desk, store, clock, say, tap } = await openUpdateDesk();
  const channel = keepingChannel();
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const work = await startWork({ store, channels: [channel], handler: desk.decide, clock, log });
  try {
    const card = await say("amber, two drivers short, 42 referrals so far");
    const { form } = await tap(card.button("Edit"));
    const { id, target, hash } = form;
    const submit = (turn: string, rating: string): Arrival => {
      const arrival = arrivalOf(turn, { kind: "message", text: "" });
      const values = { pilot: "hnb-eastmere", rating };
      return { ...arrival, turn: { ...arrival.turn, kind: "form", form: { id, target, hash, values } } };
    };
    const wrong = await work.handleNow(submit("t1", "puce"), desk.decide);
    expect(wrong.answers[0]?.form?.fields.find(({ name }) => name === "rating")?.error).toContain("Choose one of them");
    const right = await work.handleNow(submit("t2", "red"), desk.decide);
    expect(right.answers).toEqual([]);
    expect((await store.drafts({}))[0]?.proposed.rating).toBe("red");
  } finally {
    await work.stop({ deadlineMs: 1000 });
  }
});
