import { describe } from "vitest";
import type { OpenEmptyStore } from "./store-contract.ts";
import { describeHeld } from "./work/held.ts";
import { describeInbox } from "./work/inbox.ts";
import { describeOutbox } from "./work/outbox.ts";
import { describeOverheard } from "./work/overheard.ts";
import { describePosted } from "./work/posted.ts";
import { describeSchedules } from "./work/schedules.ts";
import { describeSharedWork, type OpenTwice } from "./work/shared-work.ts";

/**
 * What every store promises to inbox, worker, outbox and schedule. `openTwice` opens one empty store from two instances:
 * two connections to one file, or two pools to one database.
 */
export function describeWorkContract(
  name: string,
  { open, openTwice }: { readonly open: OpenEmptyStore; readonly openTwice: OpenTwice },
): void {
  describe(`${name}: the contract of the work`, () => {
    describeInbox(open);
    describeOverheard(open);
    describeOutbox(open);
    describeHeld(open);
    describePosted(open);
    describeSchedules(open);
    describeSharedWork(openTwice);
  });
}
