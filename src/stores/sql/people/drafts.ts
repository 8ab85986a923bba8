import type { Selectable } from "kysely";
import { StoreError } from "../../../core/errors.ts";
import type { DraftFilter } from "../../../core/people.ts";
import type { Instant } from "../../../core/time.ts";
import type { UpdateDraft } from "../../../core/update.ts";
import { checkInstant } from "../instant.ts";
import { fromJson, toJson } from "../json.ts";
import type { StoreDatabase } from "../schema.ts";
import { withoutNulls } from "../without-nulls.ts";
import { currentPerson, isForgotten } from "./current-person.ts";
import type { DraftTable } from "./people-schema.ts";

/** Drafts that were not purged, in order of creation. */
export async function readDrafts(db: StoreDatabase, filter: DraftFilter): Promise<readonly UpdateDraft[]> {
  const { ids, author, conversation, message, states } = filter;
  if (ids?.length === 0 || states?.length === 0) return [];
  let query = db.selectFrom("draft").selectAll().where("purgedAt", "is", null);
  if (ids) query = query.where("id", "in", ids);
  if (author !== undefined) query = query.where("author", "=", currentPerson(author));
  if (conversation !== undefined) query = query.where("conversation", "=", conversation);
  if (message) query = query.where("messagePlace", "=", message.place).where("messageId", "=", message.id);
  if (states) query = query.where("state", "in", states);
  return (await query.orderBy("number").execute()).map(draftOf);
}

/**
 * Stores a draft, or replaces the one with its id. Of a purged one only the state and the update change, and a new one of
 * somebody who was forgotten is not kept.
 */
export async function putDraft(db: StoreDatabase, draft: UpdateDraft): Promise<void> {
  checkInstant("createdAt", draft.createdAt);
  checkInstant("expiresAt", draft.expiresAt);
  const { onBehalfOf, message, state, update = null } = draft;
  const values = {
    state,
    author: currentPerson(draft.author),
    onBehalfOf: onBehalfOf === undefined ? null : currentPerson(onBehalfOf),
    place: draft.place ?? null,
    conversation: draft.conversation,
    messagePlace: message?.place ?? null,
    messageId: message?.id ?? null,
    update,
    createdAt: draft.createdAt,
    body: bodyOf(draft),
    purgeAfter: draft.expiresAt,
  };
  const { numUpdatedRows } = await db
    .updateTable("draft")
    .set(values)
    .where("id", "=", draft.id)
    .where("purgedAt", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  const purged = await db.updateTable("draft").set({ state, update }).where("id", "=", draft.id).executeTakeFirst();
  if (purged.numUpdatedRows > 0n || (await isForgotten(db, draft.author))) return;
  await db
    .insertInto("draft")
    .values({ id: draft.id, ...values, purgedAt: null })
    .execute();
}

function bodyOf({ text, postedAt, proposed, question, amends, hash, message }: UpdateDraft): DraftTable["body"] {
  return toJson({
    text,
    postedAt,
    proposed,
    ...(question && { question }),
    ...(amends !== undefined && { amends }),
    hash,
    ...(message?.permalink !== undefined && { permalink: message.permalink }),
  });
}

/** A draft from its row. */
export function draftOf(row: Selectable<DraftTable>): UpdateDraft {
  const { id, state, author, onBehalfOf, place, conversation, messagePlace, messageId, update, createdAt } = row;
  const { permalink, ...body } = fromJson(row.body);
  const message = messagePlace !== null && messageId !== null && { place: messagePlace, id: messageId };
  return {
    ...withoutNulls({ id, state, author, onBehalfOf, place, conversation, update, createdAt }),
    ...(message && { message: { ...message, ...(permalink !== undefined && { permalink }) } }),
    ...body,
    expiresAt: row.purgeAfter,
  };
}

/** Empties the words and fields of a draft. Returns false where they were empty already. */
export async function purgeDraft(db: StoreDatabase, id: string, at: Instant): Promise<boolean> {
  checkInstant("at", at);
  const { numUpdatedRows } = await db
    .updateTable("draft")
    .set({ body: "", purgedAt: at })
    .where("id", "=", id)
    .where("purgedAt", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return true;
  const known = await db.selectFrom("draft").select("id").where("id", "=", id).executeTakeFirst();
  if (known) return false;
  throw new StoreError("store-misuse", `There is no draft ${id}. Pass the id of one that putDraft stored.`);
}

/** Empties every draft whose time is over. Returns how many. */
export async function purgeExpiredDrafts(db: StoreDatabase, now: Instant): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable("draft")
    .set({ body: "", purgedAt: now })
    .where("purgeAfter", "<=", now)
    .where("purgedAt", "is", null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
