import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import {
  CompiledQuery,
  Kysely,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type SqliteDatabase,
  type SqliteStatement,
} from "kysely";
import { StoreError } from "../../core/errors.ts";
import type { StoreDatabase, StoreTables } from "../sql/schema.ts";
import { translateSqliteError } from "./sqlite-error.ts";

/** How a connection is opened. */
export interface ConnectionOptions {
  readonly readOnly: boolean;
  /** How long SQLite waits for another process's lock before it gives up. The process stands still meanwhile. */
  readonly busyTimeoutMs: number;
}

// Statements longer than this are bulk inserts, whose text hardly ever comes back.
const longestCachedStatement = 2000;
const mostCachedStatements = 200;

/** One connection to the file: Kysely for the queries, and the raw handle for pragmas. */
export interface SqliteConnection {
  readonly db: StoreDatabase;
  readonly raw: DatabaseSync;
}

/** Opens a connection. Throws `StoreError` where the file cannot be opened. */
export function openConnection(file: string, options: ConnectionOptions): SqliteConnection {
  const { readOnly, busyTimeoutMs } = options;
  const translated = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      throw translateSqliteError(error, file);
    }
  };
  const raw = translated(() => new DatabaseSync(file, { readOnly, timeout: busyTimeoutMs }));
  const db = new Kysely<StoreTables>({ dialect: dialectFor(raw, translated) });
  return { db, raw };
}

type Translated = <Result>(work: () => Result) => Result;

function dialectFor(raw: DatabaseSync, translated: Translated): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new ImmediateDriver(raw, translated),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** Kysely's driver, except that a transaction takes the write lock at once: one that has read may not find it taken later. */
class ImmediateDriver extends SqliteDriver {
  readonly #raw: DatabaseSync;

  constructor(raw: DatabaseSync, translated: Translated) {
    super({ database: statementsOf(raw, translated) });
    this.#raw = raw;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // SQLite rolls back by itself when the disk is full; a second rollback would hide the first error.
    if (this.#raw.isTransaction) await super.rollbackTransaction(connection);
  }
}

function statementsOf(raw: DatabaseSync, translated: Translated): SqliteDatabase {
  const cache = new Map<string, SqliteStatement>();
  return {
    close: () => raw.close(),
    prepare(sql) {
      const cached = cache.get(sql);
      if (cached) return cached;
      const statement = prepare(raw, sql, translated);
      if (cache.size >= mostCachedStatements) cache.clear();
      if (sql.length <= longestCachedStatement) cache.set(sql, statement);
      return statement;
    },
  };
}

function prepare(raw: DatabaseSync, sql: string, translated: Translated): SqliteStatement {
  const statement = translated(() => raw.prepare(sql));
  return {
    reader: translated(() => statement.columns().length > 0),
    // Copied, because node:sqlite makes rows without a prototype, which equal no object literal.
    all: (parameters) => translated(() => statement.all(...parameters.map(bindable))).map((row) => ({ ...row })),
    run: (parameters) => translated(() => statement.run(...parameters.map(bindable))),
    iterate: (parameters) => translated(() => statement.iterate(...parameters.map(bindable))),
  };
}

/**
 * A value as SQLite keeps it. node:sqlite takes an object for named parameters and then shifts every value after it,
 * without an error; NaN it keeps as null. Neither may pass.
 */
function bindable(value: unknown): SQLInputValue {
  if (value === null || typeof value === "string" || typeof value === "bigint") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (value instanceof Uint8Array) return value;
  const kind = typeof value === "object" ? (value.constructor?.name ?? "object") : typeof value;
  throw new StoreError(
    "store-misuse",
    `A ${kind} cannot be stored. Write an instant as ISO 8601 text, an object as JSON, and what is missing as null.`,
  );
}
