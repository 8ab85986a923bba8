import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Endpoint } from "../../core/channel.ts";
import { answerEndpoint } from "./endpoint-routes.ts";
import { htmlResponse, jsonResponse, textResponse } from "./exchange.ts";
import type { WebResponse } from "./exchange.ts";
import type { RenderPage } from "./page-renderer.ts";
import { operatorPaths } from "./health-routes.ts";
import { readRequestBody } from "./request-body.ts";
import type { RequestGuard } from "./request-guard.ts";
import { notFound, RequestProblem } from "./request-problem.ts";
import { responseHeaders } from "./response-headers.ts";
import { allowedMethods, matchRoute } from "./route-table.ts";
import type { Route } from "./route-table.ts";

/** Where the web server writes its log lines; pino's logger fits. No line holds a question or an answer. */
export interface WebLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** What every request is answered with. */
export interface Site {
  readonly routes: readonly Route[];
  readonly render: RenderPage;
  readonly guard: RequestGuard;
  /** What platforms post to, by path. They name the server as they know it; each channel checks the sender itself. */
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  readonly log: WebLog | undefined;
}

interface Target {
  readonly path: string;
  readonly search: string;
  readonly nonce: string;
  /** What a person who reports a failure and the log have in common. */
  readonly id: string;
}

/** Creates the listener for `node:http`: guard, route, answer, and a page with an id for what nobody expected. */
export function createRequestHandler(site: Site): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    // Errors of the handlers become pages inside; what is left is a connection that broke off.
    respond(site, request, response).catch(() => response.destroy());
  };
}

function isForMachines(path: string): boolean {
  return path.startsWith("/api/") || path.startsWith("/slack/") || operatorPaths.has(path);
}

async function respond(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const startedMs = performance.now();
  const nonce = randomBytes(16).toString("base64");
  const id = randomUUID();
  const [path = "", search = ""] = (request.url ?? "").split(/\?(.*)/s);
  const answer = await answerRequest(site, request, { path, search, nonce, id });
  response.writeHead(answer.status, {
    ...responseHeaders(nonce),
    "content-type": answer.type,
    "content-length": Buffer.byteLength(answer.body),
    ...answer.headers,
  });
  response.end(request.method === "HEAD" ? undefined : answer.body);
  const ms = Math.round(performance.now() - startedMs);
  site.log?.info(
    { id, method: request.method, path: loggedPath(site, path), status: answer.status, ms },
    "web request",
  );
}

/** The pattern that a path fits: the path itself may hold what somebody typed. */
function loggedPath(site: Site, path: string): string {
  if (site.endpoints.has(path)) return path;
  return matchRoute(site.routes, path)?.route.path ?? "(unknown)";
}

async function answerRequest(site: Site, request: IncomingMessage, target: Target): Promise<WebResponse> {
  const endpoint = site.endpoints.get(target.path);
  if (endpoint)
    return answerEndpoint(endpoint, request).catch((error: unknown) => problemResponse(site, error, target));
  // Probes of an orchestrator use the address of the container as the host; these pages hold nothing to protect.
  const refusal = operatorPaths.has(target.path) ? undefined : site.guard(request.headers);
  if (refusal) return textResponse(refusal.status, refusal.message);
  try {
    return await routeRequest(site, request, target);
  } catch (error) {
    return problemResponse(site, error, target);
  }
}

async function routeRequest(site: Site, request: IncomingMessage, target: Target): Promise<WebResponse> {
  const match = matchRoute(site.routes, target.path);
  if (!match) throw notFound();
  const method = request.method === "HEAD" ? "GET" : request.method;
  const handler = method === "GET" || method === "POST" ? match.route[method] : undefined;
  if (!handler) {
    const allow = allowedMethods(match.route);
    const message = `This address takes ${allow}. Start again with a question.`;
    throw new RequestProblem(405, "This page cannot be used in this way", message, { allow });
  }
  return handler({
    params: match.params,
    query: new URLSearchParams(target.search),
    mediaType: (request.headers["content-type"] ?? "").split(";", 1).join("").trim().toLowerCase(),
    readBody: () => readRequestBody(request),
    nonce: target.nonce,
  });
}

function problemResponse(site: Site, error: unknown, target: Target): WebResponse {
  const { path, nonce } = target;
  const known = error instanceof RequestProblem ? error : undefined;
  const id = known ? undefined : target.id;
  if (id !== undefined) site.log?.error({ id, path: loggedPath(site, path), err: error }, "web request failed");
  const status = known?.status ?? 500;
  const heading = known?.title ?? "Sorry, something went wrong";
  const message = known?.message ?? "Your question was not answered. Try again. If it happens again, report this id:";
  const details = { message, ...(id === undefined ? {} : { id }) };
  const answer = isForMachines(path)
    ? jsonResponse(status, { error: { code: known?.code ?? "failed", ...details } })
    : htmlResponse(status, site.render({ template: "problem", title: heading, heading, ...details }, nonce));
  return { ...answer, headers: { ...known?.headers } };
}
