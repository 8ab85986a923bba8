import type { Instant } from "../../../core/time.ts";
import type { ScheduleState, WorkWriter } from "../../../core/work.ts";
import { checkInstant } from "../instant.ts";
import type { StoreDatabase } from "../schema.ts";

/** Remembers a schedule from now on; one that is known keeps its first time. */
export async function registerSchedule(db: StoreDatabase, name: string, now: Instant): Promise<void> {
  checkInstant("now", now);
  await db
    .insertInto("schedule")
    .values({ name, since: now })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
}

/** How far a schedule has come; undefined for one that was never registered. */
export async function readScheduleState(db: StoreDatabase, name: string): Promise<ScheduleState | undefined> {
  const known = await db.selectFrom("schedule").select("since").where("name", "=", name).executeTakeFirst();
  if (!known) return undefined;
  const lastDueAt = await readLastDueAt(db, name);
  return { since: known.since, ...(lastDueAt !== undefined && { lastDueAt }) };
}

async function readLastDueAt(db: StoreDatabase, schedule: string): Promise<Instant | undefined> {
  const last = await db
    .selectFrom("firing")
    .select("dueAt")
    .where("schedule", "=", schedule)
    .orderBy("dueAt", "desc")
    .limit(1)
    .executeTakeFirst();
  return last?.dueAt;
}

/** Takes one time of a schedule; false where it, or a later one, was taken before. */
export async function claimFiring(
  db: StoreDatabase,
  schedule: string,
  { dueAt, at, outcome }: Parameters<WorkWriter["claimFiring"]>[1],
): Promise<boolean> {
  checkInstant("dueAt", dueAt);
  checkInstant("at", at);
  // Where instances claim at once, the later of them waits here for the earlier one's row and then finds it.
  const inserted = await db
    .insertInto("firing")
    .values({ schedule, dueAt, firedAt: at, outcome })
    .onConflict((conflict) => conflict.columns(["schedule", "dueAt"]).doNothing())
    .returning("dueAt")
    .executeTakeFirst();
  if (!inserted) return false;
  if ((await readLastDueAt(db, schedule)) === dueAt) return true;
  await db.deleteFrom("firing").where("schedule", "=", schedule).where("dueAt", "=", dueAt).execute();
  return false;
}
