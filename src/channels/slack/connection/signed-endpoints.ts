import { z } from "zod";
import type { Endpoint, EndpointRequest, EndpointResponse } from "../../../core/channel.ts";
import type { Clock } from "../../../core/time.ts";
import { isValidSlackRequest } from "../bolt-parts.ts";
import { codeOfError } from "../intake/background.ts";
import type { Problems } from "../problems.ts";
import type { SlackLog } from "../slack-settings.ts";

/** Where Slack posts to. One address would do; the manifest may name three. */
const paths = ["/slack/events", "/slack/interactions", "/slack/commands"] as const;

/** A request that is older or newer than this is not taken: docs.slack.dev/authentication/verifying-requests-from-slack. */
const longestSeconds = 300;

/** What requests are answered with. */
export interface SignedEndpointsOptions {
  readonly signingSecret: string;
  readonly clock: Clock;
  readonly problems: Problems;
  readonly log: SlackLog;
  /** False until deliveries can be taken. */
  readonly isReady: () => boolean;
  readonly take: (body: unknown) => Promise<unknown>;
}

/** The addresses that Slack posts to. What is not signed with our secret gets a 401 and is not read. */
export function createSignedEndpoints(options: SignedEndpointsOptions): readonly Endpoint[] {
  return paths.map((path) => ({ path, handle: (request) => answerRequest(request, options) }));
}

async function answerRequest(request: EndpointRequest, options: SignedEndpointsOptions): Promise<EndpointResponse> {
  const { problems, log } = options;
  if (request.method !== "POST") return { status: 405, headers: { allow: "POST" } };
  if (!isSigned(request, options)) {
    problems.note("bad_signature");
    log.warn({ path: request.path }, "a request without a valid signature");
    return { status: 401 };
  }
  problems.clear("bad_signature");
  const body = readBody(request);
  if (body === undefined) return { status: 400 };
  const challenge = challengeIn(body);
  if (challenge !== undefined) return { status: 200, headers: { "content-type": "text/plain" }, body: challenge };
  // The check that Slack makes of a command's address now and then.
  if (z.object({ ssl_check: z.literal("1") }).safeParse(body).success) return { status: 200 };
  if (!options.isReady()) return { status: 503, headers: { "retry-after": "5" } };
  try {
    return acknowledgement(await options.take(body));
  } catch (error) {
    log.warn({ code: codeOfError(error) }, "a delivery was not acknowledged; Slack delivers it again");
    return { status: 503 };
  }
}

function isSigned(
  { headers, body }: EndpointRequest,
  { signingSecret, clock }: Pick<SignedEndpointsOptions, "signingSecret" | "clock">,
): boolean {
  const timestamp = headers["x-slack-request-timestamp"] ?? "";
  const signature = headers["x-slack-signature"] ?? "";
  const nowMilliseconds = clock.now().getTime();
  // Bolt's check takes a request from the future, and one without a number for its time.
  if (!/^\d{1,12}$/.test(timestamp) || !/^v0=[0-9a-f]{64}$/.test(signature)) return false;
  if (Math.abs(nowMilliseconds / 1000 - Number(timestamp)) > longestSeconds) return false;
  return isValidSlackRequest({
    signingSecret,
    body: body.toString("utf8"),
    headers: { "x-slack-signature": signature, "x-slack-request-timestamp": Number(timestamp) },
    nowMilliseconds,
  });
}

/** A body as Slack sends it: JSON, a form with JSON in `payload`, or a form. Undefined for anything else. */
function readBody({ headers, body }: EndpointRequest): unknown {
  const text = body.toString("utf8");
  if (!(headers["content-type"] ?? "").includes("application/x-www-form-urlencoded")) return readJson(text);
  const fields = new URLSearchParams(text);
  const payload = fields.get("payload");
  return payload === null ? Object.fromEntries(fields) : readJson(payload);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function challengeIn(body: unknown): string | undefined {
  return z.object({ type: z.literal("url_verification"), challenge: z.string() }).safeParse(body).data?.challenge;
}

function acknowledgement(ack: unknown): EndpointResponse {
  if (ack === undefined) return { status: 200 };
  return { status: 200, headers: { "content-type": "application/json; charset=utf-8" }, body: JSON.stringify(ack) };
}
