import { PGlite } from "@electric-sql/pglite";
import { vector as pgvector } from "@electric-sql/pglite-pgvector";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase, type ClientPool } from "../../../src/stores/postgres/connection.ts";
import { bytesOfFloatArray } from "../../../src/stores/postgres/float-array.ts";
import { prepareVectors, searchNearest } from "../../../src/stores/postgres/nearest.ts";
import { openPostgresStore } from "../../../src/stores/postgres/open-postgres-store.ts";
import { createPostingEngine } from "../../../src/stores/postgres/posting-engine.ts";
import { prepareDatabase } from "../../../src/stores/postgres/prepare-database.ts";
import type { StoreDatabase } from "../../../src/stores/sql/schema.ts";
import { createTransaction } from "../../../src/stores/sql/store-parts.ts";
import { createRandom, randomUnitVector } from "../../bench/seeded-random.ts";
import { createSettableClock, newEvent, putDocument } from "../../contracts/store/store-samples.ts";
import { describeOnPostgres } from "../../setup/describe-on-postgres.ts";

const clock = createSettableClock();
const float4Array = 1021;

/** PostgreSQL compiled to WebAssembly, with the real pgvector in it, behind the pool of the store. */
function poolOf(engine: PGlite): ClientPool {
  return {
    name: "PGlite",
    connect: async () => ({
      async query(text, parameters) {
        const { rows, affectedRows } = await engine.query<Record<string, unknown>>(text, [...parameters], {
          parsers: { [float4Array]: bytesOfFloatArray },
          serializers: { [float4Array]: String },
        });
        return { rows, numAffectedRows: BigInt(affectedRows ?? 0) };
      },
      release: () => undefined,
    }),
    close: () => engine.close(),
  };
}

function dot(left: Float32Array, right: Float32Array): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
}

describe("nearest passages by pgvector", () => {
  let db: StoreDatabase;
  const random = createRandom(7);
  const texts = Array.from({ length: 300 }, (_, index) => `Line ${index}`);
  const vectors = new Map(texts.map((text) => [text, randomUnitVector(512, random)]));

  async function write(work: (transaction: ReturnType<typeof createTransaction>) => Promise<unknown>): Promise<void> {
    await db.transaction().execute(async (transaction) => {
      const context = { engine: createPostingEngine(), clock, onPurge: () => undefined };
      await work(createTransaction(transaction, context));
    });
  }

  beforeAll(async () => {
    db = openDatabase(poolOf(await PGlite.create({ extensions: { vector: pgvector } })));
    await prepareDatabase(db, { name: "PGlite", clock, readOnly: false });
    await prepareVectors(db);
    await write(async (transaction) => {
      await putDocument(transaction, "a.md@1", texts);
      const given = Array.from(vectors, ([text, vector]) => ({ sha256: `sha-of-${text}`, vector }));
      await transaction.putVectors("m", given);
      await transaction.putVectors("short", [{ sha256: "sha-of-Line 0", vector: Float32Array.of(1, 0) }]);
    });
  });
  afterAll(() => db.destroy());

  it("are found as by comparing every vector", async () => {
    for (const question of [1, 2, 3, 4, 5].map(() => randomUnitVector(512, random))) {
      const exact = Array.from(vectors, ([text, vector], index) => ({
        id: `a.md@1#${index}`,
        similarity: dot(question, vector),
        text,
      })).toSorted((left, right) => right.similarity - left.similarity);
      const found = (await searchNearest(db, { model: "m", vector: question, limit: 10 })) ?? [];
      // HNSW is approximate; of 300 vectors it looks at 200, and the best of them it does not miss.
      expect(found[0]?.passageId).toBe(exact[0]?.id);
      expect(found[0]?.similarity).toBeCloseTo(exact[0]?.similarity ?? 0, 5);
      const best = new Set(exact.slice(0, 10).map(({ id }) => id));
      expect(found.filter(({ passageId }) => best.has(passageId)).length).toBeGreaterThanOrEqual(9);
    }
  });

  it("are read through the expression index", async () => {
    // The planner finds 300 rows too few to bother; that it can use the index is what is tested.
    await sql`set enable_seqscan = off`.execute(db);
    const question = `[${randomUnitVector(512, random).join(",")}]`;
    const plan = await sql<Readonly<Record<string, string>>>`explain select sha256 from embedding
      where dimensions = 512 and model = 'm'
      order by (vector::vector(512)) <#> ${question}::vector(512) limit 200`.execute(db);
    const lines = plan.rows.flatMap((row) => Object.values(row)).join("\n");
    await sql`reset enable_seqscan`.execute(db);
    expect(lines).toContain("Index Scan using embedding_nearest");
  });

  it("come from the vectors of the model asked for, whatever their length", async () => {
    const found = await searchNearest(db, { model: "short", vector: Float32Array.of(0.6, 0.8), limit: 5 });
    expect(found).toStrictEqual([{ passageId: "a.md@1#0", similarity: expect.closeTo(0.6, 6) as number }]);
    expect(await searchNearest(db, { model: "none", vector: Float32Array.of(1, 0), limit: 5 })).toStrictEqual([]);
    const nothing = searchNearest(db, { model: "m", vector: Float32Array.of(Number.NaN), limit: 5 });
    await expect(nothing).rejects.toMatchObject({ code: "store-misuse" });
  });

  it("are passages of current versions only, however near older ones are", async () => {
    await write((transaction) => putDocument(transaction, "a.md@2", ["Line 299"]));
    const question = vectors.get("Line 0") ?? new Float32Array();
    const found = await searchNearest(db, { model: "m", vector: question, limit: 3 });
    expect(found?.map(({ passageId }) => passageId)).toStrictEqual(["a.md@2#0"]);
    await write(async (transaction) =>
      transaction.withdrawDocument(await transaction.appendEvent(newEvent("a.md")), "a.md"),
    );
    expect(await searchNearest(db, { model: "m", vector: question, limit: 3 })).toStrictEqual([]);
  });
});

describeOnPostgres("nearest passages without pgvector", (server) => {
  it("are left to the index in this process", async () => {
    const url = await server().createDatabase();
    const extensions = await server().query(url, "select from pg_available_extensions where name = 'vector'");
    const store = await openPostgresStore({ url, clock });
    const found = await store.nearest({ model: "m", vector: Float32Array.of(1, 0), limit: 5 });
    expect(found).toStrictEqual(extensions.length === 0 ? undefined : []);
    await store.close();
  });
});
