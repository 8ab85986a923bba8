import type { Instant } from "../../../core/time.ts";
import type { Lease, NewPost, PostResult, WorkWriter } from "../../../core/work.ts";
import { StoreError } from "../../../core/errors.ts";
import { assertNever } from "../../../core/assert-never.ts";
import { checkInstant } from "../instant.ts";
import { fromJson, toJson } from "../json.ts";
import type { StoreDatabase } from "../schema.ts";

/** The columns of a row that nobody has tried to send yet. */
const untouched = {
  state: "waiting",
  holder: null,
  fence: 0,
  tries: 0,
  reason: null,
  messageId: null,
  offeredAs: null,
  finishedAt: null,
  purgeAfter: null,
  purgedAt: null,
} as const;

/** Adds rows to the outbox in order; edits that are still waiting give way to what changes the same post now. */
export async function enqueuePosts(db: StoreDatabase, posts: readonly NewPost[], at: Instant): Promise<void> {
  checkInstant("at", at);
  // One by one, because an edit also replaces one that came just before it.
  for (const post of posts) {
    if (post.operation === "edit" || post.operation === "delete") await replaceEdits(db, post, at);
    const { key, turn = null, target, operation, reply, changes = null } = post;
    const { channel, place, conversation, address } = target;
    const body = toJson({ ...(reply && { reply }), ...(address === undefined ? {} : { address }) });
    await db
      .insertInto("outbox")
      .values({
        ...untouched,
        key,
        turn,
        channel,
        place,
        conversation,
        operation,
        changes,
        body,
        createdAt: at,
        dueAt: at,
      })
      .execute();
  }
}

async function replaceEdits(db: StoreDatabase, post: NewPost, at: Instant): Promise<void> {
  if (post.changes === undefined) {
    throw new StoreError("store-misuse", `Post ${post.key} changes nothing. Name the key of the post that it changes.`);
  }
  await db
    .updateTable("outbox")
    .set({ state: "replaced", dueAt: null, finishedAt: at, purgeAfter: at })
    .where("changes", "=", post.changes)
    .where("operation", "=", "edit")
    .where("state", "=", "waiting")
    .execute();
}

/** Records how a claimed post ended; false where somebody else claimed it since. */
export async function finishPost(
  db: StoreDatabase,
  lease: Lease,
  result: PostResult,
  end: Parameters<WorkWriter["finishPost"]>[2],
): Promise<boolean> {
  checkInstant("at", end.at);
  checkInstant("purgeAfter", end.purgeAfter);
  const { numUpdatedRows } = await db
    .updateTable("outbox")
    .set((set) => ({
      holder: null,
      ...columnsOf(result, end),
      ...(result.state === "waiting" && result.tried ? { tries: set("tries", "+", 1) } : {}),
    }))
    .where("key", "=", lease.id)
    .where("fence", "=", lease.fence)
    .where("state", "=", "sending")
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

function columnsOf(result: PostResult, { at, purgeAfter }: Parameters<WorkWriter["finishPost"]>[2]) {
  const closed = { dueAt: null, finishedAt: at, purgeAfter };
  switch (result.state) {
    case "sent":
      return { state: result.state, messageId: result.messageId ?? null, reason: null, ...closed };
    case "failed":
      return { state: result.state, reason: result.reason, ...closed };
    case "unknown":
      return {
        state: result.state,
        reason: result.reason,
        ...(result.dueAt === undefined ? closed : dueAt(result.dueAt)),
      };
    case "waiting":
      return { state: result.state, reason: result.reason, ...dueAt(result.dueAt) };
    default:
      return assertNever(result);
  }
}

function dueAt(instant: Instant): { readonly dueAt: Instant } {
  checkInstant("dueAt", instant);
  return { dueAt: instant };
}

/** Puts a copy of an unknown post into the outbox under a new key; false where it is not unknown any more, or was purged. */
export async function offerAgain(
  db: StoreDatabase,
  key: string,
  offer: Parameters<WorkWriter["offerAgain"]>[1],
): Promise<boolean> {
  const row = await db
    .updateTable("outbox")
    .set({ offeredAs: offer.key })
    .where("key", "=", key)
    .where("state", "=", "unknown")
    .where("dueAt", "is", null)
    .where("offeredAs", "is", null)
    .where("purgedAt", "is", null)
    .returningAll()
    .executeTakeFirst();
  if (!row) return false;
  const { number: _number, ...copy } = row;
  const body = fromJson(row.body);
  await db
    .insertInto("outbox")
    .values({
      ...copy,
      ...untouched,
      key: offer.key,
      body: toJson({ ...body, composedAt: body.composedAt ?? row.createdAt }),
      turn: offer.turn ?? row.turn,
      createdAt: offer.at,
      dueAt: offer.at,
    })
    .execute();
  return true;
}

/** Marks an unknown post as sent under the id of a message that no other post of its conversation has. */
export async function noteArrived(
  db: StoreDatabase,
  key: string,
  { channel, conversation, messageId }: Parameters<WorkWriter["noteArrived"]>[1],
): Promise<void> {
  const other = await db
    .selectFrom("outbox")
    .select("key")
    .where("channel", "=", channel)
    .where("conversation", "=", conversation)
    .where("messageId", "=", messageId)
    .limit(1)
    .executeTakeFirst();
  if (other) return;
  await db
    .updateTable("outbox")
    .set({ state: "sent", messageId, reason: null })
    .where("key", "=", key)
    .where("channel", "=", channel)
    .where("conversation", "=", conversation)
    .where("state", "=", "unknown")
    .where("dueAt", "is", null)
    .where("offeredAs", "is", null)
    .execute();
}
