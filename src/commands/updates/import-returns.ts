import { randomUUID } from "node:crypto";
import type { StoreTransaction } from "../../core/store.ts";
import { proposeUpdates } from "../../extraction/propose-updates.ts";
import { readReturnFile } from "../../ingest/returns/read-return-file.ts";
import { sayPersonalData } from "../../intents/updates/personal-data.ts";
import { planReturns } from "../../intents/updates/plan-returns.ts";
import type { PlannedReturn } from "../../intents/updates/plan-returns.ts";
import { amendUpdate, confirmUpdate } from "../../ledger/updates/record-update.ts";
import { systemClock } from "../../main.ts";
import { exitCodes } from "../command.ts";
import type { UpdatesContext } from "./operator.ts";

type Change = Exclude<PlannedReturn, { readonly action: "refuse" }>;

/** Shows what a file of returns would change; with `write` it changes it, all rows or none. */
export async function importReturns(path: string, write: boolean, context: UpdatesContext): Promise<number> {
  const { store, operator, print, complain } = context;
  const { knowledge, scope } = operator;
  const rows = await readReturnFile(path);
  const plan = planReturns(rows, { knowledge, standing: await store.updates(scope), personalDataIn });
  for (const line of plan.flatMap(planLines)) print(line);
  const refused = plan.filter(({ action }) => action === "refuse");
  const changes = plan.filter((row): row is Change => row.action === "add" || row.action === "amend");
  const added = changes.filter(({ action }) => action === "add").length;
  const summary = `${added} to add, ${changes.length - added} to amend, ${plan.length - changes.length - refused.length} unchanged, ${refused.length} refused`;
  if (refused.length > 0) {
    complain(`${summary}. Nothing was written: correct the rows above, then import again.`);
    return exitCodes.failed;
  }
  if (!write) {
    print(`${summary}. This was a dry run; --write records it.`);
    return exitCodes.ok;
  }
  await store.transaction((transaction) => writeChanges(transaction, changes, operator.account));
  print(`${summary}. Recorded.`);
  return exitCodes.ok;
}

/** Personal data in a text, in words; undefined for none. */
function personalDataIn(text: string): string | undefined {
  const postedAt = systemClock.now().toISOString();
  const { proposals } = proposeUpdates({ text, postedAt });
  const found = proposals.flatMap(({ personalData }) => personalData);
  return found.length === 0 ? undefined : sayPersonalData(text, found).join(", ");
}

async function writeChanges(
  transaction: StoreTransaction,
  changes: readonly Change[],
  account: UpdatesContext["operator"]["account"],
): Promise<void> {
  const occurredAt = systemClock.now().toISOString();
  const { id: actor } = await transaction.ensurePerson(account, occurredAt);
  for (const { pilot, fields, marking, amends } of changes) {
    const content = { fields, ...(marking !== undefined && { marking }) };
    const recording = { actor, occurredAt };
    const outcome = amends
      ? await amendUpdate(transaction, { id: amends.id, reason: "monitoring return", ...content }, recording)
      : await confirmUpdate(
          transaction,
          { id: `u-${randomUUID()}`, pilot: pilot.id, postedAt: occurredAt, author: actor, ...content },
          recording,
        );
    if (outcome.outcome === "refused") throw new Error(`The ledger refused a return of ${pilot.id}: ${outcome.why}.`);
  }
}

function planLines(planned: PlannedReturn): readonly string[] {
  if (planned.action === "refuse") return planned.problems.map((problem) => `row ${planned.row}: refused: ${problem}`);
  const { row, action, pilot, changes, amends } = planned;
  const what = action === "amend" ? `amends ${amends?.id ?? ""}` : action === "add" ? "adds" : "changes nothing";
  return [`row ${row}: ${pilot.name}: ${what}`, ...changes.map(({ label, value }) => `  ${label}: ${value}`)];
}
