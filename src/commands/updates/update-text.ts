import { accountKey } from "../../core/origin.ts";
import type { PeopleReader } from "../../core/people.ts";
import type { Knowledge } from "../../core/knowledge.ts";
import { dayOf } from "../../core/time.ts";
import type { ConfirmedUpdate, UpdateVersion } from "../../core/update.ts";
import { describeChange, describeFields, sayPeriod, sayRating } from "../../intents/updates/describe-fields.ts";
import { cleanLine } from "../../renderers/clean-text.ts";
import { formatInstant } from "../../renderers/format-date.ts";
import type { UpdatesContext } from "./operator.ts";

/** An update in one line: `u-…  2026-11-03  Eastmere, Harbour Night Buses  October 2026  Amber`. */
export function updateLine({ id, postedAt, pilot, programme, fields }: ConfirmedUpdate, knowledge: Knowledge): string {
  const { period, rating } = fields;
  const about = [pilot, programme].map((one) => knowledge.subject(one)?.name ?? one).join(", ");
  const parts = [period && sayPeriod(period), rating && sayRating(rating)].filter((part) => part !== undefined);
  return [id, dayOf(new Date(postedAt)), cleanLine(about), ...parts].join("  ");
}

/** An update with everything it says, one field a line. */
export function updateText(update: ConfirmedUpdate, knowledge: Knowledge): readonly string[] {
  const { version, recordedAt, marking, source, message } = update;
  return [
    updateLine(update, knowledge),
    ...describeFields(update.fields, knowledge).map(({ label, value }) => `  ${label}: ${cleanLine(value)}`),
    ...(marking === undefined ? [] : [`  Marking: ${cleanLine(marking)}`]),
    ...(source === undefined ? [] : [`  Its message was ${source} after it was recorded`]),
    ...(message?.permalink === undefined ? [] : [`  Message: ${cleanLine(message.permalink)}`]),
    `  Version ${version}, recorded ${formatInstant(recordedAt)}`,
  ];
}

/** The versions of an update: what happened, when, by whom and why, with what each changed. */
export async function versionLines(
  versions: readonly UpdateVersion[],
  { store, operator }: Pick<UpdatesContext, "store" | "operator">,
): Promise<readonly string[]> {
  const names = new Map<string, string>();
  for (const { actor } of versions) if (!names.has(actor)) names.set(actor, await sayActor(actor, store));
  return versions.flatMap((version, index) => {
    const { kind, at, actor, reason, update } = version;
    const why = reason === undefined ? "" : `: ${cleanLine(reason)}`;
    const before = versions[index - 1]?.update;
    const changes = before && update ? describeChange(before.fields, update.fields, operator.knowledge) : [];
    return [
      `  ${formatInstant(at)}  ${kind} by ${names.get(actor) ?? actor}${why}`,
      ...changes.map(({ label, value }) => `    ${label}: ${cleanLine(value)}`),
    ];
  });
}

/** The accounts of a person; their id where nothing is kept about them. */
async function sayActor(id: string, people: Pick<PeopleReader, "person">): Promise<string> {
  const person = await people.person(id);
  return person && person.accounts.length > 0 ? person.accounts.map(accountKey).join(", ") : id;
}
