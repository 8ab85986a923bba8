import type { PeopleReader } from "../../core/people.ts";
import type { LedgerReader, StoreTransaction } from "../../core/store.ts";
import type { ConfirmedUpdate, UpdateVersion } from "../../core/update.ts";
import { updateIn } from "../../ledger/updates/apply-update-rows.ts";
import { updateRecordKey } from "../../ledger/updates/derive-update-rows.ts";
import type { Caller } from "../caller.ts";
import { mayConfirm } from "./permissions.ts";

/** An update as it stands, whoever asks; what they may do with it is checked next. Undefined where none stands. */
export async function findUpdate(transaction: StoreTransaction, id: string): Promise<ConfirmedUpdate | undefined> {
  const stated = updateIn(await transaction.openRows(updateRecordKey(id)));
  if (!stated) return undefined;
  const [update] = await transaction.updates({ reader: { audiences: ["public", stated.audience] } }, { ids: [id] });
  return update;
}

/** The versions of an update, the first first. */
export function versionsOf(
  ledger: Pick<LedgerReader, "updateVersions">,
  { id, audience }: Pick<ConfirmedUpdate, "id" | "audience">,
): Promise<readonly UpdateVersion[]> {
  return ledger.updateVersions({ reader: { audiences: ["public", audience] } }, id);
}

/** True for those who may amend, undo or withdraw an update: who wrote or confirmed it, and who may confirm such ones. */
export async function mayDecide(
  caller: Caller,
  update: Pick<ConfirmedUpdate, "author" | "confirmedBy" | "pilot" | "programme">,
  people: Pick<PeopleReader, "person">,
): Promise<boolean> {
  if (caller.isExternal) return false;
  if (mayConfirm(caller, update)) return true;
  const own = caller.person?.id;
  if (own === undefined) return false;
  // Of somebody who was joined to another, the ledger keeps the id that they had.
  const [author, confirmer] = [await people.person(update.author), await people.person(update.confirmedBy)];
  return own === author?.id || own === confirmer?.id;
}

/** The hash that stands on the buttons of a version: once there is another, they do nothing. */
export function versionHash({ version }: Pick<ConfirmedUpdate, "version">): string {
  return `v${version}`;
}
