import { canonicalJson } from "../../core/canonical-json.ts";
import type { LedgerEvent, Subject, UpdateChangePayload, UpdatePayload } from "../../core/ledger.ts";
import type { StoreTransaction } from "../../core/store.ts";
import { dayOf, type Day, type Instant } from "../../core/time.ts";
import type { ConfirmedUpdate, UpdateFields } from "../../core/update.ts";
import { applyUpdateRows, updateIn } from "./apply-update-rows.ts";
import { updateRecordKey } from "./derive-update-rows.ts";
import { spansThatHold } from "./field-words.ts";
import { readUpdatePayload, type StatedUpdate } from "./update-payload.ts";
import { whyNotStanding, type NotStanding } from "./why-not-standing.ts";

/** Who does something to an update, and when. `actor` is the id of a person. */
export interface Recording {
  readonly actor: string;
  readonly occurredAt: Instant;
}

/** What an update says and where it came from, as far as an amendment may change it. */
interface UpdateContent extends Partial<Pick<ConfirmedUpdate, "message" | "text" | "spans" | "marking" | "audience">> {
  readonly fields: UpdateFields;
  /** The day from which it holds, where that was said. */
  readonly statedFrom?: Day;
}

/** An update to record. Its programme, and whether it is invented, are those of its pilot; its audience the programme's unless given. */
export interface NewUpdate extends UpdateContent {
  /** `u-…`, the caller's own: recording it a second time is refused. */
  readonly id: string;
  readonly pilot: string;
  readonly postedAt: Instant;
  readonly author: string;
}

/**
 * What an amendment changes; what is left out stays. The words of fields that did not change stay theirs unless the text is
 * another; the day from which it holds stays unless the period is another.
 */
export interface UpdateAmendment extends Partial<UpdateContent> {
  readonly id: string;
  readonly reason?: string;
}

/** What came of it: the update as it stands now, and for a withdrawal as it stood until then. `unchanged` recorded nothing. */
export type UpdateOutcome =
  | { readonly outcome: "recorded" | "unchanged"; readonly update: ConfirmedUpdate }
  | { readonly outcome: "refused"; readonly why: UpdateRefusal };

/** Why nothing was recorded. `unreadable` is content that the form of an update does not allow. */
export type UpdateRefusal = NotStanding | "unknownPilot" | "alreadyRecorded" | "unreadable";

/** Records an update that was confirmed, with everything it states, in the caller's transaction. */
export async function confirmUpdate(
  transaction: StoreTransaction,
  update: NewUpdate,
  recording: Recording,
): Promise<UpdateOutcome> {
  const pilot = await subjectOf(transaction, update.pilot);
  const programme = await subjectOf(transaction, pilot?.programme);
  if (pilot?.kind !== "participation" || programme?.kind !== "programme") return refused("unknownPilot");
  const known = await transaction.events({ afterSeq: 0, limit: 1, about: update.id });
  if (known.length > 0) return refused("alreadyRecorded");
  const { statedFrom, audience = `programme:${programme.id}` as const, ...content } = update;
  const stated: StatedUpdate = {
    ...content,
    programme: programme.id,
    validFrom: validFromOf(update.fields, update.postedAt, statedFrom),
    version: 1,
    confirmedBy: recording.actor,
    audience,
    ...(programme.fictional === true && { fictional: true }),
  };
  return recordVersion(transaction, "updateConfirmed", { stated, recording });
}

/** Records the next version of an update that stands. */
export async function amendUpdate(
  transaction: StoreTransaction,
  { id, reason, statedFrom, ...changes }: UpdateAmendment,
  recording: Recording,
): Promise<UpdateOutcome> {
  const before = await standingUpdate(transaction, id);
  if (!before) return refused(await whyNotStanding(transaction, id));
  const { recordedSeq: _seq, recordedAt: _at, spans: held = [], ...kept } = before;
  const fields = changes.fields ?? before.fields;
  const spans = changes.spans ?? (changes.text === undefined ? spansThatHold(held, before.fields, fields) : []);
  const stated: StatedUpdate = {
    ...kept,
    ...changes,
    fields,
    validFrom: amendedFrom(before, fields, statedFrom),
    ...(spans.length > 0 && { spans }),
  };
  const unchanged = canonicalJson(stated) === canonicalJson({ ...kept, ...(held.length > 0 && { spans: held }) });
  if (unchanged) return { outcome: "unchanged", update: before };
  const next = { ...stated, version: before.version + 1, confirmedBy: recording.actor };
  return recordVersion(transaction, "updateAmended", { stated: next, recording, reason });
}

/** Withdraws an update that stands: what it stated is only answered any more as what was known before. */
export async function withdrawUpdate(
  transaction: StoreTransaction,
  { id, reason }: { readonly id: string; readonly reason?: string },
  recording: Recording,
): Promise<UpdateOutcome> {
  const before = await standingUpdate(transaction, id);
  if (!before) return refused(await whyNotStanding(transaction, id));
  const body: UpdateChangePayload = { type: "updateChange", ...(reason !== undefined && { reason }) };
  await append(transaction, "updateWithdrawn", { id, recording, body });
  return { outcome: "recorded", update: before };
}

/** Marks what became of the message that an update came from; what it states stands on. Without `source` the mark goes. */
export async function markUpdate(
  transaction: StoreTransaction,
  { id, ...change }: { readonly id: string } & Omit<UpdateChangePayload, "type">,
  recording: Recording,
): Promise<UpdateOutcome> {
  const before = await standingUpdate(transaction, id);
  if (!before) return refused(await whyNotStanding(transaction, id));
  if (before.source === change.source) return { outcome: "unchanged", update: before };
  await append(transaction, "updateMarked", { id, recording, body: { type: "updateChange", ...change } });
  return outcomeOf(transaction, id);
}

/**
 * The day from which the point values of an update hold: the stated day, else the last day of its period, else the day of
 * posting in Europe/London; never later than the day of posting.
 */
export function validFromOf({ period }: Pick<UpdateFields, "period">, postedAt: Instant, statedFrom?: Day): Day {
  const posted = dayOf(new Date(postedAt));
  const wanted = statedFrom ?? (period ? dayBefore(period.to) : posted);
  return wanted < posted ? wanted : posted;
}

function dayBefore(day: Day): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

function amendedFrom(before: ConfirmedUpdate, fields: UpdateFields, statedFrom: Day | undefined): Day {
  const isSamePeriod = canonicalJson(fields.period ?? null) === canonicalJson(before.fields.period ?? null);
  if (statedFrom === undefined && isSamePeriod) return before.validFrom;
  return validFromOf(fields, before.postedAt, statedFrom);
}

function refused(why: UpdateRefusal): UpdateOutcome {
  return { outcome: "refused", why };
}

interface Version {
  readonly stated: StatedUpdate;
  readonly recording: Recording;
  readonly reason?: string | undefined;
}

async function recordVersion(
  transaction: StoreTransaction,
  kind: "updateConfirmed" | "updateAmended",
  { stated, recording, reason }: Version,
): Promise<UpdateOutcome> {
  const body = readUpdatePayload(withoutUndefined({ type: "update", update: stated, reason }));
  if (!body) return refused("unreadable");
  await append(transaction, kind, { id: stated.id, recording, body });
  return outcomeOf(transaction, stated.id);
}

/** A copy as it will come back from the store. */
function withoutUndefined(value: unknown): unknown {
  const copy: unknown = JSON.parse(canonicalJson(value));
  return copy;
}

interface UpdateEvent {
  readonly id: string;
  readonly recording: Recording;
  readonly body: UpdatePayload | UpdateChangePayload;
}

async function append(
  transaction: StoreTransaction,
  kind: LedgerEvent["kind"],
  { id, recording, body }: UpdateEvent,
): Promise<void> {
  const payload = { class: "update", body } as const;
  const event = await transaction.appendEvent({ kind, about: id, ...recording, payload });
  await applyUpdateRows(transaction, event, body);
}

async function outcomeOf(transaction: StoreTransaction, id: string): Promise<UpdateOutcome> {
  const update = await standingUpdate(transaction, id);
  return update ? { outcome: "recorded", update } : refused("unreadable");
}

/** An update as it stands, whoever may see it; undefined where none stands. */
async function standingUpdate(transaction: StoreTransaction, id: string): Promise<ConfirmedUpdate | undefined> {
  const stated = updateIn(await transaction.openRows(updateRecordKey(id)));
  if (!stated) return undefined;
  const [update] = await transaction.updates({ reader: { audiences: [stated.audience] } }, { ids: [id] });
  return update;
}

async function subjectOf(transaction: StoreTransaction, id: string | undefined): Promise<Subject | undefined> {
  if (id === undefined) return undefined;
  const rows = await transaction.openRows(id);
  return rows.flatMap(({ row }) => (row.table === "subject" ? [row.subject] : []))[0];
}
