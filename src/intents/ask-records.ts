import { capitalise, saySubject } from "../answer/say-fact.ts";
import { sayList } from "../answer/say-value.ts";
import type { Draft, Evidence, FactEvidence } from "../core/evidence.ts";
import type { RecordPlan } from "../core/intent.ts";
import type { Knowledge } from "../core/knowledge.ts";
import type { Subject } from "../core/ledger.ts";
import type { Condition, RecordQuery, RecordResult } from "../core/record-query.ts";
import { realOnes } from "../ledger/fictional.ts";
import { runRecordQuery } from "../ledger/record-query/run-record-query.ts";
import { sayFacts } from "./ask-facts.ts";
import { isAboutProgrammes, sayProgrammes } from "./ask-programmes.ts";
import { readFactEvidence, standingFact } from "./fact-evidence.ts";
import type { RecordContext } from "./record-context.ts";

/** Runs plans and says what they found; a plan that finds nothing adds nothing, except where "no" is the answer. */
export async function askRecords(plans: readonly RecordPlan[], context: RecordContext): Promise<readonly Draft[]> {
  const drafts: Draft[] = [];
  for (const plan of plans) {
    const { ledger, scope, knowledge } = context;
    const result = await runRecordQuery(plan.query, { ledger, scope, attributes: knowledge.attributes });
    drafts.push(...(await sayResult(plan, result, context)));
  }
  return drafts;
}

async function sayResult(plan: RecordPlan, result: RecordResult, context: RecordContext): Promise<readonly Draft[]> {
  const found = result.outcome === "found" ? result.rows.map((row) => row.subject) : [];
  const { query } = plan;
  if (isAboutProgrammes(plan)) return sayProgrammes(plan, found, context);
  // Sets of councils, and what a council took part in, tell of real programmes beside which nothing invented is named.
  const isNamed = programmesOf(plan, context.knowledge).some(({ fictional }) => fictional === true);
  const rows =
    isNamed || conditionValue(query.where, "programme") !== undefined ? found : realOnes(found, context.knowledge);
  if (query.sets && query.select !== "participation") return rows.length > 0 ? [await saySet(plan, rows, context)] : [];
  const programme = context.knowledge.subject(conditionValue(query.where, "programme") ?? "");
  const councilId = conditionValue(query.where, "councils");
  if (councilId !== undefined && !programme) return sayParticipations(rows, councilId, context);
  if (!programme) return sayWhose(rows, context);
  if (plan.say === "yesNo" || plan.say === "value") return sayMembership(rows, programme, plan, context);
  return rows.length > 0 ? [await sayListOf(rows, programme, query, context)] : [];
}

function conditionValue(where: readonly Condition[], attribute: string): string | undefined {
  const value = where.find((condition) => condition.attribute === attribute)?.value;
  return typeof value === "string" ? value : undefined;
}

/** One standing fact a subject, in the order of the subjects. */
async function standingFacts(
  subjects: readonly Subject[],
  { ledger, scope, knowledge }: RecordContext,
): Promise<readonly FactEvidence[]> {
  const ids = subjects.map((subject) => subject.id);
  const all = await readFactEvidence(ledger, scope, knowledge, { subjects: ids });
  const silent = ids.filter((id) => !all.some((one) => one.subject.id === id));
  // Of a place without a fact in the records an update shows that it takes part.
  const told = await readFactEvidence(ledger, scope, knowledge, { subjects: silent, origin: "updates" });
  return subjects.flatMap(
    (subject) => standingFact([...all, ...told].filter((one) => one.subject.id === subject.id)) ?? [],
  );
}

function nounFor(rows: readonly Subject[]): string {
  const kinds = new Set(rows.map((row) => row.participationKind ?? row.kind));
  const [kind] = kinds;
  const word =
    kinds.size > 1 ? "places" : kind === "pilot" ? "pilots" : kind === "member" ? "members" : `${kind ?? "place"}s`;
  return rows.length === 1 ? word.slice(0, -1) : word;
}

async function sayListOf(
  rows: readonly Subject[],
  programme: Subject,
  { where, sets }: RecordQuery,
  context: RecordContext,
): Promise<Draft> {
  const evidence = await standingFacts(rows, context);
  const filters = where
    .filter((condition) => condition.attribute.startsWith("councils."))
    .map((condition) => `${condition.comparison === "isNot" ? "not " : ""}${String(condition.value)}`);
  if (sets) filters.push("of several councils");
  const within = filters.length > 0 ? ` (${filters.join(", ")})` : "";
  const count = `${rows.length} ${nounFor(rows)}`;
  const text = `${programme.name} has ${count} on record${within}: ${sayList(rows.map((row) => row.name))}.`;
  const regions = await filterEvidence(rows, where, context);
  return { text, evidence: [...evidence, ...regions], computed: `${count} on record${within}` };
}

/** The facts about the councils that a filter looked at. */
async function filterEvidence(
  rows: readonly Subject[],
  where: readonly Condition[],
  { ledger, scope, knowledge }: RecordContext,
): Promise<readonly Evidence[]> {
  const attributes = where
    .filter((condition) => condition.attribute.startsWith("councils."))
    .map((condition) => condition.attribute.slice("councils.".length));
  if (attributes.length === 0) return [];
  return readFactEvidence(ledger, scope, knowledge, {
    subjects: [...new Set(rows.flatMap((row) => row.councils ?? []))],
    attributes,
  });
}

async function sayParticipations(
  rows: readonly Subject[],
  councilId: string,
  context: RecordContext,
): Promise<readonly Draft[]> {
  const council = context.knowledge.subject(councilId)?.name ?? councilId;
  const facts = await standingFacts(rows, context);
  return facts.map((evidence) => ({
    text: sayTakingPart(council, evidence.subject, context.knowledge),
    evidence: [evidence],
    computed: `recorded as a pilot or member`,
  }));
}

/** Whose a participation is, and in what: one sentence a council. */
async function sayWhose(rows: readonly Subject[], context: RecordContext): Promise<readonly Draft[]> {
  const facts = await standingFacts(rows, context);
  return facts.flatMap((evidence) =>
    (evidence.subject.councils ?? []).map((id) => ({
      text: sayTakingPart(context.knowledge.subject(id)?.name ?? id, evidence.subject, context.knowledge),
      evidence: [evidence],
      computed: "recorded as a pilot or member",
    })),
  );
}

function sayTakingPart(council: string, participation: Subject, knowledge: Knowledge): string {
  const programme = knowledge.subject(participation.programme ?? "")?.name ?? "";
  const kind = participation.participationKind ?? "pilot";
  const joint = (participation.councils ?? []).length > 1 ? ` in ${saySubject(participation, knowledge)}` : "";
  return `${council} is recorded as a ${kind} of ${programme}${joint}.`;
}

async function sayMembership(
  rows: readonly Subject[],
  programme: Subject,
  plan: RecordPlan,
  context: RecordContext,
): Promise<readonly Draft[]> {
  const { knowledge } = context;
  const council = knowledge.subject(conditionValue(plan.query.where, "councils") ?? "");
  if (rows.length > 0) {
    const facts = await standingFacts(rows, context);
    return facts.map((evidence) => ({
      // To a question that denies, "yes" could mean either.
      text: `${plan.say === "yesNo" ? "Yes: " : ""}${sayTakingPart(council?.name ?? evidence.subject.name, evidence.subject, knowledge)}`,
      evidence: [evidence],
      computed: "yes, recorded as a pilot or member",
    }));
  }
  if (!council) return [];
  const elsewhere = await factsNaming(council, programme, context);
  return elsewhere.length > 0 ? sayFacts(elsewhere, knowledge) : sayAbsence(council.name, programme, context);
}

/** Facts of a programme that name a council though it is no participation on record: a later member, a place of a list. */
async function factsNaming(
  council: Subject,
  programme: Subject,
  { ledger, scope, knowledge }: RecordContext,
): Promise<readonly FactEvidence[]> {
  const facts = await readFactEvidence(ledger, scope, knowledge, { subjects: [programme.id] });
  const names = new Set(knowledge.namesOf(council.id));
  return facts.filter(({ fact: { value } }) => {
    if (value.kind === "references") return value.ids.includes(council.id);
    if (value.kind === "list" || value.kind === "names") return value.items.some((item) => names.has(item));
    return value.kind === "reference" && value.id === council.id;
  });
}

/** That a council is not among those on record, with all of them named. */
async function sayAbsence(name: string, programme: Subject, context: RecordContext): Promise<readonly Draft[]> {
  const others = context.knowledge.participationsOf(programme.id);
  const evidence = await standingFacts(others, context);
  if (evidence.length === 0) return [];
  const count = `${others.length} ${nounFor(others)}`;
  const listed = sayList(others.map((one) => one.name));
  const text = `No: ${name} is not among the ${count} of ${programme.name} on record, which are ${listed}.`;
  return [{ text, evidence, computed: `no, ${name} is not among the ${count} on record` }];
}

async function saySet(plan: RecordPlan, rows: readonly Subject[], context: RecordContext): Promise<Draft> {
  const { knowledge } = context;
  const operator = plan.query.sets?.operator ?? "all";
  const programmes = programmesOf(plan, knowledge);
  const ids = new Set(programmes.map((programme) => programme.id));
  // That a council is not in a programme rests on all that are in it.
  const absence = operator === "none" || operator === "exactly";
  const parts = absence
    ? [...rows, ...programmes].flatMap((one) => knowledge.participationsOf(one.id))
    : rows.flatMap((row) => knowledge.participationsOf(row.id)).filter((one) => ids.has(one.programme ?? ""));
  const evidence = await standingFacts(parts, context);
  const names = programmes.map((programme) => programme.name);
  const count = `${rows.length} ${rows.length === 1 ? "council" : "councils"}`;
  const neither = operator === "none" && plan.query.sets?.queries[0]?.where.length === 0;
  const phrase = neither
    ? `${count} on record elsewhere and in neither ${names.join(" nor ")}`
    : setPhrase(operator, count, names);
  const text = `${capitalise(phrase)}: ${sayList(rows.map((row) => row.name))}.`;
  return {
    text,
    evidence,
    computed: neither ? `${count} on record elsewhere and in neither nor` : setPhrase(operator, count, []),
  };
}

function programmesOf(plan: RecordPlan, knowledge: Knowledge): readonly Subject[] {
  const queries = plan.query.sets?.queries ?? [];
  const inner = queries.flatMap((query) => query.sets?.queries ?? [query]);
  const ids = new Set(inner.flatMap((query) => conditionValue(query.where, "programme") ?? []));
  return [...ids].flatMap((id) => knowledge.subject(id) ?? []);
}

function setPhrase(operator: "all" | "any" | "none" | "exactly", count: string, names: readonly string[]): string {
  const [first = "", ...rest] = names;
  switch (operator) {
    case "all":
      return `${count} on record in ${names.length === 2 ? "both " : "all of "}${sayList(names)}`;
    case "any":
      return `${count} on record in more than one of ${sayList(names)}`;
    case "none":
      return `${count} on record in ${first} and not in ${sayList(rest)}`;
    case "exactly":
      return `${count} on record in only one of ${sayList(names)}`;
  }
}
