import type { FactEvidence } from "../../core/evidence.ts";
import type { Subject } from "../../core/ledger.ts";
import type { DaySpan } from "../../core/time.ts";
import type { ConfirmedUpdate, Metric } from "../../core/update.ts";
import { stemOf, stopWords, substanceOf, wordsOf, type Word } from "../../core/words.ts";
import { isPostedIn, reportsOn } from "../../ledger/returns/return-status.ts";
import type { UpdateBook } from "./update-book.ts";
import { evidenceOfField } from "./update-evidence.ts";

/** A figure that an update reports: which, by whom, in which update. */
export interface ReportedFigure {
  readonly pilot: Subject;
  readonly update: ConfirmedUpdate;
  readonly metric: Metric;
  readonly evidence: readonly FactEvidence[];
}

/** Figures that may be put side by side: of one name and one unit. */
export interface FigureSeries {
  /** As the last of them is named. */
  readonly name: string;
  readonly unit?: string;
  /** In the order of the updates' days. */
  readonly figures: readonly ReportedFigure[];
}

/** What figures are told apart by: the stems of the name, and the unit. */
function keyOf({ name, unit }: Metric): string {
  return `${stemsOf(name).join(" ")}/${(unit ?? "").trim().toLowerCase()}`;
}

function stemsOf(name: string): readonly string[] {
  return wordsOf(name)
    .filter((word) => !stopWords.has(word.folded))
    .map((word) => word.stem);
}

/** Every figure of a book's updates in series, in order of name; of those posted in, or reporting on, some days where given. */
export function figureSeries(book: UpdateBook, days?: DaySpan): readonly FigureSeries[] {
  const names = new Map(book.pilots.map((pilot) => [pilot.id, pilot]));
  const figures = book.updates
    .filter((update) => !days || (update.fields.period ? reportsOn(update, days) : isPostedIn(update, days)))
    .flatMap((update) =>
      update.fields.metrics.flatMap((metric, index): readonly ReportedFigure[] => {
        const pilot = names.get(update.pilot);
        const evidence = evidenceOfField(update, `metrics.${index}`, book.knowledge);
        return pilot && evidence.length > 0 ? [{ pilot, update, metric, evidence }] : [];
      }),
    );
  return [...Map.groupBy(figures, ({ metric }) => keyOf(metric)).values()]
    .flatMap((group) => {
      const ordered = group.toSorted(byDay);
      const last = ordered.at(-1)?.metric;
      return last ? [{ name: last.name, ...(last.unit !== undefined && { unit: last.unit }), figures: ordered }] : [];
    })
    .toSorted((left, right) => left.name.localeCompare(right.name, "en-GB"));
}

function byDay({ update: left }: ReportedFigure, { update: right }: ReportedFigure): number {
  return left.validFrom === right.validFrom
    ? left.recordedSeq - right.recordedSeq
    : left.validFrom < right.validFrom
      ? -1
      : 1;
}

// Words that ask for a figure without naming one.
const asking = new Set(
  `number numbers figure figures metric metrics total totals kpi kpis measure measures count trend chart graph plot time month week quarter year
   target targets change changed grow grown gone going fall fallen rise risen move moved developed done pilot pilots programme report reported
   date overall altogether combined sum latest current many much far show data received receive made make seen taken take against across get so`
    .split(/\s+/)
    .map(stemOf),
);

/**
 * The series that the words of a question name. A word that a series does not have asks for something else: "referrals from
 * GPs" is not answered by all referrals.
 */
export function seriesNamed(series: readonly FigureSeries[], asked: readonly Word[]): readonly FigureSeries[] {
  const telling = asked.filter((word) => substanceOf(word.stem) === 1 && !isAsking(word));
  const stems = new Set(asked.map((word) => word.stem));
  const fitting = series.flatMap((one) => {
    const own = stemsOf(one.name);
    const known = new Set([...own, ...stemsOf(one.unit ?? "")]);
    const hits = own.filter((stem) => stems.has(stem)).length;
    return hits > 0 && telling.every((word) => known.has(word.stem)) ? [{ one, isWhole: hits === own.length }] : [];
  });
  const whole = fitting.filter(({ isWhole }) => isWhole);
  return (whole.length > 0 ? whole : fitting).map(({ one }) => one);
}

function isAsking(word: Word): boolean {
  return asking.has(word.stem) || /^\d/.test(word.folded);
}

/** True where words ask for figures and name none. */
export function namesNoFigure(asked: readonly Word[]): boolean {
  return asked.every((word) => isAsking(word) || substanceOf(word.stem) < 1);
}

/** The last figure of each pilot in a series, in the order of the pilots. */
export function lastOfEach(series: FigureSeries): readonly ReportedFigure[] {
  const byPilot = new Map(series.figures.map((figure) => [figure.pilot.id, figure]));
  return [...byPilot.values()].toSorted((left, right) => left.pilot.name.localeCompare(right.pilot.name, "en-GB"));
}
