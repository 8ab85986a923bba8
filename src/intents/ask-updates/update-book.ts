import type { Knowledge } from "../../core/knowledge.ts";
import type { ReturnsCalendar, Subject } from "../../core/ledger.ts";
import type { PeopleReader } from "../../core/people.ts";
import type { Asking } from "../../core/receipt.ts";
import type { Day } from "../../core/time.ts";
import type { ReadScope } from "../../core/trust.ts";
import type { ConfirmedUpdate, UpdateReader } from "../../core/update.ts";
import type { IsWorkingDay } from "../../ledger/returns/return-periods.ts";
import { byPosting, type ReturnsRecord } from "../../ledger/returns/return-status.ts";

/** What questions about updates are answered with. */
export interface UpdateContext {
  readonly ledger: Pick<UpdateReader, "updates">;
  readonly scope: ReadScope;
  readonly knowledge: Knowledge;
  readonly today: Day;
  /** Asked for only where returns are due: loading a calendar takes time. */
  readonly loadWorkingDays: () => Promise<IsWorkingDay>;
}

/** What questions about updates are answered with, and what the person who asks was told before. */
export interface AskUpdatesContext extends UpdateContext {
  readonly places: Pick<PeopleReader, "places">;
  readonly lastAsked?: Asking["lastAsked"];
  /** Records and documents have been asked, and do not answer. */
  readonly isLastResort: boolean;
}

/** The updates of one programme, as one reader may know them. */
export interface UpdateBook {
  readonly programme: Subject;
  /** The pilots that are asked about, by name. */
  readonly pilots: readonly Subject[];
  /** Every pilot of the programme is asked about. */
  readonly isWhole: boolean;
  /** Updates of those pilots, oldest first by the time of posting. */
  readonly updates: readonly ConfirmedUpdate[];
  readonly updatesOf: (pilot: string) => readonly ConfirmedUpdate[];
  readonly knowledge: Knowledge;
  readonly today: Day;
}

/** Reads the updates of a programme's pilots: of those given, or of all. */
export async function openBook(
  programme: Subject,
  chosen: readonly Subject[],
  { ledger, scope, knowledge, today }: UpdateContext,
): Promise<UpdateBook> {
  const all = knowledge.participationsOf(programme.id).filter(isPilot);
  const pilots = (chosen.length > 0 ? chosen : all).toSorted(byName);
  const filter = chosen.length > 0 ? { pilots: chosen.map(({ id }) => id) } : { programmes: [programme.id] };
  const known = await ledger.updates(scope, filter);
  // What was known then is told as it was, but a link to a message that was deleted since leads nowhere.
  const now = scope.knownSeq === undefined ? [] : await ledger.updates({ reader: scope.reader }, filter);
  const deleted = new Set(now.flatMap(({ id, source }) => (source === "deleted" ? [id] : [])));
  const read = known.map((update) => (deleted.has(update.id) ? { ...update, source: "deleted" as const } : update));
  return bookOf({ programme, pilots, isWhole: chosen.length === 0, knowledge, today }, read);
}

/** A book of updates that were read already; those of other pilots are left out. */
export function bookOf(
  about: Pick<UpdateBook, "programme" | "pilots" | "isWhole" | "knowledge" | "today">,
  read: readonly ConfirmedUpdate[],
): UpdateBook {
  const ids = new Set(about.pilots.map(({ id }) => id));
  const updates = read.filter(({ pilot }) => ids.has(pilot)).toSorted(byPosting);
  const byPilot = Map.groupBy(updates, ({ pilot }) => pilot);
  return { ...about, updates, updatesOf: (pilot) => byPilot.get(pilot) ?? [] };
}

/** True for a pilot that reports; a place that only watches is told of where it is named. */
function isPilot({ participationKind, isObserver }: Subject): boolean {
  return participationKind === "pilot" && isObserver !== true;
}

/** Compares subjects by name, then by id. */
function byName(left: Subject, right: Subject): number {
  return left.name.localeCompare(right.name, "en-GB") || (left.id < right.id ? -1 : 1);
}

/** The last update that was posted; undefined for none. */
export function lastPosted(updates: readonly ConfirmedUpdate[]): ConfirmedUpdate | undefined {
  return updates.toSorted(byPosting).at(-1);
}

/** The updates in the order of the days from which they hold, then of recording. */
export function byValidity(updates: readonly ConfirmedUpdate[]): readonly ConfirmedUpdate[] {
  return updates.toSorted((left, right) =>
    left.validFrom === right.validFrom
      ? left.recordedSeq - right.recordedSeq
      : left.validFrom < right.validFrom
        ? -1
        : 1,
  );
}

/** The update whose word stands on a day for something that not every update says; undefined where none says it by then. */
export function standingOn(
  updates: readonly ConfirmedUpdate[],
  day: Day,
  says: (update: ConfirmedUpdate) => boolean,
): ConfirmedUpdate | undefined {
  return byValidity(updates).findLast((update) => update.validFrom <= day && says(update));
}

/** What the returns of a book are judged by. */
export async function returnsRecordOf(
  book: UpdateBook,
  calendar: ReturnsCalendar,
  { loadWorkingDays }: Pick<UpdateContext, "loadWorkingDays">,
): Promise<ReturnsRecord> {
  const { pilots: participations, updates, today } = book;
  return { calendar, participations, updates, today, isWorkingDay: await loadWorkingDays() };
}
