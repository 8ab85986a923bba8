import { capitalise, saySubject } from "../../answer/say-fact.ts";
import { sayValue } from "../../answer/say-value.ts";
import type { Draft, FactEvidence } from "../../core/evidence.ts";
import type { Knowledge } from "../../core/knowledge.ts";
import type { Subject } from "../../core/ledger.ts";
import type { ConfirmedUpdate } from "../../core/update.ts";
import type { UpdateAttributeId } from "../../ledger/updates/update-attributes.ts";
import { sayAsOf, sayWhen, stated, workedOut } from "./say-update.ts";
import { evidenceOf, evidenceOfField, evidenceThat } from "./update-evidence.ts";

/** A value as an answer writes it, with the unit of its fact. */
export function sayFactValue({ fact, attribute }: FactEvidence, knowledge: Knowledge): string {
  const unit = fact.unit ?? attribute.unit;
  return sayValue(fact.value, { ...attribute, ...(unit !== undefined && { unit }) }, (id) => {
    const subject = knowledge.subject(id);
    return subject ? saySubject(subject, knowledge) : id;
  });
}

/** A rating, the day it is from, and the one before it where that was another. */
export function ratingSentence(
  pilot: Subject,
  update: ConfirmedUpdate,
  before: ConfirmedUpdate | undefined,
  knowledge: Knowledge,
): Draft {
  const { rating } = update.fields;
  const earlier = before && before.fields.rating !== rating ? before : undefined;
  const asOf = sayAsOf(update);
  const was = earlier ? `; before that it was ${earlier.fields.rating ?? ""}, ${sayAsOf(earlier)}` : "";
  return stated(
    `${capitalise(saySubject(pilot, knowledge))} was rated ${rating ?? ""}, ${asOf}${was}.`,
    [...evidenceOf(update, knowledge, "rating"), ...(earlier ? evidenceOf(earlier, knowledge, "rating") : [])],
    `${asOf}${earlier ? `; before that it was, ${sayAsOf(earlier)}` : ""}`,
  );
}

/** What an update says in words, as it was confirmed; nothing where it says nothing. */
export function narrativeSentence(update: ConfirmedUpdate, knowledge: Knowledge): readonly Draft[] {
  const { narrative } = update.fields;
  const [evidence] = evidenceOf(update, knowledge, "narrative");
  if (!evidence || narrative === undefined) return [];
  const who = capitalise(saySubject(evidence.subject, knowledge));
  return [stated(`${who} reported: ${narrative}`, [evidence])];
}

/** One line for each figure, sum, milestone, risk, call for help and next step of an update. */
export function detailItems(update: ConfirmedUpdate, knowledge: Knowledge): readonly Draft[] {
  const { metrics, milestones, risks, help, nextSteps } = update.fields;
  const each = (field: string, list: readonly unknown[], say: (evidence: readonly FactEvidence[]) => string) =>
    list.flatMap((_, index) => {
      const evidence = evidenceOfField(update, `${field}.${index}`, knowledge);
      return evidence.length === 0 ? [] : [stated(say(evidence), evidence)];
    });
  const labelled = (label: string) => (evidence: readonly FactEvidence[]) => `${label}: ${textOf(evidence[0])}`;
  return [
    ...each("metrics", metrics, (evidence) => `${sayFigure(evidence, knowledge)}.`),
    ...spendItem(update, knowledge),
    ...each("milestones", milestones, labelled("Milestone")),
    ...each("risks", risks, labelled("Risk")),
    ...each("help", help, (evidence) => sayHelp(evidence, knowledge)),
    ...each("nextSteps", nextSteps, labelled("Next step")),
  ];
}

/** The words of a fact in words; empty for any other. */
export function textOf(evidence: FactEvidence | undefined): string {
  return evidence?.fact.value.kind === "text" ? evidence.fact.value.text : "";
}

/** A figure by its name, with its target: `Referrals: 42 against a target of 60`. */
function sayFigure(evidence: readonly FactEvidence[], knowledge: Knowledge): string {
  const find = (id: UpdateAttributeId) => evidence.find(({ attribute }) => attribute.id === id);
  const [figure, target] = [find("metric"), find("metricTarget")];
  if (!figure) return "";
  const against = target ? ` against a target of ${sayFactValue(target, knowledge)}` : "";
  return `${capitalise(figure.fact.part ?? "")}: ${sayFactValue(figure, knowledge)}${against}`;
}

/** What help is wanted, and from whom. */
export function sayHelp(evidence: readonly FactEvidence[], knowledge: Knowledge): string {
  const from = evidence.find(({ attribute }) => attribute.id === "helpFrom");
  const text = textOf(evidence.find(({ attribute }) => attribute.id === "help"));
  const whose = from ? ` from ${sayFactValue(from, knowledge)}` : "";
  return `Help wanted${whose}${text === "" ? "" : `: ${text}`}`;
}

const spendLabels = { spendToDate: "spend to date", spendForecast: "forecast", budget: "budget" } as const;

/** Spend to date, forecast and budget in one line; nothing where none is stated. */
export function spendItem(update: ConfirmedUpdate, knowledge: Knowledge): readonly Draft[] {
  const evidence = evidenceOf(update, knowledge, "spendToDate", "spendForecast", "budget");
  const parts = evidence.map((one) => {
    const label = Object.entries(spendLabels).find(([id]) => id === one.attribute.id)?.[1] ?? one.attribute.label;
    return `${label} ${sayFactValue(one, knowledge)}`;
  });
  return parts.length === 0 ? [] : [stated(`${capitalise(parts.join(", "))}.`, evidence)];
}

/** A pilot's update in one line: when, and the rating and words of it, or whatever it begins with. */
export function summaryItem(pilot: Subject, update: ConfirmedUpdate, knowledge: Knowledge): Draft {
  const { rating, narrative } = update.fields;
  const evidence = evidenceOf(update, knowledge, "rating", "narrative");
  const said = [rating === undefined ? "" : `rated ${rating}`, narrative ?? ""].filter((part) => part !== "");
  const when = `${pilot.name}, ${sayWhen(update)}`;
  if (said.length > 0) return stated(`${when}: ${said.join("; ")}`, evidence, when);
  const [first] = detailItems(update, knowledge);
  return first
    ? stated(`${when}: ${first.text}`, first.evidence.filter(({ kind }) => kind === "fact").flatMap(asFact), when)
    : workedOut(`${when}.`, evidenceThat(update, knowledge));
}

function asFact(evidence: Draft["evidence"][number]): readonly FactEvidence[] {
  return evidence.kind === "fact" ? [evidence] : [];
}
