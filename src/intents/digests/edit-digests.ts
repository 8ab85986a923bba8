import { z } from "zod";
import type { Subject } from "../../core/ledger.ts";
import type { Mark, PeopleReader } from "../../core/people.ts";
import type { StoreTransaction } from "../../core/store.ts";
import { dayOf } from "../../core/time.ts";
import type { PostDraft } from "../../core/turn-handler.ts";
import type { ConfirmedUpdate } from "../../core/update.ts";
import { addDays } from "../../ledger/returns/days.ts";
import { postedOn } from "../../ledger/returns/return-status.ts";
import { composeDigest } from "./compose-digest.ts";
import { contentHash, digestKey, digestMark, digestPlaces, isToldPublicly, type DigestPlace } from "./digest-places.ts";
import { weekOf, type DigestWeek } from "./digest-week.ts";
import type { AfterUpdatesParts } from "./unasked-parts.ts";

/** Older digests than this many days are left as they are. */
const oldestEdited = 14;

const digestMarkSchema = z.object({ from: z.string(), hash: z.string() });

/**
 * Draws the last digest of every place again that updates change: ones that came late, were confirmed late, amended or withdrawn.
 * A digest that says the same is left alone, and one that many updates change is drawn once.
 */
export async function editDigests(
  transaction: StoreTransaction,
  updates: readonly ConfirmedUpdate[],
  parts: AfterUpdatesParts,
): Promise<readonly PostDraft[]> {
  const posts: PostDraft[] = [];
  for (const [id, changed] of Map.groupBy(updates, ({ programme }) => programme)) {
    const programme = parts.knowledge.subject(id);
    if (programme) posts.push(...(await editDigestsOf(programme, changed, transaction, parts)));
  }
  return posts;
}

async function editDigestsOf(
  programme: Subject,
  updates: readonly ConfirmedUpdate[],
  transaction: StoreTransaction,
  { knowledge, now, isWorkingDay }: AfterUpdatesParts,
): Promise<readonly PostDraft[]> {
  const oldest = addDays(dayOf(new Date(now)), -oldestEdited);
  const posts: PostDraft[] = [];
  for (const to of await digestPlaces(programme, transaction, { knowledge, now })) {
    const posted = await lastDigest(programme.id, to, transaction);
    if (!posted || posted.week.to < oldest || !updates.some((update) => mayChange(update, posted.week))) continue;
    const scope = { reader: to.reader };
    if (to.isShared && !(await isToldPublicly(programme, posted.week, transaction))) continue;
    const reply = await composeDigest(programme, posted.week, { ledger: transaction, scope, knowledge, isWorkingDay });
    const hash = contentHash(reply);
    if (hash === posted.hash) continue;
    const value = { from: posted.week.from, hash };
    await transaction.putMark({ ...posted.mark, value, at: now });
    const changes = digestKey(programme.id, posted.week.id, to.place.id);
    posts.push({ operation: "edit", changes, target: to.target, reply });
  }
  return posts;
}

interface PostedDigest {
  readonly mark: Mark;
  readonly week: DigestWeek;
  readonly hash: string;
}

/** The last digest of a programme that was posted to a place. */
async function lastDigest(
  programme: string,
  { place }: DigestPlace,
  people: Pick<PeopleReader, "marks">,
): Promise<PostedDigest | undefined> {
  const marks = await people.marks(digestMark(programme), place.id);
  const posted = marks.flatMap((mark): readonly PostedDigest[] => {
    const { data } = digestMarkSchema.safeParse(mark.value);
    return data ? [{ mark, week: weekOf(data.from), hash: data.hash }] : [];
  });
  return posted.toSorted((left, right) => (left.week.from < right.week.from ? -1 : 1)).at(-1);
}

/** False for an update that a digest of a week certainly does not tell of: posted later, and about later days. */
function mayChange(update: ConfirmedUpdate, { to }: DigestWeek): boolean {
  const { period } = update.fields;
  return postedOn(update) < to || (period !== undefined && period.from < to);
}
