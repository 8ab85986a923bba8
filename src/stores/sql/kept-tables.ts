import { Buffer } from "node:buffer";
import { sql, type RawBuilder } from "kysely";
import { StoreError } from "../../core/errors.ts";
import type { KeptRow, KeptTable } from "../../core/store.ts";
import { batchesOf } from "./batches.ts";
import { fromJson } from "./json.ts";
import type { LexicalEngine } from "./lexical-engine.ts";
import type { StoreDatabase, StoreTables } from "./schema.ts";

interface TableShape {
  readonly columns: readonly string[];
  /** Columns that identify a row; rows are exported in their order. */
  readonly key: readonly string[];
  /** Columns that hold bytes. */
  readonly bytes?: readonly string[];
  /** Columns that rows of earlier exports lack, and what they hold there. */
  readonly added?: Readonly<Record<string, string | number | null>>;
}

type ShapeOf<Table> = Omit<TableShape, "columns" | "key"> & {
  readonly columns: readonly (keyof Table & string)[];
  readonly key: readonly (keyof Table & string)[];
};

/** Why a table is not exported: its rows follow from others, or describe the file itself. */
type Left = "derived from events" | "the file's own";

/**
 * What an export does with every table, in the order in which rows may be written: what a row refers to stands before it.
 * A new table belongs here, or an export would silently leave it out.
 */
const shapes = {
  payload: { columns: ["id", "class", "salt", "body", "purgeAfter", "purgedAt"], key: ["id"] },
  event: {
    columns: [
      "seq",
      "id",
      "kind",
      "about",
      "occurredAt",
      "recordedAt",
      "actor",
      "payloadId",
      "payloadHash",
      "previousHash",
      "hash",
    ],
    key: ["seq"],
  },
  subject: "derived from events",
  alias: "derived from events",
  fact: "derived from events",
  source: "derived from events",
  attribute: "derived from events",
  pilot_update: "derived from events",
  document_version: {
    columns: ["number", "id", "documentId", "audience", "meta", "sha256", "recordedSeq", "closedSeq", "rawText"],
    key: ["number"],
  },
  passage: {
    columns: ["number", "id", "version", "position", "headingPath", "text", "start", "end", "sentences", "sha256"],
    key: ["number"],
  },
  embedding: { columns: ["sha256", "model", "dimensions", "vector"], key: ["sha256", "model"], bytes: ["vector"] },
  index_generation: { columns: ["id", "generation"], key: ["id"] },
  receipt: { columns: ["id", "createdAt", "body", "purgeAfter", "purgedAt"], key: ["id"] },
  thread_state: { columns: ["conversation", "state", "purgeAfter"], key: ["conversation"] },
  turn: {
    columns: [
      "arrivedSeq",
      "id",
      "platform",
      "conversation",
      "state",
      "arrivedAt",
      "holder",
      "fence",
      "tries",
      "dueAt",
      "reason",
      "finishedAt",
      "body",
      "purgeAfter",
      "purgedAt",
      "overheard",
    ],
    key: ["arrivedSeq"],
    added: { overheard: 0 },
  },
  turn_key: { columns: ["key", "turn"], key: ["key"] },
  outbox: {
    columns: [
      "number",
      "key",
      "turn",
      "channel",
      "place",
      "conversation",
      "operation",
      "changes",
      "state",
      "createdAt",
      "messageId",
      "offeredAs",
      "holder",
      "fence",
      "tries",
      "dueAt",
      "reason",
      "finishedAt",
      "body",
      "purgeAfter",
      "purgedAt",
    ],
    key: ["number"],
  },
  place_rate: "the file's own",
  schedule: { columns: ["name", "since"], key: ["name"] },
  firing: { columns: ["schedule", "dueAt", "firedAt", "outcome"], key: ["schedule", "dueAt"] },
  person: { columns: ["id", "since", "joinedTo", "purgedAt"], key: ["id"] },
  identity: { columns: ["platform", "tenant", "user", "person"], key: ["platform", "tenant", "user"] },
  role: { columns: ["person", "role", "programme"], key: ["person", "role", "programme"] },
  place: {
    columns: [
      "id",
      "platform",
      "name",
      "programmes",
      "pilots",
      "listens",
      "digests",
      "contact",
      "address",
      "changedAt",
    ],
    key: ["id"],
  },
  mark: { columns: ["owner", "name", "value", "at"], key: ["owner", "name"] },
  draft: {
    columns: [
      "number",
      "id",
      "state",
      "author",
      "onBehalfOf",
      "place",
      "conversation",
      "messagePlace",
      "messageId",
      "update",
      "createdAt",
      "body",
      "purgeAfter",
      "purgedAt",
    ],
    key: ["number"],
  },
  migration: "the file's own",
} as const satisfies { readonly [Name in keyof StoreTables]: ShapeOf<StoreTables[Name]> | Left };

const kept: ReadonlyMap<KeptTable, TableShape> = new Map(
  Object.entries(shapes).flatMap(([name, shape]): [string, TableShape][] =>
    typeof shape === "string" ? [] : [[name, shape]],
  ),
);

/** The names of the kept tables in the order in which their rows may be written. */
export const keptTables: readonly KeptTable[] = [...kept.keys()];

function shapeOf(table: KeptTable): TableShape {
  const shape = kept.get(table);
  if (shape) return shape;
  throw new StoreError("store-misuse", `${table} is no table that is exported. Use one of: ${keptTables.join(", ")}.`);
}

/** The number of the last step of the schema. */
export async function readSchemaNumber(db: StoreDatabase): Promise<number> {
  const row = await db.selectFrom("migration").select("number").orderBy("number", "desc").limit(1).executeTakeFirst();
  return row?.number ?? 0;
}

/**
 * Every row of a table in pages, in order of its key. The order is made here and by code unit, because engines sort text
 * each their own way.
 */
export async function* readKeptRows(db: StoreDatabase, table: KeptTable): AsyncGenerator<readonly KeptRow[]> {
  const { columns, key, bytes = [] } = shapeOf(table);
  const first = key[0] ?? "";
  const found = await sql<{ readonly value: string | number }>`
    select distinct ${sql.ref(first)} as value from ${sql.table(table)}`.execute(db);
  const values = found.rows.map((row) => row.value).toSorted(compareKeys);
  for (const batch of batchesOf(values)) {
    const page = await sql<Readonly<Record<string, unknown>>>`
      select ${sql.join(columns.map((column) => sql.ref(column)))} from ${sql.table(table)}
      where ${sql.ref(first)} in (${sql.join(batch)})`.execute(db);
    const rows = page.rows.map((row) =>
      Object.fromEntries(columns.map((column) => [column, exported(row[column], bytes.includes(column))])),
    );
    yield rows.toSorted((left, right) => compareRows(left, right, key));
  }
}

function compareKeys(left: string | number | null, right: string | number | null): number {
  if (left === right) return 0;
  return (left ?? "") < (right ?? "") ? -1 : 1;
}

function compareRows(left: KeptRow, right: KeptRow, key: readonly string[]): number {
  return key.reduce((order, column) => order || compareKeys(left[column] ?? null, right[column] ?? null), 0);
}

function exported(value: unknown, isBytes: boolean): string | number | null {
  if (isBytes && value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (value === null || typeof value === "string" || typeof value === "number") return value;
  throw new StoreError("store-corrupt", "A stored value has a type that its column cannot have. Run store verify.");
}

/** Writes rows of a table as another store held them. The one row that counts changes is replaced. */
export async function putKeptRows(db: StoreDatabase, table: KeptTable, rows: readonly KeptRow[]): Promise<void> {
  const shape = shapeOf(table);
  const { columns } = shape;
  if (table === "index_generation") await db.deleteFrom("index_generation").execute();
  const names = sql.join(columns.map((column) => sql.ref(column)));
  for (const batch of batchesOf(rows)) {
    const values = batch.map((row) => sql`(${sql.join(imported(table, shape, row))})`);
    await sql`insert into ${sql.table(table)} (${names}) values ${sql.join(values)}`.execute(db);
  }
}

function imported(
  table: KeptTable,
  { columns, bytes = [], added = {} }: TableShape,
  given: KeptRow,
): readonly RawBuilder<unknown>[] {
  const row: KeptRow = { ...added, ...given };
  const [named, wanted] = [Object.keys(row).toSorted(), [...columns].toSorted()];
  if (named.join("\n") !== wanted.join("\n")) {
    throw new StoreError("store-misuse", `A row of ${table} has other columns than ${columns.join(", ")}.`);
  }
  return columns.map((column) => {
    const value = row[column] ?? null;
    return bytes.includes(column) && typeof value === "string" ? sql`${Buffer.from(value, "base64")}` : sql`${value}`;
  });
}

/** Takes every stored passage into the lexical index, and those of closed versions out of the current one again. */
export async function indexPassages(db: StoreDatabase, engine: LexicalEngine): Promise<void> {
  const versions = await db
    .selectFrom("document_version")
    .select(["number", "meta", "closedSeq"])
    .orderBy("number")
    .execute();
  for (const version of versions) {
    const { title } = fromJson(version.meta);
    const rows = await db
      .selectFrom("passage")
      .select(["number", "text", "headingPath"])
      .where("version", "=", version.number)
      .orderBy("number")
      .execute();
    const entries = rows.map(({ number, text, headingPath }) => ({
      number,
      text,
      heading: fromJson(headingPath).join(" "),
      title,
    }));
    await engine.add(db, entries);
    if (version.closedSeq !== null) await engine.retire(db, entries);
  }
}
