import { capitalise, saySubject } from "../../answer/say-fact.ts";
import { sayDate } from "../../answer/say-value.ts";
import type { Subject } from "../../core/ledger.ts";
import type { Day } from "../../core/time.ts";
import type { ConfirmedUpdate } from "../../core/update.ts";
import { isPostedIn, reportsOn } from "../../ledger/returns/return-status.ts";
import type { TimeWindow } from "../../router/time-windows.ts";
import { countOf, sayWhen, workedOut } from "./say-update.ts";
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
import { byValidity, lastPosted, standingOn, type UpdateBook } from "./update-book.ts";
import { evidenceThat } from "./update-evidence.ts";
import { detailItems, narrativeSentence, ratingSentence, summaryItem } from "./update-items.ts";

/** How many updates are listed. */
const mostListed = 15;

/** The last update of one pilot in full, of each of several pilots in short; by the end of a day where one is given. */
export function answerLatest(book: UpdateBook, trueAt?: Day): UpdateAnswer {
  const [only, ...others] = book.pilots;
  const updates = trueAt === undefined ? book.updates : book.updates.filter(({ validFrom }) => validFrom <= trueAt);
  if (updates.length === 0) return noneBy(book, trueAt);
  if (only && others.length === 0) return answerPilot(book, only, { updates, trueAt });
  return answerPilots(book, updates);
}

function noneBy(book: UpdateBook, trueAt: Day | undefined): UpdateAnswer {
  if (trueAt === undefined || book.updates.length === 0) return noUpdateAtAll(book);
  const [first] = byValidity(book.updates);
  if (!first) return noUpdateAtAll(book);
  const text = `No update of ${nameOfBook(book)} holds for ${sayDate(trueAt)}; the first on record was ${sayWhen(first)}.`;
  return answeredWith(paragraph(workedOut(text, evidenceThat(first, book.knowledge))));
}

function answerPilot(
  { knowledge, today }: UpdateBook,
  pilot: Subject,
  { updates, trueAt }: { readonly updates: readonly ConfirmedUpdate[]; readonly trueAt?: Day | undefined },
): UpdateAnswer {
  const update = lastPosted(updates);
  if (!update) return answeredWith();
  const name = saySubject(pilot, knowledge);
  const by = trueAt === undefined ? "" : `By ${sayDate(trueAt)}, `;
  const lead = `${by}${by === "" ? "The" : "the"} last update of ${name} was ${sayWhen(update)}.`;
  const rated = updates.filter(({ fields }) => fields.rating !== undefined);
  const standing = standingOn(rated, trueAt ?? today, () => true);
  const before = standing && byValidity(rated).findLast((other) => other.validFrom < standing.validFrom);
  return answeredWith(
    paragraph(
      workedOut(lead, evidenceThat(update, knowledge)),
      ...(standing ? [ratingSentence(pilot, standing, before, knowledge)] : []),
      ...narrativeSentence(update, knowledge),
    ),
    list(detailItems(update, knowledge)),
  );
}

function answerPilots(book: UpdateBook, updates: readonly ConfirmedUpdate[]): UpdateAnswer {
  const { pilots, knowledge } = book;
  const byPilot = Map.groupBy(updates, ({ pilot }) => pilot);
  const latest = pilots.flatMap((pilot) => {
    const update = lastPosted(byPilot.get(pilot.id) ?? []);
    return update ? [{ pilot, update }] : [];
  });
  const newest = latest.toSorted((left, right) => (left.update.postedAt < right.update.postedAt ? 1 : -1));
  const [first] = newest;
  if (!first) return noUpdateAtAll(book);
  const whose = book.isWhole ? `of ${book.programme.name} ` : `asked about (${book.programme.name}) `;
  const lead = `${latest.length} of ${pilots.length} pilots ${whose}${latest.length === 1 ? "has" : "have"} an update on record; the last came from ${first.pilot.name}, ${sayWhen(first.update)}.`;
  const shown = newest.slice(0, mostListed);
  return answeredWith(
    paragraph(
      workedOut(
        lead,
        latest.flatMap(({ update }) => evidenceThat(update, knowledge)),
      ),
    ),
    list(shown.map(({ pilot, update }) => summaryItem(pilot, update, knowledge))),
    notice(noUpdateOf(pilots.filter(({ id }) => !byPilot.has(id)))),
    notice(moreOf(newest.length - shown.length)),
  );
}

function moreOf(count: number): string | undefined {
  return count > 0 ? `${countOf(count, "more update")} can be asked for by the name of the pilot.` : undefined;
}

/** The updates that were posted in a window, or that report on the month or quarter that it names; the newest first. */
export function answerUpdatesIn(book: UpdateBook, window: TimeWindow): UpdateAnswer {
  const { pilots, knowledge } = book;
  const isNamed = window.how === "named" || window.how === "current";
  const found = book.updates.filter((update) => isPostedIn(update, window) || (isNamed && reportsOn(update, window)));
  if (found.length === 0) return noneIn(book, window);
  const ids = new Set(found.map(({ pilot }) => pilot));
  const names = new Map(pilots.map((pilot) => [pilot.id, pilot]));
  const shown = found.toReversed().slice(0, mostListed);
  const verb = found.length === 1 ? "was" : "were";
  const about = isNamed ? `${verb} posted ${window.said} or report on it` : `${verb} posted ${window.said}`;
  const from = pilots.length > 1 ? `, from ${ids.size} of ${pilots.length} pilots` : "";
  const lead = `${countOf(found.length, "update")} of ${nameOfBook(book)} ${about}${from}.`;
  const evidence = found.flatMap((update) => evidenceThat(update, knowledge));
  return answeredWith(
    paragraph(workedOut(lead, evidence)),
    list(
      shown.flatMap((update) => {
        const pilot = names.get(update.pilot);
        return pilot ? [summaryItem(pilot, update, knowledge)] : [];
      }),
    ),
    pilots.length === 1 && found.length === 1 && found[0] ? list(detailItems(found[0], knowledge)) : undefined,
    notice(moreOf(found.length - shown.length)),
  );
}

function noneIn(book: UpdateBook, window: TimeWindow): UpdateAnswer {
  const last = lastPosted(book.updates);
  if (!last) return noUpdateAtAll(book);
  const pilot = book.pilots.find(({ id }) => id === last.pilot);
  const whose = book.pilots.length > 1 && pilot ? ` by ${pilot.name}` : "";
  const text = `No update of ${nameOfBook(book)} was posted ${window.said}; the last on record was ${sayWhen(last)}${whose}.`;
  return answeredWith(paragraph(workedOut(capitalise(text), evidenceThat(last, book.knowledge))));
}

/** Every update, the newest first, with its rating. */
export function answerHistory(book: UpdateBook): UpdateAnswer {
  const { updates, pilots, knowledge } = book;
  const [first] = updates;
  if (!first) return noUpdateAtAll(book);
  const names = new Map(pilots.map((pilot) => [pilot.id, pilot]));
  const shown = updates.toReversed().slice(0, mostListed * 2);
  const lead = `${countOf(updates.length, "update")} of ${nameOfBook(book)} ${updates.length === 1 ? "is" : "are"} on record, the first ${sayWhen(first)}.`;
  return answeredWith(
    paragraph(
      workedOut(
        lead,
        updates.flatMap((update) => evidenceThat(update, knowledge)),
      ),
    ),
    list(
      shown.flatMap((update) => {
        const pilot = names.get(update.pilot);
        return pilot ? [summaryItem(pilot, update, knowledge)] : [];
      }),
    ),
    notice(noUpdateOf(pilots.filter(({ id }) => book.updatesOf(id).length === 0))),
    updates.length > shown.length ? notice(`Only the last ${shown.length} are listed.`) : undefined,
  );
}
