import type { RecordPayload, Subject } from "../../../src/core/ledger.ts";
import type { Store, StoreTransaction } from "../../../src/core/store.ts";
import type { ReadScope } from "../../../src/core/trust.ts";
import { noFields } from "../../../src/core/update.ts";
import { applyRecordEvent } from "../../../src/ledger/derive-record-event.ts";
import { recordKey } from "../../../src/ledger/derive-rows.ts";
import type { NewUpdate, Recording } from "../../../src/ledger/updates/record-update.ts";

/** A live programme with two pilots, and an invented one with one. */
export const subjects: readonly Subject[] = [
  { id: "harbour", kind: "programme", name: "Harbour Night Buses", status: "live", audience: "public" },
  pilot("hnb-eastmere", "Eastmere", "harbour"),
  pilot("hnb-wexcombe", "Wexcombe", "harbour"),
  { id: "invented", kind: "programme", name: "Day Boats", status: "live", fictional: true, audience: "public" },
  pilot("db-ullock", "Ullock", "invented"),
];

function pilot(id: string, name: string, programme: string): Subject {
  return { id, kind: "participation", name, programme, participationKind: "pilot", councils: [], audience: "public" };
}

/** A reader of the programme office, and one of the public. */
export const office: ReadScope = { reader: { audiences: ["public", "programme:harbour", "programme:invented"] } };

/** Who records, at nine on 4 October 2026. */
export const recording: Recording = { actor: "p-bo", occurredAt: "2026-10-04T08:00:00.000Z" };

/** An update of the Eastmere pilot, posted on 4 October 2026; every part may differ. */
export function newUpdate(changes: Partial<NewUpdate> = {}): NewUpdate {
  return {
    id: "u-1",
    pilot: "hnb-eastmere",
    fields: { ...noFields, rating: "amber" },
    postedAt: "2026-10-04T07:30:00.000Z",
    author: "p-ann",
    ...changes,
  };
}

/** Records subjects as the knowledge folder states them. */
export async function importSubjects(store: Store, given: readonly Subject[] = subjects): Promise<void> {
  await store.transaction(async (transaction) => {
    for (const subject of given) {
      await importRecord(transaction, { type: "subject", subject, aliases: [], facts: [] });
    }
  });
}

/** Records one record of the knowledge folder. */
export async function importRecord(transaction: StoreTransaction, body: RecordPayload): Promise<void> {
  await applyRecordEvent(transaction, {
    kind: "recordImported",
    about: recordKey(body),
    occurredAt: recording.occurredAt,
    actor: "importer",
    payload: { class: "record", body },
  });
}
