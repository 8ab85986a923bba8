import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withdrawUpdate } from "../../../src/ledger/updates/record-update.ts";
import { linesOf } from "../ask-updates/open-live-desk.ts";
import { headingsOf, openDigestDesk, type DigestDesk } from "./open-digest-desk.ts";

// The Monday after the week in which most returns for October came in.
const monday = "2026-11-09T09:00:00.000Z";
const october = { from: "2026-10-01", to: "2026-11-01" };

let desk: DigestDesk;
beforeEach(async () => {
  desk = await openDigestDesk();
  await desk.bind({ id: "slack:T1:C1", programmes: ["harbour-wardens"] });
});
afterEach(() => desk.close());

const shown = (posts: Awaited<ReturnType<DigestDesk["digests"]>>): readonly string[] =>
  posts.flatMap(({ reply }) => (reply ? linesOf(reply) : []));

describe("a digest", () => {
  it("has changed ratings first, then what is overdue, help that is wanted, and numbers with a chart", async () => {
    const [post] = await desk.digests(monday);
    expect(headingsOf(post?.reply)).toEqual([
      "Harbour Wardens, week of 2 to 8 November 2026",
      "Changed ratings",
      "Overdue",
      "Help wanted",
      "Numbers",
    ]);
    const lines = shown(post ? [post] : []);
    expect(lines.slice(1, 8)).toEqual([
      "11 updates came from 11 of 13 pilots of Harbour Wardens from 2 to 8 November 2026.",
      "12 of 13 pilots have a rating on record: 1 red, 1 amber-red, 2 amber and 8 green.",
      "11 of 13 pilots of Harbour Wardens have reported for October 2026.",
      "# Changed ratings",
      "- Port Calder: red, as of 31 October 2026 (was amber, as of 30 September 2026)",
      "- Thornquay: amber-red, as of 31 October 2026 (was green, as of 30 September 2026)",
      "- Long Strand: green, as of 31 October 2026 (was amber, as of 30 September 2026)",
    ]);
    expect(lines).toContain("(No update from Wexcombe is on record.)");
    expect(lines.at(-1)).toMatch(/^~ Referrals: .*2026-10=1145$/);
    expect(post).toMatchObject({
      operation: "card",
      key: "digest/harbour-wardens/2026-W45/slack:T1:C1",
      target: { channel: "slack", place: "slack:T1:C1", address: { channel: "slack:T1:C1" } },
    });
  });

  it("says plainly that there is nothing new", async () => {
    const lines = shown(await desk.digests("2026-11-23T09:00:00.000Z"));
    expect(lines[1]).toMatch(
      /^Nothing new: no update of Harbour Wardens was posted from 16 to 22 November 2026; the last was posted on \d November 2026\.$/,
    );
    expect(lines).not.toContain("# Changed ratings");
  });

  it("is the same whenever it is composed", async () => {
    await desk.bind({ id: "slack:T1:C2", programmes: ["harbour-wardens"] });
    const [first, second] = await desk.digests(monday);
    expect(first?.reply?.blocks).toEqual(second?.reply?.blocks);
    await desk.bind({ id: "slack:T1:C3", programmes: ["harbour-wardens"] });
    const [third] = await desk.digests("2026-11-12T15:00:00.000Z");
    expect(third?.reply?.blocks).toEqual(first?.reply?.blocks);
  });

  it("is posted once a week and place", async () => {
    expect(await desk.digests(monday)).toHaveLength(1);
    expect(await desk.digests("2026-11-09T10:00:00.000Z")).toEqual([]);
    expect(await desk.digests("2026-11-16T09:00:00.000Z")).toHaveLength(1);
  });

  it("goes to places of the programme and of its pilots that want it, and to no others", async () => {
    await desk.bind({ id: "slack:T1:C2", pilots: ["hw-ullock"] });
    await desk.bind({ id: "slack:T1:C3", programmes: ["harbour-wardens"], digests: false });
    await desk.bind({ id: "slack:T1:C4", programmes: ["day-boats"] });
    await desk.bind({ id: "slack:T1:C5", programmes: ["harbour-wardens"], changedAt: "2026-11-10T09:00:00.000Z" });
    await desk.bind({ id: "slack:T1:C6", programmes: ["harbour-wardens"] });
    const now = "2026-11-09T08:00:00.000Z";
    await desk.store.transaction((transaction) =>
      transaction.putMark({ owner: "slack:T1:C6", name: "snooze", value: "2026-11-12T09:00:00.000Z", at: now }),
    );
    const places = (await desk.digests("2026-11-11T09:00:00.000Z")).map(({ target }) => target?.place);
    expect(places).toEqual(["slack:T1:C1", "slack:T1:C2"]);
  });

  it("shows a question for it the same", async () => {
    const [post] = await desk.digests(monday);
    for (const question of ["digest", "digest for Harbour Wardens"]) {
      expect(linesOf((await desk.ask(question, { now: "2026-11-10T10:00:00.000Z" })).reply)).toEqual(
        shown(post ? [post] : []),
      );
    }
  });
});

describe("after an update", () => {
  it("that came late, the digest is drawn again in its place", async () => {
    const [post] = await desk.digests(monday);
    expect(shown(post ? [post] : []).join("\n")).toContain("Eastmere: the return for October 2026 is overdue");
    const [edit, ...others] = await desk.confirm("Eastmere", "2026-11-10T09:00:00.000Z", {
      period: october,
      rating: "red",
    });
    expect(others).toEqual([]);
    expect(edit).toMatchObject({ operation: "edit", changes: post?.key, target: { place: "slack:T1:C1" } });
    const lines = shown(edit ? [edit] : []);
    expect(lines.slice(1, 3)).toEqual([
      "11 updates came from 11 of 13 pilots of Harbour Wardens from 2 to 8 November 2026.",
      "1 update from 1 of 13 pilots came after that week, for returns that were due by its end.",
    ]);
    expect(lines).toContain("12 of 13 pilots of Harbour Wardens have reported for October 2026.");
    expect(lines).toContain("- Eastmere: red, as of 31 October 2026 (was amber, as of 30 September 2026)");
    expect(lines.join("\n")).not.toContain("Eastmere: the return");
    // The next digest does not tell of it as new: it belongs to the week for which it was late.
    const next = shown(await desk.digests("2026-11-16T09:00:00.000Z"));
    expect(next[3]).toBe("12 of 13 pilots of Harbour Wardens have reported for October 2026.");
  });

  it("of the new week, the digest stays as it is", async () => {
    await desk.digests(monday);
    const posts = await desk.confirm("Ullock", "2026-11-10T09:00:00.000Z", { rating: "green" });
    expect(posts).toEqual([]);
  });

  it("that is withdrawn, the digest is drawn again", async () => {
    await desk.digests(monday);
    const [edit] = await desk.change("2026-11-10T09:00:00.000Z", (transaction) =>
      withdrawUpdate(
        transaction,
        { id: "u-thornquay-2026-10" },
        { actor: "p-1", occurredAt: "2026-11-10T09:00:00.000Z" },
      ),
    );
    expect(edit?.operation).toBe("edit");
    expect(shown(edit ? [edit] : []).join("\n")).not.toContain("amber-red");
  });

  it("nothing that is not public is edited into a place that others read by now", async () => {
    await desk.digests(monday);
    const at = "2026-11-10T09:00:00.000Z";
    const shared = { owner: "slack:T1:C1", name: "shared", value: true, at };
    await desk.store.transaction((transaction) => transaction.putMark(shared));
    expect(await desk.confirm("Eastmere", at, { period: october, rating: "red" })).toEqual([]);
    await desk.store.transaction((transaction) => transaction.removeMark(shared.owner, shared.name));
    expect(await desk.confirm("Wexcombe", at, { period: october, rating: "red" })).toMatchObject([
      { operation: "edit" },
    ]);
  });

  it("nothing is edited where nothing was posted", async () => {
    expect(await desk.confirm("Eastmere", "2026-11-08T09:00:00.000Z", { period: october, rating: "red" })).toEqual([]);
  });
});
