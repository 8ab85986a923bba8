import { describe } from "vitest";
import type { Store } from "../../src/core/store.ts";
import type { Clock } from "../../src/core/time.ts";
import { describeAtOnce } from "./store/at-once.ts";
import { describeDocuments } from "./store/documents.ts";
import { describeDrafts } from "./store/drafts.ts";
import { describeEvents } from "./store/events.ts";
import { describePeople } from "./store/people.ts";
import { describeReceipts } from "./store/receipts.ts";
import { describeRows } from "./store/rows.ts";
import { describeSearch } from "./store/search.ts";
import { describeTransactions } from "./store/transactions.ts";
import { describeUpdates } from "./store/updates.ts";
import { describeVectors } from "./store/vectors.ts";

/** Opens a store that is empty and that nothing else uses; the suite closes it. */
export type OpenEmptyStore = (clock: Clock) => Promise<Store>;

/** What every store promises, whatever the engine behind it. */
export function describeStoreContract(name: string, open: OpenEmptyStore): void {
  describe(`${name}: the contract of every store`, () => {
    describeEvents(open);
    describeRows(open);
    describeUpdates(open);
    describeDocuments(open);
    describeSearch(open);
    describeVectors(open);
    describeReceipts(open);
    describePeople(open);
    describeAtOnce(open);
    describeDrafts(open);
    describeTransactions(open);
  });
}
