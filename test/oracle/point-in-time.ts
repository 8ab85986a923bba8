import type { Day, Instant } from "../../src/core/time.ts";
import type { Audience } from "../../src/core/trust.ts";
import type { UpdateFields } from "../../src/core/update.ts";

/*
 * What was true on a day, as it was known at a moment, worked out from the list of what happened and nothing else. It
 * follows the design's text ("Time, facts, updates") and shares no code with the ledger: no rows, no SQL, no derivation.
 */

/** What an update says at one moment of its life. */
export interface Version {
  readonly pilot: string;
  readonly fields: UpdateFields;
  readonly validFrom: Day;
  readonly postedAt: Instant;
  readonly audience: Audience;
}

/** Something that was recorded. A version that was purged is remembered as that, from the beginning. */
export type Happening = { readonly seq: number; readonly at: Instant } & (
  | { readonly what: "said"; readonly update: string; readonly version: Version; purged: boolean }
  | { readonly what: "withdrawn"; readonly update: string }
  | { readonly what: "published"; readonly pilot: string; readonly rating: string; readonly from: Day }
);

/** The two clocks, and who asks. */
export interface Moment {
  readonly trueAt: Day;
  readonly knownAt: Instant;
  readonly audiences: readonly Audience[];
}

/** Attributes of a pilot that hold from a day on, and those that belong to a stretch of days. */
export type Asked = "rating" | "risk" | "milestoneDue:hub" | "metric:referrals" | "metric:visits" | "spendToDate";

interface Statement {
  readonly value: string | number;
  readonly from: Day;
  /** The first day on which it no longer holds; open for what holds until the next. */
  readonly to?: Day;
  readonly seq: number;
  readonly source: "updates" | "publication";
}

/** The day from which the point values of an update hold: stated, else the end of its period, at most the day of posting. */
export function holdsFrom({ period }: UpdateFields, postedAt: Instant, stated?: Day): Day {
  const posted = new Date(postedAt).toLocaleDateString("sv-SE", { timeZone: "Europe/London" });
  const wanted = stated ?? (period ? shifted(period.to, -1) : posted);
  return wanted > posted ? posted : wanted;
}

/** Everything that is answered to "what was this of that pilot", in order of text. */
export function answerAt(
  happened: readonly Happening[],
  pilot: string,
  asked: Asked,
  moment: Moment,
): readonly (string | number)[] {
  const known = happened.filter((each) => each.at <= moment.knownAt);
  const statements = [...statedByUpdates(known, pilot, asked, moment), ...published(known, pilot, asked)];
  const isPoint = asked === "rating" || asked === "risk" || asked === "milestoneDue:hub";
  const standing = statements.filter(
    (one) => holds(one, moment.trueAt) && !statements.some((other) => replaces(other, one, isPoint, moment.trueAt)),
  );
  return standing.map(({ value }) => value).toSorted((a, b) => (String(a) < String(b) ? -1 : 1));
}

/** The ids of the updates that stood on a day as it was known, with what each says of the rating. */
export function updatesAt(
  happened: readonly Happening[],
  pilot: string,
  { trueAt, knownAt, audiences }: Moment,
): Readonly<Record<string, string>> {
  const known = happened.filter((each) => each.at <= knownAt);
  const standing = Object.entries(lastWords(known)).filter(
    ([, { version }]) => version.pilot === pilot && version.validFrom <= trueAt && audiences.includes(version.audience),
  );
  return Object.fromEntries(standing.map(([id, { version }]) => [id, version.fields.rating ?? "unrated"]));
}

/** Who of these pilots reported on a stretch of days, as it was known. */
export function reportedIn(
  happened: readonly Happening[],
  pilots: readonly string[],
  days: { readonly from: Day; readonly to: Day },
  { knownAt, audiences }: Omit<Moment, "trueAt">,
): readonly string[] {
  const last = Object.values(lastWords(happened.filter((each) => each.at <= knownAt)));
  const reports = last.filter(({ version: { audience, fields, validFrom } }) => {
    if (!audiences.includes(audience)) return false;
    const { from, to } = fields.period ?? { from: validFrom, to: nextDay(validFrom) };
    return from < days.to && days.from < to;
  });
  return pilots.filter((pilot) => reports.some(({ version }) => version.pilot === pilot));
}

/** A later event of the same source about the same time replaces; and a point holds until the next one begins. */
function replaces(other: Statement, one: Statement, isPoint: boolean, trueAt: Day): boolean {
  if (other.source !== one.source) return false;
  if (isPoint) {
    const begunLater = other.from > one.from && other.from <= trueAt;
    return begunLater || (other.from === one.from && other.seq > one.seq);
  }
  return other.seq > one.seq && overlap(other, one);
}

function overlap(a: Statement, b: Statement): boolean {
  return a.from < (b.to ?? "9999-12-31") && b.from < (a.to ?? "9999-12-31");
}

function holds({ from, to }: Statement, day: Day): boolean {
  return from <= day && (to === undefined || day < to);
}

/** A publication is replaced by its next edition as a whole, and says nothing but ratings here. */
function published(known: readonly Happening[], pilot: string, asked: Asked): readonly Statement[] {
  if (asked !== "rating") return [];
  const editions = known.flatMap((each) => (each.what === "published" && each.pilot === pilot ? [each] : []));
  const last = editions.at(-1);
  return last ? [{ value: last.rating, from: last.from, seq: last.seq, source: "publication" }] : [];
}

interface LastWord {
  readonly version: Version;
  readonly index: number;
}

/** What each update says last; one that was withdrawn, or purged in its last words, says nothing. */
function lastWords(known: readonly Happening[]): Readonly<Record<string, LastWord>> {
  const last = new Map<string, LastWord | undefined>();
  for (const [index, each] of known.entries()) {
    if (each.what === "withdrawn") last.set(each.update, undefined);
    if (each.what === "said") last.set(each.update, each.purged ? undefined : { version: each.version, index });
  }
  return Object.fromEntries([...last].flatMap(([id, word]) => (word ? [[id, word]] : [])));
}

function statedByUpdates(
  known: readonly Happening[],
  pilot: string,
  asked: Asked,
  { audiences }: Moment,
): readonly Statement[] {
  return Object.entries(lastWords(known)).flatMap(([id, { version }]) => {
    if (version.pilot !== pilot || !audiences.includes(version.audience)) return [];
    return said(version, asked).map((one) => ({
      ...one,
      seq: firstSaid(known, id, version, asked, one),
      source: "updates" as const,
    }));
  });
}

type Said = Omit<Statement, "seq" | "source">;

/** What a version says of the attribute, and when it holds: a point from its day on, a figure over its period or that day. */
function said({ fields, validFrom }: Version, asked: Asked): readonly Said[] {
  const days = fields.period ?? { from: validFrom, to: nextDay(validFrom) };
  const metric = (name: string): readonly Said[] =>
    fields.metrics.filter((each) => each.name === name).map((each) => ({ value: each.value, ...days }));
  switch (asked) {
    case "rating":
      return fields.rating === undefined ? [] : [{ value: fields.rating, from: validFrom }];
    case "risk":
      return fields.risks.map(({ text }) => ({ value: text, from: validFrom }));
    case "milestoneDue:hub":
      return fields.milestones.flatMap(({ due }) => (due === undefined ? [] : [{ value: due, from: validFrom }]));
    case "metric:referrals":
      return metric("referrals");
    case "metric:visits":
      return metric("visits");
    case "spendToDate":
      return fields.spend?.toDatePence === undefined ? [] : [{ value: fields.spend.toDatePence, ...days }];
  }
}

/** The event that told us: the first of the unbroken run of versions that say the same to the same readers. */
function firstSaid(known: readonly Happening[], id: string, version: Version, asked: Asked, one: Said): number {
  const versions = known.flatMap((each) => (each.what === "said" && each.update === id ? [each] : []));
  let seq = 0;
  for (const each of versions) {
    const isSame =
      !each.purged &&
      each.version.audience === version.audience &&
      said(each.version, asked).some((other) => JSON.stringify(other) === JSON.stringify(one));
    if (!isSame) seq = 0;
    else if (seq === 0) seq = each.seq;
  }
  return seq;
}

function nextDay(day: Day): Day {
  return shifted(day, 1);
}

function shifted(day: Day, days: number): Day {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
