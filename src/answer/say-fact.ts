import type { FactEvidence } from "../core/evidence.ts";
import type { Fact, Source, Subject } from "../core/ledger.ts";
import { dayOf } from "../core/time.ts";
import type { Trust } from "../core/trust.ts";
import { isSoundTrust, trustRank } from "../core/trust.ts";
import { sayDate, sayValue } from "./say-value.ts";
import type { NameOf } from "./say-value.ts";

/** Looks up subjects for the sentences about them. */
export interface Names {
  readonly subject: (id: string) => Subject | undefined;
}

/** The name of any subject inside a sentence: a pilot or member carries its programme, so that no two are mixed up. */
export function saySubject(subject: Subject, names: Names): string {
  if (subject.kind !== "participation") return subject.name;
  const programme = names.subject(subject.programme ?? "")?.name ?? "";
  return subject.participationKind === "pilot"
    ? `the ${subject.name} pilot (${programme})`
    : `${subject.name} (${programme})`;
}

/** Writes the name of a subject by id; the id itself where it is not known. */
function nameOfIn(names: Names): NameOf {
  return (id) => {
    const subject = names.subject(id);
    return subject ? saySubject(subject, names) : id;
  };
}

/** States a fact by its attribute's sentence. */
export function sayFact(evidence: FactEvidence, names: Names): string {
  const { fact, attribute, subject } = evidence;
  const unit = fact.unit ?? attribute.unit;
  const slots = new Map([
    ["subject", saySubject(subject, names)],
    ["programme", names.subject(subject.programme ?? "")?.name ?? subject.name],
    ["part", fact.part ?? attribute.label],
    ["value", sayValue(fact.value, { ...attribute, ...(unit !== undefined && { unit }) }, nameOfIn(names))],
  ]);
  const denied = fact.value.kind === "flag" && !fact.value.flag;
  const sentence = attribute.sentence
    .replaceAll(/\{(\w+)\}/g, (slot, name: string) => slots.get(name) ?? slot)
    .replace(/([.!?])\.$/, "$1");
  return capitalise(denied ? `It is recorded as not so: ${sentence}` : sentence);
}

/** States a fact and whose word it is: for values that disagree, and for weak sources. */
export function sayFactWithSource(evidence: FactEvidence, names: Names): string {
  return `${sayFact(evidence, names).replace(/\.$/, "")}, ${saySource(evidence)}.`;
}

/** True where a fact must not be stated without naming its weak source. */
export function needsCaution(evidence: FactEvidence): boolean {
  return evidence.fact.lowConfidence || !isSoundTrust(evidence.fact.trust);
}

/** The source that a fact is cited by: the most trusted one, the first among equals. */
export function leadSource(sources: readonly Source[]): Source | undefined {
  return sources.toSorted((a, b) => trustRank(a.trust) - trustRank(b.trust))[0];
}

const weakWords: Readonly<Record<Trust, string>> = {
  official: "",
  press: "",
  informal: "which is informal",
  unsigned: "which stands for general knowledge",
  spun: "a machine-reworded copy, to be treated with caution",
};

/** The day on which the update that states a fact was posted, in words; undefined for any other fact. */
export function updateDay({ postedAt }: Fact): string | undefined {
  return postedAt === undefined ? undefined : sayDate(dayOf(new Date(postedAt)));
}

function saySource(evidence: FactEvidence): string {
  const day = updateDay(evidence.fact);
  if (day !== undefined) return `according to its update of ${day}`;
  const source = leadSource(evidence.sources);
  if (!source) return "from an unnamed source";
  const origin = [source.publisher, source.published ? sayDate(source.published) : undefined]
    .filter(Boolean)
    .join(", ");
  const name = `according to “${source.title}”${origin ? ` (${origin})` : ""}`;
  const weak = weakWords[source.trust];
  return weak ? `${name}, ${weak}` : name;
}

/** Upper-cases the first letter. */
export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
