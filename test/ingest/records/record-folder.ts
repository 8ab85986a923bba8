import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { importRecords, type RecordImportReport } from "../../../src/ingest/records/import-records.ts";
import type { Store } from "../../../src/core/store.ts";
import { createTestClock, createTestFolder, openTestStore } from "../../ledger/open-test-store.ts";

/** A knowledge folder under test and the store it is imported into. */
export interface RecordFolder {
  readonly store: Store;
  readonly folder: string;
  write(name: string, text: string | Uint8Array): Promise<void>;
  remove(name: string): Promise<void>;
  import(): Promise<RecordImportReport>;
}

/** Creates an empty knowledge folder and a store. */
export async function createRecordFolder(): Promise<RecordFolder> {
  const [folder, clock] = [await createTestFolder(), createTestClock()];
  const store = await openTestStore(clock);
  await mkdir(join(folder, "records"));
  return {
    store,
    folder,
    write: (name, text) => writeFile(join(folder, "records", name), text),
    remove: (name) => rm(join(folder, "records", name)),
    import: () => importRecords({ store, folder, actor: "tester", clock }),
  };
}

/** Invented records that keep every rule: two sources, attributes of every kind, a programme, councils, pilots and others. */
export const soundRecords = `sources:
  - id: guide
    title: Guide to the Harbour Trial
    publisher: Harbour Office
    url: https://example.org/guide
    published: 2024
    trust: official
  - { id: paper, title: A newspaper, trust: press, note: read in an archive }
attributes:
  - { id: theme, label: theme, kind: text, validity: point, asks: [theme], answers: what, sentence: "The theme of {subject} was {value}." }
  - { id: aims, label: aims, kind: list, validity: point, asks: [aims], answers: what, sentence: "{subject} aimed at {value}." }
  - { id: homes, label: homes, kind: count, validity: period, asks: [homes], answers: howMany, sentence: "{subject} built {value}.", unit: homes }
  - { id: share, label: share, kind: percent, validity: point, asks: [], answers: howMuch, sentence: "{subject}: {value}." }
  - { id: grant, label: grant, kind: money, validity: point, asks: [grant], answers: howMuch, sentence: "{subject} got {value}." }
  - { id: started, label: start, kind: date, validity: point, asks: [start], answers: when, sentence: "{subject} began in {value}." }
  - { id: term, label: term, kind: span, validity: point, asks: [], answers: when, sentence: "{subject} ran {value}." }
  - { id: lead, label: lead, kind: name, validity: point, asks: [lead], answers: who, sentence: "{value} led {subject}." }
  - { id: partners, label: partners, kind: names, validity: point, asks: [], answers: who, sentence: "{subject}: {value}." }
  - { id: parent, label: parent, kind: reference, validity: point, asks: [], answers: which, sentence: "{subject}: {value}." }
  - { id: links, label: links, kind: references, validity: point, asks: [], answers: which, sentence: "{subject}: {value}." }
  - { id: selected, label: selected, kind: flag, validity: point, asks: [], answers: which, sentence: "{subject} was selected." }
programmes:
  - id: harbour
    name: Harbour Trial
    status: live
    fictional: true
    aliases: [HT, { text: HarbT, from: 2020-01-01, to: 2022-01-01 }]
    facts:
      started: { value: 2023, sources: [guide] }
      grant: { value: { amount: "£150,000", to: "£350,000", qualifier: range, basis: perPilot }, sources: [guide, paper] }
councils:
  - { id: eastmere, name: Eastmere Borough Council }
participations:
  - id: ht-eastmere
    name: Eastmere
    programme: harbour
    kind: pilot
    councils: [eastmere]
    aliases: [{ text: Gullquay, place: true }, { text: EBC, ambiguous: true }]
    audience: programme:harbour
    marking: OFFICIAL
    facts:
      theme: { value: street safety, sources: [paper, guide], from: 2024-01-01, to: 2024-07-01, confidence: low, note: from a talk }
      homes:
        - { value: 11, sources: [guide] }
        - { value: 12, sources: [paper] }
      selected: { value: true, sources: [guide] }
      parent: { value: harbour, sources: [guide] }
departments:
  - { id: harbour-office, name: Harbour Office }
people:
  - { id: ada-quill, name: Ada Quill, facts: { links: { value: [harbour, ht-eastmere], sources: [guide] } } }
terms:
  - { id: term-quay, name: Quay }
`;
