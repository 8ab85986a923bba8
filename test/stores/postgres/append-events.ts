import { argv, stdout } from "node:process";
import { openPostgresStore } from "../../../src/stores/postgres/open-postgres-store.ts";

/*
 * Run as a process of its own by several-processes.test.ts: opens the store at the address named first, appends as many
 * events as named second, each in its own transaction after reading the ledger, and prints their numbers.
 */
const [, , url = "", count = "0"] = argv;
const store = await openPostgresStore({ url, clock: { now: () => new Date("2026-03-01T09:00:00.000Z") } });
const seqs: number[] = [];
for (let index = 0; index < Number(count); index += 1) {
  const event = await store.transaction(async (transaction) => {
    const { seq } = await transaction.head();
    const event = await transaction.appendEvent({
      kind: "recordImported",
      about: "a",
      occurredAt: "2026-03-01T09:00:00.000Z",
      actor: "child",
    });
    if (event.seq !== seq + 1) throw new Error("Another process wrote between the read and the write.");
    return event;
  });
  seqs.push(event.seq);
}
await store.close();
stdout.write(JSON.stringify(seqs));
