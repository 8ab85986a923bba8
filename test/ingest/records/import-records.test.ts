import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { KnowledgeError } from "../../../src/core/errors.ts";
import type { Fact } from "../../../src/core/ledger.ts";
import type { Store } from "../../../src/core/store.ts";
import { publicScope, type ReadScope } from "../../../src/core/trust.ts";
import { importRecords } from "../../../src/ingest/records/import-records.ts";
import { replayLedger } from "../../../src/ledger/replay-ledger.ts";
import { createTestClock, createTestFolder, openTestStore } from "../../ledger/open-test-store.ts";
import { createRecordFolder, soundRecords } from "./record-folder.ts";

const insider: ReadScope = { reader: { audiences: ["public", "programme:harbour"] } };

const reportingRecords = soundRecords
  .replace(
    "    status: live\n",
    `    status: live
    ratingScale: five-step
    returns: { every: quarter, dueWorkingDay: 5, from: 2026-04-01, to: 2028-04-01 }
`,
  )
  .replace("    kind: pilot\n", "    kind: pilot\n    observer: true\n");

async function eventKinds(store: Store): Promise<readonly string[]> {
  const stored = await store.events({ afterSeq: 0, limit: 100 });
  return stored.map(({ event }) => `${event.kind} ${event.about}`);
}

async function themes(store: Store, knownSeq?: number): Promise<readonly Fact[]> {
  const scope = knownSeq === undefined ? insider : { ...insider, knownSeq };
  return store.facts(scope, { subjects: ["ht-eastmere"], attributes: ["theme"] });
}

describe("a first import", () => {
  it("takes in every record of every list", async () => {
    const records = await createRecordFolder();
    await records.write("all.yaml", soundRecords);
    expect(await records.import()).toEqual({ imported: 20, changed: 0, unchanged: 0, withdrawn: 0, refused: [] });
  });

  it("keeps what a participation says of itself", async () => {
    const records = await createRecordFolder();
    await records.write("all.yaml", soundRecords);
    await records.import();
    expect(await records.store.subjects(insider, { ids: ["ht-eastmere"] })).toEqual([
      {
        id: "ht-eastmere",
        kind: "participation",
        name: "Eastmere",
        programme: "harbour",
        participationKind: "pilot",
        councils: ["eastmere"],
        audience: "programme:harbour",
        marking: "OFFICIAL",
      },
    ]);
  });

  it("keeps when a live programme's pilots report, how they are rated and who only watches", async () => {
    const records = await createRecordFolder();
    await records.write("all.yaml", reportingRecords);
    expect(await records.import()).toMatchObject({ imported: 20, refused: [] });
    expect(await records.store.subjects(insider, { ids: ["harbour", "ht-eastmere"] })).toMatchObject([
      {
        id: "harbour",
        status: "live",
        returns: { every: "quarter", dueWorkingDay: 5, from: "2026-04-01", to: "2028-04-01" },
        ratingScale: "five-step",
      },
      { id: "ht-eastmere", participationKind: "pilot", isObserver: true },
    ]);
    const before = await records.store.subjects(insider);
    await replayLedger(records.store);
    expect(await records.store.subjects(insider)).toEqual(before);
    expect(await records.import()).toMatchObject({ unchanged: 20, changed: 0 });
  });

  it("gives a fact the trust of its best source and the class of its first", async () => {
    const records = await createRecordFolder();
    await records.write("all.yaml", soundRecords);
    await records.import();
    const [theme] = await themes(records.store);
    expect(theme).toMatchObject({
      value: { kind: "text", text: "street safety" },
      validFrom: "2024-01-01",
      validTo: "2024-07-01",
      sources: ["paper", "guide"],
      trust: "official",
      sourceClass: "publication:paper",
      lowConfidence: true,
      note: "from a talk",
      audience: "programme:harbour",
      marking: "OFFICIAL",
    });
  });

  it("reads money as pence, a year as its days and sources with their year as text", async () => {
    const records = await createRecordFolder();
    await records.write("all.yaml", soundRecords);
    await records.import();
    const facts = await records.store.facts(publicScope, { subjects: ["harbour"] });
    const values = new Map(facts.map(({ attribute, value }) => [attribute, value]));
    expect(values.get("grant")).toEqual({
      kind: "money",
      money: { pence: 15_000_000, toPence: 35_000_000, qualifier: "range", basis: "perPilot" },
    });
    expect(values.get("started")).toEqual({
      kind: "date",
      text: "2023",
      days: { from: "2023-01-01", to: "2024-01-01" },
    });
    expect((await records.store.sources(publicScope))[0]).toMatchObject({ id: "guide", published: "2024" });
  });

  it("keeps both values where sources disagree", async () => {
    const records = await createRecordFolder();
    await records.write("all.yaml", soundRecords);
    await records.import();
    const facts = await records.store.facts(insider, { attributes: ["homes"] });
    expect(
      facts.map(({ value }) => value).toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
    ).toEqual([
      { kind: "count", count: 11 },
      { kind: "count", count: 12 },
    ]);
  });
});

describe("a further import", () => {
  it("appends nothing when nothing changed, whatever the order and the spelling of the file", async () => {
    const records = await createRecordFolder();
    await records.write("all.yaml", soundRecords);
    await records.import();
    await records.write(
      "all.yaml",
      soundRecords.replace("title: A newspaper, trust: press", 'trust: "press", title: A newspaper'),
    );
    expect(await records.import()).toEqual({ imported: 0, changed: 0, unchanged: 20, withdrawn: 0, refused: [] });
    expect((await records.store.head()).seq).toBe(20);
  });

  it("keeps the rows of records that say nothing of returns under the names they have had since the first version", async () => {
    const records = await createRecordFolder();
    await records.write("all.yaml", soundRecords);
    await records.import();
    const keys = (record: string): Promise<readonly (string | undefined)[]> =>
      records.store.transaction(async (transaction) =>
        (await transaction.openRows(record)).map(({ key, row }) => (row.table === "subject" ? key : undefined)),
      );
    // Made with sha256sum from the JSON of a subject without the fields that came later, its keys in order.
    expect(await keys("ht-eastmere")).toContain("subject/d55f161b252812eb");
    expect(await keys("harbour")).toContain("subject/897562173e8b22e5");
  });

  it("records that a programme began to ask for returns, and that it stopped", async () => {
    const records = await createRecordFolder();
    const returnsOf = async (knownSeq?: number): Promise<unknown> => {
      const scope = knownSeq === undefined ? publicScope : { ...publicScope, knownSeq };
      return (await records.store.subjects(scope, { ids: ["harbour"] }))[0]?.returns;
    };
    for (const text of [soundRecords, reportingRecords, soundRecords]) {
      await records.write("all.yaml", text);
      await records.import();
    }
    expect((await eventKinds(records.store)).slice(20)).toEqual([
      "recordImported harbour",
      "recordImported ht-eastmere",
      "recordImported harbour",
      "recordImported ht-eastmere",
    ]);
    expect(await returnsOf(20)).toBeUndefined();
    expect(await returnsOf(22)).toMatchObject({ every: "quarter" });
    expect(await returnsOf()).toBeUndefined();
  });

  it("replaces a changed record with one event and still knows what was thought before", async () => {
    const records = await createRecordFolder();
    await records.write("all.yaml", soundRecords);
    await records.import();
    const before = await themes(records.store);
    await records.write("all.yaml", soundRecords.replace("value: street safety", "value: quiet streets"));
    expect(await records.import()).toMatchObject({ changed: 1, unchanged: 19, refused: [] });
    expect((await eventKinds(records.store)).slice(20)).toEqual(["recordImported ht-eastmere"]);
    expect((await themes(records.store)).map(({ value }) => value)).toEqual([{ kind: "text", text: "quiet streets" }]);
    expect(await themes(records.store, 20)).toEqual(before);
  });

  it("leaves the facts that did not change with the event that first told them", async () => {
    const records = await createRecordFolder();
    await records.write("all.yaml", soundRecords);
    await records.import();
    const homes = await records.store.facts(insider, { attributes: ["homes"] });
    await records.write("all.yaml", soundRecords.replace("value: street safety", "value: quiet streets"));
    await records.import();
    expect(await records.store.facts(insider, { attributes: ["homes"] })).toEqual(homes);
  });

  it("withdraws what is gone, and takes it back as new", async () => {
    const records = await createRecordFolder();
    await records.write("all.yaml", soundRecords);
    await records.import();
    await records.write("all.yaml", soundRecords.replace(/terms:[^]*/, ""));
    expect(await records.import()).toMatchObject({ unchanged: 19, withdrawn: 1 });
    expect(await records.store.subjects(publicScope, { kinds: ["term"] })).toEqual([]);
    expect(await records.store.subjects({ ...publicScope, knownSeq: 20 }, { kinds: ["term"] })).toHaveLength(1);
    await records.write("all.yaml", soundRecords);
    expect(await records.import()).toMatchObject({ imported: 1, unchanged: 19 });
    expect((await eventKinds(records.store)).slice(20)).toEqual([
      "recordWithdrawn term-quay",
      "recordImported term-quay",
    ]);
  });

  it("withdraws the records of a file that was removed", async () => {
    const records = await createRecordFolder();
    await records.write("all.yaml", soundRecords);
    await records.write("more.yaml", "terms:\n  - { id: term-mole, name: Mole }\n");
    await records.import();
    await records.remove("more.yaml");
    expect(await records.import()).toMatchObject({ withdrawn: 1 });
  });

  it.each([
    ["the file has a syntax error", soundRecords.replace("terms:", "terms: [")],
    ["the record is refused", soundRecords.replace("name: Quay", "name: 7")],
    ["the record's id cannot be read", soundRecords.replace("id: term-quay", "id: [term quay]")],
    ["the list has a name nobody knows", soundRecords.replace("terms:", "termes:")],
  ])("withdraws nothing when %s", async (_case, broken) => {
    const records = await createRecordFolder();
    await records.write("all.yaml", soundRecords);
    await records.import();
    await records.write("all.yaml", broken);
    const report = await records.import();
    expect(report.withdrawn).toBe(0);
    expect(report.refused.length).toBeGreaterThan(0);
    expect(await records.store.subjects(publicScope, { ids: ["term-quay"] })).toHaveLength(1);
  });
});

describe("the folder", () => {
  it("is named when it cannot be read", async () => {
    const folder = join(await createTestFolder(), "missing");
    const run = importRecords({ store: await openTestStore(), folder, actor: "tester", clock: createTestClock() });
    await expect(run).rejects.toThrow(KnowledgeError);
  });

  it("changes nothing without records/", async () => {
    const folder = await createTestFolder();
    await mkdir(join(folder, "documents"));
    const report = await importRecords({
      store: await openTestStore(),
      folder,
      actor: "tester",
      clock: createTestClock(),
    });
    expect(report).toEqual({ imported: 0, changed: 0, unchanged: 0, withdrawn: 0, refused: [] });
  });

  it("of this repository keeps every rule", async () => {
    const folder = join(import.meta.dirname, "../../../knowledge");
    const store = await openTestStore();
    const report = await importRecords({ store, folder, actor: "tester", clock: createTestClock() });
    expect(report.refused).toEqual([]);
    expect(report.imported).toBeGreaterThan(400);
  });
});
