import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Value } from "../../../src/core/attribute.ts";
import type { RecordQuery, RecordResult } from "../../../src/core/record-query.ts";
import type { Store } from "../../../src/core/store.ts";
import { endOfDay, type Instant } from "../../../src/core/time.ts";
import type { ReadScope } from "../../../src/core/trust.ts";
import { runRecordQuery } from "../../../src/ledger/record-query/run-record-query.ts";
import { updateAttributes } from "../../../src/ledger/updates/update-attributes.ts";
import { verifyLedger } from "../../../src/ledger/verify-ledger.ts";
import { openSqliteStore } from "../../../src/stores/sqlite/open-sqlite-store.ts";
import { createSettableClock } from "../../contracts/store/store-samples.ts";
import { answerAt, reportedIn, updatesAt, type Asked, type Happening } from "../../oracle/point-in-time.ts";
import { createTestFolder } from "../open-test-store.ts";
import { historyPeriods, historyStart, randomHistory, randomQuestions, type Question } from "./random-histories.ts";
import { historyPilots, runHistory } from "./run-history.ts";
import { importSubjects } from "./update-samples.ts";

const defaultHistories = 60;
const histories = Number(process.env["PILOTDESK_HISTORIES"] ?? defaultHistories);
const seed = Number(process.env["PILOTDESK_SEED"] ?? 20_261_122);

const attributes = new Map(updateAttributes.map((attribute) => [attribute.id, attribute]));
const everyAttribute: readonly Asked[] = [
  "rating",
  "risk",
  "milestoneDue:hub",
  "metric:referrals",
  "metric:visits",
  "spendToDate",
];
const pilots = historyPilots.map(({ id }) => id);

/** A moment as the query states it and as the oracle takes it. */
interface Known {
  readonly asked: Instant;
  readonly instant: Instant;
}

function knownOf({ after, when }: Question, happened: readonly Happening[], now: Instant): Known {
  const event = happened[Math.floor(after * (happened.length - 1))];
  if (!event || when === "now") return { asked: now, instant: now };
  if (when === "then") return { asked: event.at, instant: event.at };
  if (when === "day") return { asked: event.at.slice(0, 10), instant: endOfDay(event.at.slice(0, 10)) };
  const before = new Date(Date.parse(event.at) - 1).toISOString();
  return { asked: before, instant: before };
}

async function valuesOf(result: RecordResult): Promise<readonly (string | number)[]> {
  if (result.outcome === "noResult" || result.outcome === "notRecorded") return [];
  if (result.outcome !== "found") throw new Error(`unexpected outcome ${result.outcome}`);
  const values = result.rows.flatMap((row) => row.facts.map(({ value }) => plain(value)));
  return values.toSorted((a, b) => (String(a) < String(b) ? -1 : 1));
}

function plain(value: Value): string | number {
  if (value.kind === "count") return value.count;
  if (value.kind === "money") return value.money.pence;
  if ("text" in value) return value.text;
  throw new Error(`unexpected ${value.kind}`);
}

/** Asks the store everything that the oracle can answer about one moment. */
async function answers(store: Store, { trueAt, audiences }: Question, known: Known): Promise<unknown> {
  const scope: ReadScope = { reader: { audiences } };
  const clocks = { trueAt, knownAt: known.asked };
  const ask = (query: RecordQuery): Promise<RecordResult> =>
    runRecordQuery({ ...clocks, ...query }, { ledger: store, scope, attributes });
  const listed: RecordQuery = { select: "participation", where: [], do: "list" };
  const about = (pilot: string, attribute: Asked): RecordQuery => ({
    ...listed,
    where: [{ attribute: "id", comparison: "is", value: pilot }],
    attribute,
  });
  const updates = async (pilot: string): Promise<unknown> => {
    const where = [{ attribute: "pilot", comparison: "is", value: pilot } as const];
    const result = await ask({ select: "update", where, do: "list" });
    const rows = result.outcome === "found" ? result.rows : [];
    return Object.fromEntries(rows.map(({ update }) => [update?.id, update?.fields.rating ?? "unrated"]));
  };
  const reported = async (period: { readonly from: string; readonly to: string }): Promise<unknown> => {
    const due: RecordQuery = { ...listed, where: [{ attribute: "programme", comparison: "is", value: "harbour" }] };
    const query: RecordQuery = { select: "update", where: [], do: "list", expect: { query: due, period } };
    const result = await runRecordQuery({ ...query, knownAt: known.asked }, { ledger: store, scope, attributes });
    const missing = result.outcome === "found" ? result.expected?.missing.map(({ subject }) => subject.id) : pilots;
    return pilots.filter((pilot) => missing?.includes(pilot) === false);
  };
  return {
    facts: await Promise.all(
      pilots.flatMap((pilot) => everyAttribute.map(async (asked) => valuesOf(await ask(about(pilot, asked))))),
    ),
    updates: await Promise.all(pilots.map(updates)),
    reported: await Promise.all(historyPeriods.map(reported)),
  };
}

/** The same from the oracle. */
function expected(happened: readonly Happening[], { trueAt, audiences }: Question, { instant }: Known): unknown {
  const moment = { trueAt, knownAt: instant, audiences };
  return {
    facts: pilots.flatMap((pilot) => everyAttribute.map((asked) => answerAt(happened, pilot, asked, moment))),
    updates: pilots.map((pilot) => updatesAt(happened, pilot, moment)),
    reported: historyPeriods.map((days) => reportedIn(happened, pilots, days, moment)),
  };
}

describe("what was true and when it was known", () => {
  it(
    `is answered as an independent replay answers it, on ${histories} random histories`,
    async () => {
      const folder = await createTestFolder();
      let run = 0;
      await fc.assert(
        fc.asyncProperty(randomHistory, randomQuestions, async (steps, questions) => {
          const clock = createSettableClock();
          clock.set(historyStart);
          const store = await openSqliteStore({ directory: join(folder, String((run += 1))), clock });
          try {
            await importSubjects(store);
            const { happened, surprises } = await runHistory(store, clock, steps);
            expect(surprises).toEqual([]);
            const now = clock.now().toISOString();
            for (const question of questions) {
              const known = knownOf(question, happened, now);
              expect(await answers(store, question, known)).toEqual(expected(happened, question, known));
            }
            expect(await verifyLedger(store)).toMatchObject({ ok: true });
          } finally {
            await store.close();
          }
        }),
        { numRuns: histories, seed },
      );
    },
    30_000 + histories * 1000,
  );
});
