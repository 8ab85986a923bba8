import { createServer } from "node:http";
import type { Server } from "node:http";
import type { Assistant } from "../../core/assistant.ts";
import type { Endpoint } from "../../core/channel.ts";
import { PilotdeskError } from "../../core/errors.ts";
import type { Clock } from "../../core/time.ts";
import { createAnswerRoutes } from "./answer-routes.ts";
import { createApiRoutes } from "./api-routes.ts";
import { createAskRoutes } from "./ask-routes.ts";
import { createAsking } from "./asking.ts";
import { loadAssets } from "./assets.ts";
import { createChannelRoutes } from "./channel-routes.ts";
import { createHealthRoutes } from "./health-routes.ts";
import type { Readiness } from "./health-routes.ts";
import { createPageRenderer } from "./page-renderer.ts";
import { channelSites } from "./channel-sites.ts";
import { readerOf } from "./playground.ts";
import type { Playground } from "./playground.ts";
import { createRequestGuard } from "./request-guard.ts";
import { createRequestHandler } from "./request-handler.ts";
import type { WebLog } from "./request-handler.ts";
import { createThreadHistory } from "./thread-history.ts";

/** What the web server needs. */
export interface WebServerOptions {
  readonly assistant: Assistant;
  /** The address to listen on. */
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly log?: WebLog;
  /** A line above every page, as for a demonstration with made-up content. */
  readonly banner?: string;
  /** What `/readyz` says; ready by default. */
  readonly health?: () => Promise<Readiness>;
  /** What `/metrics` says; without it there is no such page. */
  readonly metrics?: () => Promise<string>;
  /** Further names the server is reached by, with or without a port, as behind a proxy. */
  readonly allowedHosts?: readonly string[];
  readonly clock?: Clock;
  /** A demonstration, in which a visitor may also be a local team. */
  readonly playground?: Playground;
  /** Addresses that platforms post to. */
  readonly endpoints?: readonly Endpoint[];
}

/** The web channel: pages, a JSON interface and health. */
export interface WebServer {
  /** Starts to listen and says where: `http://127.0.0.1:3000`. Rejects with `PilotdeskError` where the port cannot be had. */
  listen(): Promise<{ readonly address: string; readonly port: number }>;
  /** Takes no further request, finishes those under way and resolves when all connections are closed. */
  close(): Promise<void>;
}

/** Creates the web channel; nothing listens until `listen`. */
export function createWebServer(options: WebServerOptions): WebServer {
  const { assistant, host, log, banner, clock = { now: () => new Date() }, allowedHosts = [] } = options;
  const assets = loadAssets();
  const { playground } = options;
  const channels = playground ? channelSites(playground) : [];
  const places = playground && [
    { text: "Ask as an official", path: "/" },
    ...channels.map(({ path, page }) => ({ text: page.title, path })),
  ];
  const render = createPageRenderer({
    assets: assets.paths,
    ...(places && { places }),
    ...(banner === undefined ? {} : { banner }),
  });
  const asking = createAsking({ assistant, clock, history: createThreadHistory(), playground });
  const reader = readerOf(playground);
  const routes = [
    ...createAskRoutes({ assistant, asking, render }),
    ...createAnswerRoutes({ assistant, asking, render, reader, clock }),
    ...channels.flatMap((site) => createChannelRoutes(site, render)),
    ...createApiRoutes({ asking }),
    ...createHealthRoutes({
      health: options.health ?? (() => Promise.resolve({ ready: true })),
      metrics: options.metrics,
    }),
    assets.route,
  ];
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 });
  const endpoints = new Map((options.endpoints ?? []).map((endpoint) => [endpoint.path, endpoint]));
  const guard = createRequestGuard({ host, port: () => portOf(server), allowedHosts });
  server.on("request", (_, response) => {
    // A connection that was busy when closing began is closed with its answer, not when it has idled out.
    response.on("finish", () => {
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
    });
  });
  server.on("request", createRequestHandler({ routes, render, guard, log, endpoints }));
  return { listen: () => listen(server, options), close: () => close(server) };
}

function portOf(server: Server): number {
  const address = server.address();
  return address !== null && typeof address === "object" ? address.port : 0;
}

function listen(server: Server, { host, port }: WebServerOptions): Promise<{ address: string; port: number }> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) => {
      const message = `Cannot listen on ${host}:${port} (${cause.message}). Stop what is listening there, or set PORT and HOST.`;
      reject(new PilotdeskError("web-listen", message, { cause }));
    });
    server.listen(port, host, () => {
      const name = host.includes(":") ? `[${host}]` : host;
      resolve({ address: `http://${name}:${portOf(server)}`, port: portOf(server) });
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
