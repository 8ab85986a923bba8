import { Client, Pool, types as pgTypes, type CustomTypesConfig, type PoolClient } from "pg";
import { StoreError } from "../../core/errors.ts";
import type { ClientPool, PooledClient } from "./connection.ts";
import { bytesOfFloatArray } from "./float-array.ts";
import { createTurnstile } from "./turnstile.ts";

/** How connections to the server are kept. */
export interface PoolSettings {
  readonly url: string;
  readonly connections: number;
  readonly readOnly: boolean;
  /** After this a connection attempt fails. */
  readonly connectTimeoutMs: number;
  /** After this the server ends a statement. */
  readonly statementTimeoutMs: number;
  /** After this a statement no longer waits for another transaction. */
  readonly lockTimeoutMs: number;
}

/** How long a transaction may stand still before the server ends it, so that a process that hangs holds up no other. */
const idleTransactionTimeoutMs = 60_000;

/** How much longer than the server this side waits before it gives the connection up: only a dead network takes that long. */
const networkGraceMs = 5000;

// https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat
const int8 = 20;
const float8 = 701;
const numeric = 1700;
const float4Array = 1021;

/** Whole numbers come as numbers: counts and the store's own numbers stay far below 2^53. */
const parsers: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [int8, Number],
  [float8, Number],
  [numeric, Number],
  [float4Array, bytesOfFloatArray],
]);

const types: CustomTypesConfig = {
  getTypeParser(oid, format) {
    const parser: unknown = parsers.get(oid) ?? pgTypes.getTypeParser(oid, format);
    return parser;
  },
};

/** A pool of connections to a server; it connects when it is first used, and again whenever a connection was lost. */
export function createClientPool(settings: PoolSettings): ClientPool {
  const pool = new Pool({
    connectionString: settings.url,
    application_name: "pilotdesk",
    max: settings.connections,
    connectionTimeoutMillis: settings.connectTimeoutMs,
    query_timeout: settings.statementTimeoutMs + networkGraceMs,
    keepAlive: true,
    types,
  });
  // Both would end the process if nobody listened. A lost connection fails the next query on it, and the one after that
  // opens another.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  const ready = new WeakSet<PoolClient>();
  // The pool's time limit for connecting would also count the wait for a free connection, which is no failure.
  const turnstile = createTurnstile(settings.connections);
  return {
    name: nameOfStore(settings.url),
    async connect() {
      const leave = await turnstile.enter();
      try {
        const client = await connectReady(pool, ready, settings);
        return pooled(client, leave);
      } catch (error) {
        leave();
        throw error;
      }
    },
    close: () => pool.end(),
  };
}

async function connectReady(pool: Pool, ready: WeakSet<PoolClient>, settings: PoolSettings): Promise<PoolClient> {
  const client = await pool.connect();
  if (ready.has(client)) return client;
  try {
    await client.query(sessionSettings(settings));
    ready.add(client);
    return client;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

// Set here rather than on connecting, because a connection pooler between refuses settings in the start-up message. Nothing
// of ours gains from compiling queries (jit), which takes longer than running them; a search groups up to as many passages as
// there are, which fits this memory at 100,000 (work_mem).
function sessionSettings({ readOnly, statementTimeoutMs, lockTimeoutMs }: PoolSettings): string {
  return `set client_encoding = 'UTF8'; set jit = off; set work_mem = '16MB'; set statement_timeout = ${statementTimeoutMs};
    set lock_timeout = ${lockTimeoutMs}; set idle_in_transaction_session_timeout = ${idleTransactionTimeoutMs};
    set default_transaction_read_only = ${readOnly ? "on" : "off"}`;
}

function pooled(client: PoolClient, leave: () => void): PooledClient {
  return {
    async query(sql, parameters) {
      const { command, rowCount, rows } = await client.query<Record<string, unknown>>(sql, [...parameters]);
      const isWrite = command === "INSERT" || command === "UPDATE" || command === "DELETE";
      return { rows, ...(isWrite && { numAffectedRows: BigInt(rowCount ?? 0) }) };
    },
    release(isBroken) {
      client.release(isBroken);
      leave();
    },
  };
}

/** What a store is called in messages: its server and database, without the user and the password. */
export function nameOfStore(url: string): string {
  const { host, port, database } = readAddress(url);
  const place = host.startsWith("/") || port === 5432 ? host : `${host}:${port}`;
  return `PostgreSQL (${place}, ${database ?? "the user's database"})`;
}

function readAddress(url: string): Client {
  try {
    return new Client({ connectionString: url });
  } catch {
    // Without the cause, which quotes the password.
    throw new StoreError(
      "store-misuse",
      "DATABASE_URL is not a PostgreSQL URL. Write postgres://user@server/database.",
    );
  }
}
