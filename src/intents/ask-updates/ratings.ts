import type { DraftRow } from "../../answer/compose-blocks.ts";
import { sayDate, sayList } from "../../answer/say-value.ts";
import type { Draft } from "../../core/evidence.ts";
import type { Subject } from "../../core/ledger.ts";
import type { Day } from "../../core/time.ts";
import { ratings, type ConfirmedUpdate, type Rating } from "../../core/update.ts";
import type { UpdateQuestion } from "../../router/update-question.ts";
import { namesOf, sayAsOf, sayPosted, stated, workedOut } from "./say-update.ts";
import {
  answeredWith,
  list,
  nameOfBook,
  noUpdateAtAll,
  notice,
  nothing,
  paragraph,
  type UpdateAnswer,
} from "./update-answer.ts";
import { byValidity, lastPosted, standingOn, type UpdateBook } from "./update-book.ts";
import { evidenceOf, evidenceThat } from "./update-evidence.ts";
import { ratingSentence } from "./update-items.ts";

/** A pilot's rating on a day, with the one before it. */
export interface PilotRating {
  readonly pilot: Subject;
  readonly rating: Rating;
  readonly update: ConfirmedUpdate;
  /** The update that gave the rating before; left out where there was none. */
  readonly before?: ConfirmedUpdate;
}

/** The ratings that stand on a day, in the order of the pilots; a pilot without one is left out. */
export function ratingsOn({ pilots, updatesOf }: UpdateBook, day: Day): readonly PilotRating[] {
  return pilots.flatMap((pilot) => {
    const rated = byValidity(updatesOf(pilot.id).filter(isRated));
    const update = standingOn(rated, day, () => true);
    const rating = update?.fields.rating;
    if (!update || rating === undefined) return [];
    const before = rated.findLast((other) => other.validFrom < update.validFrom);
    return [{ pilot, rating, update, ...(before && { before }) }];
  });
}

/** True for an update that gives a rating. */
export function isRated({ fields }: ConfirmedUpdate): boolean {
  return fields.rating !== undefined;
}

/** Compares ratings: below 0 where the left is worse. */
function compareRatings(left: Rating, right: Rating): number {
  return ratings.indexOf(left) - ratings.indexOf(right);
}

/** The ratings asked for, or all of them as a board; of one pilot its rating alone. */
export function answerRatings(
  book: UpdateBook,
  { ratings: wanted }: Extract<UpdateQuestion, { readonly kind: "ratings" }>,
  trueAt?: Day,
): UpdateAnswer {
  if (book.updates.length === 0) return noUpdateAtAll(book);
  const day = trueAt ?? book.today;
  const all = ratingsOn(book, day);
  const unrated = book.pilots.filter(({ id }) => !all.some(({ pilot }) => pilot.id === id));
  const [only, ...others] = book.pilots;
  if (only && others.length === 0) return answerOne(book, only, { all, day: trueAt });
  if (all.length === 0) return nothing(`No rating of ${nameOfBook(book)} is on record${on(trueAt)}.`);
  return wanted.length === 0
    ? answerBoard(book, all, { unrated, trueAt })
    : answerSome(book, all, { wanted, unrated, trueAt });
}

function on(day: Day | undefined): string {
  return day === undefined ? "" : ` for ${sayDate(day)}`;
}

function answerOne(
  book: UpdateBook,
  pilot: Subject,
  { all, day }: { readonly all: readonly PilotRating[]; readonly day: Day | undefined },
): UpdateAnswer {
  const [found] = all;
  const last = lastPosted(book.updates);
  if (found) {
    const sentence = ratingSentence(pilot, found.update, found.before, book.knowledge);
    return answeredWith(paragraph(day === undefined ? sentence : dated(sentence, day)));
  }
  if (!last) return noUpdateAtAll(book);
  const text = `No rating of ${nameOfBook(book)} is on record${on(day)}; its last update was posted on ${sayPosted(last)}.`;
  return answeredWith(paragraph(workedOut(text, evidenceThat(last, book.knowledge))));
}

/** A sentence about what stood on a day: "On 15 October 2026, …". */
function dated(sentence: Draft, day: Day): Draft {
  const on = `On ${sayDate(day)}, `;
  return {
    ...sentence,
    text: `${on}${sentence.text.replace(/^The /, "the ")}`,
    computed: `${on}${sentence.computed ?? ""}`,
  };
}

interface Asked {
  readonly unrated: readonly Subject[];
  readonly trueAt: Day | undefined;
}

/** Every pilot with its rating, the worst first. */
function answerBoard(book: UpdateBook, all: readonly PilotRating[], { unrated, trueAt }: Asked): UpdateAnswer {
  const lead = `${leadDay(trueAt)}${all.length} of ${book.pilots.length} pilots of ${book.programme.name} have a rating on record: ${countRatings(all)}.`;
  const rows = all
    .toSorted((left, right) => compareRatings(left.rating, right.rating))
    .map((one) => boardRow(book, one));
  return answeredWith(
    paragraph(workedOut(lead, ratingEvidence(book, all))),
    {
      kind: "table",
      caption: `Ratings of ${book.programme.name}${on(trueAt)}`,
      columns: ["Pilot", "Rating", "Before", "As of", "Last heard"],
      rows,
    },
    noRating(unrated),
  );
}

function leadDay(day: Day | undefined): string {
  return day === undefined ? "" : `On ${sayDate(day)}, `;
}

function ratingEvidence({ knowledge }: UpdateBook, all: readonly PilotRating[]) {
  return all.flatMap(({ update }) => evidenceOf(update, knowledge, "rating"));
}

function noRating(unrated: readonly Subject[]) {
  return notice(unrated.length === 0 ? undefined : `No rating of ${namesOf(unrated)} is on record.`);
}

/** A row of the board, checked as the sentence that its cells make. */
function boardRow({ knowledge, updatesOf }: UpdateBook, { pilot, rating, update, before }: PilotRating): DraftRow {
  const last = lastPosted(updatesOf(pilot.id)) ?? update;
  const earlier = before?.fields.rating ?? "";
  const [asOf, heard] = [sayDate(update.validFrom), sayPosted(last)];
  const evidence = [
    ...evidenceOf(update, knowledge, "rating"),
    ...(before ? evidenceOf(before, knowledge, "rating") : []),
    ...(last === update ? [] : evidenceThat(last, knowledge)),
  ];
  const cells = [pilot.name, rating, earlier, asOf, heard];
  return {
    cells,
    draft: stated(`${pilot.name}: ${cells.slice(1).filter(Boolean).join(", ")}`, evidence, `${asOf}, ${heard}`),
  };
}

/** The pilots with one of the ratings asked for: how many of how many, and which. */
function answerSome(
  book: UpdateBook,
  all: readonly PilotRating[],
  { wanted, unrated, trueAt }: Asked & { readonly wanted: readonly Rating[] },
): UpdateAnswer {
  const { programme, pilots, knowledge } = book;
  const found = all
    .filter(({ rating }) => wanted.includes(rating))
    .toSorted((left, right) => compareRatings(left.rating, right.rating));
  const near = wanted.includes("amber")
    ? all.filter(({ rating }) => rating.startsWith("amber-") && !wanted.includes(rating))
    : [];
  const are = trueAt === undefined ? (found.length === 1 ? "is" : "are") : found.length === 1 ? "was" : "were";
  const lead = `${leadDay(trueAt)}${found.length} of ${pilots.length} pilots of ${programme.name} ${are} rated ${sayList(wanted).replace(" and ", " or ")}.`;
  const evidence = ratingEvidence(book, found.length > 0 ? found : all);
  return answeredWith(
    paragraph(
      workedOut(lead, evidence),
      ...(near.length === 0 ? [] : [workedOut(`Beside them, ${sayNear(near)}.`, ratingEvidence(book, near))]),
    ),
    list(found.map((one) => ratingItem(one, knowledge))),
    noRating(unrated),
  );
}

function sayNear(near: readonly PilotRating[]): string {
  return sayList(near.map(({ pilot, rating }) => `${pilot.name} is ${rating}`));
}

/** A pilot's rating in one line, with the day it is from and what it was before. */
export function ratingItem({ pilot, rating, update, before }: PilotRating, knowledge: UpdateBook["knowledge"]): Draft {
  const earlier = before && before.fields.rating !== rating ? before : undefined;
  const was = earlier ? ` (was ${earlier.fields.rating ?? ""}, ${sayAsOf(earlier)})` : "";
  return stated(
    `${pilot.name}: ${rating}, ${sayAsOf(update)}${was}`,
    [...evidenceOf(update, knowledge, "rating"), ...(earlier ? evidenceOf(earlier, knowledge, "rating") : [])],
    `${sayAsOf(update)} was ${earlier ? sayAsOf(earlier) : ""}`,
  );
}

/** The pilots whose rating stands otherwise than before, in a direction; those whose present one is from a window where one is given. */
export function answerMoves(
  book: UpdateBook,
  { direction, window }: Extract<UpdateQuestion, { readonly kind: "moves" }>,
): UpdateAnswer {
  if (book.updates.length === 0) return noUpdateAtAll(book);
  const all = ratingsOn(book, book.today);
  if (all.length === 0) return nothing(`No rating of ${nameOfBook(book)} is on record.`);
  const moved = movedRatings(all).filter(
    ({ change, update }) =>
      (direction === "any" || change === direction) &&
      (!window || (window.from <= update.validFrom && update.validFrom < window.to)),
  );
  const how = { up: "went up", down: "went down", any: "changed" }[direction];
  const when = window ? ` ${window.said}` : " with their last rating";
  const lead = `The rating of ${moved.length} of ${book.pilots.length} ${book.pilots.length === 1 ? "pilot" : "pilots"} of ${book.programme.name} ${how}${when}.`;
  return answeredWith(
    paragraph(workedOut(lead, ratingEvidence(book, moved.length > 0 ? moved : all))),
    list(moved.map((one) => ratingItem(one, book.knowledge))),
  );
}

/** Ratings that differ from the ones before, with the direction; `up` is better. */
export function movedRatings(
  all: readonly PilotRating[],
): readonly (PilotRating & { readonly change: "up" | "down" })[] {
  return all.flatMap((one) => {
    const before = one.before?.fields.rating;
    const step = before === undefined ? 0 : compareRatings(one.rating, before);
    return step === 0 ? [] : [{ ...one, change: step > 0 ? ("up" as const) : ("down" as const) }];
  });
}

/** How many pilots have which rating, worst first: `3 red and 2 green`; empty for none. */
export function countRatings(all: readonly PilotRating[]): string {
  const counts = ratings.map((rating) => ({ rating, count: all.filter((one) => one.rating === rating).length }));
  return sayList(counts.filter(({ count }) => count > 0).map(({ rating, count }) => `${count} ${rating}`));
}
