import type { Knowledge } from "../../core/knowledge.ts";
import type { ConfirmedUpdate, UpdateVersion } from "../../core/update.ts";
import { describeFields, sayPeriod, sayRating } from "../../intents/updates/describe-fields.ts";

/** An update in one line: `u-… 2026-11-03 Eastmere October 2026 Amber`. */
export function updateLine({ id, postedAt, pilot, fields }: ConfirmedUpdate, knowledge: Knowledge): string {
  const { period, rating } = fields;
  const parts = [period && sayPeriod(period), rating && sayRating(rating)].filter((part) => part !== undefined);
  return [id, postedAt.slice(0, 10), knowledge.subject(pilot)?.name ?? pilot, ...parts].join("  ");
}

/** An update with everything it says, one field a line. */
export function updateText(update: ConfirmedUpdate, knowledge: Knowledge): readonly string[] {
  const { version, recordedAt, marking, source, message } = update;
  return [
    updateLine(update, knowledge),
    ...describeFields(update.fields, knowledge).map(({ label, value }) => `  ${label}: ${value}`),
    ...(marking === undefined ? [] : [`  Marking: ${marking}`]),
    ...(source === undefined ? [] : [`  Its message was ${source} after it was recorded`]),
    ...(message?.permalink === undefined ? [] : [`  Message: ${message.permalink}`]),
    `  Version ${version}, recorded ${recordedAt}`,
  ];
}

/** The versions of an update, one a line: what happened, when, by whom and why. */
export function versionLines(versions: readonly UpdateVersion[]): readonly string[] {
  return versions.map(({ kind, at, actor, reason }) =>
    [`  ${at}  ${kind} by ${actor}`, ...(reason === undefined ? [] : [reason])].join(": "),
  );
}
