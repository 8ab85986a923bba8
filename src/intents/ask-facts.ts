import { needsCaution, sayFact, sayFactWithSource, saySubject } from "../answer/say-fact.ts";
import { hasNewName } from "../answer/passage-sentences.ts";
import { holdsFigures, isContrary } from "../answer/contrast.ts";
import type { AttributeKind, Value } from "../core/attribute.ts";
import type { Draft, FactEvidence } from "../core/evidence.ts";
import type { Knowledge } from "../core/knowledge.ts";
import type { Subject } from "../core/ledger.ts";
import type { MoneyBasis } from "../core/money.ts";
import type { Choice } from "../core/reply.ts";
import type { LedgerReader } from "../core/store.ts";
import type { Day } from "../core/time.ts";
import type { ReadScope } from "../core/trust.ts";
import { substanceOf } from "../core/words.ts";
import { rankFacts } from "../ledger/fact-search.ts";
import type { FactQuestion, RankedFact } from "../ledger/fact-search.ts";
import type { NamedThings } from "../router/slots.ts";
import { yearsIn } from "../router/time-phrases.ts";
import type { Wanted } from "./wanted.ts";
import { readFactEvidence, saysMeaning } from "./fact-evidence.ts";

/** What facts are looked up with. */
export interface FactContext {
  readonly ledger: LedgerReader;
  readonly scope: ReadScope;
  readonly knowledge: Knowledge;
  readonly named: NamedThings;
  readonly question: FactQuestion;
  readonly text: string;
  readonly trueAt?: Day | undefined;
  readonly wanted: Wanted;
}

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

/** How well a fact must fit, as shares of the question's weight; found on the labelled questions (docs/decisions). */
const thresholds = {
  coverage: 0.6,
  typedCoverage: 0.5,
  phraseCoverage: 0.42,
  elsewhere: 0.72,
  figureAnywhere: 0.8,
  tie: 0.08,
  beside: 0.03,
  otherProgramme: 0.2,
} as const;

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
  const standing = facts.filter((one) => isTrueAt(one, context.trueAt, facts) && connected(one.subject));
  const fitting = standing.filter(
    (one) =>
      fitsYears(one, context, facts) &&
      holdsFigures(context.text, sayFact(one, context.knowledge)) &&
      !isContrary(context.text, sayFact(one, context.knowledge)),
  );
  const ranked = rankFacts(context.question, fitting);
  const main = new Set(ids(primary));
  const accepted = ranked.filter((one) => isAccepted(one, main, context));
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
  if (primary.length === 0 && best.touched < 2 && !meansOneProgramme.test(context.text))
    return { outcome: "none", nearest: [], ranked };
  return { outcome: "found", best, chosen: choose({ accepted, ranked }, best, context), ranked };
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

function isAccepted(
  one: RankedFact,
  main: ReadonlySet<string>,
  { question, named, wanted, knowledge }: FactContext,
): boolean {
  if (one.typeFits === false || !holdsWanted(one, wanted, knowledge)) return false;
  const elsewhere = main.size > 0 && !main.has(one.evidence.subject.id);
  const substance = question.focus.some((word) => substanceOf(word.stem) === 1);
  if (main.size === 0)
    return (
      substance &&
      one.touched >= 1 &&
      one.coverage >= (isFigure(one.evidence) ? thresholds.figureAnywhere : thresholds.elsewhere)
    );
  if (elsewhere && named.places.length > 0) {
    return substance && one.phrase > 0 && one.coverage >= thresholds.elsewhere && isInherited(one.evidence);
  }
  // The figure of one pilot is not the figure of its programme.
  if (elsewhere)
    return (
      substance && one.coverage >= thresholds.elsewhere && (!isFigure(one.evidence) || question.answers === "which")
    );
  // Money in the background of a pilot is not the money that a loose word for receiving asks about.
  if (one.evidence.attribute.kind === "money" && named.places.length > 0 && one.phrase === 0) return false;
  if (!substance) return one.phrase > 0 || (one.typeFits === true && named.places.length === 0);
  const whenInsisted = wanted.stems.length > 0 ? thresholds.phraseCoverage : thresholds.coverage;
  const least = one.typeFits === true ? thresholds.typedCoverage : whenInsisted;
  return one.coverage >= least || (one.phrase >= 2 && one.coverage >= thresholds.phraseCoverage);
}

function isFigure({ attribute }: FactEvidence): boolean {
  return attribute.kind === "money" || attribute.kind === "count" || attribute.kind === "percent";
}

/** Money for each does not answer what was paid in all, nor the other way round. */
function fitsBasis(basis: MoneyBasis, question: string): boolean {
  if (basis === "perPilot") return !/\b(?:in total|altogether|overall|in all|total)\b/i.test(question);
  return (
    basis !== "total" || !/\b(?:each|per (?:pilot|council|place|area)|every (?:pilot|council)|apiece)\b/i.test(question)
  );
}

function listLength(value: Value): number {
  if (value.kind === "list" || value.kind === "names") return value.items.length;
  return value.kind === "references" ? value.ids.length : 1;
}

/** True where a fact is of the kind that the question insists on: its head noun, its names, a person, a list and not its length. */
function holdsWanted({ evidence, missing }: RankedFact, wanted: Wanted, knowledge: Knowledge): boolean {
  if (wanted.stems.some((stem) => missing.includes(stem))) return false;
  if (wanted.names && (isFigure(evidence) || saysMeaning(evidence.attribute))) return false;
  const { value } = evidence.fact;
  if (value.kind === "money" && !fitsBasis(value.money.basis, wanted.text)) return false;
  if (wanted.count !== undefined && listLength(value) !== wanted.count) return false;
  const ids = value.kind === "references" ? value.ids : value.kind === "reference" ? [value.id] : [];
  const person =
    evidence.subject.kind === "person" ||
    value.kind === "name" ||
    ids.some((id) => knowledge.subject(id)?.kind === "person");
  if (wanted.person && !person) return false;
  return !wanted.newName || hasNewName(sayFact(evidence, knowledge), wanted.text);
}

const meansOneProgramme = /\b(?:the|that|this) (?:programme|pilots?|scheme|fund|network|project)\b/i;

/** Who led, paid for or announced a programme, and when, holds for its pilots too; its figures and findings do not. */
function isInherited({ attribute }: FactEvidence): boolean {
  const kinds: readonly AttributeKind[] = ["date", "span", "name", "names", "reference", "references"];
  return (
    kinds.includes(attribute.kind) ||
    (attribute.kind === "text" && (attribute.answers === "who" || attribute.answers === "when"))
  );
}

/** A year in the question must be a year of the fact, of its source, or of the programme where the fact has none of its own. */
function fitsYears(evidence: FactEvidence, { text, knowledge }: FactContext, facts: readonly FactEvidence[]): boolean {
  const asked = yearsIn(text);
  if (asked.length === 0) return true;
  const stated = yearsIn(`${sayFact(evidence, knowledge)} ${evidence.fact.note ?? ""}`);
  const published = evidence.sources.flatMap((source) => yearsIn(`${source.published ?? ""} ${source.title}`));
  if (stated.length > 2 && asked.every((year) => year >= Math.min(...stated) && year <= Math.max(...stated)))
    return true;
  if (stated.length > 0) return asked.some((year) => stated.includes(year) || published.includes(year));
  const programme = evidence.subject.programme ?? evidence.subject.id;
  const years = facts
    .filter((one) => one.subject.id === programme && one.fact.value.kind === "date")
    .flatMap((one) => yearsIn(sayFact(one, knowledge)));
  return asked.some((year) => published.includes(year) || (year >= Math.min(...years) && year <= Math.max(...years)));
}

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
  { named }: FactContext,
): readonly FactEvidence[] {
  const { subject, attribute } = best.evidence;
  const near = (one: RankedFact, margin: number): boolean => one.score >= best.score - margin;
  const isSame = (one: RankedFact): boolean =>
    one.evidence.subject.id === subject.id && one.evidence.attribute.id === attribute.id;
  const same = ranked.filter(isSame);
  const beside = accepted.filter(
    (one) => !isSame(one) && one.evidence.subject.id === subject.id && near(one, thresholds.beside),
  );
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
