/** How Teams is reached, as `src/config.ts` reads it from the environment. */
export interface TeamsSettings {
  /** The id of the app registration. Left out only where nothing is authenticated. */
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** `system`, or the client id of a managed identity. */
  readonly managedIdentity?: string;
  /** The tenants that are answered; the first one is the bot's own. Empty for all, where nothing is authenticated. */
  readonly tenants: readonly string[];
  readonly cloud: "Public" | "USGov" | "USGovDoD" | "China";
  readonly openIdUrl?: string;
  readonly loginUrl?: string;
  /** Further addresses that may be posted to, as prefixes. */
  readonly serviceUrls: readonly string[];
  readonly isUnauthenticated: boolean;
}

/** Where the channel writes what happened: ids and codes, never words or names. pino's logger is one. */
export interface TeamsLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}
