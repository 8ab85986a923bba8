import {
  CompiledQuery,
  HandleEmptyInListsPlugin,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  replaceWithNoncontingentExpression,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type TransactionSettings,
} from "kysely";
import { StoreError } from "../../core/errors.ts";
import type { StoreDatabase, StoreTables } from "../sql/schema.ts";
import { floatArrayText } from "./float-array.ts";
import { isConnectionLost, translatePostgresError } from "./postgres-error.ts";

/** One connection of a pool. Rejects with the driver's own errors. */
export interface PooledClient {
  query(sql: string, parameters: readonly unknown[]): Promise<QueryResult<Record<string, unknown>>>;
  /** Gives the connection back; one that is broken is closed instead. */
  release(isBroken: boolean): void;
}

/** Where connections come from: the driver's pool, or another engine that speaks PostgreSQL. */
export interface ClientPool {
  /** What errors call the store; never with its password. */
  readonly name: string;
  connect(): Promise<PooledClient>;
  close(): Promise<void>;
}

/** Opens the store's tables on a pool. Every failure is a `StoreError`. */
export function openDatabase(pool: ClientPool): StoreDatabase {
  return new Kysely<StoreTables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new PoolDriver(pool),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    // `in ()` is no SQL to PostgreSQL; SQLite takes it for false.
    plugins: [new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })],
  });
}

/** Queries that must wait for the ledger's lock before they run: see ledger-lock.ts. */
export const lockedQueries = new WeakSet<object>();

// "PDSK" in ASCII, and which of the store's locks it is.
const lockClass = 0x5044534b;

/** Takes a lock of the store until the transaction is over; `schema` while the tables are made, `ledger` to write events. */
export function lockStatement(lock: "schema" | "ledger"): CompiledQuery {
  return CompiledQuery.raw(`select pg_advisory_xact_lock(${lockClass}, ${lock === "schema" ? 0 : 1})`);
}

/** A connection that knows whether it is broken, and whether its transaction holds the ledger's lock. */
class StoreConnection implements DatabaseConnection {
  readonly #client: PooledClient;
  readonly #name: string;
  isBroken = false;
  holdsLedger = false;

  constructor(client: PooledClient, name: string) {
    this.#client = client;
    this.#name = name;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>>;
  async executeQuery(query: CompiledQuery): Promise<QueryResult<unknown>> {
    if (!this.holdsLedger && lockedQueries.has(query.queryId)) {
      await this.executeQuery(lockStatement("ledger"));
      this.holdsLedger = true;
    }
    try {
      return await this.#client.query(query.sql, query.parameters.map(bindable));
    } catch (error) {
      this.isBroken ||= isConnectionLost(error);
      throw translatePostgresError(error, this.#name);
    }
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new StoreError("store-misuse", "Rows are read in pages, not streamed.");
  }

  release(): void {
    this.#client.release(this.isBroken);
  }
}

class PoolDriver implements Driver {
  readonly #pool: ClientPool;
  readonly #connections = new WeakMap<DatabaseConnection, StoreConnection>();

  constructor(pool: ClientPool) {
    this.#pool = pool;
  }

  init(): Promise<void> {
    return Promise.resolve();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    try {
      const connection = new StoreConnection(await this.#pool.connect(), this.#pool.name);
      this.#connections.set(connection, connection);
      return connection;
    } catch (error) {
      throw translatePostgresError(error, this.#pool.name);
    }
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const isolation = settings.isolationLevel ? ` isolation level ${settings.isolationLevel}` : "";
    const access = settings.accessMode ? ` ${settings.accessMode}` : "";
    await connection.executeQuery(CompiledQuery.raw(`start transaction${isolation}${access}`));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("commit"));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    const own = this.#connections.get(connection);
    // A lost connection is rolled back by the server; a second error would hide the first.
    if (!own || own.isBroken) return;
    try {
      await connection.executeQuery(CompiledQuery.raw("rollback"));
    } catch {
      own.isBroken = true;
    }
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#connections.get(connection)?.release();
  }

  async destroy(): Promise<void> {
    await this.#pool.close();
  }
}

/** A value as PostgreSQL takes it: the same values as SQLite, and nothing that either of them would change silently. */
function bindable(value: unknown): string | number | bigint | null {
  if (value === null || typeof value === "bigint") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (typeof value === "string") return withoutNul(value);
  if (value instanceof Uint8Array) return floatArrayText(value);
  const kind = typeof value === "object" ? (value.constructor?.name ?? "object") : typeof value;
  throw new StoreError(
    "store-misuse",
    `A ${kind} cannot be stored. Write an instant as ISO 8601 text, an object as JSON, and what is missing as null.`,
  );
}

function withoutNul(text: string): string {
  if (!text.includes("\0")) return text;
  throw new StoreError(
    "store-misuse",
    "A text has a NUL character, which PostgreSQL cannot store. Remove it from the text and try again.",
  );
}
