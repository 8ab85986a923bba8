import { sql, type RawBuilder } from "kysely";
import { StoreError } from "../../core/errors.ts";
import type { StoreDatabase } from "../sql/schema.ts";
import { lockStatement } from "./connection.ts";

/** What is near what: the passages of current versions whose vectors of the model have the largest inner product. */
export interface NearestQuery {
  readonly model: string;
  /** Unit length, as the stored ones are. */
  readonly vector: Float32Array;
  readonly limit: number;
}

/** A passage near a question: `similarity` is the cosine, from -1 to 1. */
export interface NearestPassage {
  readonly passageId: string;
  readonly similarity: number;
}

/** Search by meaning in the database itself. Returns ids only: what they name is read with the reader's scope. */
export interface NearestReader {
  /** Best first, equal ones by passage id; undefined where the server has no pgvector: then `vectors` feeds an index here. */
  nearest(query: NearestQuery): Promise<readonly NearestPassage[] | undefined>;
}

/** The length of the offline encoder's vectors, which the index is made for; others are compared one by one. */
const indexedDimensions = 512;

/** How many neighbours pgvector's graph looks at: at least as many as are asked for, at most 1,000 (its limit). */
const candidates = { fewest: 200, most: 1000 } as const;

/**
 * Makes pgvector's index where the server has the extension, and does nothing where it has not, or where only somebody else
 * may: the vectors are then searched in this process, or one by one. https://github.com/pgvector/pgvector#hnsw
 */
export async function prepareVectors(db: StoreDatabase): Promise<void> {
  const { rows } = await sql`select from pg_available_extensions where name = 'vector'`.execute(db);
  if (rows.length === 0) return;
  await attempt(db, sql`create extension if not exists vector`);
  await attempt(
    db,
    sql`create index if not exists embedding_nearest on embedding
      using hnsw ((vector::${sql.raw(`vector(${indexedDimensions})`)}) vector_ip_ops)
      where dimensions = ${sql.lit(indexedDimensions)}`,
  );
}

async function attempt(db: StoreDatabase, statement: RawBuilder<unknown>): Promise<void> {
  try {
    await db.transaction().execute(async (transaction) => {
      await transaction.executeQuery(lockStatement("schema"));
      await statement.execute(transaction);
    });
  } catch {
    return;
  }
}

/** True where the extension is installed in the database. */
async function hasVector(db: StoreDatabase): Promise<boolean> {
  const { rows } = await sql`select from pg_extension where extname = 'vector'`.execute(db);
  return rows.length > 0;
}

/** The passages nearest to a vector; undefined where the server has no pgvector. */
export async function searchNearest(
  db: StoreDatabase,
  query: NearestQuery,
): Promise<readonly NearestPassage[] | undefined> {
  if (query.vector.length === 0 || !query.vector.every(Number.isFinite)) {
    throw new StoreError("store-misuse", "A vector to search for is empty or holds NaN or infinity. Embed it again.");
  }
  if (!(await hasVector(db))) return undefined;
  return db.transaction().execute(async (transaction) => {
    const looked = Math.min(Math.max(candidates.fewest, 2 * query.limit), candidates.most);
    await sql`select set_config('hnsw.ef_search', ${String(looked)}, true)`.execute(transaction);
    // Texts of earlier versions are among the neighbours, so more are taken than are wanted, and all if need be.
    const found = await findNearest(transaction, query, looked);
    return found.length < query.limit ? findNearest(transaction, query, undefined) : found;
  });
}

async function findNearest(
  db: StoreDatabase,
  { model, vector, limit }: NearestQuery,
  looked: number | undefined,
): Promise<readonly NearestPassage[]> {
  const [type, text] = [sql.raw(`vector(${vector.length})`), `[${vector.join(",")}]`];
  const distance = sql`(embedding.vector::${type}) <#> ${text}::${type}`;
  // A sum with nothing hides the order from the graph, which would stop after the neighbours it looked at.
  const order = looked === undefined ? sql`(${distance}) + 0` : distance;
  const found = await sql<NearestPassage>`
    with near as materialized (
      select sha256, ${distance} as distance from embedding
      where dimensions = ${sql.lit(vector.length)} and model = ${model}
      order by ${order} ${looked === undefined ? sql`` : sql`limit ${looked}`})
    select passage.id as "passageId", -near.distance as similarity from near
    join passage on passage.sha256 = near.sha256
    join document_version on document_version.number = passage.version
    where document_version."closedSeq" is null
    order by near.distance, passage.id limit ${limit}`.execute(db);
  return found.rows;
}
