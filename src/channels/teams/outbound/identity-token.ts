import type { TokenManager } from "@microsoft/teams.apps/dist/token-manager.js";
import { z } from "zod";
import type { Clock } from "../../../core/time.ts";
import type { TeamsSettings } from "../teams-settings.ts";

/** A token with how long it is good for, or a short code for why there is none. */
export type Granted = { readonly token: string; readonly lifeMs: number } | { readonly reason: string };

/** How long a token is used whose own end cannot be read. */
const unreadLifeMs = 10 * 60_000;

/**
 * Asks the machine's managed identity for a token for posting, through the SDK. Where `managedIdentity` is the app's own id, Azure
 * is asked for the connector's token itself; `system` or another id proves who the app is to Entra, which gives the token. Does not
 * reject.
 */
export function createIdentityAsker(settings: TeamsSettings, clock: Clock): () => Promise<Granted> {
  let manager: Promise<TokenManager> | undefined;
  return async () => {
    try {
      manager ??= createManager(settings);
      const token = await (await manager).getBotToken();
      if (token === null) return { reason: "identity-none" };
      const text = token.toString();
      return { token: text, lifeMs: lifeOf(text, clock) };
    } catch {
      // What could not even be made is made anew.
      manager = undefined;
      return { reason: "identity-failed" };
    }
  };
}

async function createManager({
  clientId = "",
  tenants,
  managedIdentity = clientId,
  cloud,
  loginUrl,
}: TeamsSettings): Promise<TokenManager> {
  // Loaded here: 220 ms and msal, which only a managed identity needs (measured).
  const [{ TokenManager: Manager }, { cloudFromName, withOverrides }] = await Promise.all([
    import("@microsoft/teams.apps/dist/token-manager.js"),
    import("@microsoft/teams.api/dist/auth/cloud-environment.js"),
  ]);
  return new Manager(
    {
      clientId,
      // The SDK takes whatever is left out here from variables of its own names, such as CLIENT_SECRET.
      clientSecret: "",
      tenantId: tenants[0] ?? "",
      managedIdentityClientId: managedIdentity,
      cloud: withOverrides(cloudFromName(cloud), { ...(loginUrl !== undefined && { loginEndpoint: loginUrl }) }),
    },
    silentLogger,
  );
}

const claimsSchema = z.object({ exp: z.number() });

function lifeOf(token: string, clock: Clock): number {
  try {
    const [, claims = ""] = token.split(".");
    const { exp } = claimsSchema.parse(JSON.parse(Buffer.from(claims, "base64url").toString("utf8")));
    return exp * 1000 - clock.now().getTime();
  } catch {
    return unreadLifeMs;
  }
}

const nothing = (): void => {};
/** The SDK's log, of which nothing is kept. */
const silentLogger: ConstructorParameters<typeof TokenManager>[1] = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  trace: nothing,
  error: nothing,
  log: nothing,
  child: () => silentLogger,
};
