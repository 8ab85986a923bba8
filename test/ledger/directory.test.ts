import { describe, expect, it, vi } from "vitest";
import { publicScope, type ReadScope } from "../../src/core/trust.ts";
import { createDirectory } from "../../src/ledger/directory.ts";
import { createRecordFolder, soundRecords, type RecordFolder } from "../ingest/records/record-folder.ts";

const insider: ReadScope = { reader: { audiences: ["public", "programme:harbour"] } };

async function harbour(): Promise<RecordFolder> {
  const records = await createRecordFolder();
  await records.write("all.yaml", soundRecords);
  await records.import();
  return records;
}

describe("a directory", () => {
  it("knows subjects by id, kind, programme and council", async () => {
    const { store } = await harbour();
    const directory = await createDirectory(store).at(insider);
    expect(directory.seq).toBe(20);
    expect(directory.subject("eastmere")?.name).toBe("Eastmere Borough Council");
    expect(directory.ofKind("term").map(({ id }) => id)).toEqual(["term-quay"]);
    expect(directory.participationsOf("harbour").map(({ id }) => id)).toEqual(["ht-eastmere"]);
    expect(directory.participationsOf("eastmere").map(({ id }) => id)).toEqual(["ht-eastmere"]);
    expect(directory.namesOf("harbour")).toEqual(["Harbour Trial", "HT", "HarbT"]);
    expect(directory.attributes.get("homes")?.unit).toBe("homes");
    expect(directory.sources.get("paper")?.title).toBe("A newspaper");
  });

  it("shows a reader only what they may see", async () => {
    const { store } = await harbour();
    const directory = await createDirectory(store).at(publicScope);
    expect(directory.subject("ht-eastmere")).toBeUndefined();
    expect(directory.findMentions("Gullquay")).toEqual([]);
  });

  it("is read once while nothing is recorded", async () => {
    const { store } = await harbour();
    const directories = createDirectory(store);
    const subjects = vi.spyOn(store, "subjects");
    const [first, second] = await Promise.all([directories.at(insider), directories.at({ ...insider, knownSeq: 99 })]);
    const reversed: ReadScope = { reader: { audiences: ["programme:harbour", "public"] } };
    expect(second).toBe(first);
    expect(await directories.at(reversed)).toBe(first);
    expect(subjects).toHaveBeenCalledTimes(1);
  });

  it("changes with what is recorded, and keeps what was known", async () => {
    const records = await harbour();
    const directories = createDirectory(records.store);
    await directories.at(insider);
    await records.write("all.yaml", soundRecords.replace("name: Quay", "name: Wharf"));
    await records.import();
    expect((await directories.at(insider)).subject("term-quay")?.name).toBe("Wharf");
    expect((await directories.at({ ...insider, knownSeq: 20 })).subject("term-quay")?.name).toBe("Quay");
  });

  it("reads again after a read that failed", async () => {
    const { store } = await harbour();
    const directories = createDirectory(store);
    vi.spyOn(store, "subjects").mockRejectedValueOnce(new Error("busy"));
    await expect(directories.at(insider)).rejects.toThrow("busy");
    expect((await directories.at(insider)).subjects).toHaveLength(6);
  });

  it("tells subjects of one name apart", async () => {
    const { store } = await harbour();
    const directory = await createDirectory(store).at(insider);
    const labels = ["ht-eastmere", "eastmere", "harbour"].map((id) =>
      directory.describeCandidate(directory.subject(id)!),
    );
    expect(labels).toEqual([
      "Eastmere (Harbour Trial, pilot)",
      "Eastmere Borough Council (council)",
      "Harbour Trial (programme)",
    ]);
  });
});
