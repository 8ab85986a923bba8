import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { askBatch } from "./ask-batch.ts";
import { readKnowledgeFiles } from "./knowledge-files.ts";
import { readQuestions, type Question } from "./question.ts";
import { formatAnswer, formatTable, formatWrong } from "./report.ts";
import { findStaleLabels, scoreCase, type ScoredCase } from "./score.ts";
import { floorsSchema, tally, underFloors } from "./tally.ts";

const repository = path.resolve(import.meta.dirname, "../..");

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    verbose: { type: "boolean", default: false },
    kind: { type: "string" },
    only: { type: "string" },
    questions: { type: "string", default: path.join(repository, "test/eval/questions.jsonl") },
    knowledge: { type: "string", default: path.join(repository, "knowledge") },
  },
});

/** Follow-ups need what came before them in their thread, so the whole file is asked and a part of it scored. */
function isScored({ kind, held }: Question): boolean {
  if (values.kind !== undefined && values.kind !== kind) return false;
  return values.only === undefined || held === (values.only === "held");
}

function printReport(cases: readonly ScoredCase[], broken: readonly string[]): void {
  const dev = cases.filter(({ question }) => !question.held);
  const held = cases.filter(({ question }) => question.held);
  if (values.verbose) for (const scored of cases) console.log(formatAnswer(scored));
  if (dev.length > 0) console.log(formatTable("Questions seen while tuning", dev));
  if (held.length > 0) console.log(formatTable("Held questions", held));
  for (const line of formatWrong(cases)) console.log(line);
  for (const { question } of cases)
    for (const label of findStaleLabels(question, knowledge))
      console.log(`! ${question.id}: its label is not on file${question.held ? "" : `: ${label}`}`);
  console.log(broken.length === 0 ? "\nAll floors hold." : `\nUnder the floors: ${broken.join("; ")}.`);
}

function printJson(cases: readonly ScoredCase[], broken: readonly string[]): void {
  const dev = cases.filter(({ question }) => !question.held);
  const held = cases.filter(({ question }) => question.held);
  const wrong = cases
    .filter(({ failures }) => failures.length > 0)
    .map(({ question, failures }) => ({
      id: question.id,
      kind: question.kind,
      held: question.held,
      classes: [...new Set(failures.map((failure) => failure.class))],
      ...(!question.held && { reasons: failures.map(({ reason }) => reason) }),
    }));
  console.log(JSON.stringify({ all: tally(cases), dev: tally(dev), held: tally(held), wrong, underFloors: broken }));
}

if (values.only !== undefined && values.only !== "held" && values.only !== "dev") {
  throw new Error("--only takes held or dev.");
}
const floorsFile = path.join(import.meta.dirname, "floors.json");
const floors = floorsSchema.parse(JSON.parse(readFileSync(floorsFile, "utf8")));
const knowledgeFolder = path.resolve(values.knowledge);
const questions = readQuestions(values.questions);
const knowledge = readKnowledgeFiles(knowledgeFolder);
const answers = await askBatch(questions, knowledgeFolder);
const cases = questions.filter(isScored).flatMap((question) => {
  const answer = answers.get(question.id);
  return answer ? [scoreCase(question, answer, knowledge)] : [];
});
const broken = underFloors(tally(cases), floors);
if (values.json) printJson(cases, broken);
else printReport(cases, broken);
process.exitCode = broken.length === 0 ? 0 : 1;
