import type { RecordPayload, Subject } from "../../../src/core/ledger.ts";
import type { Store, StoreTransaction } from "../../../src/core/store.ts";
import type { ReadScope } from "../../../src/core/trust.ts";
import { noFields } from "../../../src/core/update.ts";
import { applyRecordEvent } from "../../../src/ledger/derive-record-event.ts";
import { recordKey } from "../../../src/ledger/derive-rows.ts";
import { eraseUpdate } from "../../../src/ledger/purge-payload.ts";
import {
  amendUpdate,
  confirmUpdate,
  markUpdate,
  withdrawUpdate,
  type NewUpdate,
  type Recording,
} from "../../../src/ledger/updates/record-update.ts";

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

/** Updates in every state: amended, withdrawn, marked, erased. */
export async function recordUpdatesOfEveryKind(store: Store): Promise<void> {
  await importSubjects(store);
  await store.transaction(async (transaction) => {
    const text = "still amber 🙂";
    await confirmUpdate(transaction, newUpdate({ text, spans: [{ field: "rating", start: 6, end: 11 }] }), recording);
    await amendUpdate(transaction, { id: "u-1", fields: { ...noFields, rating: "red" }, reason: "typo" }, recording);
    for (const id of ["u-2", "u-3", "u-4"]) await confirmUpdate(transaction, newUpdate({ id }), recording);
    await withdrawUpdate(transaction, { id: "u-2" }, recording);
    await markUpdate(transaction, { id: "u-3", source: "deleted" }, recording);
    await eraseUpdate(transaction, "u-4", { reason: "asked for", ...recording });
  });
}

/** Everything that can be read of updates, as it was known after each event. */
export async function updatesAtEveryMoment(store: Store): Promise<unknown> {
  const { seq } = await store.head();
  const moments = Array.from({ length: seq }, (_, at) => ({ ...office, knownSeq: at + 1 }));
  return Promise.all(
    moments.map(async (scope) => [
      await store.updates(scope),
      await store.facts(scope),
      await Promise.all(["u-1", "u-2", "u-3", "u-4"].map((id) => store.updateVersions(scope, id))),
    ]),
  );
}
