import type { Selectable } from "kysely";
import type { Place } from "../../../core/people.ts";
import { checkInstant } from "../instant.ts";
import { fromJson, toJson } from "../json.ts";
import type { StoreDatabase } from "../schema.ts";
import { withoutNulls } from "../without-nulls.ts";
import type { PlaceTable } from "./people-schema.ts";

/** A place; undefined where it was never bound or given an address. */
export async function readPlace(db: StoreDatabase, id: string): Promise<Place | undefined> {
  return (await readPlacesById(db, [id])).get(id);
}

/** The places with some ids, by id. */
export async function readPlacesById(db: StoreDatabase, ids: readonly string[]): Promise<ReadonlyMap<string, Place>> {
  const rows = await db.selectFrom("place").selectAll().where("id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, placeOf(row)]));
}

/** Every place, in order of id. */
export async function readPlaces(db: StoreDatabase): Promise<readonly Place[]> {
  return (await db.selectFrom("place").selectAll().orderBy("id").execute()).map(placeOf);
}

/** Stores a place, or replaces the one with its id. */
export async function putPlace(db: StoreDatabase, place: Place): Promise<void> {
  checkInstant("changedAt", place.changedAt);
  const values: Omit<PlaceTable, "id"> = {
    platform: place.platform,
    name: place.name ?? null,
    programmes: toJson(place.programmes),
    pilots: toJson(place.pilots),
    listens: place.listens ? 1 : 0,
    digests: place.digests ? 1 : 0,
    contact: place.contact ?? null,
    address: place.address === undefined ? null : toJson(place.address),
    changedAt: place.changedAt,
  };
  await db
    .insertInto("place")
    .values({ id: place.id, ...values })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(values))
    .execute();
}

function placeOf(row: Selectable<PlaceTable>): Place {
  const { programmes, pilots, listens, digests, address, ...rest } = row;
  return {
    ...withoutNulls(rest),
    programmes: fromJson(programmes),
    pilots: fromJson(pilots),
    listens: listens === 1,
    digests: digests === 1,
    ...(address !== null && { address: fromJson(address) }),
  };
}
