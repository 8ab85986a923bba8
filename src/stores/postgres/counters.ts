import { sql } from "kysely";
import type { StoreDatabase } from "../sql/schema.ts";

/** The columns that the server numbers by itself, by table. */
const counters: ReadonlyMap<string, string> = new Map([
  ["turn", "arrivedSeq"],
  ["outbox", "number"],
  ["draft", "number"],
]);

/** Lets a table's own numbers go on after rows that were written with theirs. */
export async function advanceCounters(db: StoreDatabase, table: string): Promise<void> {
  const column = counters.get(table);
  if (column === undefined) return;
  await sql`select setval(pg_get_serial_sequence(${table}, ${column}), greatest(max(${sql.ref(column)}), 1),
    max(${sql.ref(column)}) is not null) from ${sql.table(table)}`.execute(db);
}
