import { CompiledQuery, sql } from "kysely";
import { describe, expect, it } from "vitest";
import { createClientPool } from "../../../src/stores/postgres/client-pool.ts";
import { openDatabase } from "../../../src/stores/postgres/connection.ts";
import { bytesOfFloatArray, floatArrayText } from "../../../src/stores/postgres/float-array.ts";
import type { StoreDatabase } from "../../../src/stores/sql/schema.ts";
import { describeOnPostgres } from "../../setup/describe-on-postgres.ts";

describeOnPostgres("a PostgreSQL connection", (server) => {
  async function withDatabase(test: (db: StoreDatabase) => Promise<void>): Promise<void> {
    const limits = { connectTimeoutMs: 5000, statementTimeoutMs: 200, lockTimeoutMs: 5000 };
    const url = await server().createDatabase();
    const db = openDatabase(createClientPool({ url, connections: 1, readOnly: false, ...limits }));
    await test(db);
    await db.destroy();
  }

  it.each([
    ["a Date", new Date(0)],
    ["an object", { at: 1 }],
    ["a list", [1]],
    ["undefined", undefined],
    ["NaN", Number.NaN],
    ["infinity", Number.POSITIVE_INFINITY],
    ["a function", () => 1],
    ["a symbol", Symbol("x")],
    ["text with NUL", "a\0b"],
    ["bytes that are no floats", Uint8Array.of(1, 2, 3)],
  ])("refuses to store %s", (_name, value) =>
    withDatabase(async (db) => {
      const query = CompiledQuery.raw("select $1 as value", [value]);
      await expect(db.executeQuery(query)).rejects.toMatchObject({ code: "store-misuse" });
    }),
  );

  it("reads numbers as numbers, and booleans are 0 and 1", () =>
    withDatabase(async (db) => {
      const values = sql`select ${true}::bigint as yes, ${false}::bigint as no, count(*) as rows, sum(x) as sum,
        0.1::float8 as float, 9007199254740991 as large from (values (1), (2)) as given (x)`;
      expect((await values.execute(db)).rows).toStrictEqual([
        { yes: 1, no: 0, rows: 2, sum: 3, float: 0.1, large: Number.MAX_SAFE_INTEGER },
      ]);
    }));

  it("gives 32-bit floats back bit for bit", () =>
    withDatabase(async (db) => {
      const floats = Float32Array.of(0.1, -0, 1 / 3, 1e-45, 3.4028235e38, -1.17549435e-38, 16_777_217);
      const bytes = new Uint8Array(floats.buffer);
      const { rows } = await sql<{ readonly value: Uint8Array }>`select ${bytes}::real[] as value`.execute(db);
      expect(rows[0]?.value).toStrictEqual(bytes);
    }));

  it("takes an empty list for one that nothing is in", () =>
    withDatabase(async (db) => {
      await sql`create table receipt (id text)`.execute(db);
      expect(await db.selectFrom("receipt").select("id").where("id", "in", []).execute()).toStrictEqual([]);
    }));

  it("ends a statement that takes too long, and goes on", () =>
    withDatabase(async (db) => {
      await expect(sql`select pg_sleep(20)`.execute(db)).rejects.toMatchObject({
        name: "StoreError",
        code: "store-failed",
      });
      expect((await sql`select 1 as one`.execute(db)).rows).toStrictEqual([{ one: 1 }]);
    }));
});

describe("the text of a real[]", () => {
  it("is that of its floats, and reads back", () => {
    const bytes = new Uint8Array(Float32Array.of(1, -0.5).buffer);
    expect(floatArrayText(bytes)).toBe("{1,-0.5}");
    expect(bytesOfFloatArray("{1,-0.5}")).toStrictEqual(bytes);
    expect([floatArrayText(new Uint8Array()), bytesOfFloatArray("{}")]).toStrictEqual(["{}", new Uint8Array()]);
  });
});
