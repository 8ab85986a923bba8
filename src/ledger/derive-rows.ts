import { canonicalJson } from "../core/canonical-json.ts";
import { sha256 } from "../core/event-hash.ts";
import type { RecordPayload, StatedFact, Subject } from "../core/ledger.ts";
import type { DerivedRow, StoredRow } from "../core/store.ts";

const idDigits = 16;

/**
 * The name under which a record's rows are kept and its events are about: a subject's own id, else `source:<id>` or
 * `attribute:<id>`, because a source and a subject may share an id.
 */
export function recordKey(payload: RecordPayload): string {
  switch (payload.type) {
    case "source":
      return `source:${payload.source.id}`;
    case "attribute":
      return `attribute:${payload.attribute.id}`;
    case "subject":
      return payload.subject.id;
  }
}

/**
 * The rows that a record stands for, in order of key. Pure: equal payloads give equal rows and keys, so that two versions
 * of a record differ in exactly the keys that only one of them has.
 */
export function deriveRows(payload: RecordPayload): readonly StoredRow[] {
  return keyedRows(rowsOf(payload));
}

/** Rows under keys that say what is in them, in order of key; equal rows once. */
export function keyedRows(rows: readonly DerivedRow[]): readonly StoredRow[] {
  const keyed = new Map(rows.map((row) => [`${row.table}/${shortHash(row)}`, row]));
  return [...keyed].map(([key, row]) => ({ key, row })).sort((left, right) => (left.key < right.key ? -1 : 1));
}

function rowsOf(payload: RecordPayload): readonly DerivedRow[] {
  switch (payload.type) {
    case "source":
      return [{ table: "source", source: payload.source }];
    case "attribute":
      return [{ table: "attribute", attribute: payload.attribute }];
    case "subject": {
      const { subject, aliases, facts } = payload;
      const record = subject.id;
      return [
        { table: "subject", subject },
        ...aliases.map((alias): DerivedRow => {
          return { table: "alias", alias: { target: record, ...alias }, record, audience: subject.audience };
        }),
        ...facts.map((fact) => factRow(subject, fact)),
      ];
    }
  }
}

function factRow(subject: Subject, stated: StatedFact): DerivedRow {
  const { attribute, value, sources, from, to, ...rest } = stated;
  return {
    table: "fact",
    fact: {
      id: `f-${shortHash([subject.id, attribute, value, from ?? null, to ?? null, sources])}`,
      subject: subject.id,
      attribute,
      value,
      sources,
      ...(from !== undefined && { validFrom: from }),
      ...(to !== undefined && { validTo: to }),
      sourceClass: `publication:${sources[0] ?? "none"}`,
      ...rest,
      audience: subject.audience,
      ...(subject.marking !== undefined && { marking: subject.marking }),
    },
  };
}

/** The first digits of the sha256 of a value as canonical JSON. */
export function shortHash(value: unknown): string {
  return sha256(canonicalJson(value)).slice(0, idDigits);
}
