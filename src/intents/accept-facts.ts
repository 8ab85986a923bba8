import { hasNewName } from "../answer/passage-sentences.ts";
import { sayFact } from "../answer/say-fact.ts";
import type { AttributeKind, Value } from "../core/attribute.ts";
import type { FactEvidence } from "../core/evidence.ts";
import type { Knowledge } from "../core/knowledge.ts";
import type { MoneyBasis } from "../core/money.ts";
import { synonymsOf } from "../core/synonyms.ts";
import { contentWords, substanceOf } from "../core/words.ts";
import type { RankedFact } from "../ledger/fact-search.ts";
import { yearsIn } from "../router/time-phrases.ts";
import type { FactContext } from "./fact-context.ts";
import { asksForStatus, saysMeaning } from "./fact-evidence.ts";
import type { Wanted } from "./wanted.ts";

/** How well a fact must fit, as shares of the question's weight; found on the labelled questions (docs/decisions). */
export const thresholds = {
  coverage: 0.6,
  typedCoverage: 0.5,
  phraseCoverage: 0.42,
  elsewhere: 0.72,
  figureAnywhere: 0.8,
  tie: 0.08,
  beside: 0.03,
  otherProgramme: 0.2,
} as const;

/** What a fact is judged with. */
export interface AcceptContext extends FactContext {
  /** Attributes that pilots have of their own: what the programme has of them is not that of one pilot. */
  readonly pilotsOwn: ReadonlySet<string>;
}

/** True where a fact fits the question well enough to be its answer. */
export function isAccepted(
  one: RankedFact,
  main: ReadonlySet<string>,
  { question, named, wanted, knowledge, text, pilotsOwn }: AcceptContext,
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
    // Whoever leads a programme does not lead each of its pilots.
    if (asksWhoLeads.test(text)) return false;
    // A foodbank in which a pilot worked is not the pilot: what holds for the programme does not hold for it.
    const isSpot = named.places.every(({ mention }) => mention.candidates.every(({ how }) => how === "place"));
    if (isSpot && named.programmes.length === 0 && !/\b(?:pilots?|project|programme|scheme|grant)\b/i.test(text))
      return false;
    return (
      substance &&
      one.phrase > 0 &&
      one.coverage >= thresholds.elsewhere &&
      isInherited(one.evidence) &&
      !pilotsOwn.has(one.evidence.attribute.id)
    );
  }
  // The figure of one pilot is not the figure of its programme.
  if (elsewhere)
    return (
      substance &&
      one.coverage >= thresholds.elsewhere &&
      // What one of the pilots says answers for the programme only where it speaks of the thing itself.
      (one.inValue > 0 || (one.phrase > 0 && one.typeFits === true) || one.evidence.subject.kind !== "participation") &&
      (!isFigure(one.evidence) || question.answers === "which")
    );
  // Money in the background of a pilot is not the money that a loose word for receiving asks about.
  if (one.evidence.attribute.kind === "money" && named.places.length > 0 && one.phrase === 0) return false;
  if (!substance) return one.phrase > 0 || (one.typeFits === true && named.places.length === 0);
  const whenInsisted = wanted.stems.length > 0 ? thresholds.phraseCoverage : thresholds.coverage;
  const least = one.typeFits === true ? thresholds.typedCoverage : whenInsisted;
  return one.coverage >= least || (one.phrase >= 2 && one.coverage >= thresholds.phraseCoverage);
}

const asksWhoLeads =
  /\bwho(?:'s|s)?\b.*\b(?:leads?|led|ran|runs?|charge|manage[sd]?|head(?:s|ed)?|boss|chaired|chairs?)\b/i;

/** True for an amount, a count or a share. */
export function isFigure({ attribute }: FactEvidence): boolean {
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
  // Why something came about is told by no figure and no day.
  if (/\bwhy\b/i.test(wanted.plain) && (isFigure(evidence) || ["date", "flag"].includes(evidence.attribute.kind)))
    return false;
  if (wanted.place && evidence.subject.kind === "term") return false;
  if (wanted.counted !== undefined && isFigure(evidence) && !counts(evidence, wanted.counted)) return false;
  if (wanted.names && (isFigure(evidence) || saysMeaning(evidence.attribute))) return false;
  const { value } = evidence.fact;
  if (value.kind === "money" && !fitsBasis(value.money.basis, wanted.plain)) return false;
  if (wanted.count !== undefined && listLength(value) !== wanted.count) return false;
  const ids = value.kind === "references" ? value.ids : value.kind === "reference" ? [value.id] : [];
  const person =
    evidence.subject.kind === "person" ||
    value.kind === "name" ||
    ids.some((id) => knowledge.subject(id)?.kind === "person");
  if (wanted.person && !person) return false;
  return !wanted.newName || hasNewName(sayFact(evidence, knowledge), wanted.text);
}

/** True where a figure is one of what is counted: by its unit, its label, or a whole phrase that asks for it. */
function counts({ attribute, fact }: FactEvidence, stem: string): boolean {
  const phrases = [
    fact.unit ?? attribute.unit ?? "",
    attribute.label,
    ...attribute.asks.filter((ask) => !ask.includes(" ")),
  ];
  const said = new Set(phrases.flatMap((phrase) => contentWords(phrase).map((word) => word.stem)));
  const asked = attribute.asks.some(
    (ask) => /^how many\b/i.test(ask) && contentWords(ask).some((word) => word.stem === stem),
  );
  return asked || said.has(stem) || [...synonymsOf(stem)].some((other) => said.has(other));
}

/** Who led, paid for or announced a programme, when, and where it stands, holds for its pilots too; its figures and findings do not. */
function isInherited({ attribute }: FactEvidence): boolean {
  if (asksForStatus(attribute)) return true;
  const kinds: readonly AttributeKind[] = ["date", "span", "name", "names", "reference", "references"];
  return (
    kinds.includes(attribute.kind) ||
    (attribute.kind === "text" && (attribute.answers === "who" || attribute.answers === "when"))
  );
}

/** A year in the question must be a year of the fact, of its source, or of the programme where the fact has none of its own. */
export function fitsYears(
  evidence: FactEvidence,
  { text, knowledge }: FactContext,
  facts: readonly FactEvidence[],
): boolean {
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
