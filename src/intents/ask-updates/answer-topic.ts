import { sayDate } from "../../answer/say-value.ts";
import { assertNever } from "../../core/assert-never.ts";
import { dayOf } from "../../core/time.ts";
import type { RoutedUpdates } from "../../router/route-updates.ts";
import { answerDigest } from "../digests/answer-digest.ts";
import { answerChangesAfter, answerChangesIn, answerChangesSinceReturn } from "./changes.ts";
import { figureSeries, namesNoFigure, seriesNamed } from "./figures.ts";
import { answerHelp, answerRisks } from "./help-and-risks.ts";
import { answerHistory, answerLatest, answerUpdatesIn } from "./latest.ts";
import { answerMilestones } from "./milestones.ts";
import { answerNextSteps } from "./next-steps.ts";
import { answerOverdue } from "./overdue.ts";
import { answerMoves, answerRatings } from "./ratings.ts";
import { answerReturns } from "./returns.ts";
import { answerSearch } from "./search.ts";
import { answerSpend } from "./spend.ts";
import { answerFigures, answerFigureTrend, answerRatingTrend } from "./trends.ts";
import { notice, type UpdateAnswer } from "./update-answer.ts";
import { openBook, type AskUpdatesContext, type UpdateBook } from "./update-book.ts";

/** Answers a question from a programme's updates; undefined where they do not say what it asks for. */
export async function answerTopic(
  book: UpdateBook,
  { question, asked, trueAt, named, text, certainty }: RoutedUpdates,
  context: AskUpdatesContext,
): Promise<UpdateAnswer | undefined> {
  const onDay = trueAt === undefined ? {} : { trueAt };
  switch (question.kind) {
    case "latest":
      if (trueAt !== undefined) return answerLatest(book, trueAt);
      if (question.window) return answerUpdatesIn(book, question.window);
      return (book.isWhole ? undefined : answerSearch(book, asked)) ?? answerLatest(book);
    case "history":
      return answerHistory(book);
    case "changes":
      return answerChanges(book, question.since, context);
    case "returns":
      return answerReturns(book, question, context);
    case "overdue":
      return answerOverdue(book, context);
    case "ratings":
      return answerRatings(book, question, trueAt);
    case "moves":
      return answerMoves(book, question);
    case "ratingTrend":
      return answerRatingTrend(book, question.window);
    case "help": {
      const departments = named.others.filter(({ kind }) => kind === "department");
      return answerHelp(book, { departments, from: inOwnCase(question.from, text), ...windowOf(question), ...onDay });
    }
    case "risks":
      return answerRisks(book, { asked, ...windowOf(question), ...onDay });
    case "milestones":
      return answerMilestones(book, question);
    case "nextSteps":
      return answerNextSteps(book, question.window, trueAt);
    case "spend":
      return answerSpend(book, trueAt);
    case "figures":
      return answerFiguresAsked(book, question, { asked, certainty });
    case "digest":
      return answerDigest(book, question.window, context);
    case "search": {
      const series = book.isWhole ? [] : seriesNamed(figureSeries(book, question.window), asked);
      return series.length > 0 ? answerFigures(book, series, question.window) : answerSearch(book, asked);
    }
    default:
      return assertNever(question);
  }
}

type Question<Kind extends RoutedUpdates["question"]["kind"]> = Extract<
  RoutedUpdates["question"],
  { readonly kind: Kind }
>;

function windowOf({ window }: Question<"help" | "risks">): { readonly window?: NonNullable<typeof window> } {
  // What stands now is asked for by "this month" too; a stretch of days that is over is not.
  return window && window.how !== "current" ? { window } : {};
}

/** Words as they stand in a text, which may have capitals. */
function inOwnCase(words: string, text: string): string {
  const at = text.toLowerCase().indexOf(words);
  return at < 0 ? words : text.slice(at, at + words.length);
}

async function answerChanges(
  book: UpdateBook,
  since: Question<"changes">["since"],
  context: AskUpdatesContext,
): Promise<UpdateAnswer> {
  if (since === "lastReturn") return answerChangesSinceReturn(book);
  if (since !== "lastAsked") return answerChangesIn(book, since);
  const last = context.lastAsked?.[book.programme.id];
  if (!last) {
    const answer = answerChangesSinceReturn(book);
    const note = notice(
      `You have not asked about updates of ${book.programme.name} before: this is what changed since the return before.`,
    );
    return answer.outcome === "answered" && note ? { ...answer, blocks: [note, ...answer.blocks] } : answer;
  }
  const knownSeq = Math.min(last.seq, context.scope.knownSeq ?? last.seq);
  const before = await openBook(book.programme, book.isWhole ? [] : book.pilots, {
    ...context,
    scope: { ...context.scope, knownSeq },
  });
  return answerChangesAfter(book, { seq: last.seq, at: sayDate(dayOf(new Date(last.at))), before });
}

function answerFiguresAsked(
  book: UpdateBook,
  { says, window }: Question<"figures">,
  { asked, certainty }: Pick<RoutedUpdates, "asked" | "certainty">,
): UpdateAnswer | undefined {
  const all = figureSeries(
    book,
    says === "trend" && window?.how === "since" ? window : says === "trend" ? undefined : window,
  );
  // "How many pilots?" counts something else than figures.
  const isOfAll = certainty !== "maybe" && namesNoFigure(asked);
  const series = isOfAll ? all : seriesNamed(all, asked);
  if (series.length === 0) return undefined;
  return says === "trend"
    ? answerFigureTrend(book, series.slice(0, mostSeries))
    : answerFigures(book, series.slice(0, mostSeries * 2), window);
}

/** How many figures are charted in one answer. */
const mostSeries = 3;
