import type { DraftBlock } from "../../answer/compose-blocks.ts";
import { sayDate } from "../../answer/say-value.ts";
import type { Subject } from "../../core/ledger.ts";
import { markNames } from "../../core/marks.ts";
import { dayOf, type Day, type Instant } from "../../core/time.ts";
import type { Effects, PostDraft } from "../../core/turn-handler.ts";
import { lastEndedPeriod, periodAt, workingDayBefore } from "../../ledger/returns/return-periods.ts";
import { returnStatus, type ReturnsRecord, type ReturnStatus } from "../../ledger/returns/return-status.ts";
import { nothingFrom } from "../ask-updates/returns.ts";
import { countOf } from "../ask-updates/say-update.ts";
import { noUpdateOf } from "../ask-updates/update-answer.ts";
import { openBook, type UpdateBook } from "../ask-updates/update-book.ts";
import { button } from "../replies.ts";
import { unaskedReply } from "./compose-digest.ts";
import { digestPlaces, type DigestPlace } from "./digest-places.ts";
import { isQuiet, liveProgrammes, type LiveProgramme, type UnaskedParts } from "./unasked-parts.ts";

/** `before` from three working days before the due day, `after` once it is over. */
export type ReminderKind = "before" | "after";

/** A reminder that is due somewhere. */
export interface DueReminder {
  readonly kind: ReminderKind;
  readonly status: ReturnStatus;
}

/** How many working days before the due day the first reminder comes. */
const daysBefore = 3;

/** The reminder that a day asks for, of the pilots in the record; undefined where all have reported or no return is near. */
export function reminderOn(record: ReturnsRecord): DueReminder | undefined {
  const { calendar, today } = record;
  const periods = [lastEndedPeriod(calendar, today), periodAt(calendar, today)].filter(
    (period) => period !== undefined,
  );
  for (const period of periods) {
    const status = returnStatus(period, record);
    const kind = kindOn(status, today, record);
    if (kind && status.missing.length > 0) return { kind, status };
  }
  return undefined;
}

function kindOn(
  { dueDay, isPastDue }: ReturnStatus,
  today: Day,
  { isWorkingDay }: ReturnsRecord,
): ReminderKind | undefined {
  if (isPastDue) return "after";
  return today >= workingDayBefore(dueDay, daysBefore, isWorkingDay) ? "before" : undefined;
}

/** Reminds every bound place of the returns that its pilots owe: once before the due day and once after it. */
export async function remind(parts: UnaskedParts, now: Instant): Promise<Effects> {
  const isWorkingDay = await parts.loadWorkingDays();
  const none: Effects = { commit: () => Promise.resolve([]) };
  if (isQuiet(now, isWorkingDay)) return none;
  const due: { readonly owner: string; readonly name: string; readonly post: PostDraft }[] = [];
  for (const live of await liveProgrammes(parts)) {
    for (const to of await digestPlaces(live.programme, parts.store, { knowledge: live.knowledge, now })) {
      if (to.isShared) continue;
      const found = await reminderFor(live, to, { parts, now, isWorkingDay });
      if (found && !(await parts.store.mark(to.place.id, found.name))) due.push({ owner: to.place.id, ...found });
    }
  }
  return {
    async commit(transaction) {
      const posts: PostDraft[] = [];
      for (const { owner, name, post } of due) {
        if (await transaction.mark(owner, name)) continue;
        await transaction.putMark({ owner, name, value: true, at: now });
        posts.push(post);
      }
      return posts;
    },
  };
}

interface RemindingContext {
  readonly parts: UnaskedParts;
  readonly now: Instant;
  readonly isWorkingDay: ReturnsRecord["isWorkingDay"];
}

async function reminderFor(
  { programme, knowledge }: LiveProgramme,
  { place, target, reader }: DigestPlace,
  { parts, now, isWorkingDay }: RemindingContext,
): Promise<{ readonly name: string; readonly post: PostDraft } | undefined> {
  const calendar = programme.returns;
  if (!calendar) return undefined;
  const today = dayOf(new Date(now));
  const pilots = place.programmes.includes(programme.id) ? [] : pilotsOf(place.pilots, programme, knowledge);
  const context = { ledger: parts.store, scope: { reader }, knowledge, today };
  const book = await openBook(programme, pilots, { ...context, loadWorkingDays: parts.loadWorkingDays });
  const record = { calendar, participations: book.pilots, updates: book.updates, today, isWorkingDay };
  const reminder = reminderOn(record);
  if (!reminder) return undefined;
  const { period } = reminder.status;
  return {
    name: `${markNames.reminder}${programme.id}/${period.from}/${reminder.kind}`,
    post: {
      operation: "post",
      key: `reminder/${programme.id}/${period.from}/${reminder.kind}/${place.id}`,
      target,
      reply: unaskedReply("reminder", book, reminderBlocks(book, reminder)),
    },
  };
}

function pilotsOf(
  ids: readonly string[],
  programme: Subject,
  knowledge: LiveProgramme["knowledge"],
): readonly Subject[] {
  return ids.flatMap((id) => knowledge.subject(id) ?? []).filter((pilot) => pilot.programme === programme.id);
}

/** What a reminder says: what is due when, and from whom nothing has come, with the day they were last heard. */
export function reminderBlocks(book: UpdateBook, { kind, status }: DueReminder): readonly DraftBlock[] {
  const { programme, knowledge } = book;
  const { period, dueDay, missing, expected } = status;
  const verb = kind === "before" ? "is due by" : "was due on";
  const counted = expected === 1 ? "" : ` It is missing from ${missing.length} of ${countOf(expected, "pilot")}.`;
  const heard = missing.filter(({ lastHeard }) => lastHeard);
  const silent = noUpdateOf(missing.filter(({ lastHeard }) => !lastHeard).map(({ pilot }) => pilot));
  const blocks: readonly (DraftBlock | undefined)[] = [
    {
      kind: "notice",
      tone: "info",
      text: `The return of ${programme.name} for ${period.label} ${verb} ${sayDate(dueDay)}.${counted}`,
    },
    heard.length > 0 ? { kind: "paragraph", drafts: nothingFrom(heard, `for ${period.label}`, knowledge) } : undefined,
    silent === undefined ? undefined : { kind: "notice", tone: "info", text: silent },
    { kind: "actions", buttons: [button("New update", { verb: "newUpdate", target: "new" })] },
  ];
  return blocks.filter((block) => block !== undefined);
}
