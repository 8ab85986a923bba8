import type { StoredRow, StoreTransaction } from "../../../src/core/store.ts";
import type { ConfirmedUpdate } from "../../../src/core/update.ts";
import { noFields } from "../../../src/core/update.ts";
import { newEvent } from "./store-samples.ts";

/** An update without the event that recorded it. */
export type UpdateSample = Omit<ConfirmedUpdate, "recordedSeq" | "recordedAt">;

/** A made-up update with every optional key. */
export const wholeUpdate: UpdateSample = {
  id: "u-1",
  pilot: "demo-eastmere",
  programme: "demo",
  fields: {
    period: { from: "2026-02-01", to: "2026-03-01" },
    rating: "amber-green",
    scale: "five-step",
    trend: "up",
    narrative: "Wardens start Monday 🙂.",
    milestones: [{ name: "hub opens", due: "2026-04-01", forecast: "2026-05-01", done: true }],
    metrics: [{ name: "referrals", value: 42.5, unit: "people", target: 60 }],
    spend: { toDatePence: 1, forecastPence: 2, budgetPence: 3 },
    risks: [{ text: "the contract ends", ownerRole: "contracts lead", mitigation: "a second supplier" }],
    help: [{ department: "dept", text: "a letter" }],
    nextSteps: [{ text: "recruit", due: "2026-03-06" }],
  },
  validFrom: "2026-02-28",
  postedAt: "2026-03-01T08:00:00.000Z",
  version: 1,
  author: "p-1",
  confirmedBy: "p-2",
  message: { place: "teams:T1:C1", id: "1700", permalink: "https://teams.example/l/1700" },
  source: "edited",
  text: "amber-green, 42.5 referrals",
  spans: [{ field: "rating", start: 0, end: 11 }],
  marking: "OFFICIAL",
  audience: "programme:demo",
  fictional: true,
};

/** A small public update. */
export function updateOf(id: string, changes: Partial<UpdateSample> = {}): UpdateSample {
  return {
    id,
    pilot: "demo-eastmere",
    programme: "demo",
    fields: noFields,
    validFrom: "2026-02-28",
    postedAt: "2026-03-01T08:00:00.000Z",
    version: 1,
    author: "p-1",
    confirmedBy: "p-1",
    audience: "public",
    ...changes,
  };
}

/** Appends an event about an update and stores it as what stands from then on, with other rows beside it. */
export async function putUpdate(
  transaction: StoreTransaction,
  update: UpdateSample,
  kind: "updateConfirmed" | "updateAmended" | "updateMarked" = "updateConfirmed",
  beside: readonly StoredRow[] = [],
): Promise<void> {
  const record = `update:${update.id}`;
  const body = { type: "update", update, reason: `reason of ${kind}` };
  const event = await transaction.appendEvent({
    ...newEvent(update.id),
    kind,
    payload: { class: "update", body },
  });
  const open = await transaction.openRows(record);
  if (open.length > 0) {
    const keys = open.map((row) => row.key);
    await transaction.closeRows(record, event, keys);
  }
  await transaction.insertRows(record, event, [
    { key: `update-${event.seq}`, row: { table: "update", update } },
    ...beside,
  ]);
}
