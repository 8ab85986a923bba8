import { saySubject } from "../../answer/say-fact.ts";
import { sayList } from "../../answer/say-value.ts";
import type { Draft, FactEvidence } from "../../core/evidence.ts";
import type { Subject } from "../../core/ledger.ts";
import type { Day, DaySpan } from "../../core/time.ts";
import type { ConfirmedUpdate, UpdateFields } from "../../core/update.ts";
import { fold, stemOf, substanceOf, wordsOf, type Word } from "../../core/words.ts";
import { synonymsOf } from "../../core/synonyms.ts";
import { isPostedIn } from "../../ledger/returns/return-status.ts";
import type { TimeWindow } from "../../router/time-windows.ts";
import { sayWhen, stated, workedOut } from "./say-update.ts";
import {
  answeredWith,
  list,
  nameOfBook,
  noUpdateAtAll,
  nothing,
  paragraph,
  type UpdateAnswer,
} from "./update-answer.ts";
import { standingOn, type UpdateBook } from "./update-book.ts";
import { evidenceOfField, evidenceThat } from "./update-evidence.ts";
import { sayHelp, textOf } from "./update-items.ts";

/** The lists of an update of which the last that says any stands. */
type ListField = "risks" | "help" | "nextSteps";

/** One entry of such a list, with its pilot and update. */
export interface ListedEntry<Field extends ListField> {
  readonly pilot: Subject;
  readonly update: ConfirmedUpdate;
  readonly entry: UpdateFields[Field][number];
  readonly evidence: readonly FactEvidence[];
  /** Said for the last period that the pilot reported on, or since. What was said before may no longer hold. */
  readonly isCurrent: boolean;
}

/**
 * The entries that stand: of each pilot those of its last update that has any, by a day where one is given; or all of those that
 * were posted in a window.
 */
export function standingEntries<Field extends ListField>(
  { pilots, updatesOf, knowledge, today }: UpdateBook,
  field: Field,
  { window, trueAt = today }: { readonly window?: DaySpan | undefined; readonly trueAt?: Day | undefined } = {},
): readonly ListedEntry<Field>[] {
  return pilots.flatMap((pilot) => {
    const says = (update: ConfirmedUpdate): boolean => update.fields[field].length > 0;
    const own = updatesOf(pilot.id);
    const last = standingOn(own, trueAt, says);
    const chosen = window ? own.filter((update) => says(update) && isPostedIn(update, window)) : last ? [last] : [];
    const since = beganReportingOn(own, trueAt);
    return chosen.flatMap((update) => {
      const entries: readonly UpdateFields[Field][number][] = update.fields[field];
      const isCurrent = window !== undefined || since === undefined || update.validFrom >= since;
      return entries.map((entry, index) => {
        return { pilot, update, entry, evidence: evidenceOfField(update, `${field}.${index}`, knowledge), isCurrent };
      });
    });
  });
}

/** The first day of the last period that a pilot reported on by a day, or the day of its last update where that names none. */
function beganReportingOn(updates: readonly ConfirmedUpdate[], day: Day): Day | undefined {
  const last =
    standingOn(updates, day, ({ fields }) => fields.period !== undefined) ?? standingOn(updates, day, () => true);
  return last?.fields.period?.from ?? last?.validFrom;
}

/** Who wants help, of whom where that is asked. */
export function answerHelp(
  book: UpdateBook,
  {
    departments,
    from,
    ...when
  }: {
    readonly departments: readonly Subject[];
    readonly from: string;
    readonly window?: TimeWindow;
    readonly trueAt?: Day;
  },
): UpdateAnswer {
  if (book.updates.length === 0) return noUpdateAtAll(book);
  const all = standingEntries(book, "help", when);
  const wanted = departments.length > 0 ? new Set(departments.map(({ id }) => id)) : undefined;
  const names = departments.flatMap(({ id }) => book.knowledge.namesOf(id)).map(fold);
  const asked = fold(from);
  const isAsked = ({ entry }: ListedEntry<"help">): boolean => {
    const own = [entry.department, ...book.knowledge.namesOf(entry.department)].map(fold);
    if (wanted) return wanted.has(entry.department) || own.some((name) => names.includes(name));
    return asked === "" || own.some((name) => name !== "" && (name.includes(asked) || asked.includes(name)));
  };
  const isAnybody = !wanted && (asked === "" || !all.some(isAsked) ? isWhoever(asked) : false);
  const found = isAnybody ? all : all.filter(isAsked);
  const whom = wanted ? sayList(departments.map(({ name }) => name)) : isAnybody ? "" : from;
  return sayEntries(book, found, {
    none: `No call for help${whom === "" ? "" : ` from ${whom}`} is on record`,
    says: (isOne) => `${isOne ? "wants" : "want"} help${whom === "" ? "" : ` from ${whom}`}`,
    say: ({ evidence }) => sayHelp(evidence, book.knowledge),
    when,
  });
}

/** True for words that name no department: "the pilots", "us", "anyone". */
function isWhoever(asked: string): boolean {
  return /^(?:$|us\b|we\b|any|some|other|govern|central|pilots?\b|all\b|which|who|this|last|our)/.test(asked);
}

/** The risks on record, those about something where the words say what; undefined where none is about it. */
export function answerRisks(
  book: UpdateBook,
  { asked, ...when }: { readonly asked: readonly Word[]; readonly window?: TimeWindow; readonly trueAt?: Day },
): UpdateAnswer | undefined {
  if (book.updates.length === 0) return noUpdateAtAll(book);
  const all = standingEntries(book, "risks", when);
  const theme = asked.filter((word) => substanceOf(word.stem) === 1 && !riskWords.has(word.stem));
  const found = theme.length === 0 ? all : all.filter(({ evidence }) => speaksOf(textOf(evidence[0]), theme));
  // A risk of that kind may be told by something else.
  if (found.length === 0 && theme.length > 0) return undefined;
  const about = theme.length === 0 ? "" : ` about ${theme.map(({ text }) => text).join(" ")}`;
  return sayEntries(book, found, {
    none: `No risk${about} is on record`,
    says: (isOne) => `${isOne ? "reports" : "report"} risks${about}`,
    say: ({ evidence }) => textOf(evidence[0]),
    when,
  });
}

// Words that ask for risks without saying of what kind.
const riskWords = new Set(
  `risk risks register worry worried worries worrying concern concerned concerns issue issues problem problems blocker blocked
   report pilot main top across share common`
    .split(/\s+/)
    .map(stemOf),
);

/** True where a text has every one of the words, or a synonym of it. */
function speaksOf(text: string, words: readonly Word[]): boolean {
  const own = new Set(wordsOf(text).map(({ stem }) => stem));
  return words.every(({ stem }) => own.has(stem) || [...synonymsOf(stem)].some((other) => own.has(other)));
}

interface Saying<Field extends ListField> {
  readonly none: string;
  /** What pilots with entries do, after their number or name. */
  readonly says: (isOne: boolean) => string;
  readonly say: (entry: ListedEntry<Field>) => string;
  readonly when: { readonly window?: TimeWindow; readonly trueAt?: Day };
}

/** How many entries are listed. */
const mostListed = 30;

/** How many pilots have entries, and the entries with the day of their update. */
function sayEntries<Field extends ListField>(
  book: UpdateBook,
  found: readonly ListedEntry<Field>[],
  { none, says, say, when }: Saying<Field>,
): UpdateAnswer {
  const posted = when.window ? ` posted ${when.window.said}` : "";
  const last = book.updates.at(-1);
  if (found.length === 0) {
    const text = `${none} for ${nameOfBook(book)}${posted}.`;
    return last ? answeredWith(paragraph(workedOut(text, evidenceThat(last, book.knowledge)))) : nothing(text);
  }
  const { pilots, knowledge, programme } = book;
  const current = found.filter(({ isCurrent }) => isCurrent);
  const ids = new Set(current.map(({ pilot }) => pilot.id));
  const who =
    pilots.length === 1 ? pilots.map((pilot) => saySubject(pilot, knowledge).replace(/^the /, "The "))[0] : undefined;
  const counted = who ?? `${ids.size} of ${pilots.length} pilots of ${programme.name}`;
  const line = (entry: ListedEntry<Field>): Draft => {
    const day = sayWhen(entry.update);
    const text = say(entry).replace(/\.$/, "");
    return stated(`${who === undefined ? `${entry.pilot.name}: ` : ""}${text}; ${day}`, entry.evidence, day);
  };
  const evidence = (current.length > 0 ? current : found).flatMap((entry) => entry.evidence.slice(0, 1));
  const lead =
    current.length === 0
      ? `${none} for ${nameOfBook(book)} in ${who === undefined ? "the last return of any pilot" : "its last return"}`
      : `${counted} ${says(ids.size === 1)}`;
  const shown = current.slice(0, mostListed);
  const earlier = found.filter(({ isCurrent }) => !isCurrent).slice(0, mostListed);
  const rest = current.length - shown.length;
  return answeredWith(
    paragraph(workedOut(`${lead}${posted}.`, evidence)),
    list(shown.map(line)),
    rest > 0 ? { kind: "notice", tone: "info", text: `${rest} more are left out.` } : undefined,
    earlier.length > 0 ? { kind: "heading", text: "Said earlier, and not repeated since" } : undefined,
    list(earlier.map(line)),
  );
}
