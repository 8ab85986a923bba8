import { align } from "./align.ts";
import { compare, type CountedField, type Finding } from "./field-counts.ts";
import { enough, shareOfName } from "./match-text.ts";
import type { Proposed } from "./proposed-line.ts";
import type { ProposalLabel } from "./update-message.ts";

/** A milestone or a next step, in one shape: a thing that is dated in both lists may stand in either of them. */
interface Dated {
  readonly list: "milestone" | "nextStep";
  readonly text: string;
  readonly due: string | undefined;
  readonly forecast: string | undefined;
  readonly done: string | boolean | undefined;
}

interface DatedLabel extends Dated {
  readonly optional: boolean;
  readonly either: boolean;
}

function labelsOf({ milestones, nextSteps }: ProposalLabel): readonly DatedLabel[] {
  return [
    ...milestones.map(({ name, due, forecast, done, optional, either }): DatedLabel => {
      return { list: "milestone", text: name, due, forecast, done, optional, either: either || optional };
    }),
    ...nextSteps.map(({ textContains, due, optional, either }): DatedLabel => {
      const dates = { due, forecast: undefined, done: undefined };
      return { list: "nextStep", text: textContains, ...dates, optional, either: either || optional };
    }),
  ];
}

function datedOf({ milestones, nextSteps }: Proposed): readonly Dated[] {
  return [
    ...milestones.map(({ name, due, forecast, done }): Dated => {
      return { list: "milestone", text: name, due, forecast, done: done === false ? undefined : done };
    }),
    ...nextSteps.map(({ text, due }): Dated => {
      return { list: "nextStep", text, due, forecast: undefined, done: undefined };
    }),
  ];
}

/** Holds milestones and next steps against their labels. */
export function scoreDated(label: ProposalLabel, proposed: Proposed): readonly Finding[] {
  const labels = labelsOf(label);
  const needed = labels.filter(({ optional }) => !optional);
  const sameList = align(needed, datedOf(proposed), (wanted, got) => likenessInList(wanted, got));
  const acrossLists = align(
    sameList.labelsLeft.filter(({ either }) => either),
    sameList.gotLeft,
    likenessOf,
  );
  const missed = sameList.labelsLeft.filter((wanted) => !acrossLists.pairs.some((pair) => pair.label === wanted));
  const allowed = align(
    labels.filter(({ optional }) => optional),
    acrossLists.gotLeft,
    likenessOf,
  );
  return [
    ...[...sameList.pairs, ...acrossLists.pairs].flatMap((pair) => compareDated(pair.label, pair.got)),
    ...missed.flatMap((wanted) => compareDated(wanted, undefined)),
    ...allowed.gotLeft.flatMap((got) => compareDated(undefined, got)),
  ];
}

function likenessInList(label: DatedLabel, got: Dated): number {
  return label.list === got.list ? likenessOf(label, got) : 0;
}

/** The same words, or some of them and the same day. */
function likenessOf(label: DatedLabel, got: Dated): number {
  const share = shareOfName(label.text, got.text);
  const days = [got.due, got.forecast, got.done];
  const isSameDay = [label.due, label.forecast, label.done].some((day) => day !== undefined && days.includes(day));
  const likeness = share + (isSameDay ? 0.5 : 0);
  return likeness >= 0.5 ? likeness : 0;
}

function compareDated(label: DatedLabel | undefined, got: Dated | undefined): readonly Finding[] {
  const list = label?.list ?? got?.list ?? "nextStep";
  const textField: CountedField = list === "milestone" ? "milestone.name" : "nextStep.text";
  const dueField: CountedField = list === "milestone" ? "milestone.due" : "nextStep.due";
  const isAcross = label !== undefined && got !== undefined && label.list !== got.list;
  // A coming day is a milestone's forecast or due, and a next step's due.
  const gotDue = isAcross ? (got.due ?? got.forecast) : got?.due;
  return [
    ...compare(textField, { wanted: label?.text, got: got?.text }, isSameName),
    ...compare(dueField, { wanted: label?.due, got: gotDue }),
    ...(isAcross ? [] : compare("milestone.forecast", { wanted: label?.forecast, got: got?.forecast })),
    ...compare("milestone.done", { wanted: label?.done, got: got?.done }),
  ];
}

function isSameName(wanted: string, got: string): boolean {
  return shareOfName(wanted, got) >= enough;
}
