import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { publicScope } from "../../../src/core/trust.ts";
import { importRecords } from "../../../src/ingest/records/import-records.ts";
import { createDirectory, type Directory } from "../../../src/ledger/directory.ts";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { openSqliteStore } from "../../../src/stores/sqlite/open-sqlite-store.ts";
import { createTestClock } from "../open-test-store.ts";

let directory: Directory;

beforeAll(async () => {
  const [clock, folder] = [createTestClock(), await mkdtemp(join(tmpdir(), "pilotdesk-"))];
  const store = await openSqliteStore({ directory: folder, clock });
  await importRecords({ store, folder: join(import.meta.dirname, "../../../knowledge"), actor: "tester", clock });
  directory = await createDirectory(store).at(publicScope);
  return async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  };
});

function subjectsIn(text: string): readonly (readonly string[])[] {
  return directory.findMentions(text).map(({ candidates }) => candidates.map(({ subject }) => subject).toSorted());
}

describe("names in the repository's own records", () => {
  it.each<[string, readonly (readonly string[])[]]>([
    ["What is the theme of Bradford?", [["bradford", "kil-bradford", "pfpp-bradford", "tp-bradford"]]],
    ["Sunderlnad", [["pfpp-sunderland", "sunderland", "tp-south-tyneside"]]],
    ["Birmingam", [["birmingham", "pfpp-birmingham", "tp-birmingham"]]],
    ["Brandford", [["bradford", "kil-bradford", "pfpp-bradford", "tp-bradford"]]],
    ["Hackny", [["hackney", "kil-hackney", "pfpp-hackney"]]],
    ["Keep it Lokal", [["keep-it-local", "term-keep-it-local"]]],
    ["Total Plaice", [["term-total-place", "total-place"]]],
    ["Partnership for People and Places", [["pfpp", "term-pfpp"]]],
    ["Kent and Leeds", [["kent", "tp-kent"], ["leeds"]]],
    ["the Poole pilot", [["tp-dorset"]]],
    ["Leicester and Leicestershire", [["tp-leicestershire"]]],
    ["Hastings", [["pfpp-east-sussex"]]],
    ["DLUHC", [["mhclg", "term-dluhc"]]],
    ["Lord Bichard", [["michael-bichard"]]],
  ])("%s", (text, expected) => {
    expect(subjectsIn(text)).toEqual(expected);
  });

  it("are not seen in the names of other places", () => {
    const others =
      "Bedford, Boston, Bolton, Burnley, Lancaster, Salford, Stafford, Stratford, Swinton, Sutherland, Durban";
    expect(subjectsIn(others)).toEqual([]);
  });

  it("are not seen in ordinary sentences", () => {
    const text =
      "She was reading a book about the evolution of button makers, and her lotion smelt of durable leather.";
    expect(subjectsIn(text)).toEqual([]);
  });
});
