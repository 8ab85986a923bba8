import { createHash } from "node:crypto";
import { CompiledQuery } from "kysely";
import { StoreError } from "../../core/errors.ts";
import type { Clock } from "../../core/time.ts";
import { initialSchema, type SchemaDialect } from "./migrations/0001-initial.ts";
import { settingSchema } from "./migrations/0002-settings.ts";
import { workSchema, type WorkSchemaDialect } from "./migrations/0003-work.ts";
import { peopleSchema } from "./migrations/0004-people.ts";
import { updateSchema } from "./migrations/0005-updates.ts";
import { overheardSchema } from "./migrations/0006-overheard.ts";
import { postedSchema } from "./migrations/0007-posted.ts";
import type { StoreDatabase } from "./schema.ts";

/** One step of the schema. A step that was released is never changed: a later step changes what it made. */
export interface Migration {
  /** From 1, without gaps. */
  readonly number: number;
  readonly name: string;
  readonly statements: readonly string[];
}

/** Every step of the schema, in order. */
export function migrationsFor(dialect: SchemaDialect & WorkSchemaDialect): readonly Migration[] {
  return [
    { number: 1, name: "initial", statements: initialSchema(dialect) },
    { number: 2, name: "settings", statements: settingSchema },
    { number: 3, name: "work", statements: workSchema(dialect) },
    { number: 4, name: "people", statements: peopleSchema(dialect) },
    { number: 5, name: "updates", statements: updateSchema(dialect) },
    { number: 6, name: "overheard", statements: overheardSchema },
    { number: 7, name: "posted", statements: postedSchema },
  ];
}

/** sha256 of a step's statements, in hex. */
function checksumOf(migration: Migration): string {
  return createHash("sha256").update(migration.statements.join(";\n")).digest("hex");
}

/** Creates the table that remembers which steps were applied, where it is missing. */
export async function createMigrationTable(db: StoreDatabase, dialect: SchemaDialect): Promise<void> {
  const columns = `number integer primary key, name text not null, checksum text not null, "appliedAt" text not null`;
  await db.executeQuery(CompiledQuery.raw(`create table if not exists migration (${columns}) ${dialect.tableOptions}`));
}

/**
 * The steps that a store still lacks. Throws `store-newer` where a later program made it, and `store-foreign` where an
 * applied step is not the one this program knows.
 */
export async function pendingMigrations(
  db: StoreDatabase,
  migrations: readonly Migration[],
): Promise<readonly Migration[]> {
  const applied = await db.selectFrom("migration").select(["number", "checksum"]).orderBy("number").execute();
  const known = new Map(migrations.map((migration) => [migration.number, checksumOf(migration)]));
  for (const { number, checksum } of applied) {
    const expected = known.get(number);
    if (expected === undefined) throw newerStore(number, migrations.length);
    if (expected !== checksum) throw changedStep(number);
  }
  return migrations.slice(applied.length);
}

/** Applies steps in the given transaction. */
export async function applyMigrations(
  db: StoreDatabase,
  migrations: readonly Migration[],
  clock: Clock,
): Promise<void> {
  for (const migration of migrations) {
    for (const statement of migration.statements) await db.executeQuery(CompiledQuery.raw(statement));
    const { number, name } = migration;
    const appliedAt = clock.now().toISOString();
    await db
      .insertInto("migration")
      .values({ number, name, checksum: checksumOf(migration), appliedAt })
      .execute();
  }
}

function newerStore(found: number, known: number): StoreError {
  return new StoreError(
    "store-newer",
    `The store has schema ${found}, and this program knows only ${known}. Run the newer Pilotdesk, or restore a backup.`,
  );
}

function changedStep(number: number): StoreError {
  return new StoreError(
    "store-foreign",
    `Schema step ${number} of the store is not the one this program knows. Run the Pilotdesk that made the store, or start with an empty data folder and import again.`,
  );
}
