import type { IncomingMessage } from "node:http";
import type { Endpoint, EndpointResponse } from "../../core/channel.ts";
import type { WebResponse } from "./exchange.ts";
import { jsonResponse } from "./exchange.ts";
import { readRequestBody } from "./request-body.ts";
import { RequestProblem } from "./request-problem.ts";

/** The most bytes that a platform may deliver at once: a Teams activity with a forwarded message, a Slack modal. */
const maxDeliveryBytes = 1024 * 1024;

/** Hands a platform's request to the channel that serves the address; the channel checks who sent it. */
export async function answerEndpoint(endpoint: Endpoint, request: IncomingMessage): Promise<WebResponse> {
  const body = await readRequestBody(request, maxDeliveryBytes).catch(readTooLarge);
  if (!body) return { ...jsonResponse(413, { error: "A delivery may have 1 MB." }), headers: { connection: "close" } };
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
  );
  return toResponse(await endpoint.handle({ method: request.method ?? "GET", path: endpoint.path, headers, body }));
}

function readTooLarge(error: unknown): undefined {
  if (error instanceof RequestProblem && error.status === 413) return undefined;
  throw error;
}

function toResponse({ status, headers = {}, body = "" }: EndpointResponse): WebResponse {
  const { "content-type": type = "text/plain; charset=utf-8", ...others } = headers;
  return { status, type, body, headers: others };
}
