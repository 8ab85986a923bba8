import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { linesOf } from "../ask-updates/open-live-desk.ts";
import { openDigestDesk, type DigestDesk } from "./open-digest-desk.ts";

let desk: DigestDesk;
beforeEach(async () => {
  desk = await openDigestDesk();
  await desk.bind({ id: "slack:T1:C1", pilots: ["hw-eastmere"] });
});
afterEach(() => desk.close());

async function remindedAt(at: string): Promise<readonly string[]> {
  return (await desk.reminders(at)).flatMap(({ reply }) => (reply ? linesOf(reply) : []));
}

// The return for October is due on Friday 6 November 2026; three working days before is Tuesday 3 November.
describe("a reminder", () => {
  it("comes three working days before the due day and once after it, and never twice", async () => {
    expect(await remindedAt("2026-11-02T09:30:00.000Z")).toEqual([]);
    expect(await remindedAt("2026-11-03T09:30:00.000Z")).toEqual([
      "(The return of Harbour Wardens for October 2026 is due by 6 November 2026.)",
      expect.stringMatching(/^Nothing for October 2026 from Eastmere \(last heard on \d October 2026\)\.$/),
    ]);
    expect(await remindedAt("2026-11-03T10:30:00.000Z")).toEqual([]);
    expect(await remindedAt("2026-11-06T09:30:00.000Z")).toEqual([]);
    expect((await remindedAt("2026-11-09T09:30:00.000Z"))[0]).toBe(
      "(The return of Harbour Wardens for October 2026 was due on 6 November 2026.)",
    );
    expect(await remindedAt("2026-11-10T09:30:00.000Z")).toEqual([]);
    expect(await remindedAt("2026-11-20T09:30:00.000Z")).toEqual([]);
    expect((await remindedAt("2026-12-02T09:30:00.000Z"))[0]).toBe(
      "(The return of Harbour Wardens for November 2026 is due by 7 December 2026.)",
    );
  });

  it("that was missed while nothing ran comes as long as it is true", async () => {
    expect((await remindedAt("2026-11-05T15:30:00.000Z"))[0]).toContain("is due by 6 November 2026");
  });

  it.each([
    ["before eight", "2026-11-09T07:59:00.000Z"],
    ["from six in the evening", "2026-11-09T18:00:00.000Z"],
    ["on a Saturday", "2026-11-07T10:00:00.000Z"],
    ["on a bank holiday", "2026-12-25T10:00:00.000Z"],
  ])("does not come %s", async (_, at) => {
    expect(await desk.reminders(at)).toEqual([]);
  });

  it("is not sent to those who have reported", async () => {
    await desk.bind({ id: "slack:T1:C1", pilots: ["hw-ullock"] });
    expect(await desk.reminders("2026-11-09T09:30:00.000Z")).toEqual([]);
  });

  it("is not sent to a place that only watches, that snoozes, or that wants none", async () => {
    await desk.bind({ id: "slack:T1:C1", pilots: ["hw-quillan"] });
    await desk.bind({ id: "slack:T1:C2", pilots: ["hw-eastmere"], digests: false });
    await desk.bind({ id: "slack:T1:C3", pilots: ["hw-eastmere"] });
    const at = "2026-11-09T09:30:00.000Z";
    await desk.store.transaction((transaction) =>
      transaction.putMark({ owner: "slack:T1:C3", name: "snooze", value: "2026-11-10T09:30:00.000Z", at }),
    );
    expect(await desk.reminders(at)).toEqual([]);
    expect((await desk.reminders("2026-11-10T09:30:00.000Z")).map(({ target }) => target?.place)).toEqual([
      "slack:T1:C3",
    ]);
  });

  it("to the programme's own place names how many are missing", async () => {
    await desk.bind({ id: "slack:T1:C1", programmes: ["harbour-wardens"] });
    expect(await remindedAt("2026-11-09T09:30:00.000Z")).toEqual([
      "(The return of Harbour Wardens for October 2026 was due on 6 November 2026. It is missing from 2 of 13 pilots.)",
      expect.stringMatching(/^Nothing for October 2026 from Eastmere/),
      "(No update from Wexcombe is on record.)",
    ]);
  });
});
