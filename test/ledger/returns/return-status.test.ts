import { describe, expect, it } from "vitest";
import type { ReturnsCalendar, Subject } from "../../../src/core/ledger.ts";
import type { DaySpan } from "../../../src/core/time.ts";
import { noFields, type ConfirmedUpdate } from "../../../src/core/update.ts";
import { calendarPeriod } from "../../../src/ledger/returns/return-periods.ts";
import {
  completenessOf,
  currentReturns,
  overdueReturns,
  reportsOn,
  returnStatus,
  type ReturnsRecord,
} from "../../../src/ledger/returns/return-status.ts";

const calendar: ReturnsCalendar = { every: "month", dueWorkingDay: 5, from: "2026-08-01" };

function pilot(id: string, rest: Partial<Subject> = {}): Subject {
  return {
    id,
    kind: "participation",
    name: id,
    programme: "night-buses",
    participationKind: "pilot",
    councils: [id],
    audience: "public",
    ...rest,
  };
}

let seq = 0;
function update(of: string, postedAt: string, period?: DaySpan): ConfirmedUpdate {
  seq += 1;
  return {
    id: `u-${seq}`,
    pilot: of,
    programme: "night-buses",
    fields: { ...noFields, ...(period && { period }) },
    validFrom: postedAt.slice(0, 10),
    postedAt,
    version: 1,
    author: "p-1",
    confirmedBy: "p-1",
    audience: "programme:night-buses",
    recordedSeq: seq,
    recordedAt: postedAt,
  };
}

const october = calendarPeriod("month", "2026-10-01");
const isWorkingDay = (day: string): boolean => ![0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay());

function record(updates: readonly ConfirmedUpdate[], rest: Partial<ReturnsRecord> = {}): ReturnsRecord {
  return {
    calendar,
    participations: [pilot("eastmere"), pilot("wexcombe"), pilot("ullock", { isObserver: true })],
    updates,
    today: "2026-11-05",
    isWorkingDay,
    ...rest,
  };
}

const namesOf = (pilots: readonly { readonly pilot: Subject }[]): readonly string[] =>
  pilots.map((one) => one.pilot.id);

describe("an update reports on a period", () => {
  it("that it names, whenever it was posted", () => {
    const late = update("eastmere", "2026-12-20T10:00:00.000Z", { from: "2026-10-01", to: "2026-11-01" });
    expect(reportsOn(late, october)).toBe(true);
  });

  it("that its own period overlaps by a day, and not one that it only touches", () => {
    const quarter = update("eastmere", "2026-10-02T10:00:00.000Z", { from: "2026-07-01", to: "2026-10-02" });
    const before = update("eastmere", "2026-10-02T10:00:00.000Z", { from: "2026-07-01", to: "2026-10-01" });
    expect([reportsOn(quarter, october), reportsOn(before, october)]).toEqual([true, false]);
  });

  it("that it was posted in, where it names none, by the clock of London", () => {
    // 23:30 UTC on 30 September is half past midnight on 1 October in London.
    expect(reportsOn(update("eastmere", "2026-09-30T23:30:00.000Z"), october)).toBe(true);
    expect(reportsOn(update("eastmere", "2026-09-30T22:30:00.000Z"), october)).toBe(false);
    expect(reportsOn(update("eastmere", "2026-10-31T23:59:59.999Z"), october)).toBe(true);
    expect(reportsOn(update("eastmere", "2026-11-01T00:00:00.000Z"), october)).toBe(false);
  });

  it("not only because it was posted in it", () => {
    const september = update("eastmere", "2026-10-05T10:00:00.000Z", { from: "2026-09-01", to: "2026-10-01" });
    expect(reportsOn(september, october)).toBe(false);
  });
});

describe("who reported", () => {
  const september = { from: "2026-09-01", to: "2026-10-01" };
  const updates = [
    update("wexcombe", "2026-10-05T10:00:00.000Z", september),
    update("eastmere", "2026-11-03T10:00:00.000Z", { from: october.from, to: october.to }),
    update("eastmere", "2026-11-02T10:00:00.000Z", { from: october.from, to: october.to }),
  ];

  it("is told as found of expected, with the last update that counts and when the others were last heard", () => {
    const status = returnStatus(october, record(updates));
    expect(status.expected).toBe(2);
    expect(status.reported.map((one) => [one.pilot.id, one.update.postedAt.slice(0, 10)])).toEqual([
      ["eastmere", "2026-11-03"],
    ]);
    expect(status.missing.map((one) => [one.pilot.id, one.lastHeard?.postedAt.slice(0, 10)])).toEqual([
      ["wexcombe", "2026-10-05"],
    ]);
  });

  it("leaves observers and members of a network out", () => {
    const participations = [pilot("a"), pilot("b", { isObserver: true }), pilot("c", { participationKind: "member" })];
    const { expected, missing } = completenessOf({ participations, updates: [] }, () => true);
    expect([expected, namesOf(missing), missing[0]?.lastHeard]).toEqual([1, ["a"], undefined]);
  });

  it("is asked of the last period that ended", () => {
    expect(currentReturns(record(updates))?.period.label).toBe("October 2026");
    expect(currentReturns(record(updates, { today: "2026-08-31" }))).toBeUndefined();
  });

  it("is past due on the day after the due day", () => {
    const on = (today: string): boolean => returnStatus(october, record(updates, { today })).isPastDue;
    expect([on("2026-11-06"), on("2026-11-07")]).toEqual([false, true]);
  });
});

describe("overdue returns", () => {
  it("name every period past its due day that a pilot still owes", () => {
    const august = update("eastmere", "2026-08-20T10:00:00.000Z");
    const overdue = overdueReturns(record([august], { today: "2026-10-20" }));
    expect(overdue.map((one) => [one.pilot.id, one.periods.map(({ label }) => label), one.lastHeard?.id])).toEqual([
      ["eastmere", ["September 2026"], august.id],
      ["wexcombe", ["August 2026", "September 2026"], undefined],
    ]);
  });

  it("are none on the due day itself", () => {
    expect(overdueReturns(record([], { today: "2026-09-07" }))).toEqual([]);
    expect(namesOf(overdueReturns(record([], { today: "2026-09-08" })))).toEqual(["eastmere", "wexcombe"]);
  });
});
