import { isAnswer, type BatchAnswer } from "./batch-answer.ts";
import type { BatchFailure } from "./batch-output.ts";
import { checkAnswer, type Verdict } from "./independent-checker.ts";
import type { KnowledgeFiles } from "./knowledge-files.ts";
import { foldText } from "./names.ts";
import type { Question, SupportLabel } from "./question.ts";

/** Why a case is wrong, in one word for a table. */
export type FailureClass = "error" | "outcome" | "must" | "mustNot" | "support" | "unsupported";

/** Something wrong with an answer. */
export interface Failure {
  readonly class: FailureClass;
  readonly reason: string;
}

/** A question, its answer, and what is wrong with it; correct where nothing is. */
export interface ScoredCase {
  readonly question: Question;
  /** Left out where the program failed on the question. */
  readonly answer?: BatchAnswer;
  readonly verdicts: readonly Verdict[];
  readonly failures: readonly Failure[];
}

/** Holds an answer against its labels and against the knowledge folder. */
export function scoreCase(
  question: Question,
  answer: BatchAnswer | BatchFailure,
  knowledge: KnowledgeFiles,
): ScoredCase {
  if (!isAnswer(answer)) return { question, verdicts: [], failures: [{ class: "error", reason: answer.error }] };
  const verdicts = answer.outcome === "answered" ? checkAnswer(answer, knowledge) : [];
  const failures = [
    ...judgeOutcome(question, answer),
    ...judgeWords(question, answer),
    ...judgeSupport(question, answer, knowledge),
    ...verdicts.flatMap(({ sentence, problems }) =>
      problems.map((problem): Failure => ({ class: "unsupported", reason: `“${sentence}”: ${problem}` })),
    ),
  ];
  return { question, answer, verdicts, failures };
}

function judgeOutcome({ expect }: Question, { outcome, sentences }: BatchAnswer): readonly Failure[] {
  if (outcome !== expect) return [{ class: "outcome", reason: `${outcome} instead of ${expect}` }];
  if (outcome === "answered" && sentences.length === 0)
    return [{ class: "outcome", reason: "answered in no sentence" }];
  return [];
}

function judgeWords({ must, mustNot }: Question, answer: BatchAnswer): readonly Failure[] {
  const missing = must.filter((alternatives) => !alternatives.some((words) => says(answer.text, words)));
  const unwanted = mustNot.filter((words) => says(answer.text, words));
  return [
    ...missing.map((words): Failure => ({ class: "must", reason: `it does not say ${words.join(" | ")}` })),
    ...unwanted.map((words): Failure => ({ class: "mustNot", reason: `it says ${words}` })),
  ];
}

/** True where a text has some words in any case of letters; a bare number only as a number of its own. */
export function says(text: string, words: string): boolean {
  const [folded, wanted] = [foldWords(text), foldWords(words)];
  if (!bareNumber.test(wanted)) return folded.includes(wanted);
  const pattern = String.raw`(?<![\p{L}\p{N}£]|\d[.,])${wanted}(?![\p{L}\p{N}]|[.,]\d)`;
  return new RegExp(pattern, "u").test(folded);
}

const bareNumber =
  /^(?:\d+|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\p{L}+)?|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\p{L}+teen)$/u;

function foldWords(text: string): string {
  return foldText(text).replaceAll(/[\u2010-\u2015]/g, "-");
}

/** Of the supports on the label one must be cited; a label without any asks for none. */
function judgeSupport(question: Question, answer: BatchAnswer, knowledge: KnowledgeFiles): readonly Failure[] {
  if (question.support.length === 0 || answer.outcome !== "answered" || question.expect !== "answered") return [];
  if (question.support.some((label) => isCited(label, answer, knowledge))) return [];
  const cited = answer.citations.map(({ documentId, subject, attribute }) => documentId ?? `${subject}.${attribute}`);
  return [
    { class: "support", reason: `it cites none of the supports, but ${[...new Set(cited)].join(", ") || "nothing"}` },
  ];
}

/** The labels of a question that no note or record has any more: mistakes of the question, not of the answer. */
export function findStaleLabels({ support }: Question, knowledge: KnowledgeFiles): readonly string[] {
  return support.filter((label) => !isOnFile(label, knowledge)).map(sayLabel);
}

function sayLabel(label: SupportLabel): string {
  return "document" in label ? `${label.document}: ${label.quote}` : `${label.subject}.${label.attribute}`;
}

function isOnFile(label: SupportLabel, knowledge: KnowledgeFiles): boolean {
  if ("document" in label) return findSpan(label.document, label.quote, knowledge) !== undefined;
  return knowledge.subjects.get(label.subject)?.facts[label.attribute] !== undefined;
}

function isCited(label: SupportLabel, { citations }: BatchAnswer, knowledge: KnowledgeFiles): boolean {
  if ("subject" in label) {
    return citations.some(({ subject, attribute }) => subject === label.subject && attribute === label.attribute);
  }
  const span = findSpan(label.document, label.quote, knowledge);
  return citations.some(
    ({ documentId, start, end }) =>
      documentId === label.document && span && (start ?? 0) < span.end && (end ?? 0) > span.start,
  );
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where a document says a quote, whatever the white space between its words. */
function findSpan(document: string, quote: string, knowledge: KnowledgeFiles): Span | undefined {
  const raw = knowledge.documents.get(document)?.raw;
  const words = quote
    .trim()
    .split(/\s+/)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  const found = raw === undefined ? null : new RegExp(words.join(String.raw`\s+`)).exec(raw);
  return found ? { start: found.index, end: found.index + found[0].length } : undefined;
}
