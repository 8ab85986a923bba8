import { afterEach, beforeEach, expect, it } from "vitest";
import { digestSchedules } from "../../../src/operations/digests/digest-schedules.ts";
import { dueTimesOf, type Schedule } from "../../../src/work/schedule.ts";
import { loadWorkingDays } from "../../../src/work/working-days.ts";
import { openDigestDesk, type DigestDesk } from "../../intents/digests/open-digest-desk.ts";

let desk: DigestDesk;
beforeEach(async () => {
  desk = await openDigestDesk();
  await desk.bind({ id: "slack:T1:C1", programmes: ["harbour-wardens"] });
});
afterEach(() => desk.close());

function schedulesOf({ store, clock, parts }: DigestDesk): readonly Schedule[] {
  const { knowledgeFor, loadWorkingDays: load = async () => () => true } = parts;
  return digestSchedules({ store, clock, knowledgeFor, loadWorkingDays: load, admins: [] });
}

async function fire(name: string, at: string): Promise<number> {
  desk.clock.set(at);
  const schedule = schedulesOf(desk).find((one) => one.name === name);
  const effects = await schedule?.run({ dueAt: at });
  const posts = await desk.store.transaction(async (transaction) => effects?.commit(transaction) ?? []);
  return posts.length;
}

it("looks for digests and reminders on working days, by day", async () => {
  const england = await loadWorkingDays();
  const next = (name: string, after: string): string | undefined => {
    const schedule = schedulesOf(desk).find((one) => one.name === name);
    return schedule && dueTimesOf(schedule, england).next(after);
  };
  expect(next("digests", "2026-11-06T17:30:00.000Z")).toBe("2026-11-09T09:00:00.000Z");
  expect(next("notices", "2026-11-06T17:30:00.000Z")).toBe("2026-11-09T08:05:00.000Z");
  expect(next("reminders", "2026-12-24T17:00:00.000Z")).toBe("2026-12-29T08:30:00.000Z");
});

it("posts a digest that an earlier hour missed, and only once", async () => {
  expect(await fire("digests", "2026-11-09T14:00:00.000Z")).toBe(1);
  expect(await fire("digests", "2026-11-09T15:00:00.000Z")).toBe(0);
});

it("posts nothing where a firing runs so late that it is evening", async () => {
  expect(await fire("digests", "2026-11-09T18:20:00.000Z")).toBe(0);
  expect(await fire("reminders", "2026-11-09T18:20:00.000Z")).toBe(0);
  expect(await fire("reminders", "2026-11-10T08:30:00.000Z")).toBe(1);
});
