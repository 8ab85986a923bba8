import { expect, it } from "vitest";
import { verifyLedger } from "../../../src/ledger/verify-ledger.ts";
import { openPostgresStore, type PostgresStore } from "../../../src/stores/postgres/open-postgres-store.ts";
import { createSettableClock, newEvent } from "../../contracts/store/store-samples.ts";
import { describeOnPostgres } from "../../setup/describe-on-postgres.ts";

const cutOthers = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and application_name = 'pilotdesk'`;

describeOnPostgres(
  "a PostgreSQL store whose server goes away",
  (server) => {
    async function openNew(): Promise<{ readonly url: string; readonly store: PostgresStore }> {
      const url = await server().createDatabase();
      return { url, store: await openPostgresStore({ url, clock: createSettableClock() }) };
    }
    const append = (store: PostgresStore, about = "a"): Promise<{ readonly seq: number }> =>
      store.transaction((transaction) => transaction.appendEvent(newEvent(about, { about })));

    it("fails the transaction whose connection is cut, saves nothing of it, and goes on with the next", async () => {
      const { url, store } = await openNew();
      await append(store);
      const cut = store.transaction(async (transaction) => {
        await transaction.appendEvent(newEvent("lost"));
        await server().query(url, cutOthers);
        await transaction.appendEvent(newEvent("lost too"));
      });
      await expect(cut).rejects.toMatchObject({ name: "StoreError", code: "store-unreachable" });
      expect((await append(store)).seq).toBe(2);
      expect(await verifyLedger(store)).toMatchObject({ ok: true, events: 2 });
      await store.close();
    });

    it("lives through the loss of connections that stand idle", async () => {
      const { url, store } = await openNew();
      await append(store);
      await store.head();
      await server().query(url, cutOthers);
      // The server's word may still be on its way: at most the calls that use the dead connections fail.
      const tried = await Promise.allSettled([store.head(), append(store)]);
      for (const result of tried) {
        if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "store-unreachable" });
      }
      const before = (await store.head()).seq;
      expect((await append(store)).seq).toBe(before + 1);
      await store.close();
    });

    it("says so while the server is stopped, keeps what was committed, and goes on when it is back", async () => {
      const { url, store } = await openNew();
      await append(store);
      await server().stop("immediate");
      const reading = store.head().then(
        () => "read",
        (error: unknown) => error,
      );
      expect(await reading).toMatchObject({ name: "StoreError", code: "store-unreachable" });
      await expect(append(store)).rejects.toMatchObject({ code: "store-unreachable" });
      await expect(append(store)).rejects.toThrow("cannot be reached. Check that the server runs");
      await expect(openPostgresStore({ url, clock: createSettableClock() })).rejects.toMatchObject({
        code: "store-unreachable",
      });

      await server().start();
      expect((await store.head()).seq).toBe(1);
      expect((await append(store)).seq).toBe(2);
      expect(await verifyLedger(store)).toMatchObject({ ok: true, events: 2 });
      await store.close();
    });

    it("gives a transaction's lock back when its process hangs, and its connection with it", async () => {
      const { url, store } = await openNew();
      const other = await openPostgresStore({ url, clock: createSettableClock() });
      const hanging = store.transaction(async (transaction) => {
        await transaction.appendEvent(newEvent("hangs"));
        // What the server does by itself after a minute.
        await server().query(url, `${cutOthers} and state = 'idle in transaction'`);
        expect((await append(other)).seq).toBe(1);
      });
      await expect(hanging).rejects.toMatchObject({ code: "store-unreachable" });
      expect((await append(store)).seq).toBe(2);
      for (const each of [store, other]) await each.close();
    });
  },
  { fastAndUnsafe: false },
);
