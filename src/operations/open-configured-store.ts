import type { Config } from "../config.ts";
import type { Store } from "../core/store.ts";
import type { Clock } from "../core/time.ts";
import { openSqliteStore } from "../stores/sqlite/open-sqlite-store.ts";

/** How the store is used. */
export interface StoreUse {
  readonly clock: Clock;
  /** Refuses every transaction; the store must exist. */
  readonly readOnly?: boolean;
  /** How long to wait for another process that writes, where the store is embedded. */
  readonly busyTimeoutMs?: number;
}

/** Opens the store that the configuration names. Rejects with `StoreError` where it cannot be used. */
export function openConfiguredStore(config: Config, use: StoreUse): Promise<Store> {
  return openSqliteStore({ directory: config.dataFolder, ...use });
}
