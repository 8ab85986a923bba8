import { describe, expect, it } from "vitest";
import type { Store, StoredRow } from "../../../src/core/store.ts";
import type { OpenEmptyStore } from "../store-contract.ts";
import {
  demo,
  eastmere,
  factOf,
  factRow,
  guidance,
  newEvent,
  putRows,
  scopeOf,
  startInstant,
  subjectRow,
} from "./store-samples.ts";
import { withStore } from "./with-store.ts";

const everyone = scopeOf(["public"]);
const office = scopeOf(["public", "programme:demo"]);

const theme = {
  id: "theme",
  label: "theme",
  kind: "text",
  validity: "point",
  asks: ["theme", "topic"],
  answers: "what",
  sentence: "The theme of {subject} was {value}.",
} as const;

const lbc = { target: "demo-eastmere", text: "EMC", ambiguous: true, place: false, from: "2021-09-20" } as const;
const harbour = { target: "demo-eastmere", text: "The Harbour", ambiguous: false, place: true } as const;

const oneOfEach: readonly StoredRow[] = [
  { key: "a", row: { table: "alias", alias: lbc, record: "demo-eastmere", audience: "public" } },
  { key: "b", row: { table: "attribute", attribute: { ...theme, unit: "homes" } } },
  {
    key: "c",
    row: {
      table: "fact",
      fact: factOf("f1", {
        value: { kind: "money", money: { pence: 15_000_000, toPence: 35_000_000, qualifier: "range", basis: "total" } },
        validFrom: "2024-01-01",
        validTo: "2025-01-01",
        note: "accepted on 24 July",
        lowConfidence: true,
        marking: "OFFICIAL",
      }),
    },
  },
  { key: "d", row: { table: "source", source: guidance } },
  { key: "e", row: { table: "subject", subject: eastmere } },
  { key: "f", row: { table: "subject", subject: demo } },
];

async function names(store: Store, knownSeq?: number): Promise<readonly string[]> {
  return (await store.subjects(scopeOf(["public"], knownSeq))).map((subject) => subject.name);
}

/** Subjects, aliases, facts, sources and attributes: whole, filtered by audience, and as of any event. */
export function describeRows(open: OpenEmptyStore): void {
  describe("derived rows", () => {
    it(
      "gives every kind of row back as it was",
      withStore(open, async (store) => {
        await store.transaction((transaction) => putRows(transaction, "demo-eastmere", oneOfEach));

        expect(await store.subjects(everyone)).toStrictEqual([demo, eastmere]);
        expect(await store.aliases(everyone)).toStrictEqual([lbc]);
        expect(await store.sources(everyone)).toStrictEqual([guidance]);
        expect(await store.attributes(everyone)).toStrictEqual([{ ...theme, unit: "homes" }]);
        const fact = oneOfEach[2]?.row.table === "fact" ? oneOfEach[2].row.fact : undefined;
        expect(await store.facts(everyone)).toStrictEqual([{ ...fact, recordedSeq: 1, recordedAt: startInstant }]);
        expect(await store.transaction((transaction) => transaction.openRows("demo-eastmere"))).toStrictEqual(
          oneOfEach,
        );
      }),
    );

    it(
      "shows a reader only what carries one of their audiences",
      withStore(open, async (store) => {
        await store.transaction((transaction) =>
          putRows(transaction, "r", [
            subjectRow(eastmere),
            { key: "s2", row: { table: "subject", subject: { ...demo, audience: "programme:demo" } } },
            { key: "s3", row: { table: "subject", subject: { ...demo, id: "other", audience: "programme:other" } } },
            factRow(factOf("f1")),
            factRow(factOf("f2", { audience: "programme:demo" })),
            factRow(factOf("f3", { audience: "place:hall" })),
            { key: "a1", row: { table: "alias", alias: lbc, record: "r", audience: "programme:demo" } },
            { key: "a2", row: { table: "alias", alias: harbour, record: "r", audience: "public" } },
          ]),
        );
        const ids = (rows: readonly { readonly id: string }[]): readonly string[] => rows.map((row) => row.id);
        expect(ids(await store.subjects(everyone))).toStrictEqual(["demo-eastmere"]);
        expect(ids(await store.subjects(office))).toStrictEqual(["demo", "demo-eastmere"]);
        expect(ids(await store.facts(everyone))).toStrictEqual(["f1"]);
        expect(ids(await store.facts(office))).toStrictEqual(["f1", "f2"]);
        expect(await store.aliases(everyone)).toStrictEqual([harbour]);
        expect(await store.aliases(office)).toStrictEqual([lbc, harbour]);
        await expect(store.subjects(scopeOf([]))).rejects.toMatchObject({ code: "store-misuse" });
      }),
    );

    it(
      "narrows subjects and facts by every filter given",
      withStore(open, async (store) => {
        await store.transaction((transaction) =>
          putRows(transaction, "r", [
            subjectRow(eastmere),
            { key: "s2", row: { table: "subject", subject: demo } },
            factRow(factOf("f1")),
            factRow(factOf("f2", { attribute: "lead" })),
            factRow(factOf("f3", { subject: "demo" })),
          ]),
        );
        const subjects = async (filter: Parameters<Store["subjects"]>[1]): Promise<readonly string[]> =>
          (await store.subjects(everyone, filter)).map((subject) => subject.id);
        expect(await subjects({ kinds: ["programme"] })).toStrictEqual(["demo"]);
        expect(await subjects({ programme: "demo" })).toStrictEqual(["demo-eastmere"]);
        expect(await subjects({ ids: ["demo"], kinds: ["participation"] })).toStrictEqual([]);
        expect(await subjects({ ids: [] })).toStrictEqual([]);

        const facts = async (filter: Parameters<Store["facts"]>[1]): Promise<readonly string[]> =>
          (await store.facts(everyone, filter)).map((fact) => fact.id);
        expect(await facts({ subjects: ["demo-eastmere"] })).toStrictEqual(["f1", "f2"]);
        expect(await facts({ subjects: ["demo-eastmere"], attributes: ["lead"] })).toStrictEqual(["f2"]);
        expect(await facts({ subjectKinds: ["programme"] })).toStrictEqual(["f3"]);
        expect(await facts({ ids: ["f3", "f1"] })).toStrictEqual(["f1", "f3"]);
        expect(await facts({ attributes: [] })).toStrictEqual([]);
      }),
    );

    it(
      "answers as of any event: closed rows are known until the event that closed them",
      withStore(open, async (store) => {
        await store.transaction((transaction) => putRows(transaction, "r", [subjectRow(eastmere)]));
        await store.transaction(async (transaction) => {
          const event = await transaction.appendEvent(newEvent("r"));
          await transaction.closeRows("r", event, ["subject"]);
          await transaction.insertRows("r", event, [subjectRow({ ...eastmere, name: "Eastmere Borough" })]);
        });
        await store.transaction(async (transaction) => {
          await transaction.closeRows("r", await transaction.appendEvent(newEvent("r")), ["subject"]);
        });
        expect(await names(store, 0)).toStrictEqual([]);
        expect(await names(store, 1)).toStrictEqual(["Eastmere"]);
        expect(await names(store, 2)).toStrictEqual(["Eastmere Borough"]);
        expect(await names(store, 3)).toStrictEqual([]);
        expect(await names(store)).toStrictEqual([]);
      }),
    );

    it(
      "stamps a fact with the time of its own event",
      withStore(open, async (store, clock) => {
        await store.transaction((transaction) => putRows(transaction, "r", [factRow(factOf("f2"))]));
        clock.set("2026-03-04T10:00:00.000Z");
        await store.transaction((transaction) => putRows(transaction, "s", [factRow(factOf("f1"))]));
        const facts = await store.facts(everyone);
        expect(facts.map((fact) => [fact.id, fact.recordedSeq, fact.recordedAt])).toStrictEqual([
          ["f2", 1, "2026-03-01T09:00:00.000Z"],
          ["f1", 2, "2026-03-04T10:00:00.000Z"],
        ]);
      }),
    );

    it(
      "names the records with open rows, and refuses to close what is not open",
      withStore(open, async (store) => {
        await store.transaction(async (transaction) => {
          await putRows(transaction, "source:guidance", [{ key: "s", row: { table: "source", source: guidance } }]);
          const event = await putRows(transaction, "r", [subjectRow(eastmere)]);
          expect(await transaction.openRecords()).toStrictEqual(["r", "source:guidance"]);
          await transaction.closeRows("r", event, ["subject"]);
          expect(await transaction.openRecords()).toStrictEqual(["source:guidance"]);
          await expect(transaction.closeRows("r", event, ["subject"])).rejects.toMatchObject({
            code: "store-misuse",
          });
        });
      }),
    );

    it(
      "gives the same rows after they were cleared and written again from the events",
      withStore(open, async (store) => {
        const write = (): Promise<void> =>
          store.transaction(async (transaction) => {
            await transaction.clearDerivedRows();
            for (const { event } of await transaction.events({ afterSeq: 0, limit: 10 })) {
              const rows = await transaction.openRows("r");
              await transaction.closeRows(
                "r",
                event,
                rows.map((row) => row.key),
              );
              await transaction.insertRows("r", event, [subjectRow({ ...eastmere, name: event.about })]);
            }
          });
        await store.transaction(async (transaction) => {
          await transaction.appendEvent(newEvent("first"));
          await transaction.appendEvent(newEvent("second"));
        });
        await write();
        await write();
        expect(await names(store, 1)).toStrictEqual(["first"]);
        expect(await names(store)).toStrictEqual(["second"]);
      }),
    );
  });
}
