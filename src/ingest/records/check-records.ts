import type { z } from "zod";
import type { Attribute } from "../../core/attribute.ts";
import type { RecordPayload, Source } from "../../core/ledger.ts";
import { buildSubject, type BuiltSubject, type Reference } from "./build-subject.ts";
import { explainIssues, type Problem } from "./explain-issue.ts";
import type { RecordList, RecordRefusal, WrittenRecord } from "./record-file.ts";
import {
  attributeSchema,
  sourceSchema,
  subjectSchemas,
  type SubjectList,
  type WrittenSubject,
} from "./record-schema.ts";

/** Which records keep every rule. */
export interface CheckedRecords {
  readonly payloads: readonly RecordPayload[];
  readonly refused: readonly RecordRefusal[];
  /** Keys of refused records: what an earlier import knew of them stands. */
  readonly refusedKeys: ReadonlySet<string>;
  /** True where a refused record has no usable id, so that nobody can say which earlier record it was. */
  readonly unnamed: boolean;
}

interface Parsed<Content> {
  readonly written: WrittenRecord;
  readonly content: Content;
}

interface Candidate extends BuiltSubject {
  readonly written: WrittenRecord;
}

/** Checks written records against every rule and against each other. Whatever breaks one is refused, the others pass. */
export function checkRecords(records: readonly WrittenRecord[]): CheckedRecords {
  const check = new RecordCheck();
  const sources = check.sources(records.filter(({ list }) => list === "sources"));
  const attributes = check.attributes(records.filter(({ list }) => list === "attributes"));
  const subjects = check.subjects(records, sources, attributes);
  return {
    payloads: [
      ...Array.from(sources.values(), (source): RecordPayload => ({ type: "source", source })),
      ...Array.from(attributes.values(), (attribute): RecordPayload => ({ type: "attribute", attribute })),
      ...subjects,
    ],
    refused: check.refused,
    refusedKeys: check.refusedKeys,
    unnamed: check.unnamed,
  };
}

/** One run over all records; collects what is refused. */
class RecordCheck {
  readonly refused: RecordRefusal[] = [];
  readonly refusedKeys = new Set<string>();
  unnamed = false;
  readonly #places = new Map<string, string>();

  sources(records: readonly WrittenRecord[]): ReadonlyMap<string, Source> {
    return new Map(this.#parse(records, sourceSchema).map(({ content }) => [content.id, content]));
  }

  attributes(records: readonly WrittenRecord[]): ReadonlyMap<string, Attribute> {
    return new Map(this.#parse(records, attributeSchema).map(({ content }) => [content.id, content]));
  }

  subjects(
    records: readonly WrittenRecord[],
    sources: ReadonlyMap<string, Source>,
    attributes: ReadonlyMap<string, Attribute>,
  ): readonly RecordPayload[] {
    const declared = { sources, attributes, refused: this.refusedKeys };
    const candidates = new Map<string, Candidate>();
    for (const [list, schema] of subjectLists) {
      const parsed: readonly Parsed<WrittenSubject>[] = this.#parse(
        records.filter((record) => record.list === list),
        schema,
      );
      for (const { written, content } of parsed) {
        const built = buildSubject(list, content, declared);
        if (built.problems.length > 0) this.#refuse(written, built.problems);
        else candidates.set(content.id, { ...built, written });
      }
    }
    this.#refuseDangling(candidates);
    return Array.from(candidates.values(), ({ payload }) => payload);
  }

  /** A refused record may leave others without what they refer to, so this goes on until nothing more falls. */
  #refuseDangling(candidates: Map<string, Candidate>): void {
    let fallen: number;
    do {
      fallen = 0;
      for (const [id, { references, written }] of candidates) {
        const problems = references.flatMap((reference) => this.#danglingProblem(reference, candidates));
        if (problems.length === 0) continue;
        candidates.delete(id);
        this.#refuse(written, problems);
        fallen += 1;
      }
    } while (fallen > 0);
  }

  #danglingProblem({ id, kind, path }: Reference, candidates: ReadonlyMap<string, Candidate>): readonly Problem[] {
    const found = candidates.get(id)?.payload.subject.kind;
    if (found === undefined) {
      const refused = this.refusedKeys.has(id);
      return [{ path, reason: refused ? `The record ${id} was refused.` : `There is no ${kind ?? "record"} ${id}.` }];
    }
    return kind === undefined || kind === found ? [] : [{ path, reason: `${id} is a ${found}, not a ${kind}.` }];
  }

  #parse<Content extends { readonly id: string }>(
    records: readonly WrittenRecord[],
    schema: z.ZodType<Content>,
  ): readonly Parsed<Content>[] {
    return records.flatMap((written) => {
      const parsed = schema.safeParse(written.value);
      if (!parsed.success) this.#refuse(written, explainIssues(parsed.error.issues));
      return parsed.success && this.#isFirst(written, parsed.data.id) ? [{ written, content: parsed.data }] : [];
    });
  }

  #isFirst(written: WrittenRecord, id: string): boolean {
    const key = keyOf(written.list, id);
    const first = this.#places.get(key);
    if (first !== undefined)
      this.#report(written, { path: ["id"], reason: `The id ${id} is already used in ${first}.` });
    else this.#places.set(key, `${written.file}, line ${written.placeOf(["id"]).line}`);
    return first === undefined;
  }

  #refuse(written: WrittenRecord, problems: readonly Problem[]): void {
    const id = writtenId(written);
    if (id === undefined) this.unnamed = true;
    else this.refusedKeys.add(keyOf(written.list, id));
    for (const problem of problems) this.#report(written, problem);
  }

  #report(written: WrittenRecord, { path, reason }: Problem): void {
    const id = writtenId(written);
    const { file } = written;
    this.refused.push({ file, ...written.placeOf(path), ...(id !== undefined && { record: id }), reason });
  }
}

const subjectLists: readonly (readonly [SubjectList, z.ZodType<WrittenSubject>])[] = [
  ["programmes", subjectSchemas.programmes],
  ["participations", subjectSchemas.participations],
  ["councils", subjectSchemas.councils],
  ["departments", subjectSchemas.departments],
  ["people", subjectSchemas.people],
  ["terms", subjectSchemas.terms],
];

/** The same keys as `recordKey` in ledger/derive-rows.ts, for records that never became a payload. */
function keyOf(list: RecordList, id: string): string {
  if (list === "sources") return `source:${id}`;
  return list === "attributes" ? `attribute:${id}` : id;
}

function writtenId({ value }: WrittenRecord): string | undefined {
  if (typeof value !== "object" || value === null || !("id" in value)) return undefined;
  return typeof value.id === "string" && /^[A-Za-z0-9-]+$/.test(value.id) ? value.id : undefined;
}
