import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { openSqliteStore } from "../../../src/stores/sqlite/open-sqlite-store.ts";
import { describeStoreContract } from "../../contracts/store-contract.ts";

const root = mkdtempSync(join(tmpdir(), "pilotdesk-contract-"));
let stores = 0;

afterAll(() => rmSync(root, { recursive: true, force: true }));

describeStoreContract("SQLite store", (clock) => {
  stores += 1;
  return openSqliteStore({ directory: join(root, String(stores)), clock });
});
