import type { Fact } from "../../core/ledger.ts";
import type { RecordQuery } from "../../core/record-query.ts";
import type { Day, DaySpan } from "../../core/time.ts";
import type { ConfirmedUpdate } from "../../core/update.ts";
import { changesOf, startOf } from "./asked-values.ts";
import { factsOf } from "./found-row.ts";
import type { PathValue, RecordView } from "./record-view.ts";
import type { UpdateOrigin, UpdateValues } from "./update-values.ts";
import { partKey } from "./values/parts.ts";
import { factHistory } from "./values/standing-facts.ts";

/** An update that is a row, with the values of the attribute asked for. */
export interface ChosenUpdate extends UpdateOrigin {
  readonly asked: readonly PathValue[];
}

/** What is chosen from: updates, the newest first, and what each says of the attribute asked for. */
export interface UpdateChoice {
  readonly origins: readonly UpdateOrigin[];
  readonly asked: UpdateValues;
  readonly view: RecordView;
  readonly trueAt: Day | undefined;
}

/** Narrows by period, `since` and what is asked for, and puts the rows in their order. */
export function chooseUpdates(
  query: RecordQuery,
  { origins, asked, view, trueAt }: UpdateChoice,
): readonly ChosenUpdate[] {
  const since = query.since === undefined ? -Infinity : startOf(query.since);
  const isNew = (recordedAt: string): boolean => Date.parse(recordedAt) >= since;
  const chosen = origins
    .map((origin) => ({ ...origin, asked: asked.get(origin.update.id) ?? [] }))
    .filter((each) => query.attribute === undefined || each.asked.length > 0)
    .filter(({ update }) => !query.expect?.period || reportsOn(update, query.expect.period));
  if (query.do === "change") {
    const kept = changedFacts(chosen, { view, trueAt }, (fact) => isNew(fact.recordedAt));
    return chosen
      .map((each) => ({ ...each, asked: each.asked.filter(({ facts }) => kept.has(facts.at(-1)?.id)) }))
      .filter((each) => each.asked.length > 0);
  }
  const fresh = chosen.filter(({ update }) => isNew(update.recordedAt));
  if (query.do === "history") return fresh.toReversed();
  return query.do === "latest" ? firstOfEachPilot(fresh) : fresh;
}

/** True for an update that belongs to a stretch of days; see `RecordQuery.expect`. */
function reportsOn({ fields: { period }, validFrom }: ConfirmedUpdate, days: DaySpan): boolean {
  if (period) return period.from < days.to && days.from < period.to;
  return days.from <= validFrom && validFrom < days.to;
}

function firstOfEachPilot(chosen: readonly ChosenUpdate[]): readonly ChosenUpdate[] {
  return [...Map.groupBy(chosen, ({ pilot }) => pilot.id).values()].flatMap((own) => own.slice(0, 1));
}

/** The ids of the facts between which what is asked for changed. */
function changedFacts(
  chosen: readonly ChosenUpdate[],
  { view, trueAt }: Pick<UpdateChoice, "view" | "trueAt">,
  isNew: (fact: Fact) => boolean,
): ReadonlySet<string | undefined> {
  const facts = factsOf(
    chosen.flatMap(({ asked }) => asked.map((value) => ({ ...value, facts: value.facts.slice(-1) }))),
  );
  const keyOf = ({ subject, attribute, part }: Fact): string => JSON.stringify([subject, attribute, partKey(part)]);
  const series = [...Map.groupBy(facts, keyOf).values()].flatMap((list) =>
    factHistory(list, view.validityOf(list[0]?.attribute ?? ""), trueAt),
  );
  const values = series.map((fact): PathValue => ({ value: fact.value, facts: [fact] }));
  const changes = changesOf(values, ({ facts: own }) => own.some(isNew));
  return new Set(changes.map((value) => value.facts.at(-1)?.id));
}
