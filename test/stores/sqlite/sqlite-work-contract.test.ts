import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { Store } from "../../../src/core/store.ts";
import { openSqliteStore } from "../../../src/stores/sqlite/open-sqlite-store.ts";
import { describeWorkContract } from "../../contracts/work-contract.ts";

const root = mkdtempSync(join(tmpdir(), "pilotdesk-work-contract-"));
let stores = 0;

function nextFolder(): string {
  stores += 1;
  return join(root, String(stores));
}

afterAll(() => rmSync(root, { recursive: true, force: true }));

/**
 * Lets two connections of one thread write in turns: SQLite waits for a lock without letting the thread go on, so that in
 * one thread the other could never finish. Processes of their own do not need this.
 */
function inTurns(stores: readonly [Store, Store]): readonly [Store, Store] {
  let last: Promise<unknown> = Promise.resolve();
  const [one, two] = stores.map((store): Store => ({
    ...store,
    transaction(work) {
      const result = last.then(() => store.transaction(work));
      last = result.catch(() => undefined);
      return result;
    },
  }));
  return [one!, two!];
}

describeWorkContract("SQLite store", {
  open: (clock) => openSqliteStore({ directory: nextFolder(), clock }),
  async openTwice(clock) {
    const directory = nextFolder();
    return inTurns([await openSqliteStore({ directory, clock }), await openSqliteStore({ directory, clock })]);
  },
});
