import { describe, expect, it } from "vitest";
import {
  applyMigrations,
  createMigrationTable,
  migrationsFor,
  pendingMigrations,
  type Migration,
} from "../../../src/stores/sql/migrate.ts";
import type { StoreDatabase } from "../../../src/stores/sql/schema.ts";
import { openConnection } from "../../../src/stores/sqlite/connection.ts";
import { createSettableClock } from "../../contracts/store/store-samples.ts";

const dialect = { blob: "blob", tableOptions: "strict", lexicalSchema: [] };
const one: Migration = { number: 1, name: "one", statements: ["create table a (x text)", "create table b (x text)"] };
const two: Migration = { number: 2, name: "two", statements: ["create table c (x text)"] };

async function withDatabase(test: (db: StoreDatabase) => Promise<void>): Promise<void> {
  const { db } = openConnection(":memory:", { readOnly: false, busyTimeoutMs: 0 });
  await createMigrationTable(db, dialect);
  await test(db);
  await db.destroy();
}

function names(migrations: readonly Migration[]): readonly string[] {
  return migrations.map((migration) => migration.name);
}

describe("migrations", () => {
  it("are applied once each, in order, and remembered with the time", () =>
    withDatabase(async (db) => {
      expect(names(await pendingMigrations(db, [one, two]))).toStrictEqual(["one", "two"]);
      await applyMigrations(db, [one], createSettableClock());
      expect(names(await pendingMigrations(db, [one, two]))).toStrictEqual(["two"]);
      await applyMigrations(db, [two], createSettableClock());
      expect(await pendingMigrations(db, [one, two])).toStrictEqual([]);
      expect(await db.selectFrom("migration").select(["number", "name", "appliedAt"]).execute()).toStrictEqual([
        { number: 1, name: "one", appliedAt: "2026-03-01T09:00:00.000Z" },
        { number: 2, name: "two", appliedAt: "2026-03-01T09:00:00.000Z" },
      ]);
    }));

  it("refuse a step that was changed after it was applied", () =>
    withDatabase(async (db) => {
      await applyMigrations(db, [one], createSettableClock());
      const changed = { ...one, statements: ["create table a (x text)", "create table b (x integer)"] };
      await expect(pendingMigrations(db, [changed, two])).rejects.toMatchObject({ code: "store-foreign" });
    }));

  it("refuse a store that has a step they do not know", () =>
    withDatabase(async (db) => {
      await applyMigrations(db, [one, two], createSettableClock());
      await expect(pendingMigrations(db, [one])).rejects.toMatchObject({ code: "store-newer" });
      await expect(pendingMigrations(db, [one])).rejects.toThrow("schema 2");
    }));

  it("are numbered from 1 without gaps", () => {
    const migrations = migrationsFor(dialect);
    expect(migrations.map((migration) => migration.number)).toStrictEqual(migrations.map((_, index) => index + 1));
  });
});
