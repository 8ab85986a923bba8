import { saySubject } from "../../answer/say-fact.ts";
import { sayList } from "../../answer/say-value.ts";
import type { Draft, FactEvidence } from "../../core/evidence.ts";
import type { Knowledge } from "../../core/knowledge.ts";
import type { Subject } from "../../core/ledger.ts";
import type { DaySpan } from "../../core/time.ts";
import type { ConfirmedUpdate } from "../../core/update.ts";
import { wordsOf } from "../../core/words.ts";
import { isPostedIn } from "../../ledger/returns/return-status.ts";
import { movedRatings, ratingItem, ratingsOn } from "./ratings.ts";
import { countOf, namesOf, sayPosted, sayWhen, stated, workedOut } from "./say-update.ts";
import {
  answeredWith,
  list,
  nameOfBook,
  noUpdateAtAll,
  noUpdateOf,
  notice,
  paragraph,
  type UpdateAnswer,
} from "./update-answer.ts";
import type { UpdateAttributeId } from "../../ledger/updates/update-attributes.ts";
import type { UpdateBook } from "./update-book.ts";
import { evidenceOf, evidenceOfField, evidenceThat, factsStatedBy } from "./update-evidence.ts";
import { sayFactValue, summaryItem, textOf } from "./update-items.ts";

/** Two updates of one pilot that follow each other. */
interface Step {
  readonly before: ConfirmedUpdate;
  readonly after: ConfirmedUpdate;
}

/** The last two updates of a pilot of different periods, or simply the last two where they name none. */
function lastStep(updates: readonly ConfirmedUpdate[]): Step | undefined {
  const after = updates.at(-1);
  const before = updates.findLast(
    (update) =>
      update !== after && (update.fields.period?.from ?? update.id) !== (after?.fields.period?.from ?? after?.id),
  );
  return after && before && { before, after };
}

/** What changed between the last two returns: in full for one pilot, the ratings of several. */
export function answerChangesSinceReturn(book: UpdateBook): UpdateAnswer {
  const [only, ...others] = book.pilots;
  if (book.updates.length === 0) return noUpdateAtAll(book);
  if (only && others.length === 0) return sayPilotChanges(book, only);
  const { pilots, updatesOf, knowledge, programme } = book;
  const steps = pilots.flatMap((pilot) => {
    const step = lastStep(updatesOf(pilot.id));
    return step ? [{ pilot, step, changes: changesOf(step, knowledge, notFigures) }] : [];
  });
  const changed = steps.filter(({ changes }) => changes.length > 0);
  const lead = `${changed.length} of ${pilots.length} pilots of ${programme.name} changed their rating, dates or risks from one return to the next.`;
  const same = steps.filter(({ changes }) => changes.length === 0).map(({ pilot }) => pilot);
  const evidence = (changed.length > 0 ? changed : steps).flatMap(({ step }) => evidenceThat(step.after, knowledge));
  return answeredWith(
    paragraph(
      ...(evidence.length > 0 ? [workedOut(lead, evidence)] : []),
      ...(same.length > 0 && changed.length > 0
        ? [
            workedOut(
              `The same as before: ${namesOf(same)}.`,
              steps.flatMap(({ changes, step }) => (changes.length === 0 ? evidenceThat(step.after, knowledge) : [])),
            ),
          ]
        : []),
    ),
    list(changed.flatMap(({ pilot, step, changes }) => shortChanges(pilot, step, changes))),
    notice(noUpdateOf(pilots.filter(({ id }) => updatesOf(id).length === 0))),
  );
}

/** How many changes of one pilot are listed among those of others. */
const mostOfOne = 4;

function shortChanges(pilot: Subject, { after }: Step, changes: readonly Draft[]): readonly Draft[] {
  return changes.slice(0, mostOfOne).map((change) => {
    const day = sayWhen(after);
    return {
      ...change,
      text: `${pilot.name}: ${change.text.replace(/\.$/, "")} (${day})`,
      computed: `${change.computed ?? ""} ${day}`,
    };
  });
}

function sayPilotChanges({ updates, knowledge }: UpdateBook, pilot: Subject): UpdateAnswer {
  const step = lastStep(updates);
  const last = updates.at(-1);
  if (!last) return answeredWith();
  const name = saySubject(pilot, knowledge);
  if (!step) {
    const text = `Only one return of ${name} is on record, ${sayWhen(last)}, so there is nothing to compare it with.`;
    return answeredWith(paragraph(workedOut(text, evidenceThat(last, knowledge))));
  }
  const changes = changesOf(step, knowledge, compared);
  const between = `the update of ${name} ${sayWhen(step.before)}, and the one ${sayWhen(step.after)}`;
  const lead =
    changes.length === 0
      ? `Nothing that both state changed between ${between}.`
      : `Between ${between}, ${countOf(changes.length, "thing")} changed.`;
  const evidence = [step.before, step.after].flatMap((update) => evidenceThat(update, knowledge));
  return answeredWith(paragraph(workedOut(lead, evidence)), list(changes));
}

/** What an update says otherwise than the one before it, and what it says for the first time. */
function changesOf(
  { before, after }: Step,
  knowledge: Knowledge,
  attributes: readonly UpdateAttributeId[],
): readonly Draft[] {
  const values = (update: ConfirmedUpdate): ReadonlyMap<string, FactEvidence> =>
    new Map(evidenceOf(update, knowledge, ...attributes).map((evidence) => [keyOf(evidence), evidence]));
  const earlier = values(before);
  const changed = [...values(after)].flatMap(([key, now]): readonly Draft[] => {
    const was = earlier.get(key);
    const [value, old] = [sayFactValue(now, knowledge), was && sayFactValue(was, knowledge)];
    if (!was || old === undefined || old === value) return [];
    return [stated(`${labelOf(now)}: ${value}, was ${old}.`, [now, was], "was")];
  });
  const known = new Set(factsStatedBy(before).flatMap(({ value }) => (value.kind === "text" ? gist(value.text) : [])));
  const fresh = (["risks", "help"] as const).flatMap((field) =>
    after.fields[field].flatMap((_, index): readonly Draft[] => {
      const evidence = evidenceOfField(after, `${field}.${index}`, knowledge).filter(
        ({ fact }) => fact.value.kind === "text",
      );
      const text = textOf(evidence[0]);
      if (text === "" || known.has(gist(text))) return [];
      return [stated(`${field === "risks" ? "New risk" : "New call for help"}: ${text}`, evidence, "new call")];
    }),
  );
  return [...changed, ...fresh];
}

/** What a text says, however it is written. */
function gist(text: string): string {
  return wordsOf(text)
    .map(({ stem }) => stem)
    .join(" ");
}

// The figures of many pilots change all the time: they are told of one, or as numbers.
const notFigures: readonly UpdateAttributeId[] = ["rating", "milestoneDue", "milestoneForecast", "milestoneDone"];
const compared: readonly UpdateAttributeId[] = [
  ...notFigures,
  "metric",
  "metricTarget",
  "spendToDate",
  "spendForecast",
  "budget",
];

function keyOf({ fact }: FactEvidence): string {
  return `${fact.attribute}/${(fact.part ?? "").toLowerCase()}/${fact.unit ?? ""}`;
}

function labelOf({ fact, attribute }: FactEvidence): string {
  const { part } = fact;
  const label =
    part === undefined
      ? attribute.label
      : attribute.id === "metric"
        ? part
        : attribute.id === "metricTarget"
          ? `Target for ${part}`
          : `${attribute.label.replace("milestone ", "Milestone ")}, ${part}`;
  return label.charAt(0).toUpperCase() + label.slice(1);
}

/** What changed with the updates posted in a stretch of days: ratings first, then every update in short. */
export function answerChangesIn(book: UpdateBook, days: DaySpan & { readonly said: string }): UpdateAnswer {
  return sayNew(book, {
    fresh: book.updates.filter((update) => isPostedIn(update, days)),
    said: (count) => `${count === 1 ? "was" : "were"} posted ${days.said}`,
    gone: [],
  });
}

/** What became known after an event: updates that are new or were amended, and those that were withdrawn since. */
export function answerChangesAfter(
  book: UpdateBook,
  { seq, at, before }: { readonly seq: number; readonly at: string; readonly before: UpdateBook },
): UpdateAnswer {
  const ids = new Set(book.updates.map(({ id }) => id));
  return sayNew(book, {
    fresh: book.updates.filter(({ recordedSeq }) => recordedSeq > seq),
    said: (count) => `${count === 1 ? "has" : "have"} become known since you last asked, on ${at}`,
    gone: before.updates.filter(({ id }) => !ids.has(id)),
    before,
  });
}

interface News {
  readonly fresh: readonly ConfirmedUpdate[];
  /** What became of a number of updates; for none of them in the singular. */
  readonly said: (count: number) => string;
  readonly gone: readonly ConfirmedUpdate[];
  readonly before?: UpdateBook;
}

/** How many updates are listed. */
const mostListed = 15;

function sayNew(book: UpdateBook, { fresh, said, gone, before }: News): UpdateAnswer {
  const last = book.updates.at(-1) ?? gone.at(-1);
  if (!last) return noUpdateAtAll(book);
  const { knowledge, pilots } = book;
  if (fresh.length + gone.length === 0) {
    const text = `Nothing new of ${nameOfBook(book)} ${said(1)}; the last update was posted on ${sayPosted(last)}.`;
    return answeredWith(paragraph(workedOut(text, evidenceThat(last, knowledge))));
  }
  const names = new Map(pilots.map((pilot) => [pilot.id, pilot]));
  const isFresh = new Set(fresh);
  const moved = movedRatings(ratingsOn(book, book.today)).filter(({ update, pilot, rating }) =>
    before
      ? ratingsOn(before, book.today).find((one) => one.pilot.id === pilot.id)?.rating !== rating
      : isFresh.has(update),
  );
  const ids = new Set(fresh.map(({ pilot }) => pilot));
  const lead = `${countOf(fresh.length, "update")} of ${nameOfBook(book)}, from ${ids.size} of ${countOf(pilots.length, "pilot")}, ${said(fresh.length)}.`;
  // What is withdrawn is no longer cited: it is only said that it was there.
  const withdrawn = gone.map((update) => `${names.get(update.pilot)?.name ?? ""}, ${sayWhen(update)}`);
  const shown = fresh.toReversed().slice(0, mostListed);
  return answeredWith(
    fresh.length > 0
      ? paragraph(
          workedOut(
            lead,
            fresh.flatMap((update) => evidenceThat(update, knowledge)),
          ),
        )
      : undefined,
    moved.length > 0 ? { kind: "heading", text: "Changed ratings" } : undefined,
    list(moved.map((one) => ratingItem(one, knowledge))),
    withdrawn.length > 0 ? notice(`Withdrawn since then: ${sayList(withdrawn)}.`) : undefined,
    fresh.length > 0 ? { kind: "heading", text: "Updates" } : undefined,
    list(
      shown.flatMap((update) => {
        const pilot = names.get(update.pilot);
        return pilot ? [summaryItem(pilot, update, knowledge)] : [];
      }),
    ),
    fresh.length > shown.length ? notice(`${fresh.length - shown.length} more are left out.`) : undefined,
  );
}
