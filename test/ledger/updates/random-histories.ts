import fc from "fast-check";
import type { Day } from "../../../src/core/time.ts";
import type { Audience } from "../../../src/core/trust.ts";
import { noFields, type UpdateFields } from "../../../src/core/update.ts";

/** One thing that happens, `waitMinutes` after the last. `which` counts the updates so far, modulo how many there are. */
export type Step = { readonly waitMinutes: number } & (
  | {
      readonly does: "confirm";
      readonly pilot: number;
      readonly fields: UpdateFields;
      readonly statedFrom: Day | undefined;
      /** How long before it was confirmed it was posted. */
      readonly postedHoursBefore: number;
      readonly audience: Audience | undefined;
    }
  | {
      readonly does: "amend";
      readonly which: number;
      /** A rating alone leaves the other fields as they are. */
      readonly change: UpdateFields | { readonly rating: "red" | "green" };
      readonly statedFrom: Day | undefined;
      readonly audience: Audience | undefined;
    }
  | { readonly does: "withdraw"; readonly which: number }
  | { readonly does: "mark"; readonly which: number; readonly source: "edited" | "deleted" }
  | { readonly does: "purge"; readonly which: number; readonly version: number | "all" }
  | { readonly does: "publish"; readonly pilot: number; readonly rating: "red" | "green"; readonly from: Day }
  | { readonly does: "replay" }
);

/** The day and time at which every history begins: nine days before the clocks go forward. */
export const historyStart = "2026-03-20T22:00:00.000Z";

/** Days of the weeks around, on which values begin and which are asked for. */
const historyDays = ["2026-02-28", "2026-03-15", "2026-03-22", "2026-03-29", "2026-04-01", "2026-04-20"] as const;

/** Stretches of days that updates report on and that are asked about: two months, a quarter and a week. */
export const historyPeriods = [
  { from: "2026-02-01", to: "2026-03-01" },
  { from: "2026-03-01", to: "2026-04-01" },
  { from: "2026-01-01", to: "2026-04-01" },
  { from: "2026-03-23", to: "2026-03-30" },
] as const;

const day = fc.constantFrom(...historyDays);
const maybe = <Part>(part: fc.Arbitrary<Part>): fc.Arbitrary<Part | undefined> =>
  fc.option(part, { nil: undefined, freq: 2 });

const metric = fc.record({ name: fc.constantFrom("referrals", "visits"), value: fc.constantFrom(10, 42) });
const fields: fc.Arbitrary<UpdateFields> = fc
  .record({
    period: maybe(fc.constantFrom(...historyPeriods)),
    rating: maybe(fc.constantFrom("red" as const, "amber" as const, "green" as const)),
    metrics: fc.uniqueArray(metric, { maxLength: 2, selector: ({ name }) => name }),
    spend: maybe(fc.constantFrom({ toDatePence: 100 }, { toDatePence: 250 })),
    risks: fc.uniqueArray(fc.constantFrom("the contract", "rain"), { maxLength: 2 }),
    due: maybe(day),
  })
  .map(({ period, rating, metrics, spend, risks, due }) => ({
    ...noFields,
    ...(period && { period }),
    ...(rating && { rating }),
    metrics,
    ...(spend && { spend }),
    risks: risks.map((text) => ({ text })),
    milestones: due === undefined ? [] : [{ name: "hub", due }],
  }));

const audience = fc.constantFrom<Audience | undefined>(undefined, undefined, "public", "place:hall");
const which = fc.nat(9);
const pilot = fc.nat(1);

const deed = fc.oneof(
  {
    arbitrary: fc.record({
      does: fc.constant("confirm" as const),
      pilot,
      fields,
      statedFrom: maybe(day),
      postedHoursBefore: fc.constantFrom(0, 0, 1, 30, 400),
      audience,
    }),
    weight: 8,
  },
  {
    arbitrary: fc.record({
      does: fc.constant("amend" as const),
      which,
      change: fc.oneof(fields, fc.constantFrom({ rating: "red" as const }, { rating: "green" as const })),
      statedFrom: maybe(day),
      audience: maybe(fc.constantFrom<Audience>("public", "programme:harbour")),
    }),
    weight: 6,
  },
  { arbitrary: fc.record({ does: fc.constant("withdraw" as const), which }), weight: 2 },
  {
    arbitrary: fc.record({
      does: fc.constant("mark" as const),
      which,
      source: fc.constantFrom("edited" as const, "deleted" as const),
    }),
    weight: 1,
  },
  {
    arbitrary: fc.record({
      does: fc.constant("purge" as const),
      which,
      version: fc.oneof(fc.nat(2), fc.constant("all" as const)),
    }),
    weight: 2,
  },
  {
    arbitrary: fc.record({
      does: fc.constant("publish" as const),
      pilot,
      rating: fc.constantFrom("red" as const, "green" as const),
      from: day,
    }),
    weight: 1,
  },
  { arbitrary: fc.record({ does: fc.constant("replay" as const) }), weight: 1 },
);

/** Up to twenty things that happen one after the other, minutes to days apart. */
export const randomHistory: fc.Arbitrary<readonly Step[]> = fc.array(
  fc
    .tuple(deed, fc.constantFrom(1, 30, 120, 600, 1500, 6000))
    .map(([each, waitMinutes]): Step => ({ ...each, waitMinutes })),
  { minLength: 2, maxLength: 20, size: "max" },
);

/** A question: on which day something was true, as known after how many events and how long after. */
export interface Question {
  readonly trueAt: Day;
  /** A share of the events, from 0 to 1. */
  readonly after: number;
  /** The moment of that event, a millisecond before it, the end of its day, or now. */
  readonly when: "then" | "before" | "day" | "now";
  readonly audiences: readonly Audience[];
}

/** Eight questions. */
export const randomQuestions: fc.Arbitrary<readonly Question[]> = fc.array(
  fc.record({
    trueAt: fc.constantFrom(...historyDays, "2026-03-21", "2026-03-28", "2026-03-31", "2026-12-31"),
    after: fc.double({ min: 0, max: 1, noNaN: true }),
    when: fc.constantFrom("then", "then", "before", "day", "now"),
    audiences: fc.constantFrom<readonly Audience[]>(
      ["public"],
      ["public", "programme:harbour"],
      ["public", "programme:harbour"],
      ["public", "place:hall"],
    ),
  }),
  { minLength: 8, maxLength: 8 },
);
