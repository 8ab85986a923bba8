import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { CompiledQuery, sql } from "kysely";
import { describe, expect, it } from "vitest";
import { purgePayload } from "../../../src/ledger/purge-payload.ts";
import { verifyLedger } from "../../../src/ledger/verify-ledger.ts";
import { openConnection, type SqliteConnection } from "../../../src/stores/sqlite/connection.ts";
import { createFts5Engine } from "../../../src/stores/sqlite/fts5-engine.ts";
import { prepareFile } from "../../../src/stores/sqlite/prepare-file.ts";
import { createSqliteRunner } from "../../../src/stores/sqlite/transaction-runner.ts";
import { createReads } from "../../../src/stores/sql/store-parts.ts";
import { draftOf, markOf, slackAccount } from "../../contracts/store/people-samples.ts";
import { createSettableClock, newEvent, putDocument, startInstant } from "../../contracts/store/store-samples.ts";
import { inFolder, openStore } from "./sqlite-folder.ts";

const clock = createSettableClock();

async function openPrepared(directory: string): Promise<SqliteConnection> {
  const [file, options] = [join(directory, "pilotdesk.sqlite"), { readOnly: false, busyTimeoutMs: 0 }];
  const connection = openConnection(file, options);
  await prepareFile(connection, { file, clock, ...options });
  return connection;
}

describe("a SQLite connection", () => {
  it.each([
    ["a Date", new Date(0)],
    ["an object", { at: 1 }],
    ["a list", [1]],
    ["undefined", undefined],
    ["NaN", Number.NaN],
    ["infinity", Number.POSITIVE_INFINITY],
    ["a function", () => 1],
    ["a symbol", Symbol("x")],
  ])("refuses to store %s", async (_name, value) => {
    const { db } = openConnection(":memory:", { readOnly: false, busyTimeoutMs: 0 });
    const query = CompiledQuery.raw("select ? as value", [value]);
    await expect(db.executeQuery(query)).rejects.toMatchObject({ code: "store-misuse" });
    await db.destroy();
  });

  it("stores text with NUL, booleans as 0 and 1, and bytes as they are", async () => {
    const { db } = openConnection(":memory:", { readOnly: false, busyTimeoutMs: 0 });
    const values = sql`select ${true} as yes, ${false} as no, ${"a\0b"} as text, ${Uint8Array.of(0, 255)} as bytes`;
    expect((await values.execute(db)).rows).toStrictEqual([
      { yes: 1, no: 0, text: "a\0b", bytes: Uint8Array.of(0, 255) },
    ]);
    await db.destroy();
  });

  // Root may write everywhere, so the file is opened as SQLite opens one that this user may only read.
  it(
    "says that the file cannot be written",
    inFolder(async (directory) => {
      await (await openStore(directory)).close();
      const file = join(directory, "pilotdesk.sqlite");
      const { db } = openConnection(file, { readOnly: true, busyTimeoutMs: 0 });
      const writing = db.deleteFrom("receipt").execute();
      await expect(writing).rejects.toMatchObject({ name: "StoreError", code: "store-read-only" });
      await expect(db.selectFrom("receipt").select("id").execute()).resolves.toStrictEqual([]);
      await db.destroy();
    }),
  );

  // A cap on the number of pages fails as a full disk does: SQLITE_FULL.
  it(
    "says that the disk is full, keeps what was saved, and goes on when there is room",
    inFolder(async (directory) => {
      const connection = await openPrepared(directory);
      const [runner, reads] = [createSqliteRunner(connection, clock), createReads(connection.db, createFts5Engine())];
      await runner.run((transaction) => transaction.appendEvent(newEvent("before")));
      const { page_count: pages } = connection.raw.prepare("pragma page_count").get() ?? {};
      connection.raw.exec(`pragma max_page_count = ${Number(pages) + 2}`);

      const lines = Array.from({ length: 500 }, (_, index) => `Lantern ${index} was lit in the market square.`);
      const put = (): Promise<unknown> => runner.run((transaction) => putDocument(transaction, "a.md@1", lines));
      await expect(put()).rejects.toMatchObject({ name: "StoreError", code: "store-full" });
      expect((await reads.head()).seq).toBe(1);
      expect(await reads.indexCounts("m")).toMatchObject({ documents: 0, passages: 0 });

      connection.raw.exec("pragma max_page_count = 1000000");
      await put();
      expect(await reads.indexCounts("m")).toMatchObject({ documents: 1, passages: 500 });
      expect(await verifyLedger(reads)).toMatchObject({ ok: true, events: 2 });
      await connection.db.destroy();
    }),
  );

  it(
    "leaves nothing of a purged payload in its files",
    inFolder(async (directory) => {
      const store = await openStore(directory);
      const secret = "Marguerite Featherstonehaugh";
      const filesWithSecret = (): readonly string[] =>
        readdirSync(directory).filter((file) => readFileSync(join(directory, file)).includes(secret));
      const event = await store.transaction((transaction) =>
        transaction.appendEvent(newEvent("a", { name: secret, text: "x".repeat(10_000) })),
      );
      expect(filesWithSecret()).toStrictEqual(["pilotdesk.sqlite-wal"]);
      const purge = { payloadId: event.payloadId ?? "", reason: "a name", actor: "tester" };
      expect(await purgePayload({ store, clock, ...purge })).toBe(true);
      expect(filesWithSecret()).toStrictEqual([]);
      expect(await verifyLedger(store)).toMatchObject({ ok: true, events: 2, purged: 1 });
      await store.close();
      expect(filesWithSecret()).toStrictEqual([]);
    }),
  );

  it(
    "leaves nothing of a forgotten person in its files",
    inFolder(async (directory) => {
      const store = await openStore(directory);
      const secret = "U0FEATHERSTONEHAUGH";
      const filesWithSecret = (): readonly string[] =>
        readdirSync(directory).filter((file) => readFileSync(join(directory, file)).includes(secret));
      await store.transaction(async (transaction) => {
        const { id } = await transaction.ensurePerson({ ...slackAccount, user: secret }, startInstant);
        await transaction.putMark(markOf(id, "m", { heardFrom: secret }));
        await transaction.putDraft(draftOf("d1", id, { text: `${secret} ${"x".repeat(10_000)}` }));
      });
      expect(filesWithSecret()).not.toStrictEqual([]);
      const person = await store.personOf({ ...slackAccount, user: secret });
      await store.transaction((transaction) => transaction.forgetPerson(person?.id ?? ""));
      expect(filesWithSecret()).toStrictEqual([]);
      await store.close();
      expect(filesWithSecret()).toStrictEqual([]);
    }),
  );
});
