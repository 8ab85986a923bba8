import { z } from "zod";
import { webApi } from "./bolt-parts.ts";
import type { Problems } from "./problems.ts";
import { createQuietLogger } from "./quiet-logger.ts";
import type { SlackLog } from "./slack-settings.ts";

/** Longer than Slack usually takes, shorter than the outbox waits. */
const requestTimeoutMs = 15_000;

/** Why a call did not succeed. */
export type SlackFailure =
  /** 429: certainly not done. */
  | { readonly kind: "rateLimited"; readonly retryAfterMs?: number }
  /** Slack said no, with one of its codes: certainly not done, unless the code says that it may be. */
  | { readonly kind: "refused"; readonly code: string }
  /** Another status than 200. */
  | { readonly kind: "http"; readonly status: number }
  /** No connection came about: certainly not done. */
  | { readonly kind: "unreachable" }
  /** The answer never came: perhaps done. */
  | { readonly kind: "lost" };

/** A call that failed. Its message holds a code and nothing of what was sent. */
export class SlackCallError extends Error {
  readonly failure: SlackFailure;
  readonly code: string;

  constructor(method: string, failure: SlackFailure) {
    super(`${method}: ${codeOfFailure(failure)}`);
    this.name = "SlackCallError";
    this.failure = failure;
    this.code = codeOfFailure(failure);
  }
}

/** A failure as one short code, for log and outbox. */
export function codeOfFailure(failure: SlackFailure): string {
  if (failure.kind === "refused") return failure.code;
  return failure.kind === "http" ? `http-${failure.status}` : failure.kind;
}

/** Slack's Web API. */
export interface SlackClient {
  /** Calls a method once and returns its answer. Rejects with `SlackCallError`; with `lost` where `signal` aborts. */
  call(method: string, args: Readonly<Record<string, unknown>>, signal?: AbortSignal): Promise<unknown>;
}

/** What a client is made with. */
export interface SlackClientOptions {
  readonly token: string;
  readonly apiUrl: string;
  readonly log: SlackLog;
  /** Told of a token that is not taken, and of a scope that is missing. */
  readonly problems: Problems;
}

/** Problems of the token itself, which end with the next call that succeeds. */
const ownProblems = ["token_revoked", "token_expired", "invalid_auth", "not_authed", "account_inactive"] as const;

/** A client that sends every request once: when one is to be repeated is decided where its effect is known. */
export function createSlackClient({ token, apiUrl, log, problems }: SlackClientOptions): SlackClient {
  const client = new webApi.WebClient(token, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: requestTimeoutMs,
    allowAbsoluteUrls: false,
    logger: createQuietLogger(log),
  });
  return {
    async call(method, args, signal) {
      try {
        const answer = await withSignal(client.apiCall(method, { ...args }), method, signal);
        for (const code of ownProblems) problems.clear(code);
        return answer;
      } catch (error) {
        if (error instanceof SlackCallError) throw error;
        const failed = new SlackCallError(method, readFailure(error));
        if (failed.code === "missing_scope" && !isExtra(method)) problems.note(failed.code, neededScopes(error));
        if (ownProblems.some((code) => code === failed.code)) problems.note(failed.code);
        throw failed;
      }
    },
  };
}

/** The result, or a lost call as soon as the signal aborts: what was sent may still be done. */
async function withSignal<Result>(call: Promise<Result>, method: string, signal?: AbortSignal): Promise<Result> {
  if (!signal) return call;
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(new SlackCallError(method, { kind: "lost" }));
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([call, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/** Suggestions, the status and pictures may be left out of the app: docs/slack.md says so. */
function isExtra(method: string): boolean {
  return method.startsWith("assistant.") || method.startsWith("files.");
}

/** The scopes of which one is missing, as Slack names them; empty where it names none. */
function neededScopes(error: unknown): string {
  const needed =
    error instanceof webApi.WebAPIPlatformError ? withNeeded.safeParse(error.data).data?.needed : undefined;
  return needed?.replaceAll(",", ", ") ?? "";
}

const withNeeded = z.object({ needed: z.string().regex(/^[a-z][a-z:._,]{1,200}$/) });

/** What was thrown by the SDK, in our words. */
function readFailure(error: unknown): SlackFailure {
  if (error instanceof webApi.WebAPIPlatformError) return { kind: "refused", code: shortCode(error.data.error) };
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return { kind: "rateLimited", retryAfterMs: error.retryAfter * 1000 };
  }
  if (error instanceof webApi.WebAPIHTTPError) return { kind: "http", status: error.statusCode };
  if (error instanceof webApi.WebAPIRequestError && isUnsent(error.original)) return { kind: "unreachable" };
  return { kind: "lost" };
}

/** A body that is not JSON stands where the code would: only what looks like one of Slack's codes is kept. */
function shortCode(code: unknown): string {
  return typeof code === "string" && /^[a-z][a-z0-9_]{1,60}$/.test(code) ? code : "unreadable_answer";
}

const neverConnected: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

const withCode = z.object({ code: z.string() });
const withCause = z.object({ cause: z.unknown() });

/** True where no connection came about. `fetch` puts the reason into causes. */
function isUnsent(error: unknown): boolean {
  const { data } = withCode.safeParse(error);
  if (data && neverConnected.has(data.code)) return true;
  const nested = withCause.safeParse(error).data?.cause;
  return nested !== undefined && nested !== error && isUnsent(nested);
}
