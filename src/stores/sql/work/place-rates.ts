import type { Instant } from "../../../core/time.ts";
import type { PostClaimRequest, PostRate, PostTarget } from "../../../core/work.ts";
import { checkInstant } from "../instant.ts";
import type { StoreDatabase } from "../schema.ts";
import type { ClaimEngine } from "./turns.ts";

/** What a platform limits the rate of. */
export type RatedPlace = Pick<PostTarget, "channel" | "place">;

/** The rates of the places that a claim may post to. */
export interface PlaceRates {
  /** Uses one post of a place's rate up, or says when the post may go if those held back before it go in time. */
  take(place: RatedPlace): Promise<Instant | undefined>;
}

/**
 * Reads how far the places have used up their rates, and keeps other instances from doing so until the transaction is over.
 * It is the generic cell rate algorithm (ITU-T I.371) with one stored instant a place, at which all that was let through
 * would have left at the steady rate; a post may go while that lies less than the burst ahead.
 */
export async function openPlaceRates(
  db: StoreDatabase,
  places: readonly RatedPlace[],
  request: PostClaimRequest,
  engine: ClaimEngine,
): Promise<PlaceRates> {
  const nowMs = Date.parse(request.now);
  const states = new Map<string, { freeAtMs: number; heldBack: number }>();
  // In one order everywhere, so that no two instances wait for each other.
  for (const [name, place] of [...byName(places)].toSorted(([left], [right]) => (left < right ? -1 : 1))) {
    const stored = await readFreeAt(db, place, engine);
    const isCredible = stored !== undefined && stored <= request.horizon;
    states.set(name, { freeAtMs: isCredible ? Math.max(Date.parse(stored), nowMs) : nowMs, heldBack: 0 });
  }
  return {
    async take(place) {
      const { intervalMs, burst } = request.rates.get(place.channel) ?? { intervalMs: 0, burst: 1 };
      const state = states.get(nameOf(place)) ?? { freeAtMs: nowMs, heldBack: 0 };
      const goesAtMs = state.freeAtMs - (burst - 1) * intervalMs + state.heldBack * intervalMs;
      if (goesAtMs > nowMs) {
        state.heldBack += 1;
        return new Date(Math.min(goesAtMs, Date.parse(request.horizon))).toISOString();
      }
      state.freeAtMs += intervalMs;
      await writeFreeAt(db, place, new Date(state.freeAtMs).toISOString());
      return undefined;
    },
  };
}

function nameOf({ channel, place }: RatedPlace): string {
  return `${channel} ${place}`;
}

function byName(places: readonly RatedPlace[]): ReadonlyMap<string, RatedPlace> {
  return new Map(places.map((place) => [nameOf(place), place]));
}

async function readFreeAt(
  db: StoreDatabase,
  { channel, place }: RatedPlace,
  { skipsLocked }: ClaimEngine,
): Promise<Instant | undefined> {
  // A row that is not there cannot be locked.
  if (skipsLocked) {
    await db
      .insertInto("place_rate")
      .values({ channel, place, freeAt: new Date(0).toISOString() })
      .onConflict((conflict) => conflict.columns(["channel", "place"]).doNothing())
      .execute();
  }
  const row = await db
    .selectFrom("place_rate")
    .select("freeAt")
    .where("channel", "=", channel)
    .where("place", "=", place)
    .$if(skipsLocked, (query) => query.forUpdate())
    .executeTakeFirst();
  return row?.freeAt;
}

async function writeFreeAt(db: StoreDatabase, { channel, place }: RatedPlace, freeAt: Instant): Promise<void> {
  await db
    .insertInto("place_rate")
    .values({ channel, place, freeAt })
    .onConflict((conflict) => conflict.columns(["channel", "place"]).doUpdateSet({ freeAt }))
    .execute();
}

/** Keeps a place quiet until an instant, or longer where it is quiet already. */
export async function pausePlace(
  db: StoreDatabase,
  place: RatedPlace,
  pause: { readonly until: Instant; readonly rate: PostRate },
  engine: ClaimEngine,
): Promise<void> {
  checkInstant("until", pause.until);
  const { intervalMs, burst } = pause.rate;
  const freeAt = new Date(Date.parse(pause.until) + (burst - 1) * intervalMs).toISOString();
  const stored = await readFreeAt(db, place, engine);
  if (stored === undefined || stored < freeAt) await writeFreeAt(db, place, freeAt);
}
