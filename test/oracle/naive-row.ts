import type { Fact, Subject } from "../../src/core/ledger.ts";
import type { FoundRecords, RecordResult } from "../../src/core/record-query.ts";
import type { ConfirmedUpdate } from "../../src/core/update.ts";
import type { Trace } from "./naive-snapshot.ts";
import { plain, same } from "./naive-values.ts";

/** A selected subject and what was looked at. */
export interface Row {
  readonly subject: Subject;
  readonly update?: ConfirmedUpdate;
  readonly asked: readonly Trace[];
  readonly grouped: readonly Trace[];
  readonly ordered: readonly Trace[];
  readonly facts: readonly Fact[];
  readonly standing: readonly Fact[];
}

/** Why there are no rows. */
export type Nothing = Exclude<RecordResult, FoundRecords>;

/** The facts on the ways, each once. */
export function trails(traces: readonly Trace[]): readonly Fact[] {
  return [...new Set(traces.flatMap((trace) => trace.trail))];
}

/** The fact at the end of a path. */
export function last(trace: Trace): Fact | undefined {
  return trace.trail[trace.trail.length - 1];
}

/** The facts between which a value changed. */
export function changes(facts: readonly Fact[], isNew: (fact: Fact) => boolean): readonly Fact[] {
  const kept: Fact[] = [];
  for (const fact of facts) {
    const series = facts
      .filter((each) => each.subject === fact.subject && each.sourceClass === fact.sourceClass)
      .filter((each) => plain(each.part ?? "") === plain(fact.part ?? ""))
      .toSorted((a, b) => sortText(a).localeCompare(sortText(b), "en"));
    const steps = series.filter((each, index) => {
      const before = series[index - 1];
      return before === undefined || !same(before.value, each.value);
    });
    const at = steps.indexOf(fact);
    if (at === -1) continue;
    const next = steps[at + 1];
    if ((at > 0 && isNew(fact)) || (next && isNew(next))) kept.push(fact);
  }
  return kept;
}

function sortText(fact: Fact): string {
  return `${fact.validFrom ?? "0000-00-00"} ${String(fact.recordedSeq).padStart(6, "0")} ${fact.id}`;
}
