import { isUpdateEvent } from "../../core/ledger.ts";
import type { ReadScope } from "../../core/trust.ts";
import type { ConfirmedUpdate, UpdateFilter, UpdateVersion } from "../../core/update.ts";
import { updateOf } from "./derived-rows.ts";
import { fromJson, type JsonText } from "./json.ts";
import type { StoreDatabase } from "./schema.ts";
import { knownIn, seenBy } from "./visibility.ts";

/** The updates that the reader may see, by the time of posting, the newest first. */
export async function readUpdates(
  db: StoreDatabase,
  scope: ReadScope,
  filter: UpdateFilter = {},
): Promise<readonly ConfirmedUpdate[]> {
  if ([filter.ids, filter.pilots, filter.programmes].some((list) => list?.length === 0)) return [];
  const { postedFrom, postedTo, recordedAfterSeq, message, fictional, limit } = filter;
  let query = db
    .selectFrom("pilot_update")
    .innerJoin("event", "event.seq", "pilot_update.recordedSeq")
    .select(["pilot_update.content", "pilot_update.recordedSeq", "event.recordedAt"])
    .where(knownIn("pilot_update", scope))
    .where(seenBy("pilot_update", scope.reader))
    .orderBy("pilot_update.postedAt", "desc")
    .orderBy("pilot_update.recordedSeq", "desc")
    .orderBy("pilot_update.id");
  if (filter.ids) query = query.where("pilot_update.id", "in", filter.ids);
  if (filter.pilots) query = query.where("pilot_update.pilot", "in", filter.pilots);
  if (filter.programmes) query = query.where("pilot_update.programme", "in", filter.programmes);
  if (postedFrom !== undefined) query = query.where("pilot_update.postedAt", ">=", postedFrom);
  if (postedTo !== undefined) query = query.where("pilot_update.postedAt", "<", postedTo);
  if (recordedAfterSeq !== undefined) query = query.where("pilot_update.recordedSeq", ">", recordedAfterSeq);
  if (message)
    query = query.where("pilot_update.place", "=", message.place).where("pilot_update.message", "=", message.id);
  if (fictional !== undefined) query = query.where("pilot_update.fictional", "=", fictional ? 1 : 0);
  if (limit !== undefined) query = query.limit(limit);
  return (await query.execute()).map((row) => ({
    ...updateOf(row),
    recordedSeq: row.recordedSeq,
    recordedAt: row.recordedAt,
  }));
}

/** The versions of an update, the first first. The reader must be allowed to see the last one that holds anything. */
export async function readUpdateVersions(
  db: StoreDatabase,
  scope: ReadScope,
  id: string,
): Promise<readonly UpdateVersion[]> {
  const knownSeq = scope.knownSeq ?? Number.MAX_SAFE_INTEGER;
  const states = db
    .selectFrom("pilot_update")
    .where("pilot_update.id", "=", id)
    .where("pilot_update.recordedSeq", "<=", knownSeq);
  const { last } = await states
    .select((eb) => eb.fn.max("pilot_update.recordedSeq").as("last"))
    .executeTakeFirstOrThrow();
  const seen = await states
    .where(seenBy("pilot_update", scope.reader))
    .innerJoin("event", "event.seq", "pilot_update.recordedSeq")
    .select(["pilot_update.content", "pilot_update.recordedSeq", "pilot_update.closedSeq", "event.recordedAt"])
    .execute();
  if (last !== null && !seen.some((state) => state.recordedSeq === last)) return [];
  const events = await db
    .selectFrom("event")
    .leftJoin("payload", "payload.id", "event.payloadId")
    .select(["event.seq", "event.kind", "event.recordedAt", "event.actor", "payload.body", "payload.purgedAt"])
    .where("event.about", "=", id)
    .where("event.seq", "<=", knownSeq)
    .orderBy("event.seq")
    .execute();
  return events.flatMap(({ seq, kind, recordedAt: at, actor, body, purgedAt }) => {
    if (!isUpdateEvent(kind)) return [];
    const state = seen.find((each) => each.recordedSeq <= seq && (each.closedSeq === null || seq < each.closedSeq));
    const mayKnowWhy = state !== undefined || kind === "updateWithdrawn";
    const reason = mayKnowWhy && purgedAt === null ? reasonIn(body) : undefined;
    const update = state && { ...updateOf(state), recordedSeq: state.recordedSeq, recordedAt: state.recordedAt };
    return [
      { kind: versionKinds[kind], at, actor, ...(reason !== undefined && { reason }), ...(update && { update }) },
    ];
  });
}

const versionKinds = {
  updateConfirmed: "confirmed",
  updateAmended: "amended",
  updateWithdrawn: "withdrawn",
  updateMarked: "marked",
} as const satisfies Readonly<Record<string, UpdateVersion["kind"]>>;

function reasonIn(body: JsonText<unknown> | null): string | undefined {
  const payload = body === null ? null : fromJson(body);
  if (typeof payload !== "object" || payload === null || !("reason" in payload)) return undefined;
  return typeof payload.reason === "string" ? payload.reason : undefined;
}
