import type { LedgerHead } from "../../core/store.ts";
import { readHead } from "../sql/ledger-reads.ts";
import type { StoreDatabase } from "../sql/schema.ts";
import { shareReads } from "./share-reads.ts";

/** Reads where the ledger stands, once for all who ask in the same moment. */
export function createSharedHead(db: StoreDatabase): () => Promise<LedgerHead> {
  const read = shareReads({
    nameOf: (what: "head") => what,
    load: async () => new Map([["head", await readHead(db)]]),
  });
  return async () => (await read("head")) ?? { seq: 0 };
}
