import { describe, expect, it } from "vitest";
import type { Store } from "../../../src/core/store.ts";
import { openPostgresStore, type PostgresStoreOptions } from "../../../src/stores/postgres/open-postgres-store.ts";
import { openStore } from "../../../src/stores/open-store.ts";
import { createSettableClock, newEvent, putDocument, scopeOf } from "../../contracts/store/store-samples.ts";
import { arrivalOf } from "../../contracts/work/work-samples.ts";
import { describeOnPostgres } from "../../setup/describe-on-postgres.ts";

const everyone = scopeOf(["public"]);
const clock = createSettableClock();

describeOnPostgres("opening a PostgreSQL store", (server) => {
  function open(url: string, options: Partial<PostgresStoreOptions> = {}): Promise<Store> {
    return openPostgresStore({ url, clock, ...options });
  }

  /** Makes a store with a document, closes it, and returns its address. */
  async function makeStore(): Promise<string> {
    const url = await server().createDatabase();
    const store = await open(url);
    await store.transaction((transaction) => putDocument(transaction, "a.md@1", ["Lanterns were lit."]));
    await store.close();
    return url;
  }

  it("finds everything again, and says where it is without user and password", async () => {
    const url = (await makeStore()).replace("pilotdesk@", "pilotdesk:wonderland@");
    const store = await openStore({ dataFolder: "unused", databaseUrl: url }, clock);
    expect(store.description).toMatch(/^PostgreSQL \(\/.+, test\d+\)$/);
    expect(store.description).not.toMatch(/pilotdesk:|wonderland/);
    expect(await store.searchLexical(everyone, { terms: ["lantern"], limit: 5 })).toHaveLength(1);
    await store.close();
  });

  it("lets several processes make the tables at once", async () => {
    const url = await server().createDatabase();
    const stores = await Promise.all([1, 2, 3, 4].map(() => open(url)));
    const [one] = stores;
    expect(await one?.transaction((transaction) => transaction.appendEvent(newEvent("a")))).toMatchObject({ seq: 1 });
    for (const store of stores) await store.close();
  });

  it("keeps text in the order of its bytes, and whole numbers in 64 bits, in every table", async () => {
    const columns = await server().query(
      await makeStore(),
      `select count(*)::int as all, count(*) filter (where data_type = 'text' and collation_name is distinct from 'C'
          or data_type in ('integer', 'real') and table_name not like 'posting%')::int as other
        from information_schema.columns where table_schema = 'public'`,
    );
    expect(columns[0]?.["all"]).toBeGreaterThan(100);
    expect(columns[0]?.["other"]).toBe(0);
  });

  it("reads without writing when asked to, and refuses transactions", async () => {
    const store = await open(await makeStore(), { readOnly: true });
    expect(store.description).toMatch(/, read-only$/);
    expect(await store.documents(everyone)).toHaveLength(1);
    const writing = store.transaction((transaction) => transaction.appendEvent(newEvent("a")));
    await expect(writing).rejects.toMatchObject({ code: "store-read-only" });
    await store.close();
  });

  it("says that there is no store to read, and makes none", async () => {
    const url = await server().createDatabase();
    await expect(open(url, { readOnly: true })).rejects.toMatchObject({ code: "store-missing" });
    expect(await server().query(url, "select relname from pg_class where relname = 'migration'")).toStrictEqual([]);
  });

  it("refuses another program's database, and leaves it as it is", async () => {
    const url = await server().createDatabase();
    await server().query(url, "create table migration (id int); create view bookmark as select 1 as url");
    await expect(open(url)).rejects.toMatchObject({ code: "store-foreign" });
    await expect(open(url)).rejects.toThrow("belongs to another program");
    const tables = await server().query(url, "select tablename from pg_tables where schemaname = 'public'");
    expect(tables).toStrictEqual([{ tablename: "migration" }]);
  });

  it("takes a schema of its own in a database that others use", async () => {
    const url = await server().createDatabase();
    await server().query(url, "create table bookmark (url text); create schema desk");
    const store = await open(`${url}&options=-csearch_path%3Ddesk`);
    await store.transaction((transaction) => transaction.appendEvent(newEvent("a")));
    await store.close();
    expect(await server().query(url, "select seq::int from desk.event")).toStrictEqual([{ seq: 1 }]);
  });

  it("refuses a store of a newer program", async () => {
    const url = await makeStore();
    await server().query(url, "insert into migration values (99, 'later', 'x', '2027-01-01T00:00:00.000Z')");
    await expect(open(url)).rejects.toMatchObject({ code: "store-newer" });
    await expect(open(url, { readOnly: true })).rejects.toMatchObject({ code: "store-newer" });
  });

  it("refuses a store whose schema steps are not the ones it knows", async () => {
    const url = await makeStore();
    await server().query(url, "update migration set checksum = 'x' where number = 1");
    await expect(open(url)).rejects.toMatchObject({ code: "store-foreign" });
  });

  it("refuses a database that is not there, or whose text is not UTF-8", async () => {
    const url = await server().createDatabase();
    await expect(open(url.replace(/test\d+/, "nowhere"))).rejects.toMatchObject({ code: "store-missing" });
    await server().query(url, "create database ascii template template0 encoding 'SQL_ASCII' locale 'C'");
    await expect(open(url.replace(/test\d+/, "ascii"))).rejects.toMatchObject({ code: "store-misuse" });
  });

  it("says that another process writes when it waited long enough, and goes on afterwards", async () => {
    const url = await makeStore();
    const [one, two] = [await open(url), await open(url, { lockTimeoutMs: 1 })];
    const append = (store: Store): Promise<unknown> =>
      store.transaction((transaction) => transaction.appendEvent(newEvent("b")));
    await one.transaction(async (transaction) => {
      await transaction.head();
      await expect(append(two)).rejects.toMatchObject({ name: "StoreError", code: "store-locked" });
      // Work needs no part of the ledger, and is done meanwhile.
      await two.transaction((other) => other.registerSchedule("digest", "2026-03-01T09:00:00.000Z"));
    });
    expect(await append(two)).toMatchObject({ seq: 2 });
    for (const store of [one, two]) await store.close();
  });

  it("lets transactions and reads wait for a connection as long as those before them take", async () => {
    const store = await open(await makeStore(), { readers: 1, connectTimeoutMs: 100 });
    const url = await server().createDatabase();
    // Each takes longer than a connection attempt may.
    const slow = (about: string): Promise<unknown> =>
      store.transaction(async (transaction) => {
        await transaction.appendEvent(newEvent(about));
        await server().query(url, "select pg_sleep(0.15)");
      });
    const reads = Array.from({ length: 50 }, () => store.events({ afterSeq: 0, limit: 10 }));
    await Promise.all([slow("a"), slow("b"), slow("c"), ...reads]);
    expect((await store.head()).seq).toBe(4);
    await store.close();
  });

  it("takes turns while another transaction is still going on, and keeps both apart", async () => {
    const store = await open(await makeStore());
    const gate = Promise.withResolvers<void>();
    const accept = (id: string): Promise<unknown> =>
      store.transaction((transaction) => transaction.acceptTurns([arrivalOf(id)]), { beside: true });
    const long = store.transaction(async (transaction) => {
      await transaction.acceptTurns([arrivalOf("t1")]);
      await gate.promise;
    });
    await accept("t2");
    expect((await store.workReport(1)).turns.waiting).toBe(1);
    gate.resolve();
    await long;
    expect((await store.workReport(1)).turns.waiting).toBe(2);
    await store.close();
  });

  it("goes on numbering turns after those that an import brought", async () => {
    const [from, to] = [await open(await makeStore()), await open(await server().createDatabase())];
    const accept = (store: Store, id: string): Promise<unknown> =>
      store.transaction((transaction) => transaction.acceptTurns([arrivalOf(id)]));
    await accept(from, "t1");
    await accept(from, "t2");
    const rows = await from.snapshot(async (reader) => {
      const found = [];
      for await (const page of reader.keptRows("turn")) found.push(...page);
      return found;
    });
    await to.transaction((transaction) => transaction.putKeptRows("turn", rows));
    await accept(to, "t3");
    expect((await to.workReport(1)).turns.waiting).toBe(3);
    for (const store of [from, to]) await store.close();
  });
});

describe("an address of a PostgreSQL store", () => {
  it("is never quoted in an error, because it holds the password", async () => {
    const url = "postgres://desk:wonder@nowhere:door/x";
    const error: unknown = await openPostgresStore({ url, clock }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "StoreError", code: "store-misuse" });
    expect((error as Error).cause).toBeUndefined();
    expect(String(error)).not.toContain("wonder");
  });
});
