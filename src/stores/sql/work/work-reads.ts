import type { Selectable } from "kysely";
import {
  postStates,
  turnStates,
  type PostTarget,
  type TroubledPost,
  type TroubledTurn,
  type WorkReport,
} from "../../../core/work.ts";
import type { StoreDatabase } from "../schema.ts";
import type { OutboxTable } from "./work-schema.ts";

/** What doctor and the metrics say about the work. */
export async function readWorkReport(db: StoreDatabase, limit: number): Promise<WorkReport> {
  const oldest = await db
    .selectFrom("turn")
    .select("arrivedAt")
    .where("dueAt", "is not", null)
    .orderBy("arrivedSeq")
    .limit(1)
    .executeTakeFirst();
  return {
    turns: await countTurns(db),
    posts: await countPosts(db),
    ...(oldest && { oldestOpenTurn: oldest.arrivedAt }),
    setAside: await readSetAside(db, limit),
    troubled: await readTroubled(db, limit),
  };
}

async function countTurns(db: StoreDatabase): Promise<WorkReport["turns"]> {
  const rows = await db
    .selectFrom("turn")
    .select((select) => ["state", select.fn.countAll<number | string>().as("rows")])
    .groupBy("state")
    .execute();
  const counts = new Map(rows.map((row) => [row.state, Number(row.rows)]));
  const [waiting = 0, leased = 0, done = 0, setAside = 0, held = 0] = turnStates.map((state) => counts.get(state) ?? 0);
  return { waiting, leased, done, setAside, held };
}

async function countPosts(db: StoreDatabase): Promise<WorkReport["posts"]> {
  const rows = await db
    .selectFrom("outbox")
    .select((select) => ["state", select.fn.countAll<number | string>().as("rows")])
    .groupBy("state")
    .execute();
  const counts = new Map(rows.map((row) => [row.state, Number(row.rows)]));
  const numbers = postStates.map((state) => counts.get(state) ?? 0);
  const [waiting = 0, sending = 0, sent = 0, failed = 0, unknown = 0, replaced = 0, held = 0] = numbers;
  return { waiting, sending, sent, failed, unknown, replaced, held };
}

async function readSetAside(db: StoreDatabase, limit: number): Promise<readonly TroubledTurn[]> {
  const rows = await db
    .selectFrom("turn")
    .select(["id", "platform", "reason", "arrivedAt", "finishedAt"])
    .where("state", "=", "setAside")
    .orderBy("arrivedSeq")
    .limit(limit)
    .execute();
  return rows.map(({ id, platform, reason, arrivedAt, finishedAt }) => ({
    id,
    platform,
    arrivedAt,
    reason: reason ?? "",
    setAsideAt: finishedAt ?? arrivedAt,
  }));
}

async function readTroubled(db: StoreDatabase, limit: number): Promise<readonly TroubledPost[]> {
  const rows = await db
    .selectFrom("outbox")
    .selectAll()
    .where("state", "in", ["unknown", "failed"])
    .where("offeredAs", "is", null)
    .orderBy("number")
    .limit(limit)
    .execute();
  return rows.map(troubledPostOf);
}

/** Unknown posts of a conversation that nobody will look up any more and that were not offered again, oldest first. */
export async function readUnknownPosts(
  db: StoreDatabase,
  { channel, conversation }: Pick<PostTarget, "channel" | "conversation">,
): Promise<readonly TroubledPost[]> {
  const rows = await db
    .selectFrom("outbox")
    .selectAll()
    .where("channel", "=", channel)
    .where("conversation", "=", conversation)
    .where("state", "=", "unknown")
    .where("dueAt", "is", null)
    .where("offeredAs", "is", null)
    .where("purgedAt", "is", null)
    .orderBy("number")
    .execute();
  return rows.map(troubledPostOf);
}

function troubledPostOf(row: Selectable<OutboxTable>): TroubledPost {
  const { key, turn, channel, conversation, operation, state, reason, createdAt } = row;
  return {
    key,
    channel,
    conversation,
    operation,
    createdAt,
    ...(turn !== null && { turn }),
    state: state === "failed" ? "failed" : "unknown",
    reason: reason ?? "",
  };
}
