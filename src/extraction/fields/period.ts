import type { Day, DaySpan } from "../../core/time.ts";
import type { Clause } from "../text/clauses.ts";
import type { Range, ReadingText } from "../text/reading-text.ts";
import { addDays, addMonths } from "../time/calendar.ts";
import type { DatePhrase, Tense } from "../time/date-rule.ts";

/** The days that an update reports on, with the words that say so. */
export interface FoundPeriod {
  readonly period: DaySpan;
  readonly range: Range;
}

/** How dates are looked for. */
export interface PeriodContext {
  readonly today: Day;
  readonly datesIn: (range: Range, tense: Tense) => readonly DatePhrase[];
}

interface Candidate extends FoundPeriod {
  /** The lower, the surer. */
  readonly rank: number;
}

const report =
  "(?:updates?|returns?|reports?|reporting|note|notes|summary|highlights?|highlight report|position|figures|data|numbers|newsletter|round-?up|roundup|news|dashboard|submission|monitoring|stats|actuals|commentary|diweddariad|aktualizacja)";
const reportBefore = new RegExp(
  `(?<!\\p{L})${report}(?: (?:for|on|covering|of|from|as of|to|is for|the|our|month of|month|period|quarter|year|week|za|:|-))*[ ,:(–-]*$`,
  "u",
);
const reportAfter = new RegExp(
  `^ in (?:numbers|figures|review|brief|summary)(?!\\p{L})|^(?:'s)?,? ?(?:\\d{2,4} )?(?:monthly |weekly |quarterly |pilot |progress |delivery |interim |final |team |finance |programme )*${report}(?!\\p{L})`,
  "u",
);
const counted =
  /\d|(?:^| )(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|dozen)(?: |$)/;
const forBefore =
  /(?:^|[^\p{L}])(?:for|covering|during|throughout|in respect of)(?: (?:the|all of|month of|period|months of|whole of|year|financial year|quarter))* $/u;
const sinceBefore = /(?:^|[^\p{L}])since(?: (?:the|last|start of|beginning of))* $/u;

/** Reads the reporting period of some clauses; the surest words win, then the first. */
export function readPeriod(
  text: ReadingText,
  clauses: readonly Clause[],
  context: PeriodContext,
): FoundPeriod | undefined {
  const candidates = clauses.flatMap((clause, index) => candidatesOf(text, clause, index, context));
  return candidates.toSorted((a, b) => a.rank - b.rank)[0];
}

function candidatesOf(text: ReadingText, clause: Clause, index: number, context: PeriodContext): readonly Candidate[] {
  const { sentence } = clause;
  if (sentence.isQuestion) return [];
  const dates = joinRanges(text, reportDates({ start: clause.start, end: clause.end }, context));
  return dates.flatMap((date): readonly Candidate[] => {
    const rank = rankOf(text, clause, index, date);
    if (rank === undefined) return [];
    const period = rank === 5 ? { from: date.span.from, to: addDays(context.today, 1) } : date.span;
    // What lies ahead is no period to report on, unless it is said to be.
    if (rank > 1 && period.from > context.today) return [];
    return period.from < period.to ? [{ period, range: { start: date.start, end: date.end }, rank }] : [];
  });
}

/** A month or quarter reported on has begun; a day or week without a year is the nearest one. */
function reportDates(range: Range, { today, datesIn }: PeriodContext): readonly DatePhrase[] {
  const near = datesIn(range, "either");
  return datesIn(range, "past").map((date) => {
    const other = near.find(({ start }) => start === date.start);
    // A month of last year is hardly meant where its next one is about to begin.
    if (
      date.grain === "month" &&
      other !== undefined &&
      other.span.from > today &&
      other.span.from < addDays(today, 62)
    )
      return other;
    if (date.grain !== "day" && date.grain !== "week") return date;
    return other !== undefined && other.span.from <= addDays(today, 7) ? other : date;
  });
}

function rankOf(text: ReadingText, clause: Clause, index: number, date: DatePhrase): number | undefined {
  const before = text.plain.slice(clause.sentence.start, date.start);
  const after = text.plain.slice(date.end, clause.sentence.end);
  if (clause.sentence.section === "period") return 0;
  const isDay = date.grain === "day";
  if (sinceBefore.test(before)) return counted.test(before) && date.grain !== "week" ? 5 : undefined;
  if (isDay || isElsewhere(clause)) return undefined;
  const words = text.plain.slice(date.start, date.end);
  if (reportBefore.test(before) || reportAfter.test(after))
    return /previous|compare|last time/.test(before) ? undefined : 1;
  const isHead = index < 3 && clause.sentence.line < 3;
  if (isHead && !words.startsWith("last ") && isAlone(text, clause, date)) return 2;
  if (
    /^(?:the )?(?:this|current)(?: |$)/.test(words) &&
    !/(?:later|end|by|before|until|next|out|due|start|begin|(?:(?:is|are|am|'s|'re|'m) \p{L}+ing|will|need|needs|must|should|to be|to have|want|hope|hoping|going|plan) [^.;,]{0,40}) $/u.test(
      before,
    )
  )
    return /^(?:this|the current|current) (?:week|wk|month|mth|quarter|qtr|period|year|yr|financial year|fortnight)/.test(
      words,
    )
      ? 4
      : undefined;
  if (
    forBefore.test(before) &&
    !/(?:plan(?:s|ned)?|booked|scheduled|hop(?:e|es|ing)|aim(?:s|ing)?|looking|expect(?:s|ed|ing)?|waiting|due|ready|set|forecast|target|budget|wait(?:ing|ed)?|closed|away|ill|off|funding) [^.;,]{0,20}$/.test(
      before,
    )
  )
    return 3;
  const clauseWords = text.plain
    .slice(clause.start, Math.min(clause.end, date.end + 60))
    .replace(words, "")
    .replace(/, (?:which|who|and) .*$/, "");
  if (
    date.grain === "month" &&
    /(?:^|[^\p{L}])(?:in|during) $/u.test(before) &&
    counted.test(clauseWords) &&
    isReported(clauseWords)
  )
    return 6;
  if (/(?:^|[^\p{L}])(?:over|in|during) (?:the )?$/u.test(before) && /^(?:the )?(?:last|past)/.test(words)) return 4;
  if (/^(?:over|in|during) the (?:last|past)/.test(words)) return isPastCount(before, after) ? 6 : undefined;
  return undefined;
}

/** What was counted and is over: not a rating, a plan or a comparison. */
function isReported(words: string): boolean {
  return (
    /(?<!\p{L})(?:we|our|saw|had|ran|held|delivered|supported|helped|reached|came|attended|\p{L}{3,}ed)(?!\p{L})/u.test(
      words,
    ) &&
    !/(?<!\p{L})(?:will|due|plan|was|were|since|than|compared|red|amber|green|by|until|target)(?!\p{L})/u.test(words)
  );
}

function isPastCount(before: string, after: string): boolean {
  return (
    !/(?:was|were|since|from|than|of|'s) (?:the )?$/u.test(before) && !/^'s|^ (?:we were|it was|was|were)/.test(after)
  );
}

function isElsewhere({ sentence: { section } }: Clause): boolean {
  return (
    section !== undefined && ["risks", "owner", "mitigation", "help", "next", "spend", "milestones"].includes(section)
  );
}

/** A date that stands by itself near the top, as in a heading: `Eastmere, Q3 2026/27.` */
function isAlone(text: ReadingText, clause: Clause, date: DatePhrase): boolean {
  const before = text.plain.slice(clause.body.start, date.start);
  const after = text.plain.slice(date.end, clause.end);
  return (
    /^[^\p{L}\p{N}]*(?:(?:monthly|weekly|quarterly|fortnightly|for|the|month of|period|update|in|and|between|from|covering)[ :,(-]*)*$/u.test(
      before,
    ) && /^[ )\]:.,-]*(?:$|[:-] ?|\)|(?:red|amber|green|rag|overall|on track)(?!\p{L}))/u.test(after)
  );
}

/** `July to September 2026` is one stretch; the year of its end goes for its start as well. */
function joinRanges(text: ReadingText, dates: readonly DatePhrase[]): readonly DatePhrase[] {
  const joined: DatePhrase[] = [];
  for (const date of dates) {
    const last = joined.at(-1);
    const between = last === undefined ? "" : text.plain.slice(last.end, date.start);
    const isAnd =
      last !== undefined &&
      between === " and " &&
      (text.plain.slice(0, last.start).endsWith("between ") || (last.grain === "month" && date.grain === "month"));
    if (last === undefined || !(/^ ?(?:-|\/|&|to|until|till|through|up to|to the end of) ?$/.test(between) || isAnd)) {
      joined.push(date);
      continue;
    }
    joined[joined.length - 1] = joinTwo(last, date);
  }
  return joined;
}

function joinTwo(first: DatePhrase, second: DatePhrase): DatePhrase {
  let { from } = first.span;
  while (from >= second.span.to) from = addMonths(from, -12);
  while (addMonths(from, 12) < second.span.from) from = addMonths(from, 12);
  return {
    start: first.start,
    end: second.end,
    span: { from, to: second.span.to },
    grain: second.grain === "day" ? "month" : second.grain,
  };
}
