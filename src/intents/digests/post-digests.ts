import type { Subject } from "../../core/ledger.ts";
import { dayOf, type Instant } from "../../core/time.ts";
import type { Effects, PostDraft } from "../../core/turn-handler.ts";
import { workingDayFrom } from "../../ledger/returns/return-periods.ts";
import { composeDigest } from "./compose-digest.ts";
import { contentHash, digestKey, digestMark, digestPlaces, isToldPublicly, type DigestPlace } from "./digest-places.ts";
import { lastWeek, type DigestWeek } from "./digest-week.ts";
import { liveProgrammes, type UnaskedParts } from "./unasked-parts.ts";

/** Posts the digest of the week that is over to every place that wants it and has not had it. */
export async function postDigests(parts: UnaskedParts, now: Instant): Promise<Effects> {
  const { store } = parts;
  const today = dayOf(new Date(now));
  const week = lastWeek(today);
  const isWorkingDay = await parts.loadWorkingDays();
  const firstDay = workingDayFrom(week.to, 1, isWorkingDay);
  const posts: (DigestPost & { readonly post: PostDraft })[] = [];
  for (const { programme, knowledge } of await liveProgrammes(parts)) {
    for (const to of await digestPlaces(programme, store, { knowledge, now })) {
      // A place that is bound in the middle of a week waits for the next one.
      if (dayOf(new Date(to.place.changedAt)) > firstDay || (await wasPosted({ programme, week, to }, store))) continue;
      const scope = { reader: to.reader };
      if (to.isShared && !(await isToldPublicly(programme, week, store))) continue;
      const reply = await composeDigest(programme, week, { ledger: store, scope, knowledge, isWorkingDay });
      const key = digestKey(programme.id, week.id, to.place.id);
      posts.push({ programme, week, to, post: { operation: "card", key, target: to.target, reply } });
    }
  }
  return {
    async commit(transaction) {
      const due: PostDraft[] = [];
      for (const { post, ...digest } of posts) {
        // Another instance, or this one before a crash, may have posted it in between.
        if (await wasPosted(digest, transaction)) continue;
        const value = { from: week.from, hash: post.reply ? contentHash(post.reply) : "" };
        const owner = digest.to.place.id;
        await transaction.putMark({ owner, name: digestMark(digest.programme.id, week.id), value, at: now });
        due.push(post);
      }
      return due;
    },
  };
}

interface DigestPost {
  readonly programme: Subject;
  readonly week: DigestWeek;
  readonly to: DigestPlace;
}

async function wasPosted(
  { programme, week, to }: DigestPost,
  people: Pick<UnaskedParts["store"], "mark">,
): Promise<boolean> {
  return (await people.mark(to.place.id, digestMark(programme.id, week.id))) !== undefined;
}
