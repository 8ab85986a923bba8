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
import { aloneWith } from "../actions/who-is-told.ts";
import { unaskedReply } from "./compose-digest.ts";
import type { AfterUpdatesParts } from "./unasked-parts.ts";

/**
 * Tells everybody who follows what an update is about: its pilot, programme or council, a department that help is wanted from, or
 * a theme that its words name. Its author and whoever confirmed it know already; nobody is told what they may not see.
 */
export async function notifyFollowers(
  transaction: StoreTransaction,
  update: ConfirmedUpdate,
  parts: AfterUpdatesParts,
): Promise<readonly PostDraft[]> {
  const about = subjectsOf(update, parts.knowledge);
  const marks = (await transaction.marks(markNames.follow)).filter(({ name }) =>
    about.has(name.slice(markNames.follow.length)),
  );
  const posts: PostDraft[] = [];
  for (const [person, [mark]] of Map.groupBy(marks, ({ owner }) => owner)) {
    if (!mark || person === update.author || person === update.confirmedBy) continue;
    if (snoozedUntil(await transaction.mark(person, markNames.snooze), parts.now) !== undefined) continue;
    const home = await aloneWith(person, transaction);
    if (!home || !(await maySee(person, { update, home, transaction, parts }))) continue;
    posts.push({ operation: "post", target: home, reply: noticeOf(update, mark, parts.knowledge) });
  }
  return posts;
}

/** Everything that an update is about, by id. */
function subjectsOf({ pilot, programme, fields }: ConfirmedUpdate, knowledge: Knowledge): ReadonlySet<string> {
  const words = [
    fields.narrative ?? "",
    ...fields.risks.map(({ text }) => text),
    ...fields.help.map(({ text, department }) => `${text}. ${department}`),
    ...fields.nextSteps.map(({ text }) => text),
  ];
  // Another pilot that is only mentioned has no update of its own by that.
  const themes = words
    .flatMap((text) => knowledge.findMentions(text))
    .flatMap(({ candidates }) => candidates.slice(0, 1))
    .map(({ subject }) => subject)
    .filter((id) => ["term", "department"].includes(knowledge.subject(id)?.kind ?? ""));
  const councils = knowledge.subject(pilot)?.councils ?? [];
  return new Set([pilot, programme, ...councils, ...fields.help.map(({ department }) => department), ...themes]);
}

interface Seeing {
  readonly update: ConfirmedUpdate;
  readonly home: PostTarget;
  readonly transaction: StoreTransaction;
  readonly parts: AfterUpdatesParts;
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

function noticeOf(update: ConfirmedUpdate, { name }: Mark, knowledge: Knowledge) {
  const pilot = knowledge.subject(update.pilot);
  const programme = knowledge.subject(update.programme);
  if (!pilot || !programme) throw new TypeError(`Update ${update.id} is about a pilot that is not on record.`);
  const lead = workedOut(
    `${capitalise(saySubject(pilot, knowledge))} has a new update, ${sayWhen(update)}.`,
    evidenceThat(update, knowledge),
  );
  const followed = name.slice(markNames.follow.length);
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
      buttons: [
        button(`Unfollow ${knowledge.subject(followed)?.name ?? "this"}`.slice(0, 75), {
          verb: "unfollow",
          target: followed,
        }),
      ],
    },
  ];
  return unaskedReply("notice", { programme, knowledge }, blocks);
}
