import type { Selectable } from "kysely";
import type { Instant } from "../../../core/time.ts";
import type { ClaimedPost, PostClaimRequest } from "../../../core/work.ts";
import { checkInstant } from "../instant.ts";
import { fromJson } from "../json.ts";
import type { StoreDatabase } from "../schema.ts";
import { openPlaceRates } from "./place-rates.ts";
import { interrupted } from "./recover-work.ts";
import type { ClaimEngine } from "./turns.ts";
import type { OutboxTable } from "./work-schema.ts";

/** How many due posts are looked at to find as many as are asked for whose places are free. */
const candidatesAClaim = 200;

type Candidate = Selectable<OutboxTable>;

/** Marks due posts as sending, of each conversation the oldest that is open, at most as many a place as its rate allows. */
export async function claimPosts(
  db: StoreDatabase,
  request: PostClaimRequest,
  engine: ClaimEngine,
): Promise<{ readonly claimed: readonly ClaimedPost[]; readonly nextDueAt?: Instant }> {
  checkInstant("leaseUntil", request.leaseUntil);
  const claimed: ClaimedPost[] = [];
  const held: Instant[] = [];
  const due = await findDue(db, request, engine);
  const rates = await openPlaceRates(db, due, request, engine);
  for (const row of due) {
    if (claimed.length >= request.limit) break;
    const freeAt = await rates.take(row);
    if (freeAt === undefined) claimed.push(await claim(db, row, request));
    else {
      held.push(freeAt);
      await db.updateTable("outbox").set({ dueAt: freeAt }).where("number", "=", row.number).execute();
    }
  }
  const nextDueAt = held.toSorted()[0];
  return { claimed, ...(nextDueAt !== undefined && { nextDueAt }) };
}

async function findDue(
  db: StoreDatabase,
  { now, horizon, rates }: PostClaimRequest,
  { skipsLocked }: ClaimEngine,
): Promise<readonly Candidate[]> {
  if (rates.size === 0) return [];
  return db
    .selectFrom("outbox")
    .selectAll("outbox")
    .where("outbox.dueAt", "is not", null)
    .where((where) => where.or([where("outbox.dueAt", "<=", now), where("outbox.dueAt", ">", horizon)]))
    .where("outbox.channel", "in", [...rates.keys()])
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom("outbox as older")
            .select("older.number")
            .whereRef("older.channel", "=", "outbox.channel")
            .whereRef("older.conversation", "=", "outbox.conversation")
            .where("older.dueAt", "is not", null)
            .whereRef("older.number", "<", "outbox.number"),
        ),
      ),
    )
    .orderBy("outbox.number")
    .limit(candidatesAClaim)
    .$if(skipsLocked, (query) => query.forUpdate().skipLocked())
    .execute();
}

async function claim(
  db: StoreDatabase,
  row: Candidate,
  { holder, leaseUntil }: PostClaimRequest,
): Promise<ClaimedPost> {
  const fence = row.fence + 1;
  await db
    .updateTable("outbox")
    .set({ state: "sending", holder, fence, dueAt: leaseUntil, reason: null })
    .where("number", "=", row.number)
    .execute();
  const changed = row.changes === null ? undefined : await readMessageId(db, row.changes);
  const { address, reply, composedAt = row.createdAt } = fromJson(row.body);
  const { key, channel, place, conversation, operation, tries, createdAt } = row;
  return {
    lease: { id: key, holder, fence },
    post: {
      key,
      operation,
      target: { channel, place, conversation, ...(address === undefined ? {} : { address }) },
      ...(row.turn !== null && { turn: row.turn }),
      ...(reply && { reply }),
      ...(row.changes !== null && { changes: row.changes }),
    },
    before: before(row),
    tries,
    createdAt,
    composedAt,
    ...(changed !== undefined && { changesMessage: changed }),
  };
}

function before({ state, reason }: Candidate): ClaimedPost["before"] {
  if (state === "sending") return reason === interrupted ? "interrupted" : "sending";
  return state === "unknown" ? "unknown" : "waiting";
}

/** The message of a post, or of the copy of it that was offered again. */
async function readMessageId(db: StoreDatabase, key: string): Promise<string | undefined> {
  const row = await db
    .selectFrom("outbox")
    .select(["messageId", "offeredAs"])
    .where("key", "=", key)
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.messageId !== null) return row.messageId;
  return row.offeredAs === null ? undefined : readMessageId(db, row.offeredAs);
}
