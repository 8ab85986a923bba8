import type { DraftBlock } from "../../answer/compose-blocks.ts";
import { capitalise, saySubject } from "../../answer/say-fact.ts";
import type { Knowledge } from "../../core/knowledge.ts";
import { markNames, snoozedUntil } from "../../core/marks.ts";
import type { Mark } from "../../core/people.ts";
import type { StoreTransaction } from "../../core/store.ts";
import { publicReader, type Reader } from "../../core/trust.ts";
import type { PostDraft } from "../../core/turn-handler.ts";
import type { ConfirmedUpdate } from "../../core/update.ts";
import type { PostTarget } from "../../core/work.ts";
import { sayWhen, workedOut } from "../ask-updates/say-update.ts";
import { evidenceThat } from "../ask-updates/update-evidence.ts";
import { detailItems, narrativeSentence, ratingSentence } from "../ask-updates/update-items.ts";
import { readCaller } from "../caller.ts";
import { button } from "../replies.ts";
import { followedBy } from "../settings/followed.ts";
import { aloneWith } from "../actions/who-is-told.ts";
import { unaskedReply } from "./compose-digest.ts";
import { followersOf } from "./followers-of.ts";
import { isQuiet, type AfterUpdatesParts } from "./unasked-parts.ts";

/**
 * Tells everybody who follows what an update is about: its pilot, programme or council, a department that help is wanted from, or
 * a theme that its words name. Its author and whoever confirmed it know already; nobody is told what they may not see. From 18:00
 * to 08:00 and on days on which nobody works, it is only noted whom to tell: see `tellNoted`.
 */
export async function notifyFollowers(
  transaction: StoreTransaction,
  update: ConfirmedUpdate,
  parts: AfterUpdatesParts,
): Promise<readonly PostDraft[]> {
  const isLater = isQuiet(parts.now, parts.isWorkingDay);
  const posts: PostDraft[] = [];
  for (const mark of await followersOf(update, transaction, parts.knowledge)) {
    const { owner } = mark;
    if (owner === update.author || owner === update.confirmedBy) continue;
    const post = await noticeFor(mark, update, { transaction, parts });
    if (!post) continue;
    if (!isLater) posts.push(post);
    else await transaction.putMark({ owner, name: markNames.notice + update.id, value: true, at: parts.now });
  }
  return posts;
}

/** What a follower is told of an update now; undefined where they want no notices, cannot be reached, or may not see it. */
export async function noticeFor(
  followed: Mark,
  update: ConfirmedUpdate,
  { transaction, parts }: Pick<Seeing, "transaction" | "parts">,
): Promise<PostDraft | undefined> {
  const { owner } = followed;
  if (snoozedUntil(await transaction.mark(owner, markNames.snooze), parts.now) !== undefined) return undefined;
  const home = await aloneWith(owner, transaction);
  if (!home || !(await maySee(owner, { update, home, transaction, parts }))) return undefined;
  const key = `notice/${update.id}/${owner}`;
  return { operation: "post", key, target: home, reply: noticeOf(update, followed, parts.knowledge) };
}

interface Seeing {
  readonly update: ConfirmedUpdate;
  readonly home: PostTarget;
  readonly transaction: StoreTransaction;
  readonly parts: Pick<AfterUpdatesParts, "knowledge" | "now" | "admins">;
}

/** True where somebody would be shown an update if they asked for it alone with the assistant. */
async function maySee(person: string, { update, home, transaction, parts }: Seeing): Promise<boolean> {
  const accounts = (await transaction.person(person))?.accounts ?? [];
  const account = accounts.find(({ platform }) => platform === home.channel);
  if (!account) return false;
  const turn = {
    kind: "opened",
    id: "",
    platform: home.channel,
    conversation: home.conversation,
    reader: publicReader,
    arrivedAt: parts.now,
    sender: account,
    place: { id: home.place, kind: "personal" },
  } as const;
  const { reader }: { readonly reader: Reader } = await readCaller(turn, transaction, parts);
  return reader.audiences.includes(update.audience);
}

function noticeOf(update: ConfirmedUpdate, mark: Mark, knowledge: Knowledge) {
  const pilot = knowledge.subject(update.pilot);
  const programme = knowledge.subject(update.programme);
  if (!pilot || !programme) throw new TypeError(`Update ${update.id} is about a pilot that is not on record.`);
  const lead = workedOut(
    `${capitalise(saySubject(pilot, knowledge))} has a new update, ${sayWhen(update)}.`,
    evidenceThat(update, knowledge),
  );
  const followed = followedBy(mark, knowledge);
  const blocks: readonly DraftBlock[] = [
    {
      kind: "paragraph",
      drafts: [
        lead,
        ...(update.fields.rating ? [ratingSentence(pilot, update, undefined, knowledge)] : []),
        ...narrativeSentence(update, knowledge),
      ],
    },
    { kind: "list", drafts: detailItems(update, knowledge) },
    {
      kind: "actions",
      buttons: [button(`Unfollow ${followed.name}`.slice(0, 75), { verb: "unfollow", target: followed.target })],
    },
  ];
  return unaskedReply("notice", { programme, knowledge }, blocks);
}
