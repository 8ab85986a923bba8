import type { StoreTransaction } from "../../core/store.ts";
import { dayOf } from "../../core/time.ts";
import { planReturns } from "../../intents/updates/returns/plan-returns.ts";
import type { PlannedReturn, ReturnPlan } from "../../intents/updates/returns/plan-returns.ts";
import type { WrittenReturns } from "../../intents/updates/returns/written-returns.ts";
import { withdrawUpdate } from "../../ledger/updates/record-update.ts";
import type { UpdateRefusal } from "../../ledger/updates/record-update.ts";
import { systemClock } from "../../main.ts";
import { exitCodes } from "../command.ts";
import { writeReturns } from "./import-returns.ts";
import type { UpdatesContext } from "./operator.ts";
import { recordUpdates } from "./record-updates.ts";

/** What an amendment says, as it was typed. */
export interface Amendment {
  readonly rating?: string | undefined;
  readonly narrative?: string | undefined;
  /** `spent=£12,500`: the columns of a return and what they say. */
  readonly set?: readonly string[] | undefined;
  readonly reason?: string | undefined;
}

/** Amends an update as a return of one row would, with the same checks, and says what changed. */
export async function changeUpdate(id: string, amendment: Amendment, context: UpdatesContext): Promise<number> {
  const { complain, print } = context;
  const written = asReturn(id, amendment);
  if (typeof written === "string") {
    complain(written);
    return exitCodes.usage;
  }
  const plan = await recordUpdates(context, (transaction) => record(transaction, { id, written, amendment }, context));
  const problems = problemsOf(plan);
  if (problems.length > 0) {
    for (const problem of problems) complain(problem);
    complain(`Nothing was recorded about ${id}. pilotdesk updates list names the updates that stand.`);
    return exitCodes.failed;
  }
  const changes = plan.rows.flatMap((row) => (row.action === "amend" ? row.changes : []));
  for (const { label, value } of changes) print(`  ${label}: ${value}`);
  print(changes.length === 0 ? `${id} says so already.` : `Recorded. pilotdesk updates show ${id} has its history.`);
  return exitCodes.ok;
}

/** An amendment as a file of one row; a sentence where it says nothing or is not written as it should be. */
function asReturn(id: string, { rating, narrative, set = [] }: Amendment): WrittenReturns | string {
  const wrong = set.find((one) => !/^[^=]+=/.test(one));
  if (wrong !== undefined) return `--set takes a column and a value, as in --set "spent=£12,500"; “${wrong}” has no =.`;
  const said = [
    ...(rating === undefined ? [] : [["rating", rating]]),
    ...(narrative === undefined ? [] : [["narrative", narrative]]),
    ...set.map((one) => [one.slice(0, one.indexOf("=")).trim(), one.slice(one.indexOf("=") + 1).trim()]),
  ];
  if (said.length === 0) return "Say what to change: --rating, --narrative or --set COLUMN=VALUE.";
  const empty = said.find(([, value]) => value?.trim() === "");
  if (empty) return `${empty[0] ?? ""} has no value. Write none to take out what it says.`;
  const cells = [["update", id], ...said].map(([heading = "", value = ""], index) => ({
    letter: String(index + 1),
    heading,
    value,
  }));
  return {
    headingRow: 1,
    columns: cells,
    rows: [{ row: 2, cells: new Map(cells.map(({ letter, value }) => [letter, value])) }],
    faults: [],
  };
}

async function record(
  transaction: StoreTransaction,
  { id, written, amendment }: { readonly id: string; readonly written: WrittenReturns; readonly amendment: Amendment },
  context: UpdatesContext,
): Promise<ReturnPlan> {
  const { scope, knowledge } = context.operator;
  const standing = await transaction.updates(scope, { ids: [id] });
  const plan = planReturns(written, { knowledge, standing, today: dayOf(systemClock.now()) });
  if (problemsOf(plan).length > 0) return plan;
  const { reason = "amended at the terminal" } = amendment;
  const changes = plan.rows.flatMap((row: PlannedReturn) => (row.action === "amend" ? [row] : []));
  await writeReturns(transaction, changes, { operator: context.operator, reason });
  return plan;
}

function problemsOf({ columnProblems, rows }: ReturnPlan): readonly string[] {
  const refused = rows.flatMap((row) => (row.action === "refuse" ? row.problems : []));
  return [...columnProblems, ...refused].map(({ heading, text }) =>
    heading === undefined || heading === "update" ? text : `${heading}: ${text}`,
  );
}

/** Withdraws an update for a reason that stays in its history. */
export async function withdrawOne(
  id: string,
  { reason = "" }: Pick<Amendment, "reason">,
  context: UpdatesContext,
): Promise<number> {
  const { operator, print, complain } = context;
  if (reason.trim() === "") {
    complain('Say why: pilotdesk updates withdraw ID --reason "…". The reason stays in its history.');
    return exitCodes.usage;
  }
  const occurredAt = systemClock.now().toISOString();
  const outcome = await recordUpdates(context, async (transaction) => {
    const { id: actor } = await transaction.ensurePerson(operator.account, occurredAt);
    return withdrawUpdate(transaction, { id, reason: reason.trim() }, { actor, occurredAt });
  });
  if (outcome.outcome === "refused") {
    complain(`Nothing was recorded about ${id}: ${refusals[outcome.why]}`);
    return exitCodes.failed;
  }
  print(`Withdrawn. pilotdesk updates show ${id} has its history.`);
  return exitCodes.ok;
}

const refusals: Readonly<Record<UpdateRefusal, string>> = {
  unknownUpdate: "there is no such update. pilotdesk updates list names them.",
  withdrawn: "it was withdrawn already.",
  purged: "its content was erased.",
  unknownPilot: "its pilot is not on record.",
  alreadyRecorded: "it is on record already.",
  unreadable: "its content is not as the form of an update allows.",
};
