import type { KyselyPlugin } from "kysely";
import { lockedQueries } from "./connection.ts";

/**
 * Lets a transaction take the ledger's lock with its first query, and none of its queries before that. Whoever reads the
 * ledger in order to write it must not find, when it writes, that another process wrote meanwhile: numbers, the hash chain
 * and open rows all follow from what was read. Transactions that only touch the work go without, side by side.
 */
export const ledgerLock: KyselyPlugin = {
  transformQuery({ node, queryId }) {
    lockedQueries.add(queryId);
    return node;
  },
  transformResult: ({ result }) => Promise.resolve(result),
};
