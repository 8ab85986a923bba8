import type { MessageRef, Platform } from "../../../core/origin.ts";
import type { PlaceReport, PostedMessage, PostedReader, ShownReply } from "../../../core/posted.ts";
import { fromJson } from "../json.ts";
import type { StoreDatabase } from "../schema.ts";

/** Every read of what was posted, on one connection or transaction. */
export function createPostedReads(db: StoreDatabase): PostedReader {
  return {
    shownAt: (channel, messages) => readShown(db, channel, messages),
    placeReports: (channel) => readPlaceReports(db, channel),
    isTaken: (message) => readTaken(db, message),
  };
}

async function readShown(
  db: StoreDatabase,
  channel: Platform,
  messages: readonly PostedMessage[],
): Promise<ShownReply | undefined> {
  if (messages.length === 0) return undefined;
  const rows = await db
    .selectFrom("outbox")
    .select(["messageId", "place", "body"])
    .where("channel", "=", channel)
    .where(
      "messageId",
      "in",
      messages.map(({ messageId }) => messageId),
    )
    .where("state", "=", "sent")
    .where("operation", "!=", "delete")
    .where("purgedAt", "is", null)
    .orderBy("number", "desc")
    .execute();
  const newest = rows.find((row) =>
    messages.some(({ messageId, place = row.place }) => messageId === row.messageId && place === row.place),
  );
  const { reply, address } = newest ? fromJson(newest.body) : {};
  return reply && { reply, ...(address !== undefined && { address }) };
}

async function readPlaceReports(db: StoreDatabase, channel: Platform): Promise<readonly PlaceReport[]> {
  const rows = await db
    .selectFrom("outbox")
    .select((select) => [
      "place",
      "state",
      select.fn.max("finishedAt").as("at"),
      select.fn.max<number | string>("number").as("number"),
      select.fn.countAll<number | string>().as("rows"),
    ])
    .where("channel", "=", channel)
    .where("state", "in", ["sent", "failed", "unknown"])
    .where("offeredAs", "is", null)
    .groupBy(["place", "state"])
    .orderBy("place")
    .execute();
  const reasons = await readReasons(
    db,
    rows.filter(({ state }) => state === "failed").map(({ number }) => Number(number)),
  );
  return [...new Set(rows.map(({ place }) => place))].map((place) => {
    const of = (state: string) => rows.find((row) => row.place === place && row.state === state);
    const [sent, failed] = [of("sent"), of("failed")];
    return {
      place,
      unknown: Number(of("unknown")?.rows ?? 0),
      ...(sent && sent.at !== null && { lastSentAt: sent.at }),
      ...(failed &&
        failed.at !== null && { lastFailure: { at: failed.at, reason: reasons.get(Number(failed.number)) ?? "" } }),
    };
  });
}

async function readReasons(db: StoreDatabase, numbers: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (numbers.length === 0) return new Map();
  const rows = await db.selectFrom("outbox").select(["number", "reason"]).where("number", "in", numbers).execute();
  return new Map(rows.map(({ number, reason }) => [number, reason ?? ""]));
}

async function readTaken(db: StoreDatabase, { place, id }: Pick<MessageRef, "place" | "id">): Promise<boolean> {
  const draft = await db
    .selectFrom("draft")
    .select("id")
    .where("messagePlace", "=", place)
    .where("messageId", "=", id)
    .limit(1)
    .executeTakeFirst();
  if (draft) return true;
  const update = await db
    .selectFrom("pilot_update")
    .select("id")
    .where("place", "=", place)
    .where("message", "=", id)
    .limit(1)
    .executeTakeFirst();
  return update !== undefined;
}
