import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayOf, isDay } from "../../../src/core/time.ts";
import { addDays, mondayOf } from "../../../src/ledger/returns/days.ts";
import { firstOfMonth, readInventedUpdates } from "../../../src/operations/demonstration/read-invented-updates.ts";
import type { InventedUpdate } from "../../../src/operations/demonstration/read-invented-updates.ts";
import { repository } from "../../end-to-end/run-pilotdesk.ts";
import { createTestFolder } from "../../ledger/open-test-store.ts";

const path = join(repository, "demonstration/updates.yaml");

function daysIn({ fields }: InventedUpdate): readonly string[] {
  const { period, nextSteps, milestones } = fields;
  const dated = [...nextSteps.map(({ due }) => due), ...milestones.flatMap(({ due, forecast }) => [due, forecast])];
  return [period?.from, period?.to, ...dated].filter((day) => day !== undefined);
}

/** What does not hold of the updates that should, whenever they are read. */
function wrongIn(updates: readonly InventedUpdate[], now: Date): readonly string[] {
  const wrong: string[] = [];
  const must = (holds: boolean, what: string): void => void (holds || wrong.push(what));
  const months = [...new Set(updates.flatMap(({ fields }) => fields.period?.from ?? []))].toSorted();
  const wanted = [5, 4, 3, 2, 1, 0].map((back) => firstOfMonth(now, back));
  must(months.join(" ") === wanted.join(" "), `months ${months.join(" ")}`);
  const posted = updates.map(({ postedAt }) => postedAt);
  must(posted.join(" ") === posted.toSorted().join(" "), "the oldest is not first");
  for (const update of updates) {
    // Those that report on no month are of the last week that is over.
    const monday = mondayOf(dayOf(now));
    const { to, most } = update.fields.period
      ? { to: update.fields.period.to, most: 9 }
      : { to: addDays(monday, -7), most: 5 };
    const sinceMs = Date.parse(update.postedAt) - Date.parse(to);
    must(sinceMs > 0 && sinceMs < most * 86_400_000, `${update.postedAt} is not in the days after ${to}`);
    must(Date.parse(update.postedAt) <= now.getTime(), `${update.postedAt} is in the future`);
    for (const day of daysIn(update)) must(isDay(day), `${day} is no day`);
  }
  const ageMs = now.getTime() - Date.parse(posted.at(-1) ?? "");
  must(ageMs < 14 * 86_400_000, `the last is ${ageMs} ms old`);
  return wrong;
}

describe("the updates of a demonstration", () => {
  it.each([
    "2026-01-01T00:00:00Z",
    "2026-01-08T23:59:59Z",
    "2026-01-09T00:00:00Z",
    "2028-02-29T12:00:00Z",
    "2027-02-28T23:30:00Z",
    "2026-03-29T00:30:00Z",
    "2026-03-31T23:30:00Z",
    "2026-10-25T00:30:00Z",
    "2026-12-31T23:59:59Z",
  ])("are of the six months before %s", async (instant) => {
    const now = new Date(instant);
    expect(wrongIn(await readInventedUpdates(path, now), now)).toEqual([]);
  });

  it("are so on any day of any year", async () => {
    const instant = fc.date({ min: new Date("2024-01-01"), max: new Date("2040-12-31"), noInvalidDate: true });
    await fc.assert(
      fc.asyncProperty(instant, async (now) => {
        expect(wrongIn(await readInventedUpdates(path, now), now)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("report on the month before from the ninth day of a month on, and until then on the one before that", () => {
    expect(firstOfMonth(new Date("2026-03-09T12:00:00Z"), 0)).toBe("2026-02-01");
    expect(firstOfMonth(new Date("2026-03-08T12:00:00Z"), 0)).toBe("2026-01-01");
    expect(firstOfMonth(new Date("2026-01-08T12:00:00Z"), 0)).toBe("2025-11-01");
    expect(firstOfMonth(new Date("2026-01-08T12:00:00Z"), 5)).toBe("2025-06-01");
    // It is the ninth in London already.
    expect(dayOf(new Date("2026-07-08T23:30:00Z"))).toBe("2026-07-09");
    expect(firstOfMonth(new Date("2026-07-08T23:30:00Z"), 0)).toBe("2026-06-01");
  });

  it("have trends that follow from the ratings", async () => {
    const updates = await readInventedUpdates(path, new Date("2026-11-22T12:00:00Z"));
    const eastmere = updates
      .filter(({ pilot }) => pilot === "hnb-eastmere")
      .map(({ fields }) => [fields.rating, fields.trend]);
    expect(eastmere).toEqual([
      ["amber", undefined],
      ["amber", "same"],
      ["amber-red", "down"],
      ["amber", "up"],
      ["amber", "same"],
      ["amber-green", "up"],
    ]);
  });

  it("leave somebody out who has not reported, and somebody who once did not", async () => {
    const updates = await readInventedUpdates(path, new Date("2026-11-22T12:00:00Z"));
    const reporting = updates.filter(({ fields }) => fields.period !== undefined);
    const counts = [...Map.groupBy(reporting, ({ fields }) => fields.period?.from).values()].map(
      (month) => month.length,
    );
    expect(Math.max(...counts)).toBe(13);
    expect(counts.at(-1)).toBe(11);
    expect(updates.length - reporting.length).toBe(3);
  });

  it("are refused in a sentence where the file is not as it should be", async () => {
    const folder = await createTestFolder();
    const broken = join(folder, "updates.yaml");
    await writeFile(broken, "updates: [{ pilot: x, month: 40 }]\n");
    await expect(readInventedUpdates(broken, new Date())).rejects.toThrow("cannot be used");
    await expect(readInventedUpdates(join(folder, "none.yaml"), new Date())).rejects.toThrow("cannot be read");
  });
});
