import { z } from "zod";

/** What came of a request to the connector. */
export type ConnectorAnswer =
  | {
      readonly outcome: "answered";
      readonly status: number;
      /** What a Retry-After asks for. */
      readonly retryAfterMs?: number;
      /** Undefined for no JSON. */
      readonly body: unknown;
    }
  /** It certainly never reached the connector. */
  | { readonly outcome: "notSent"; readonly reason: string }
  /** It may have. */
  | { readonly outcome: "lost"; readonly reason: string };

/** A request to the connector. */
export interface ConnectorRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly serviceUrl: string;
  /** From `conversationPath`, with its query. */
  readonly path: string;
  readonly token?: string;
  readonly body?: unknown;
  readonly signal: AbortSignal;
}

/** The connector's own code for what it refuses: https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability */
const refusalSchema = z.object({ error: z.object({ code: z.string().max(100) }) });

/** The code that the connector refuses with; undefined where it names none. */
export function refusalCode(body: unknown): string | undefined {
  return refusalSchema.safeParse(body).data?.error.code;
}

/** A path below a conversation. Ids keep the characters that a path may hold, as Microsoft's own SDK writes them. */
export function conversationPath(conversationId: string, ...parts: readonly string[]): string {
  return ["/v3/conversations", conversationId, ...parts]
    .map((part, index) => (index === 0 ? part : pathPart(part)))
    .join("/");
}

function pathPart(part: string): string {
  return encodeURIComponent(part).replaceAll(/%(3A|3B|3D|40|2C)/g, decodeURIComponent);
}

const unsentCodes: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/** Sends one request and never repeats it. Does not reject. */
export async function callConnector({
  method,
  serviceUrl,
  path,
  token,
  body,
  signal,
}: ConnectorRequest): Promise<ConnectorAnswer> {
  const headers = {
    accept: "application/json",
    // A kept connection may be closed from the other side in the moment it is used again: then nobody knows what became of a post.
    connection: "close",
    ...(body !== undefined && { "content-type": "application/json; charset=utf-8" }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  try {
    const response = await fetch(serviceUrl.replace(/\/+$/, "") + path, {
      method,
      headers,
      // A redirect would take the token elsewhere.
      redirect: "manual",
      signal,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const retryAfterMs = readRetryAfter(response.headers.get("retry-after"));
    return {
      outcome: "answered",
      status: response.status,
      body: await readJson(response),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    };
  } catch (error) {
    const code = codeOf(error);
    return unsentCodes.has(code)
      ? { outcome: "notSent", reason: code }
      : { outcome: "lost", reason: signal.aborted ? "time-out" : code };
  }
}

/** The JSON of an answer; undefined for anything else. */
export async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch {
    return undefined;
  }
}

/** Seconds, or a date: RFC 9110, 10.2.3. */
function readRetryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

const causeSchema = z.object({ cause: z.object({ code: z.string() }) });

function codeOf(error: unknown): string {
  return causeSchema.safeParse(error).data?.cause.code ?? (error instanceof Error ? error.name : "unknown-error");
}
