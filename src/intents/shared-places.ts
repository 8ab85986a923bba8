import { markNames } from "../core/marks.ts";
import type { PeopleReader, PeopleWriter, Place } from "../core/people.ts";
import type { LedgerReader } from "../core/store.ts";
import type { Instant } from "../core/time.ts";
import type { Audience } from "../core/trust.ts";
import { audiencesOf } from "./caller.ts";
import type { Caller } from "./caller.ts";

/**
 * Remembers what the platform says with a turn: whether people of other organisations read along where it came from. Only of
 * places that something may be posted to unasked. Writes only where that has changed.
 */
export async function rememberShared(
  { place, bound }: Pick<Caller, "place" | "bound">,
  people: PeopleReader & PeopleWriter,
  now: Instant,
): Promise<void> {
  if (!place || !bound || place.kind === "personal") return;
  await setShared(place.id, place.isShared === true, { people, now });
}

/** Remembers that others read along at a place, or that they do not any more. */
export async function setShared(
  place: string,
  isShared: boolean,
  { people, now }: { readonly people: PeopleReader & PeopleWriter; readonly now: Instant },
): Promise<void> {
  if ((await isSharedPlace(place, people)) === isShared) return;
  if (isShared) await people.putMark({ owner: place, name: markNames.shared, value: true, at: now });
  else await people.removeMark(place, markNames.shared);
}

/** True for a place of which the platform said last that others read along there. */
export async function isSharedPlace(place: string, people: Pick<PeopleReader, "mark">): Promise<boolean> {
  return (await people.mark(place, markNames.shared)) !== undefined;
}

/** Those of places at which nobody of another organisation reads along, in the same order. */
export async function notShared(
  places: readonly Place[],
  people: Pick<PeopleReader, "mark">,
): Promise<readonly Place[]> {
  const shared = await Promise.all(places.map(({ id }) => isSharedPlace(id, people)));
  return places.filter((_, index) => shared[index] !== true);
}

/** What everybody who reads at a bound place may see besides what is public: nothing where others read along. */
export async function audiencesAt(
  place: Place,
  reads: Pick<PeopleReader, "mark"> & Pick<LedgerReader, "subjects">,
): Promise<readonly Audience[]> {
  return (await isSharedPlace(place.id, reads)) ? [] : audiencesOf(place, reads);
}
