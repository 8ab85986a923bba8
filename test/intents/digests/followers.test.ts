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

  describe("a theme", () => {
    async function followWords(text: string, more: Readonly<Record<string, string>> = {}): Promise<void> {
      const owner = await follow("hw-marram");
      const mark = { owner, name: "theme:1", value: { text, ...more }, at };
      await desk.store.transaction((transaction) => transaction.putMark(mark));
    }

    it.each([
      ["transport contracts", { narrative: "The contract for evening transport ends in May." }, 1],
      ["transport contracts", { risks: [{ text: "the transporting contract lapses" }] }, 1],
      ["transport contracts", { narrative: "Transport runs.", risks: [{ text: "the kitchen contract lapses" }] }, 0],
      ["transport contracts", { narrative: "The contract ends in May." }, 0],
      ["wardens", { milestones: [{ name: "New warden starts" }] }, 1],
    ])("%s is found in what an update says, by every word in any form: %#", async (text, fields, count) => {
      await followWords(text);
      expect(await desk.confirm("Ullock", at, { rating: "red", ...fields })).toHaveLength(count);
    });

    it("is kept to the pilot that it was followed for, and can be ended from the notice", async () => {
      await followWords("kitchen", { subject: "hw-ullock" });
      expect(await desk.confirm("Fennick", at, { narrative: "The kitchen is open." })).toEqual([]);
      const [post] = await desk.confirm("Ullock", at, { narrative: "The kitchen is open." });
      const buttons = post?.reply?.blocks.flatMap((block) => (block.kind === "actions" ? block.buttons : []));
      expect(buttons).toMatchObject([
        { label: "Unfollow “kitchen” in Ullock, Harbour Wardens", call: { target: "theme:1" } },
      ]);
    });
  });

  describe("while nobody works", () => {
    const evening = "2026-11-13T19:00:00.000Z";
    const monday = "2026-11-16T08:05:00.000Z";

    it("are told on the next working morning, once", async () => {
      await follow("hw-ullock");
      expect(await desk.confirm("Ullock", evening, { rating: "red" })).toEqual([]);
      expect(await desk.notices("2026-11-14T10:00:00.000Z")).toEqual([]);
      const posts = await desk.notices(monday);
      expect(posts.map(({ target }) => target?.place)).toEqual(["slack:T1:D7"]);
      expect(shown(posts)[1]).toContain("was rated red");
      expect(await desk.notices("2026-11-16T09:05:00.000Z")).toEqual([]);
    });

    it("are not told of what was withdrawn, is unfollowed or snoozed by then", async () => {
      const owner = await follow("hw-ullock");
      await desk.confirm("Ullock", evening, { rating: "red" });
      const [update] = await desk.store.updates({ reader: { audiences: ["programme:harbour-wardens"] } }, { limit: 1 });
      await desk.change(evening, (transaction) =>
        withdrawUpdate(transaction, { id: update?.id ?? "" }, { actor: "p-1", occurredAt: evening }),
      );
      expect(await desk.notices(monday)).toEqual([]);
      await desk.confirm("Ullock", "2026-11-16T19:00:00.000Z", { rating: "amber" });
      await desk.store.transaction((transaction) => transaction.removeMark(owner, "follow:hw-ullock"));
      expect(await desk.notices("2026-11-17T09:05:00.000Z")).toEqual([]);
    });
  });
});
