import { needsCaution, sayFact, sayFactWithSource, saySubject } from "../answer/say-fact.ts";
import { holdsFigures, isContrary } from "../answer/contrast.ts";
import type { Draft, FactEvidence } from "../core/evidence.ts";
import type { Knowledge } from "../core/knowledge.ts";
import type { Subject } from "../core/ledger.ts";
import type { Choice } from "../core/reply.ts";
import type { Day } from "../core/time.ts";
import { isFictional } from "../ledger/fictional.ts";
import { rankFacts } from "../ledger/fact-search.ts";
import type { RankedFact } from "../ledger/fact-search.ts";
import type { NamedThings } from "../router/slots.ts";
import { yearsIn } from "../router/time-phrases.ts";
import { fitsYears, isAccepted, isFigure, thresholds } from "./accept-facts.ts";
import type { FactContext } from "./fact-context.ts";
import { readFactEvidence } from "./fact-evidence.ts";

/** What the facts say: an answer, a question back, or only what lies nearest. */
export type FactFinding =
  | {
      readonly outcome: "found";
      readonly best: RankedFact;
      readonly chosen: readonly FactEvidence[];
      readonly ranked: readonly RankedFact[];
    }
  | {
      readonly outcome: "whichOne";
      readonly choices: readonly Choice[];
      readonly best: RankedFact;
      readonly ranked: readonly RankedFact[];
    }
  | { readonly outcome: "none"; readonly nearest: readonly FactEvidence[]; readonly ranked: readonly RankedFact[] };

/** Finds the facts that answer a question about values. */
export async function findFacts(context: FactContext): Promise<FactFinding> {
  const primary = primarySubjects(context);
  const scopeIds = primary.length > 0 ? [...primary, ...relatedSubjects(primary, context)] : [];
  const facts = await readFactEvidence(
    context.ledger,
    context.scope,
    context.knowledge,
    scopeIds.length > 0 ? { subjects: ids(scopeIds) } : {},
  );
  const connected = connectedSubjects(facts, primary);
  const { knowledge } = context;
  // Where nothing is named, what is invented is meant only if there is nothing else.
  const isOpen = primary.length === 0 && knowledge.ofKind("programme").some(({ fictional }) => fictional !== true);
  const mayBeMeant = (subject: Subject): boolean => !isOpen || !isFictional(subject, knowledge);
  const standing = facts.filter(
    (one) => isTrueAt(one, context.trueAt, facts) && connected(one.subject) && mayBeMeant(one.subject),
  );
  const fitting = standing.filter(
    (one) =>
      fitsYears(one, context, facts) &&
      holdsFigures(context.text, sayFact(one, context.knowledge)) &&
      !isContrary(context.text, sayFact(one, context.knowledge)),
  );
  const ranked = rankFacts(context.question, fitting);
  const main = new Set(ids(primary));
  const pilotsOwn = await attributesOfPilots(context);
  const accepted = ranked.filter((one) => isAccepted(one, main, { ...context, pilotsOwn }));
  const best = accepted[0];
  if (!best)
    return {
      outcome: "none",
      nearest: ranked
        .slice(0, 3)
        .filter((one) => one.coverage > 0.3 && (one.phrase > 0 || !isFigure(one.evidence)))
        .map((one) => one.evidence),
      ranked,
    };
  const choices = choicesBetweenProgrammes(accepted, best, context);
  if (choices.length > 1) return { outcome: "whichOne", choices, best, ranked };
  // One word that asks for something, and no name: too little to know what it is about.
  if (primary.length === 0 && best.touched < 2 && best.phrase < 2 && !meansOneProgramme.test(context.text))
    return { outcome: "none", nearest: [], ranked };
  return { outcome: "found", best, chosen: choose({ accepted, ranked }, best, context), ranked };
}

/** The attributes that the other pilots of the places' programmes have, as far as several programmes do not share them. */
async function attributesOfPilots({ named, knowledge, ledger, scope }: FactContext): Promise<ReadonlySet<string>> {
  const programmes = new Set(named.places.flatMap((place) => place.participations.map((one) => one.programme ?? "")));
  const pilots = [...programmes].flatMap((id) => knowledge.participationsOf(id));
  if (pilots.length === 0) return new Set();
  const facts = await readFactEvidence(ledger, scope, knowledge, { subjects: ids(pilots) });
  return new Set(facts.map(({ attribute }) => attribute.id));
}

function ids(subjects: readonly Subject[]): readonly string[] {
  return [...new Set(subjects.map((subject) => subject.id))];
}

/** What the question names: places as what they took part in, then programmes, then people and departments. */
function primarySubjects({ named }: FactContext): readonly Subject[] {
  const places = named.places.flatMap((place) => [...place.participations, ...place.councils]);
  const others = named.others.filter((subject) => subject.kind !== "term");
  return places.length > 0 ? [...places, ...others] : [...named.programmes, ...others];
}

/** The programmes of what is named, and what takes part in a named programme. */
function relatedSubjects(primary: readonly Subject[], { knowledge, named }: FactContext): readonly Subject[] {
  const programmes = primary.flatMap((subject) =>
    subject.programme ? (knowledge.subject(subject.programme) ?? []) : [],
  );
  const parts =
    named.places.length > 0 ? [] : named.programmes.flatMap((programme) => knowledge.participationsOf(programme.id));
  const people =
    named.programmes.length > 0 && named.places.length === 0
      ? [...knowledge.ofKind("person"), ...knowledge.ofKind("department")]
      : [];
  return [...programmes, ...parts, ...people];
}

/** People and departments count only where one of their facts names what the question names. */
function connectedSubjects(facts: readonly FactEvidence[], primary: readonly Subject[]): (subject: Subject) => boolean {
  const main = new Set(ids(primary));
  const connected = new Set(
    facts.flatMap(({ fact, subject }) => {
      const named =
        fact.value.kind === "references" ? fact.value.ids : fact.value.kind === "reference" ? [fact.value.id] : [];
      return named.some((id) => main.has(id)) ? [subject.id] : [];
    }),
  );
  const isOther = (subject: Subject): boolean => subject.kind === "person" || subject.kind === "department";
  return (subject) => main.size === 0 || main.has(subject.id) || !isOther(subject) || connected.has(subject.id);
}

function isTrueAt({ fact, subject }: FactEvidence, day: Day | undefined, facts: readonly FactEvidence[]): boolean {
  if (day === undefined) return true;
  if (fact.validFrom !== undefined || fact.validTo !== undefined) {
    return (fact.validFrom ?? day) <= day && day < (fact.validTo ?? "9999-12-31");
  }
  // An undated fact of a programme says nothing of the time before its first date.
  const programme = subject.programme ?? subject.id;
  const starts = facts.flatMap((one) =>
    one.subject.id === programme && one.fact.value.kind === "date" ? (one.fact.value.days?.from ?? []) : [],
  );
  return starts.length === 0 || starts.some((start) => start <= day);
}

const meansOneProgramme = /\b(?:the|that|this) (?:programme|pilots?|scheme|fund|network|project)\b/i;

/** One choice a participation, or a programme, where several fit and the words do not decide. */
function choicesBetweenProgrammes(
  accepted: readonly RankedFact[],
  best: RankedFact,
  { named, knowledge, text }: FactContext,
): readonly Choice[] {
  if (named.programmes.length > 0) return [];
  const near = accepted.filter((one) => one.score >= best.score - thresholds.otherProgramme);
  if (named.places.length === 0) {
    const same = near.filter((one) => one.evidence.subject.kind === "programme");
    const programmes = new Map(same.map((one) => [one.evidence.subject.id, one.evidence.subject]));
    return best.evidence.subject.kind === "programme"
      ? [...programmes.values()].map((subject) => choiceFor(subject, text, knowledge))
      : [];
  }
  const place = named.places.find((one) =>
    one.participations.some((subject) => subject.id === best.evidence.subject.id),
  );
  if (!place) return [];
  const subjects = place.participations.filter((subject) => near.some((one) => one.evidence.subject.id === subject.id));
  return subjects.map((subject) => choiceFor(subject, text, knowledge));
}

/** The question again, with the programme that was left open. */
export function choiceFor(subject: Subject, text: string, knowledge: Knowledge): Choice {
  const programme = knowledge.subject(subject.programme ?? "")?.name ?? "";
  return {
    label: saySubject(subject, knowledge).replace(/^the /, "The "),
    text: `${text.replace(/[?\s]+$/, "")} (${programme})?`,
  };
}

/** The best fact, everything else recorded under its attribute for the same subject, and what fits as well. */
function choose(
  { accepted, ranked }: { readonly accepted: readonly RankedFact[]; readonly ranked: readonly RankedFact[] },
  best: RankedFact,
  { named, text }: FactContext,
): readonly FactEvidence[] {
  const { subject, attribute } = best.evidence;
  const near = (one: RankedFact, margin: number): boolean => one.score >= best.score - margin;
  const isSame = (one: RankedFact): boolean =>
    one.evidence.subject.id === subject.id && one.evidence.attribute.id === attribute.id;
  const same = ranked.filter(isSame);
  // Two years held against each other want a value of each.
  const margin = yearsIn(text).length > 1 || weighs.test(text) ? thresholds.otherProgramme : thresholds.beside;
  const beside = accepted.filter((one) => !isSame(one) && one.evidence.subject.id === subject.id && near(one, margin));
  const elsewhere = accepted.filter(
    (one) =>
      one.evidence.subject.id !== subject.id && one.evidence.attribute.id === attribute.id && near(one, thresholds.tie),
  );
  const perSubject =
    named.places.length > 1 || named.programmes.length > 1 ? bestOfEachNamed(accepted, best, named) : [];
  return [
    ...new Set([...same, ...perSubject, ...beside.slice(0, 2), ...elsewhere.slice(0, 4)].map((one) => one.evidence)),
  ];
}

// "Is this higher than that?"
const weighs = /\b(?:higher|lower|bigger|smaller|larger|more|less|fewer|greater) than\b|\bcompared? (?:to|with)\b/i;

/** With several things named, the same attribute of each. */
function bestOfEachNamed(accepted: readonly RankedFact[], best: RankedFact, named: NamedThings): readonly RankedFact[] {
  const subjects = new Set(ids([...named.programmes, ...named.places.flatMap((place) => place.participations)]));
  return accepted.filter(
    (one) => subjects.has(one.evidence.subject.id) && one.evidence.attribute.id === best.evidence.attribute.id,
  );
}

/** The facts that say what something is about: those whose attribute is asked for by "about". */
export function summaryFacts(
  { ranked }: { readonly ranked: readonly RankedFact[] },
  subjects: ReadonlySet<string>,
): readonly FactEvidence[] {
  return ranked
    .map((one) => one.evidence)
    .filter(({ subject, attribute }) => subjects.has(subject.id) && attribute.asks.includes("about"));
}

/** States facts: plainly where a sound source stands alone, with the source's name where values disagree or the source is weak. */
export function sayFacts(chosen: readonly FactEvidence[], knowledge: Knowledge): readonly Draft[] {
  return chosen.map((evidence) => {
    const rivals = chosen.filter(
      (other) => other.fact.subject === evidence.fact.subject && other.fact.attribute === evidence.fact.attribute,
    );
    const text =
      rivals.length > 1 || needsCaution(evidence)
        ? sayFactWithSource(evidence, knowledge)
        : sayFact(evidence, knowledge);
    return { text, evidence: [evidence] };
  });
}
