import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Source } from "../../../src/core/ledger.ts";
import type { Store } from "../../../src/core/store.ts";
import { publicScope } from "../../../src/core/trust.ts";
import { ingestDocuments, type IngestReport } from "../../../src/ingest/documents/ingest-documents.ts";
import { openSqliteStore } from "../../../src/stores/sqlite/open-sqlite-store.ts";

const clock = { now: () => new Date("2026-03-01T12:00:00Z") };
const source: Source = { id: "s", title: "A source", trust: "press" };
let root: string;
let folder: string;
let store: Store;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "pilotdesk-ingest-"));
  folder = join(root, "knowledge");
  await mkdir(folder);
  store = await openSqliteStore({ directory: join(root, "data"), clock });
});

afterEach(async () => {
  await store.close();
  await rm(root, { recursive: true, force: true });
});

async function put(path: string, text: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

function ingest(known: Source = source): Promise<IngestReport> {
  return ingestDocuments({ store, folder, sources: new Map([[known.id, known]]), actor: "test", clock });
}

async function find(term: string): Promise<string[]> {
  const hits = await store.searchLexical(publicScope, { terms: [term], limit: 10 });
  return hits.map(({ passage }) => passage.documentId);
}

describe("ingestDocuments", () => {
  it("adds documents of any depth, leaves them alone, and re-indexes only what changed", async () => {
    await put("documents/a.md", "# Luton\n\nStreet safety.");
    await put("documents/b/c.txt", "Loneliness in Hackney.");
    expect(await ingest()).toEqual({
      added: ["a.md", "b/c.txt"],
      changed: [],
      unchanged: [],
      withdrawn: [],
      refused: [],
    });
    const { seq } = await store.head();
    expect(await ingest()).toMatchObject({ added: [], unchanged: ["a.md", "b/c.txt"] });
    expect((await store.head()).seq).toBe(seq);
    await put("documents/a.md", "# Luton\n\nMental health.");
    expect(await ingest()).toMatchObject({ changed: ["a.md"], unchanged: ["b/c.txt"] });
    expect([await find("safety"), await find("mental"), await find("loneliness")]).toEqual([[], ["a.md"], ["b/c.txt"]]);
  });

  it("withdraws what is gone and names every change in an event", async () => {
    await put("documents/a.md", "One.");
    await ingest();
    await rm(join(folder, "documents/a.md"));
    await put("documents/b.md", "Two.");
    expect(await ingest()).toMatchObject({ added: ["b.md"], withdrawn: ["a.md"] });
    const events = await store.events({ afterSeq: 0, limit: 10 });
    expect(
      events.map(({ event }) => `${event.kind} ${event.about.replace(/@[0-9a-f]{12}$/, "@hash")} ${event.actor}`),
    ).toEqual(["documentIngested a.md@hash test", "documentIngested b.md@hash test", "documentWithdrawn a.md test"]);
  });

  it("takes a text back as a version when it returns to an earlier state", async () => {
    for (const text of ["First state.", "Second state.", "First state."]) {
      await put("documents/a.md", text);
      await ingest();
    }
    expect(await find("first")).toEqual(["a.md"]);
    expect(await find("second")).toEqual([]);
  });

  it("makes a new version when the record of its source changes", async () => {
    await put("documents/a.md", "---\nsource: s\n---\nText.");
    await ingest();
    expect(await ingest({ ...source, trust: "official" })).toMatchObject({ changed: ["a.md"] });
    const [document] = await store.documents(publicScope);
    expect(document?.meta.trust).toBe("official");
  });

  it("sees documents that the public may not see", async () => {
    await put("documents/a.md", "---\naudience: programme:x\n---\nSecret.");
    await ingest();
    expect(await ingest()).toMatchObject({ unchanged: ["a.md"] });
    expect(await find("secret")).toEqual([]);
  });

  it("refuses bad files with file, line and reason, keeps what was read of them before, and loads the others", async () => {
    await put("documents/good.md", "Good.");
    await put("documents/edited.md", "Earlier words.");
    await ingest();
    await put("documents/edited.md", "---\ntrust: none\n---\nLater.");
    await put("documents/picture.png", new Uint8Array([1, 2, 3]));
    await put("documents/.hidden.md", "Hidden.");
    const report = await ingest();
    expect(report.refused).toEqual([
      { file: "edited.md", line: 2, reason: expect.stringContaining("trust is not one of") },
      { file: "picture.png", reason: "only Markdown (.md) and plain text (.txt) are read." },
    ]);
    expect(report).toMatchObject({ unchanged: ["good.md"], withdrawn: [] });
    expect(await find("earlier")).toEqual(["edited.md"]);
  });

  it("reads .md and .txt directly in the folder where there is no documents folder", async () => {
    await put("page.txt", "Plain words.");
    await put("records/x.md", "Not a document.");
    await put("data.csv", "1,2");
    expect(await ingest()).toMatchObject({ added: ["page.txt"], refused: [] });
  });

  it("masks the adverts of saved pages and cuts a page again when another one shares its lines", async () => {
    await put("documents/a.txt", "Luton works on safety.\nAbout our magazine\nSIGN UP\n");
    await ingest();
    expect([await find("magazine"), await find("sign")]).toEqual([["a.txt"], []]);
    await put("documents/b.txt", "Hackney works on loneliness.\nAbout our magazine\nMore of it.\n");
    expect(await ingest()).toMatchObject({ added: ["b.txt"], changed: ["a.txt"] });
    expect(await find("magazine")).toEqual([]);
    const [hit] = await store.searchLexical(publicScope, { terms: ["safety"], limit: 1 });
    const version = await store.documentVersion(publicScope, hit?.passage.versionId ?? "");
    expect(version?.rawText).toContain("About our magazine");
    expect(version?.rawText.slice(hit?.passage.start, hit?.passage.end)).toBe("Luton works on safety.");
  });

  it("says which folder cannot be listed", async () => {
    await rm(folder, { recursive: true });
    await expect(ingest()).rejects.toThrow(/knowledge cannot be listed/);
  });
});
