import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { verifyLedger } from "../../../src/ledger/verify-ledger.ts";
import { openPostgresStore } from "../../../src/stores/postgres/open-postgres-store.ts";
import { createSettableClock, newEvent, putDocument, scopeOf } from "../../contracts/store/store-samples.ts";
import { describeOnPostgres } from "../../setup/describe-on-postgres.ts";

const run = promisify(execFile);
const script = fileURLToPath(new URL("append-events.ts", import.meta.url));
const clock = createSettableClock();

describeOnPostgres("several processes on one PostgreSQL store", (server) => {
  it("make the store and write one chain of events at the same time", async () => {
    const url = await server().createDatabase();
    const children = await Promise.all(
      [1, 2, 3].map(() => run(process.execPath, [script, url, "20"], { encoding: "utf8" })),
    );
    const seqs = children.flatMap(({ stdout }) => JSON.parse(stdout) as number[]);
    expect(seqs.toSorted((left, right) => left - right)).toStrictEqual(
      Array.from({ length: 60 }, (_, index) => index + 1),
    );
    const store = await openPostgresStore({ url, clock });
    expect(await verifyLedger(store)).toMatchObject({ ok: true, events: 60 });
    await store.close();
  });

  it("see what another has committed, in search too", async () => {
    const url = await server().createDatabase();
    const [one, two] = [await openPostgresStore({ url, clock }), await openPostgresStore({ url, clock })];
    const everyone = scopeOf(["public"]);
    expect(await two.searchLexical(everyone, { terms: ["lantern"], limit: 5 })).toStrictEqual([]);
    await one.transaction((transaction) => putDocument(transaction, "a.md@1", ["Lanterns were lit."]));
    expect(await two.searchLexical(everyone, { terms: ["lantern"], limit: 5 })).toHaveLength(1);
    expect((await two.transaction((transaction) => transaction.appendEvent(newEvent("b")))).seq).toBe(2);
    expect((await one.head()).seq).toBe(2);
    for (const store of [one, two]) await store.close();
  });
});
