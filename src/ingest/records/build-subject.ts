import type { Attribute } from "../../core/attribute.ts";
import { canonicalJson } from "../../core/canonical-json.ts";
import type { RecordPayload, Source, StatedFact, Subject, SubjectKind } from "../../core/ledger.ts";
import { trustRank, type Trust } from "../../core/trust.ts";
import { explainIssues, type Problem } from "./explain-issue.ts";
import { valueSchema } from "./read-value.ts";
import type { SubjectList, WrittenStatement, WrittenSubject } from "./record-schema.ts";

/** Another record that a record needs; `kind` where only one kind will do. */
export interface Reference {
  readonly id: string;
  readonly kind?: SubjectKind;
  readonly path: readonly PropertyKey[];
}

/** A subject's payload with what still has to be checked against the other subjects. */
export interface BuiltSubject {
  readonly payload: Extract<RecordPayload, { readonly type: "subject" }>;
  readonly references: readonly Reference[];
  readonly problems: readonly Problem[];
}

/** What facts may use. */
export interface Declared {
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly sources: ReadonlyMap<string, Source>;
  /** Keys (`source:x`, `attribute:x`) that exist in the files and were refused. */
  readonly refused: ReadonlySet<string>;
}

const kinds: Readonly<Record<SubjectList, SubjectKind>> = {
  programmes: "programme",
  participations: "participation",
  councils: "council",
  departments: "department",
  people: "person",
  terms: "term",
};

interface ReadStatement {
  readonly fact?: StatedFact;
  readonly problems: readonly Problem[];
  readonly path: readonly PropertyKey[];
}

/** Builds the payload of a subject: values read by the kind of their attribute, trust taken from the best source. */
export function buildSubject(list: SubjectList, written: WrittenSubject, declared: Declared): BuiltSubject {
  const statements = Object.entries(written.facts).flatMap(([attribute, stated]) =>
    stated.map((statement, position) => readStatement(attribute, statement, position, declared)),
  );
  const stated = statements.flatMap(({ fact, path }) => (fact === undefined ? [] : [{ fact, path }]));
  return {
    payload: {
      type: "subject",
      subject: subjectOf(list, written),
      aliases: written.aliases.map(({ ambiguous = false, place = false, ...alias }) => ({
        ...alias,
        ambiguous,
        place,
      })),
      facts: stated.map(({ fact }) => fact),
    },
    references: [...ownReferences(written), ...stated.flatMap(({ fact, path }) => valueReferences(fact, path))],
    problems: [...statements.flatMap(({ problems }) => problems), ...repeated(stated)],
  };
}

function subjectOf(list: SubjectList, written: WrittenSubject): Subject {
  const { id, name, audience, marking } = written;
  return {
    id,
    kind: kinds[list],
    name,
    ...("programme" in written && {
      programme: written.programme,
      participationKind: written.kind,
      councils: written.councils,
      ...(written.observer !== undefined && { isObserver: written.observer }),
    }),
    ...("status" in written && written.status !== undefined && { status: written.status }),
    ...("fictional" in written && written.fictional !== undefined && { fictional: written.fictional }),
    ...("returns" in written && written.returns !== undefined && { returns: written.returns }),
    ...("ratingScale" in written && written.ratingScale !== undefined && { ratingScale: written.ratingScale }),
    audience,
    ...(marking !== undefined && { marking }),
  };
}

function readStatement(
  attributeId: string,
  written: WrittenStatement,
  position: number,
  declared: Declared,
): ReadStatement {
  const above = ["facts", attributeId];
  const path = [...above, position];
  const attribute = declared.attributes.get(attributeId);
  if (attribute === undefined) return { problems: [undeclared("attribute", attributeId, above, declared)], path };
  const value = valueSchema(attribute.kind).safeParse(written.value);
  const problems = [
    ...written.sources.flatMap((source, index) =>
      declared.sources.has(source) ? [] : [undeclared("source", source, [...path, "sources", index], declared)],
    ),
    ...(value.success ? [] : explainIssues(value.error.issues, [...path, "value"])),
  ];
  if (!value.success || problems.length > 0) return { problems, path };
  const { sources, from, to, confidence, note } = written;
  const fact: StatedFact = {
    attribute: attributeId,
    value: value.data,
    sources,
    trust: bestTrust(sources, declared),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    lowConfidence: confidence === "low",
    ...(note !== undefined && { note }),
  };
  return { fact, problems, path };
}

function undeclared(
  what: "attribute" | "source",
  id: string,
  path: readonly PropertyKey[],
  declared: Declared,
): Problem {
  const refused = declared.refused.has(`${what}:${id}`);
  return { path, reason: refused ? `The ${what} ${id} was refused.` : `There is no ${what} ${id}.` };
}

function bestTrust(sources: readonly string[], declared: Declared): Trust {
  const known = sources.flatMap((id) => declared.sources.get(id)?.trust ?? []);
  return known.toSorted((left, right) => trustRank(left) - trustRank(right))[0] ?? "unsigned";
}

function ownReferences(written: WrittenSubject): readonly Reference[] {
  const [scope, audienceId] = written.audience.split(":");
  const audience: Reference[] =
    scope === "programme" ? [{ id: audienceId ?? "", kind: "programme", path: ["audience"] }] : [];
  if (!("programme" in written)) return audience;
  return [
    ...audience,
    { id: written.programme, kind: "programme", path: ["programme"] },
    ...written.councils.map((id, index): Reference => ({ id, kind: "council", path: ["councils", index] })),
  ];
}

function valueReferences({ value }: StatedFact, path: readonly PropertyKey[]): readonly Reference[] {
  if (value.kind === "reference") return [{ id: value.id, path: [...path, "value"] }];
  if (value.kind !== "references") return [];
  return value.ids.map((id, index) => ({ id, path: [...path, "value", index] }));
}

function repeated(
  stated: readonly { readonly fact: StatedFact; readonly path: readonly PropertyKey[] }[],
): readonly Problem[] {
  const seen = new Set<string>();
  return stated.flatMap(({ fact: { attribute, value, from, to, sources }, path }) => {
    const text = canonicalJson({ attribute, value, from, to, sources });
    if (!seen.has(text)) {
      seen.add(text);
      return [];
    }
    return [{ path, reason: "The same is already stated with the same sources." }];
  });
}
