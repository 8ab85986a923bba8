import { formatRows } from "./format-rows.ts";
import type { ScoredCase } from "./score.ts";
import { sayShare, share, tally, type Tally } from "./tally.ts";

const columns = ["kind", "n", "correct", "refused-right", "refused-wrong", "citation precision", "p50 ms", "p95 ms"];

/** A table by kind and in all, for one set of cases. */
export function formatTable(title: string, cases: readonly ScoredCase[]): string {
  const kinds = [...new Set(cases.map(({ question }) => question.kind))].toSorted();
  const rows = [
    ...kinds.map((kind) => row(kind, tally(cases.filter(({ question }) => question.kind === kind)))),
    row("all", tally(cases)),
  ];
  return [`## ${title}`, "", ...formatRows(columns, rows), ""].join("\n");
}

function row(kind: string, counts: Tally): readonly string[] {
  const of = (part: number, whole: number): string =>
    whole === 0 ? "–" : `${part}/${whole} ${sayShare(share(part, whole))}`;
  return [
    kind,
    String(counts.n),
    of(counts.correct, counts.n),
    of(counts.refusedRight, counts.unanswerable),
    of(counts.refusedWrong, counts.answerable),
    of(counts.acceptedSentences, counts.citedSentences),
    counts.p50Ms.toFixed(1),
    counts.p95Ms.toFixed(1),
  ];
}

/** One line a wrong case. What was asked and answered in a held case stays unseen. */
export function formatWrong(cases: readonly ScoredCase[]): readonly string[] {
  return cases
    .filter(({ failures }) => failures.length > 0)
    .map(({ question, failures }) => {
      const classes = [...new Set(failures.map((failure) => failure.class))].join(", ");
      if (question.held) return `✗ ${question.id} (${question.kind}, held): ${classes}`;
      return `✗ ${question.id} (${question.kind}) ${oneLine(question.question)}: ${failures.map(({ reason }) => reason).join("; ")}`;
    });
}

/** A question and its whole answer with what it cites; for a held one only that it is held. */
export function formatAnswer({ question, answer, failures }: ScoredCase): string {
  if (question.held) return `\n${question.id}: held`;
  if (!answer) return `\n✗ ${question.id}: ${failures.map(({ reason }) => reason).join("; ")}`;
  const cited = answer.citations.map((citation) => {
    const { number, documentId, start, end, subject, attribute, quote } = citation;
    const place = documentId === undefined ? `${subject}.${attribute}` : `${documentId} ${start}–${end}`;
    return `  [${number}] ${place}: ${oneLine(quote)}`;
  });
  const mark = failures.length === 0 ? "✓" : "✗";
  const asked = `${mark} ${question.id} (${question.kind}, ${answer.intent}, ${answer.outcome}) ${oneLine(question.question)}`;
  return ["", asked, ...answer.text.split("\n").map((line) => `  ${line}`), ...cited].join("\n");
}

function oneLine(text: string): string {
  const line = text.replaceAll(/[\s\p{C}]+/gu, " ").trim();
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}
