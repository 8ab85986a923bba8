import type { Store } from "../core/store.ts";
import type { Clock } from "../core/time.ts";

/** What decides which store is opened. */
export interface StoreSettings {
  /** The folder of the embedded store. */
  readonly dataFolder: string;
  /** Where the store is a PostgreSQL database: its URL. */
  readonly databaseUrl?: string | undefined;
}

/** Opens the store that the settings name. Only the one that is used is loaded. Rejects with `StoreError`. */
export async function openStore(
  { dataFolder, databaseUrl }: StoreSettings,
  clock: Clock,
  { readOnly = false }: { readonly readOnly?: boolean } = {},
): Promise<Store> {
  if (databaseUrl === undefined) {
    const { openSqliteStore } = await import("./sqlite/open-sqlite-store.ts");
    return openSqliteStore({ directory: dataFolder, clock, readOnly });
  }
  const { openPostgresStore } = await import("./postgres/open-postgres-store.ts");
  return openPostgresStore({ url: databaseUrl, clock, readOnly });
}
