import type { JwtValidator } from "@microsoft/teams.apps/dist/middleware/auth/jwt-validator.js";
import { z } from "zod";
import type { Clock } from "../../../core/time.ts";
import type { TeamsCloud } from "../cloud.ts";
import type { Problems } from "../problems.ts";

/** Whether a delivery was signed by Teams, for us, and for the address that it wants answers sent to. */
export type TokenVerdict = "valid" | "refused" | "unavailable";

/** Checks the signatures of deliveries. */
export interface TokenCheck {
  /** Fetches the keys' address, so that the first delivery need not wait; resolves whether or not it could. */
  prepare(): Promise<void>;
  isReady(): boolean;
  check(authorization: string | undefined, serviceUrl: string): Promise<TokenVerdict>;
}

const metadataSchema = z.object({ jwks_uri: z.url() });
/** What the SDK leaves to us: a token without an end is not accepted. */
const claimsSchema = z.object({ exp: z.number(), serviceurl: z.string() });

const metadataLifeMs = 24 * 3_600_000;
const retryAfterMs = 5000;
const fetchTimeoutMs = 5000;

type Validator = Pick<JwtValidator, "validateAccessToken">;

/**
 * A check by the SDK with our settings: audience is our id, the issuer is the cloud's connector and nobody else, the signature is
 * RS256 by one of its keys, the times are right within five minutes, and the claim `serviceurl` is the activity's. Tokens of
 * Entra, which the SDK's own server would take as well, are refused: any app of the tenant can get one for us, and they name
 * no service URL.
 */
export function createTokenCheck({
  clientId,
  cloud,
  clock,
  problems,
}: {
  readonly clientId: string;
  readonly cloud: TeamsCloud;
  readonly clock: Clock;
  readonly problems: Problems;
}): TokenCheck {
  let validator: Validator | undefined;
  let fetchedAt = 0;
  let triedAt = 0;
  let keysFailedAt = 0;
  let preparing: Promise<void> | undefined;
  const nowMs = (): number => clock.now().getTime();

  async function fetchMetadata(): Promise<void> {
    triedAt = nowMs();
    try {
      const keysUrl = await readKeysUrl(cloud.openIdUrl);
      // Loaded here, so that a start without Teams does not load it.
      const { JwtValidator } = await import("@microsoft/teams.apps/dist/middleware/auth/jwt-validator.js");
      const logger = keysLogger(() => {
        keysFailedAt = performance.now();
      });
      validator = new JwtValidator(
        { clientId, validateIssuer: { allowedIssuer: cloud.issuer }, jwksUriOptions: { type: "uri", uri: keysUrl } },
        logger,
      );
      fetchedAt = nowMs();
      problems.clear("keys");
    } catch {
      problems.report(
        "keys",
        `The keys that Teams signs with could not be fetched from ${new URL(cloud.openIdUrl).host}, so nothing it delivers is accepted. Check that this machine may reach that address.`,
      );
    }
  }

  async function prepare(): Promise<void> {
    preparing ??= fetchMetadata().finally(() => {
      preparing = undefined;
    });
    await preparing;
  }

  async function ready(): Promise<Validator | undefined> {
    const isOld = nowMs() - fetchedAt > metadataLifeMs;
    if ((validator === undefined || isOld) && nowMs() - triedAt > retryAfterMs) await prepare();
    else if (preparing && !validator) await preparing;
    return validator;
  }

  return {
    prepare,
    isReady: () => validator !== undefined,
    async check(authorization, serviceUrl) {
      const token = /^Bearer ([\w.-]{1,8000})$/i.exec(authorization ?? "")?.[1];
      if (token === undefined || !hasKnownHeader(token)) return "refused";
      const using = await ready();
      if (!using) return "unavailable";
      const startedAt = performance.now();
      const claims: unknown = await using.validateAccessToken(token, {
        validateServiceUrl: { expectedServiceUrl: serviceUrl },
      });
      if (claimsSchema.safeParse(claims).success) return "valid";
      return keysFailedAt > startedAt ? "unavailable" : "refused";
    },
  };
}

const headerSchema = z.object({ alg: z.literal("RS256"), kid: z.string().min(1).max(200) });

/** True where a token says that it was signed as Teams signs: nothing is fetched for one that does not. */
function hasKnownHeader(token: string): boolean {
  try {
    const [header = ""] = token.split(".");
    return headerSchema.safeParse(JSON.parse(Buffer.from(header, "base64url").toString("utf8"))).success;
  } catch {
    return false;
  }
}

async function readKeysUrl(openIdUrl: string): Promise<string> {
  const response = await fetch(openIdUrl, {
    headers: { connection: "close" },
    redirect: "error",
    signal: AbortSignal.timeout(fetchTimeoutMs),
  });
  if (!response.ok) throw new Error(`The metadata was answered with ${response.status}.`);
  return metadataSchema.parse(await response.json()).jwks_uri;
}

/** The SDK's log, of which nothing is kept: it may hold what a token or a message says. Told when keys could not be had. */
function keysLogger(onKeysFailed: () => void): NonNullable<ConstructorParameters<typeof JwtValidator>[1]> {
  const nothing = (): void => {};
  return {
    debug: nothing,
    info: nothing,
    warn: nothing,
    trace: nothing,
    log: nothing,
    error(message: unknown, cause: unknown) {
      const isUnknownKey = cause instanceof Error && cause.name === "SigningKeyNotFoundError";
      if (message === "Failed to get signing key:" && !isUnknownKey) onKeysFailed();
    },
    child: () => keysLogger(onKeysFailed),
  };
}
