import { argv, stdout } from "node:process";
import { openSqliteStore } from "../../../src/stores/sqlite/open-sqlite-store.ts";

/*
 * Run as a process of its own by two-processes.test.ts: opens the store in the folder named first, appends as many events
 * as named second, each in its own transaction, and prints their numbers.
 */
const [, , directory = "", count = "0"] = argv;
const store = await openSqliteStore({ directory, clock: { now: () => new Date("2026-03-01T09:00:00.000Z") } });
const seqs: number[] = [];
for (let index = 0; index < Number(count); index += 1) {
  const event = await store.transaction((transaction) =>
    transaction.appendEvent({
      kind: "recordImported",
      about: "a",
      occurredAt: "2026-03-01T09:00:00.000Z",
      actor: "child",
    }),
  );
  seqs.push(event.seq);
}
await store.close();
stdout.write(JSON.stringify(seqs));
