import { isUpdateEvent } from "../../core/ledger.ts";
import type { LedgerReader } from "../../core/store.ts";
import { eachEvent } from "../event-pages.ts";

/** Why there is no update to do something with. */
export type NotStanding = "unknownUpdate" | "withdrawn" | "purged";

/** Why an update that has no open rows has none, by the last event that decides it. */
export async function whyNotStanding(ledger: Pick<LedgerReader, "events">, id: string): Promise<NotStanding> {
  let why: NotStanding = "unknownUpdate";
  for await (const { event } of eachEvent(ledger, id)) {
    if (!isUpdateEvent(event.kind) || event.kind === "updateMarked") continue;
    why = event.kind === "updateWithdrawn" ? "withdrawn" : "purged";
  }
  return why;
}
