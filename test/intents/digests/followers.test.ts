import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withdrawUpdate } from "../../../src/ledger/updates/record-update.ts";
import { linesOf } from "../ask-updates/open-live-desk.ts";
import { openDigestDesk, type DigestDesk } from "./open-digest-desk.ts";

let desk: DigestDesk;
beforeEach(async () => {
  desk = await openDigestDesk();
  await desk.bind({ id: "slack:T1:C1", programmes: ["harbour-wardens"] });
});
afterEach(() => desk.close());

const shown = (posts: Awaited<ReturnType<DigestDesk["digests"]>>): readonly string[] =>
  posts.flatMap(({ reply }) => (reply ? linesOf(reply) : []));

describe("people who follow", () => {
  const at = "2026-11-10T09:00:00.000Z";
  const account = { platform: "slack", tenant: "T1", user: "U7" } as const;

  async function follow(subject: string, { mayKnow = true } = {}): Promise<string> {
    return desk.store.transaction(async (transaction) => {
      const { id } = await transaction.ensurePerson(account, at);
      await transaction.putMark({ owner: id, name: `follow:${subject}`, value: true, at });
      const home = { channel: "slack", place: "slack:T1:D7", conversation: "slack:T1:D7", address: "D7" };
      await transaction.putMark({ owner: id, name: "personal:slack", value: home, at });
      if (mayKnow) await transaction.putMark({ owner: id, name: "seen:slack:T1:C1", value: true, at });
      return id;
    });
  }

  it.each([
    ["a pilot", "hw-ullock"],
    ["a programme", "harbour-wardens"],
    ["a department that help is wanted from", "department-for-coasts"],
  ])("%s are told where they are alone with the assistant", async (_, subject) => {
    await follow(subject);
    const posts = await desk.confirm("Ullock", at, {
      rating: "red",
      narrative: "The hub is closed.",
      help: [{ department: "department-for-coasts", text: "a tent" }],
    });
    expect(posts.map(({ target, operation }) => [operation, target?.place])).toEqual([["post", "slack:T1:D7"]]);
    expect(shown(posts)).toEqual([
      "The Ullock pilot (Harbour Wardens) has a new update, posted on 10 November 2026.",
      "The Ullock pilot (Harbour Wardens) was rated red, as of 10 November 2026.",
      "The Ullock pilot (Harbour Wardens) reported: The hub is closed.",
      "- Help wanted from Department for Coasts: a tent",
    ]);
  });

  it("another pilot are not told", async () => {
    await follow("hw-marram");
    expect(await desk.confirm("Ullock", at, { rating: "red" })).toEqual([]);
  });

  it("are told nothing that they may not see", async () => {
    await follow("hw-ullock", { mayKnow: false });
    expect(await desk.confirm("Ullock", at, { rating: "red" })).toEqual([]);
  });

  it("are left alone while they snooze", async () => {
    const owner = await follow("hw-ullock");
    await desk.store.transaction((transaction) =>
      transaction.putMark({ owner, name: "snooze", value: "2026-11-12T09:00:00.000Z", at }),
    );
    expect(await desk.confirm("Ullock", at, { rating: "red" })).toEqual([]);
  });

  it("hear of an update once, not of its changes", async () => {
    await follow("hw-ullock");
    const posts = await desk.change(at, (transaction) =>
      withdrawUpdate(transaction, { id: "u-ullock-2026-10" }, { actor: "p-1", occurredAt: at }),
    );
    expect(posts).toEqual([]);
  });
});
