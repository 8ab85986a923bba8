import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { newEvent, putDocument, scopeOf } from "../../contracts/store/store-samples.ts";
import { inFolder, openStore } from "./sqlite-folder.ts";

const everyone = scopeOf(["public"]);

/** Makes a store with a document, closes it, and returns its file. */
async function makeStore(directory: string): Promise<string> {
  const store = await openStore(directory);
  const lines = Array.from({ length: 200 }, (_, index) => `Lantern number ${index} was lit in the market square.`);
  await store.transaction((transaction) => putDocument(transaction, "a.md@1", lines));
  await store.close();
  return join(directory, "pilotdesk.sqlite");
}

/** Runs statements on a file behind the store's back. */
function meddle(file: string, statements: string): void {
  const database = new DatabaseSync(file);
  database.exec(statements);
  database.close();
}

describe("opening a SQLite store", () => {
  it(
    "makes the folder and the file, for this user only, and finds everything again",
    inFolder(async (root) => {
      const directory = join(root, "a", "b");
      const file = await makeStore(directory);
      expect(statSync(directory).mode & 0o777).toBe(0o700);
      expect(statSync(file).size).toBeGreaterThan(0);

      const store = await openStore(directory);
      expect(store.description).toBe(`embedded (${directory}/)`);
      expect((await store.head()).seq).toBe(1);
      expect(await store.searchLexical(everyone, { terms: ["lantern"], limit: 5 })).toHaveLength(5);
      await store.close();
    }),
  );

  it(
    "uses the write-ahead log and marks the file as ours",
    inFolder(async (directory) => {
      const database = new DatabaseSync(await makeStore(directory));
      expect(database.prepare("pragma journal_mode").get()).toMatchObject({ journal_mode: "wal" });
      // "PDSK" in ASCII.
      expect(database.prepare("pragma application_id").get()).toMatchObject({ application_id: 0x5044534b });
      database.close();
    }),
  );

  it(
    "reads without writing when asked to, and refuses transactions",
    inFolder(async (directory) => {
      await makeStore(directory);
      const store = await openStore(directory, { readOnly: true });
      expect(store.description).toBe(`embedded (${directory}/, read-only)`);
      expect(await store.documents(everyone)).toHaveLength(1);
      const writing = store.transaction((transaction) => transaction.appendEvent(newEvent("a")));
      await expect(writing).rejects.toMatchObject({ code: "store-read-only" });
      await store.close();
    }),
  );

  it(
    "says that there is no store to read",
    inFolder(async (directory) => {
      const opening = openStore(join(directory, "none"), { readOnly: true });
      await expect(opening).rejects.toMatchObject({ name: "StoreError", code: "store-missing" });
      await expect(opening).rejects.toThrow("PILOTDESK_DATA");
    }),
  );

  it(
    "refuses a folder that is a file",
    inFolder(async (directory) => {
      writeFileSync(join(directory, "data"), "");
      await expect(openStore(join(directory, "data"))).rejects.toMatchObject({ code: "store-misuse" });
      await expect(openStore(join(directory, "data", "deeper"))).rejects.toMatchObject({ code: "store-misuse" });
    }),
  );

  it(
    "refuses a file that is no database, and leaves it as it is",
    inFolder(async (directory) => {
      const file = join(directory, "pilotdesk.sqlite");
      writeFileSync(file, "Minutes of the meeting.\n".repeat(400));
      const before = readFileSync(file);
      await expect(openStore(directory)).rejects.toMatchObject({ code: "store-foreign" });
      await expect(openStore(directory, { readOnly: true })).rejects.toMatchObject({ code: "store-foreign" });
      expect(readFileSync(file)).toStrictEqual(before);
    }),
  );

  it(
    "refuses another program's database, and leaves it as it is",
    inFolder(async (directory) => {
      const file = join(directory, "pilotdesk.sqlite");
      meddle(file, "create table bookmark (url text)");
      const before = readFileSync(file);
      await expect(openStore(directory)).rejects.toMatchObject({ code: "store-foreign" });
      await expect(openStore(directory)).rejects.toThrow("belongs to another program");
      expect(readFileSync(file)).toStrictEqual(before);
    }),
  );

  it(
    "refuses a folder where the file should be",
    inFolder(async (directory) => {
      mkdirSync(join(directory, "pilotdesk.sqlite"));
      await expect(openStore(directory)).rejects.toMatchObject({ code: "store-read-only" });
    }),
  );

  it(
    "refuses a store of a newer program",
    inFolder(async (directory) => {
      const file = await makeStore(directory);
      meddle(file, "insert into migration values (99, 'later', 'x', '2027-01-01T00:00:00.000Z')");
      await expect(openStore(directory)).rejects.toMatchObject({ code: "store-newer" });
      await expect(openStore(directory, { readOnly: true })).rejects.toMatchObject({ code: "store-newer" });
    }),
  );

  it(
    "refuses a store whose schema steps are not the ones it knows",
    inFolder(async (directory) => {
      meddle(await makeStore(directory), "update migration set checksum = 'x' where number = 1");
      await expect(openStore(directory)).rejects.toMatchObject({ code: "store-foreign" });
    }),
  );

  it(
    "says that the file is damaged when its pages are overwritten",
    inFolder(async (directory) => {
      const file = await makeStore(directory);
      const bytes = readFileSync(file);
      // Everything but the first page, so that the header still says what the file is.
      bytes.fill(0xa5, 4096);
      writeFileSync(file, bytes);
      await expect(openStore(directory)).rejects.toMatchObject({ name: "StoreError", code: "store-corrupt" });
    }),
  );

  it(
    "says that a stored value is damaged when it is no longer JSON",
    inFolder(async (directory) => {
      meddle(await makeStore(directory), "update document_version set meta = '{'");
      const store = await openStore(directory);
      await expect(store.documents(everyone)).rejects.toMatchObject({ code: "store-corrupt" });
      await store.close();
    }),
  );

  it(
    "says that another process holds the lock when it waited long enough",
    inFolder(async (directory) => {
      const store = await openStore(directory, { busyTimeoutMs: 0 });
      const other = new DatabaseSync(join(directory, "pilotdesk.sqlite"));
      other.exec("begin immediate");
      const append = (): Promise<unknown> => store.transaction((transaction) => transaction.appendEvent(newEvent("a")));
      await expect(append()).rejects.toMatchObject({ code: "store-locked" });
      expect(await store.head()).toStrictEqual({ seq: 0 });
      other.exec("rollback");
      expect(await append()).toMatchObject({ seq: 1 });
      other.close();
      await store.close();
    }),
  );

  it(
    "opens an existing store while another process writes",
    inFolder(async (directory) => {
      const file = await makeStore(directory);
      const other = new DatabaseSync(file);
      other.exec("begin immediate");
      const store = await openStore(directory, { busyTimeoutMs: 0 });
      expect((await store.head()).seq).toBe(1);
      other.exec("rollback");
      other.close();
      await store.close();
    }),
  );

  it(
    "says that a new store is being made by another process when it waited long enough",
    inFolder(async (directory) => {
      const other = new DatabaseSync(join(directory, "pilotdesk.sqlite"));
      other.exec("begin exclusive");
      await expect(openStore(directory, { busyTimeoutMs: 0 })).rejects.toMatchObject({ code: "store-locked" });
      other.exec("rollback");
      other.close();
      await (await openStore(directory, { busyTimeoutMs: 0 })).close();
    }),
  );
});
