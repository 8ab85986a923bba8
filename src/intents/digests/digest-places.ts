import { canonicalJson } from "../../core/canonical-json.ts";
import { sha256 } from "../../core/event-hash.ts";
import type { Knowledge } from "../../core/knowledge.ts";
import type { Subject } from "../../core/ledger.ts";
import { markNames, snoozedUntil } from "../../core/marks.ts";
import type { PeopleReader, Place } from "../../core/people.ts";
import { presenceMark, readPresence } from "../../core/presence.ts";
import type { Reply } from "../../core/reply.ts";
import type { LedgerReader } from "../../core/store.ts";
import type { Instant } from "../../core/time.ts";
import { publicReader, type Reader } from "../../core/trust.ts";
import type { UpdateReader } from "../../core/update.ts";
import type { PostTarget } from "../../core/work.ts";
import { placeTarget } from "../place-target.ts";
import { audiencesAt, isSharedPlace } from "../shared-places.ts";
import type { DigestWeek } from "./digest-week.ts";

/** A bound place that digests and reminders of a programme go to. */
export interface DigestPlace {
  readonly place: Place;
  readonly target: PostTarget;
  /** What everybody there may see. */
  readonly reader: Reader;
  /** Others read along: only what is public is told there, and what a team owes is not. */
  readonly isShared: boolean;
}

/** What places are read from: a store, or a transaction. */
export type PlaceReads = PeopleReader & Pick<LedgerReader, "subjects">;

/** The places that want to hear of a programme now, in order of id: bound to it or to one of its pilots, and not snoozed. */
export async function digestPlaces(
  programme: Subject,
  reads: PlaceReads,
  { knowledge, now }: { readonly knowledge: Knowledge; readonly now: Instant },
): Promise<readonly DigestPlace[]> {
  const found: DigestPlace[] = [];
  for (const place of await reads.places()) {
    const target = placeTarget(place);
    if (!target || !place.digests || !isFor(place, programme, knowledge)) continue;
    if (readPresence(await reads.mark(place.id, presenceMark))?.isIn === false) continue;
    if (snoozedUntil(await reads.mark(place.id, markNames.snooze), now) !== undefined) continue;
    const own = await audiencesAt(place, reads);
    const isShared = await isSharedPlace(place.id, reads);
    found.push({ place, target, isShared, reader: { audiences: [...new Set(["public" as const, ...own])] } });
  }
  return found;
}

function isFor({ programmes, pilots }: Place, { id }: Subject, knowledge: Knowledge): boolean {
  return programmes.includes(id) || pilots.some((pilot) => knowledge.subject(pilot)?.programme === id);
}

/**
 * True where an update of a programme's week is for everybody. Where others read along a digest says what is public, and where
 * nothing is, there is none: "nothing new" would not be true.
 */
export async function isToldPublicly(
  { id }: Subject,
  { to }: DigestWeek,
  ledger: Pick<UpdateReader, "updates">,
): Promise<boolean> {
  const postedTo = `${to}T00:00:00.000Z`;
  return (await ledger.updates({ reader: publicReader }, { programmes: [id], postedTo, limit: 1 })).length > 0;
}

/** The key of a digest's post: a late update edits the post of that key. */
export function digestKey(programme: string, week: string, place: string): string {
  return `digest/${programme}/${week}/${place}`;
}

/** The name of the mark that a digest leaves at a place. */
export function digestMark(programme: string, week = ""): string {
  return `${markNames.digest}${programme}/${week}`;
}

/** One text for what a reply shows: an edit that changes nothing is left out. */
export function contentHash({ blocks, citations }: Reply): string {
  return sha256(canonicalJson([blocks, citations.map(({ quote, url = "" }) => [quote, url])]));
}
