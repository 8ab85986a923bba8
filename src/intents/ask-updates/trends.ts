import type { DraftBlock, DraftPoint, DraftRow } from "../../answer/compose-blocks.ts";
import { saySubject } from "../../answer/say-fact.ts";
import { sayDate } from "../../answer/say-value.ts";
import type { Subject } from "../../core/ledger.ts";
import type { Day } from "../../core/time.ts";
import { ratings, type ConfirmedUpdate } from "../../core/update.ts";
import type { TimeWindow } from "../../router/time-windows.ts";
import { lastOfEach, type FigureSeries, type ReportedFigure } from "./figures.ts";
import { isRated } from "./ratings.ts";
import { sayAsOf, stated, workedOut } from "./say-update.ts";
import { answeredWith, nameOfBook, noUpdateAtAll, nothing, paragraph, type UpdateAnswer } from "./update-answer.ts";
import { byValidity, type UpdateBook } from "./update-book.ts";
import { evidenceOf } from "./update-evidence.ts";
import { sayFactValue } from "./update-items.ts";

/** How many pilots a chart shows as lines. */
const mostLines = 8;

/** How the ratings went over time: a chart where red is 1 and green is 5, and the table of the same words. */
export function answerRatingTrend(book: UpdateBook, window?: TimeWindow): UpdateAnswer {
  if (book.updates.length === 0) return noUpdateAtAll(book);
  const lines = book.pilots
    .map((pilot) => ({ pilot, updates: ratedIn(book.updatesOf(pilot.id), window) }))
    .filter(({ updates }) => updates.length > 0);
  if (lines.length === 0)
    return nothing(`No rating of ${nameOfBook(book)} is on record${window ? ` ${window.said}` : ""}.`);
  const shown = lines.slice(0, mostLines);
  const points = shown.flatMap(({ pilot, updates }) => updates.map((update) => ratingRow(book, pilot, update)));
  return answeredWith(
    paragraph(...shown.map(({ pilot, updates }) => ratingJourney(book, pilot, updates))),
    {
      kind: "chart",
      caption: `Ratings of ${nameOfBook(book)}`,
      shape: "line",
      unit: "rating, from 1 for red to 5 for green",
      series: shown.map(({ pilot, updates }) => ({
        name: pilot.name,
        points: updates.map((update): DraftPoint => {
          const rating = update.fields.rating ?? "red";
          return { x: update.validFrom, y: ratings.indexOf(rating) + 1, draft: ratingRow(book, pilot, update).draft };
        }),
      })),
    },
    { kind: "table", caption: `Ratings of ${nameOfBook(book)}`, columns: ["Pilot", "As of", "Rating"], rows: points },
    moreLines(lines.length - shown.length),
  );
}

function moreLines(count: number): DraftBlock | undefined {
  return count > 0
    ? { kind: "notice", tone: "info", text: `${count} more pilots are left out; ask for them by name.` }
    : undefined;
}

function ratedIn(updates: readonly ConfirmedUpdate[], window: TimeWindow | undefined): readonly ConfirmedUpdate[] {
  const rated = byValidity(updates.filter(isRated));
  // Of several words about one day the last one stands.
  const standing = rated.filter((update, index) => rated[index + 1]?.validFrom !== update.validFrom);
  return window ? standing.filter(({ validFrom }) => window.from <= validFrom && validFrom < window.to) : standing;
}

function ratingRow({ knowledge }: UpdateBook, pilot: Subject, update: ConfirmedUpdate): DraftRow {
  const cells = [pilot.name, sayDate(update.validFrom), update.fields.rating ?? ""];
  const evidence = evidenceOf(update, knowledge, "rating");
  return {
    cells,
    draft: stated(`${pilot.name}, ${sayAsOf(update)}: ${update.fields.rating ?? ""}`, evidence, sayAsOf(update)),
  };
}

function ratingJourney({ knowledge }: UpdateBook, pilot: Subject, updates: readonly ConfirmedUpdate[]) {
  const changes = updates.filter((update, index) => update.fields.rating !== updates[index - 1]?.fields.rating);
  const steps = changes.map((update) => `${update.fields.rating ?? ""} ${sayAsOf(update)}`);
  const name = saySubject(pilot, knowledge).replace(/^the /, "The ");
  const stays =
    changes.length === 1
      ? `has been ${steps[0] ?? ""}, in ${updates.length} ${updates.length === 1 ? "rating" : "ratings"}`
      : `was ${steps.join(", then ")}`;
  return workedOut(
    `${name} ${stays}.`,
    updates.flatMap((update) => evidenceOf(update, knowledge, "rating")),
  );
}

/** How figures of one name went over time, a line a pilot, with the table of the same figures. */
export function answerFigureTrend(book: UpdateBook, series: readonly FigureSeries[]): UpdateAnswer {
  const blocks = series.flatMap((one) => trendBlocks(book, one));
  return answeredWith(...blocks);
}

function trendBlocks(book: UpdateBook, series: FigureSeries): readonly (DraftBlock | undefined)[] {
  const byPilot = [...Map.groupBy(series.figures, ({ pilot }) => pilot.id).values()].map(standingFigures);
  const shown = byPilot.slice(0, mostLines);
  const { name, unit } = series;
  const caption = `${capital(name)}${unit === undefined ? "" : ` (${unit})`}, ${nameOfBook(book)}`;
  return [
    paragraph(...shown.flatMap((figures) => figureJourney(book, figures))),
    {
      kind: "chart",
      caption,
      shape: "line",
      ...(unit !== undefined && { unit }),
      series: shown.map((figures) => ({
        name: figures[0]?.pilot.name ?? "",
        points: figures.map((figure) => ({
          x: figure.update.validFrom,
          y: figure.metric.value,
          draft: figureRow(book, figure).draft,
        })),
      })),
    },
    moreLines(byPilot.length - shown.length),
  ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Of several words about one day the last one stands. */
function standingFigures(figures: readonly ReportedFigure[]): readonly ReportedFigure[] {
  return figures.filter(({ update }, index) => figures[index + 1]?.update.validFrom !== update.validFrom);
}

/** A figure of one pilot on one day, as a row of a table. */
function figureRow({ knowledge }: UpdateBook, figure: ReportedFigure): DraftRow {
  const { pilot, update, evidence } = figure;
  const value = valueOf(figure, knowledge);
  const day: Day = update.validFrom;
  return {
    cells: [pilot.name, sayDate(day), value],
    draft: stated(`${pilot.name}, ${sayAsOf(update)}: ${value}`, evidence.slice(0, 1), sayAsOf(update)),
  };
}

/** A figure's value with its unit, as an answer writes it. */
export function valueOf({ evidence }: ReportedFigure, knowledge: UpdateBook["knowledge"]): string {
  const [first] = evidence;
  return first ? sayFactValue(first, knowledge) : "";
}

function figureJourney({ knowledge }: UpdateBook, figures: readonly ReportedFigure[]) {
  const [first, last] = [figures[0], figures.at(-1)];
  if (!first || !last) return [];
  const name = saySubject(last.pilot, knowledge);
  const what = `${capital(last.metric.name)} of ${name}`;
  const evidence = [...new Set([...first.evidence.slice(0, 1), ...last.evidence.slice(0, 1)])];
  if (first === last) {
    return [
      stated(
        `${what}: ${valueOf(last, knowledge)}, ${sayAsOf(last.update)}, the only figure on record.`,
        evidence,
        `${sayAsOf(last.update)}, the only figure on record`,
      ),
    ];
  }
  const days = `${sayAsOf(first.update)} ${sayAsOf(last.update)}`;
  const text = `${what} went from ${valueOf(first, knowledge)} ${sayAsOf(first.update)} to ${valueOf(last, knowledge)} ${sayAsOf(last.update)}.`;
  return [stated(text, evidence, `went from ${days}`)];
}

/** The last figure of each pilot, and their sum where several pilots have one. */
export function answerFigures(book: UpdateBook, series: readonly FigureSeries[], window?: TimeWindow): UpdateAnswer {
  return answeredWith(...series.flatMap((one) => figureBlocks(book, one, window)));
}

function figureBlocks(
  book: UpdateBook,
  series: FigureSeries,
  window?: TimeWindow,
): readonly (DraftBlock | undefined)[] {
  const figures = lastOfEach(series);
  const { knowledge, pilots } = book;
  const [only] = figures;
  if (pilots.length === 1 && only) return [paragraph(figureSentence(book, only))];
  const sum = figures.reduce((total, { metric }) => total + metric.value, 0);
  const unit = series.unit === undefined ? "" : series.unit === "%" ? "%" : ` ${series.unit}`;
  // Shares of different wholes make no sum.
  const addsUp = !/%|per ?cent|rate|average|score|ratio|days|weeks|hours|minutes/i.test(
    `${series.unit ?? ""} ${series.name}`,
  );
  const when = window ? ` ${window.said}` : "";
  const total = addsUp ? ` They add up to ${sum.toLocaleString("en-GB", { maximumFractionDigits: 2 })}${unit}.` : "";
  const lead = `${capital(series.name)}: ${figures.length} of ${pilots.length} pilots of ${book.programme.name} ${figures.length === 1 ? "has" : "have"} a figure on record${when}.${total}`;
  const evidence = figures.flatMap((figure) => figure.evidence.slice(0, 1));
  return [
    paragraph(workedOut(lead, evidence)),
    {
      kind: "table",
      caption: `${capital(series.name)}, last figure of each pilot`,
      columns: ["Pilot", "As of", capital(series.name), "Target"],
      rows: figures.map((figure) => withTarget(book, figure, knowledge)),
    },
  ];
}

function withTarget(book: UpdateBook, figure: ReportedFigure, knowledge: UpdateBook["knowledge"]): DraftRow {
  const row = figureRow(book, figure);
  const target = figure.evidence.find(({ attribute }) => attribute.id === "metricTarget");
  if (!target) return { ...row, cells: [...row.cells, ""] };
  const said = sayFactValue(target, knowledge);
  return {
    cells: [...row.cells, said],
    draft: stated(`${row.draft.text}, target ${said}`, figure.evidence, sayAsOf(figure.update)),
  };
}

function figureSentence({ knowledge }: UpdateBook, figure: ReportedFigure) {
  const { pilot, update, evidence, metric } = figure;
  const target = evidence.find(({ attribute }) => attribute.id === "metricTarget");
  const against = target ? ` against a target of ${sayFactValue(target, knowledge)}` : "";
  const text = `${capital(metric.name)} of ${saySubject(pilot, knowledge)}: ${valueOf(figure, knowledge)}${against}, ${sayAsOf(update)}.`;
  return stated(text, evidence, sayAsOf(update));
}
