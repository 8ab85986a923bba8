import type { Fact } from "../../src/core/ledger.ts";
import type { ComputedValue, RecordResult, RecordRow } from "../../src/core/record-query.ts";

function factIds(facts: readonly Fact[]): readonly string[] {
  return facts.map((fact) => fact.id).toSorted();
}

function row({ subject, update, facts }: RecordRow): unknown {
  return [subject.id, update?.id, factIds(facts)];
}

function computed({ value, from }: ComputedValue): unknown {
  return { value, from: factIds(from) };
}

function sorted(parts: readonly unknown[] | undefined): readonly unknown[] {
  return (parts ?? []).map((part) => JSON.stringify(part)).toSorted();
}

/** A result in a form that two implementations can agree on: ids for rows, and no order where the contract has none. */
export function canonicalResult(result: RecordResult): unknown {
  if (result.outcome === "notRecorded") return { ...result, subjects: result.subjects.map((subject) => subject.id) };
  if (result.outcome !== "found") return result;
  const { compared, expected } = result;
  return {
    rows: result.rows.map(row),
    total: result.total,
    computed: sorted(result.computed?.map(computed)),
    notComputed: sorted([...new Set(result.notComputed)]),
    groups: sorted(
      result.groups?.map((group) => ({
        key: group.key,
        subject: group.subject?.id,
        rows: group.rows.map(row),
        computed: sorted(group.computed?.map(computed)),
        notComputed: sorted([...new Set(group.notComputed)]),
      })),
    ),
    conflicts: sorted(result.conflicts.map(factIds)),
    expected: expected && { ...expected, missing: expected.missing.map((each) => [each.subject.id, each.lastHeard]) },
    compared: compared && {
      ...compared,
      left: compared.left && computed(compared.left),
      right: compared.right && computed(compared.right),
      rightRows: compared.rightRows.map(row),
    },
  };
}
