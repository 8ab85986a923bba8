import { randomUUID } from "node:crypto";
import type { StoreTransaction } from "../../core/store.ts";
import { dayOf } from "../../core/time.ts";
import { readReturnFile } from "../../ingest/returns/read-return-file.ts";
import { planReturns } from "../../intents/updates/returns/plan-returns.ts";
import type { PlannedChange, ReturnPlan } from "../../intents/updates/returns/plan-returns.ts";
import { pilotHeadings } from "../../intents/updates/returns/return-columns.ts";
import type { WrittenReturns } from "../../intents/updates/returns/written-returns.ts";
import { amendUpdate, confirmUpdate } from "../../ledger/updates/record-update.ts";
import { systemClock } from "../../main.ts";
import { exitCodes } from "../command.ts";
import type { UpdatesContext } from "./operator.ts";
import { recordUpdates } from "./record-updates.ts";
import { countPlan, isRefused, planJson, planLines } from "./return-plan-text.ts";

/** Shows what a file of returns would change; with `write` it changes it, all rows or none. */
export async function importReturns(path: string, write: boolean, context: UpdatesContext): Promise<number> {
  const { store, operator, json, print, complain } = context;
  const file = await readReturnFile(path, pilotHeadings);
  const plan = write
    ? await recordUpdates(context, (transaction) => record(transaction, file, context))
    : planFor(file, await store.updates(operator.scope), context);
  if (json) print(JSON.stringify(planJson(plan), null, 2));
  else for (const line of planLines(plan, file, operator.knowledge)) print(line);
  const summary = countPlan(plan);
  if (isRefused(plan)) {
    complain(`${summary} Nothing was written: correct what is refused, then import again.`);
    return exitCodes.failed;
  }
  const told = write
    ? `${summary} Recorded.`
    : `${summary} This was a dry run and nothing was written; --write records it.`;
  if (json) complain(told);
  else print(told);
  return exitCodes.ok;
}

/** Plans and writes in one transaction, so that what is written is what was compared. */
async function record(
  transaction: StoreTransaction,
  file: WrittenReturns,
  context: UpdatesContext,
): Promise<ReturnPlan> {
  const plan = planFor(file, await transaction.updates(context.operator.scope), context);
  if (isRefused(plan)) return plan;
  const changes = plan.rows.filter((row): row is PlannedChange => row.action === "add" || row.action === "amend");
  await writeReturns(transaction, changes, context);
  return plan;
}

function planFor(
  file: WrittenReturns,
  standing: Parameters<typeof planReturns>[1]["standing"],
  { operator }: UpdatesContext,
): ReturnPlan {
  return planReturns(file, { knowledge: operator.knowledge, standing, today: dayOf(systemClock.now()) });
}

/** Records each change as an event of its own by the operator. */
export async function writeReturns(
  transaction: StoreTransaction,
  changes: readonly PlannedChange[],
  { operator, reason = "monitoring return" }: Pick<UpdatesContext, "operator"> & { readonly reason?: string },
): Promise<void> {
  const occurredAt = systemClock.now().toISOString();
  const { id: actor } = await transaction.ensurePerson(operator.account, occurredAt);
  const recording = { actor, occurredAt };
  for (const { pilot, fields, marking, amends } of changes) {
    const content = { fields, ...(marking !== undefined && { marking }) };
    const outcome = amends
      ? await amendUpdate(transaction, { id: amends.id, reason, ...content }, recording)
      : await confirmUpdate(
          transaction,
          { id: `u-${randomUUID()}`, pilot: pilot.id, postedAt: occurredAt, author: actor, ...content },
          recording,
        );
    // Undoes every row: the transaction ends with it.
    if (outcome.outcome === "refused") throw new Error(`the ledger refused the return of ${pilot.id}: ${outcome.why}`);
  }
}
