import { sayList } from "../answer/say-value.ts";
import type { Draft, FactEvidence } from "../core/evidence.ts";
import type { RecordPlan } from "../core/intent.ts";
import type { Knowledge } from "../core/knowledge.ts";
import type { Subject } from "../core/ledger.ts";
import type { Condition } from "../core/record-query.ts";
import { realOnes } from "../ledger/fictional.ts";
import { sayFacts } from "./ask-facts.ts";
import type { RecordContext } from "./record-context.ts";
import { asksForStatus, readFactEvidence, standingFact } from "./fact-evidence.ts";

/** Says which programmes there are, which have pilots, or where they or their pilots stand; `rows` is what the plan found. */
export async function sayProgrammes(
  plan: RecordPlan,
  rows: readonly Subject[],
  context: RecordContext,
): Promise<readonly Draft[]> {
  const { knowledge } = context;
  const found = realOnes(rows, knowledge);
  const standing = standingOf(plan.query.where);
  if (standing !== undefined) return sayStanding(plan, found, context);
  if (plan.query.by !== undefined) return sayWithPilots(found, context);
  return [await sayCounted(`${sayCount(found)} on record`, found, context)].filter(
    ({ evidence }) => evidence.length > 0,
  );
}

/** True for a plan about programmes as such, or about where pilots stand. */
export function isAboutProgrammes({ query }: RecordPlan): boolean {
  return query.select === "programme" || query.by === "programme" || standingOf(query.where) !== undefined;
}

function standingOf(where: readonly Condition[]): string | undefined {
  const condition = where.find(({ attribute }) => attribute === "status" || attribute === "programme.status");
  return typeof condition?.value === "string" ? condition.value : undefined;
}

/** Each programme with how many pilots it has. */
async function sayWithPilots(rows: readonly Subject[], context: RecordContext): Promise<readonly Draft[]> {
  const programmes = programmesOf(rows, context.knowledge);
  const phrase = `${sayCount(programmes).replace(/ (?=is$|are$)/, " with pilots ")} on record`;
  const numbers = programmes.map(
    (programme) => `${rows.filter((row) => row.programme === programme.id).length} pilots`,
  );
  const evidence = await statusFacts(programmes, context);
  if (evidence.length === 0) return [];
  const listed = programmes.map(({ name }, index) => `${name} (${numbers[index]})`);
  return [{ text: `${phrase}: ${sayList(listed)}.`, evidence, computed: `${phrase} ${numbers.join(" ")}` }];
}

/** What stands so, or that nothing does, and then how the others stand. */
async function sayStanding(
  { query }: RecordPlan,
  found: readonly Subject[],
  context: RecordContext,
): Promise<readonly Draft[]> {
  const { knowledge } = context;
  const standing = standingOf(query.where) ?? "";
  const named = query.where.find(({ attribute }) => attribute === "programme")?.value;
  const ofPilots = query.select === "participation";
  const inQuestion = knowledge
    .ofKind("programme")
    .filter(({ id }) => (named === undefined || id === named) && (!ofPilots || hasPilots(id, knowledge)));
  const all = realOnes(inQuestion, knowledge);
  const others = all.filter(({ status }) => status !== standing);
  if (found.length > 0 && ofPilots) return sayPilotsStanding(found, standing, context);
  const kept = found.length > 0 ? [await sayCounted(`${sayCount(found)} recorded as ${standing}`, found, context)] : [];
  const none = found.length === 0 ? await sayNone(all, { standing, ofPilots }, context) : [];
  // Nothing is live: then what has ended is said at once, and of the rest what is known.
  const ended = standing === "live" && all.length > 1 ? others.filter(({ status }) => status === "closed") : [];
  const closed = ended.length > 0 ? [await sayCounted(`${sayCount(ended)} recorded as closed`, ended, context)] : [];
  const rest = standing === "live" ? others.filter((one) => !ended.includes(one)) : [];
  const notes = sayFacts(await statusFacts(rest, context), knowledge);
  return [...kept, ...none, ...closed, ...notes].filter(({ evidence }) => evidence.length > 0);
}

async function sayPilotsStanding(
  rows: readonly Subject[],
  standing: string,
  context: RecordContext,
): Promise<readonly Draft[]> {
  const drafts = programmesOf(rows, context.knowledge).map(async (programme): Promise<Draft> => {
    const own = rows.filter((row) => row.programme === programme.id);
    const phrase = `${own.length} ${own.length === 1 ? "pilot" : "pilots"} on record and is recorded as ${standing}`;
    const text = `${programme.name} has ${phrase}: ${sayList(own.map(({ name }) => name))}.`;
    const evidence = [...(await statusFacts([programme], context)), ...(await statusFacts(own, context))];
    return { text, evidence, computed: phrase };
  });
  return Promise.all(drafts);
}

async function sayNone(
  all: readonly Subject[],
  { standing, ofPilots }: { readonly standing: string; readonly ofPilots: boolean },
  context: RecordContext,
): Promise<readonly Draft[]> {
  const evidence = await statusFacts(all, context);
  if (evidence.length === 0) return [];
  const [only] = all;
  const phrase =
    all.length === 1 && only
      ? `is not recorded as ${standing}`
      : `None of the ${all.length} programmes ${ofPilots ? "with pilots " : ""}on record is recorded as ${standing}`;
  const text = all.length === 1 && only ? `${only.name} ${phrase}.` : `${phrase}.`;
  return [{ text, evidence, computed: phrase }];
}

async function sayCounted(phrase: string, rows: readonly Subject[], context: RecordContext): Promise<Draft> {
  const evidence = await statusFacts(rows, context);
  return { text: `${phrase}: ${sayList(rows.map(({ name }) => name))}.`, evidence, computed: phrase };
}

/** One fact a subject: where it stands if that is on record, else whatever shows that it is. */
async function statusFacts(
  subjects: readonly Subject[],
  { ledger, scope, knowledge }: RecordContext,
): Promise<readonly FactEvidence[]> {
  if (subjects.length === 0) return [];
  const facts = await readFactEvidence(ledger, scope, knowledge, { subjects: subjects.map(({ id }) => id) });
  return subjects.flatMap(({ id }) => {
    const own = facts.filter(({ subject }) => subject.id === id);
    return own.find(({ attribute }) => asksForStatus(attribute)) ?? standingFact(own) ?? [];
  });
}

function sayCount(programmes: readonly Subject[]): string {
  return `${programmes.length} ${programmes.length === 1 ? "programme is" : "programmes are"}`;
}

function programmesOf(rows: readonly Subject[], knowledge: Knowledge): readonly Subject[] {
  return [...new Set(rows.map(({ programme }) => programme ?? ""))].flatMap((id) => knowledge.subject(id) ?? []);
}

function hasPilots(id: string, knowledge: Knowledge): boolean {
  return knowledge.participationsOf(id).some(({ participationKind }) => participationKind === "pilot");
}
