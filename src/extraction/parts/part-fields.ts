import type { ProposedUpdate } from "../../core/update.ts";
import { readHelp, type FoundHelp } from "../fields/help/read-help.ts";
import { readMetrics, type FoundMetric } from "../fields/metrics/read-metrics.ts";
import { readMilestones, type FoundMilestone } from "../fields/milestones.ts";
import { readNextSteps, type FoundStep } from "../fields/next-steps.ts";
import { readPeriod, type FoundPeriod } from "../fields/period.ts";
import { readRisks, type FoundRisk } from "../fields/risks/read-risks.ts";
import { readSpend, type SpendReading } from "../fields/spend.ts";
import { isEachOnesOwn } from "../pilots/shared-words.ts";
import type { Clause } from "../text/clauses.ts";
import { overlaps, plainIn, type Range } from "../text/reading-text.ts";
import { findDateWords } from "../time/date-phrases.ts";
import { clausesIn, subjectClauses, type PartClauses } from "./part-clauses.ts";
import { createDatedContext, type ReadingContext } from "./reading-context.ts";

/** What was read of one pilot besides the rating and the narrative. */
export interface PartFields {
  readonly period: FoundPeriod | undefined;
  readonly milestones: readonly FoundMilestone[];
  readonly metrics: readonly FoundMetric[];
  readonly spending: SpendReading;
  readonly risks: readonly FoundRisk[];
  readonly help: readonly FoundHelp[];
  readonly nextSteps: readonly FoundStep[];
}

/** Reads the fields of one pilot; in `shared` stretches of the message figures count only where they are each one's own. Words that one field was read from are taken from the others. */
export function readPartFields(clauses: PartClauses, shared: readonly Range[], context: ReadingContext): PartFields {
  const { text, names } = context;
  const dated = createDatedContext(context);
  const help = readHelp(text, clauses.asking, names.departments, dated.write);
  const asked = help.map(({ whole }) => whole);
  const reporting = clauses.stated.filter((clause) => !isTaken(clause, asked));
  const period =
    readPeriod(text, [...subjectClauses(context), ...reporting], dated) ??
    readPeriod(text, clausesIn(context, [context.preamble]), dated);
  const risks = readRisks(text, clauses.stated, asked, dated.write);
  const worried = risks.flatMap(({ ranges }) => [ranges.text, ranges.mitigation ?? []].flat());
  const isOwn = (words: Range, sentence: Range): boolean =>
    !shared.some((range) => overlaps(range, words)) || isEachOnesOwn(plainIn(text, sentence));
  const spending = readSpend(
    text,
    clauses.sentences.filter((sentence) => isOwn(sentence, sentence)),
  );
  const sums = [...spending.ranges.values()];
  const counting = reporting.filter((clause) => isOwn(clause.body, clause.sentence));
  const metrics = readMetrics(text, counting, {
    dateWordsIn: (range) => findDateWords(text, range, { today: context.today, tense: "either" }),
    private: [...context.private.map((one) => text.fromMessage(one)), ...worried],
    sums,
    names: [...names.pilots, ...names.programmes],
    write: dated.write,
  });
  const known = [...asked, ...worried];
  const own = clauses.stated.filter((clause) => !isOfDepartment(clause, context));
  const milestones = readMilestones(
    text,
    own.filter((clause) => !isTaken(clause, known)),
    dated,
  );
  const taken = [...known, ...milestones.map(({ whole }) => whole), ...sums, period?.range ?? []].flat();
  return { period, milestones, metrics, spending, risks, help, nextSteps: readNextSteps(text, own, taken, dated) };
}

function isTaken({ body }: Clause, ranges: readonly Range[]): boolean {
  return ranges.some((range) => overlaps(range, body));
}

/** What a department does is news, and not what the pilot has reached or will do. */
function isOfDepartment({ body }: Clause, { names }: ReadingContext): boolean {
  return names.departments.some(({ start }) => start >= body.start && start <= body.start + 4);
}

/** The values of the fields, without the words that they came from. */
export function fieldValues(
  fields: PartFields,
): Omit<ProposedUpdate, "pilot" | "programme" | "personalData" | "spans"> {
  const { period, spending } = fields;
  return {
    ...(period && { period: period.period }),
    milestones: fields.milestones.map(({ milestone }) => milestone),
    metrics: fields.metrics.map(({ metric }) => metric),
    ...(Object.keys(spending.spend).length > 0 && { spend: spending.spend }),
    risks: fields.risks.map(({ risk }) => risk),
    help: fields.help.map((one) => one.help),
    nextSteps: fields.nextSteps.map(({ step }) => step),
  };
}
