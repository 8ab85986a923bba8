import { z } from "zod";
import type { Clock } from "../../../core/time.ts";
import type { TeamsCloud } from "../cloud.ts";
import { isLoopback } from "../cloud.ts";
import type { Problems } from "../problems.ts";
import type { TeamsSettings } from "../teams-settings.ts";
import { readJson } from "./connector.ts";
import { createIdentityAsker } from "./identity-token.ts";
import type { Granted } from "./identity-token.ts";

/** The right to post, or why there is none. */
export type TokenAnswer =
  | { readonly outcome: "token"; readonly token: string }
  /** A tool on this machine, which asks for none. */
  | { readonly outcome: "none" }
  | { readonly outcome: "failed"; readonly reason: string };

/** Fetches and keeps the token for posting. */
export interface TokenSource {
  tokenFor(serviceUrl: string, signal: AbortSignal): Promise<TokenAnswer>;
  /** Forgets the token: the connector did not take it. */
  forget(): void;
}

/** RFC 6749, 4.4. */
const grantSchema = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });
const refusalSchema = z.object({ error: z.string().max(100) });

const earlyMs = 5 * 60_000;
const fetchTimeoutMs = 10_000;

interface HeldToken {
  readonly token: string;
  readonly untilMs: number;
}

/** A token by the app's secret, or by the machine's managed identity. Asked for once however many posts wait for it. */
export function createTokenSource({
  settings,
  cloud,
  clock,
  problems,
}: {
  readonly settings: TeamsSettings;
  readonly cloud: TeamsCloud;
  readonly clock: Clock;
  readonly problems: Problems;
}): TokenSource {
  let held: HeldToken | undefined;
  let asking: Promise<TokenAnswer> | undefined;
  const askIdentity = createIdentityAsker(settings, clock);

  async function ask(): Promise<TokenAnswer> {
    const answer = await (settings.clientSecret === undefined ? askIdentity() : askLogin(settings, cloud));
    if ("reason" in answer) {
      problems.report("token", sayFailure(answer.reason, cloud));
      return { outcome: "failed", reason: answer.reason };
    }
    problems.clear("token");
    held = { token: answer.token, untilMs: clock.now().getTime() + answer.lifeMs - earlyMs };
    return { outcome: "token", token: answer.token };
  }

  return {
    async tokenFor(serviceUrl) {
      if (settings.isUnauthenticated && (isLoopback(serviceUrl) || !hasCredentials(settings)))
        return { outcome: "none" };
      if (held && held.untilMs > clock.now().getTime()) return { outcome: "token", token: held.token };
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    forget() {
      held = undefined;
    },
  };
}

function hasCredentials({ clientId, clientSecret, managedIdentity }: TeamsSettings): boolean {
  return clientId !== undefined && (clientSecret !== undefined || managedIdentity !== undefined);
}

async function askLogin(
  { clientId = "", clientSecret = "", tenants }: TeamsSettings,
  { loginUrl, loginTenant, scope }: TeamsCloud,
): Promise<Granted> {
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: clientSecret,
    scope,
  });
  try {
    const url = `${loginUrl}/${encodeURIComponent(tenants[0] ?? loginTenant)}/oauth2/v2.0/token`;
    const response = await fetch(url, {
      method: "POST",
      headers: { connection: "close" },
      body,
      redirect: "error",
      signal: AbortSignal.timeout(fetchTimeoutMs),
    });
    const answer = await readJson(response);
    const granted = grantSchema.safeParse(answer).data;
    if (response.ok && granted) return { token: granted.access_token, lifeMs: granted.expires_in * 1000 };
    return { reason: `login-${refusalSchema.safeParse(answer).data?.error ?? response.status}` };
  } catch {
    return { reason: "login-unreachable" };
  }
}

function sayFailure(reason: string, { loginUrl }: TeamsCloud): string {
  if (reason === "login-unreachable") {
    return `No token for posting could be fetched from ${new URL(loginUrl).host}: it was not reached. Check that this machine may reach it.`;
  }
  if (reason === "login-invalid_client") {
    return "Microsoft does not accept TEAMS_CLIENT_SECRET (invalid_client): it is wrong, or it has run out. Make a new secret and set it.";
  }
  if (reason.startsWith("identity-")) {
    return "The managed identity gave no token for posting. Check TEAMS_MANAGED_IDENTITY, that this machine has that identity, and that the app registration trusts it.";
  }
  return `No token for posting was given (${reason}). Check TEAMS_CLIENT_ID, TEAMS_CLIENT_SECRET and TEAMS_TENANT_ID.`;
}
