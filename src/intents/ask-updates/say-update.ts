import { sayDate, sayList } from "../../answer/say-value.ts";
import type { Draft, FactEvidence } from "../../core/evidence.ts";
import type { Subject } from "../../core/ledger.ts";
import type { ConfirmedUpdate } from "../../core/update.ts";
import { labelOf } from "../../ledger/returns/return-periods.ts";
import { postedOn } from "../../ledger/returns/return-status.ts";

/** The day an update was posted, in words: `4 November 2026`. */
export function sayPosted(update: ConfirmedUpdate): string {
  return sayDate(postedOn(update));
}

/** When an update was posted and what it reports on: `posted on 4 November 2026, for October 2026`. */
export function sayWhen(update: ConfirmedUpdate): string {
  const { period } = update.fields;
  return `posted on ${sayPosted(update)}${period ? `, for ${labelOf(period)}` : ""}`;
}

/** The day from which an update holds: `as of 31 October 2026`. */
export function sayAsOf(update: ConfirmedUpdate): string {
  return `as of ${sayDate(update.validFrom)}`;
}

/** A sentence that states what its evidence states; `computed` are the words that were worked out: days, counts. */
export function stated(text: string, evidence: readonly FactEvidence[], computed?: string): Draft {
  return { text, evidence, ...(computed !== undefined && { computed }) };
}

/** A sentence that says only what was worked out from its evidence. */
export function workedOut(text: string, evidence: readonly FactEvidence[]): Draft {
  return { text, evidence, computed: text, isWorkedOut: true };
}

/** The same for a count or sum of many updates, which are cited together. */
export function summedUp(text: string, evidence: readonly FactEvidence[]): Draft {
  return { ...workedOut(text, evidence), isCitedTogether: true };
}

/** `1 pilot`, `3 pilots`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** The names of pilots as a list, cut after a number of them: `Eastmere, Ullock and 12 more`. */
export function namesOf(pilots: readonly Subject[], most = 30): string {
  const names = pilots.slice(0, most).map(({ name }) => name);
  return sayList(pilots.length > most ? [...names, `${pilots.length - most} more`] : names);
}
