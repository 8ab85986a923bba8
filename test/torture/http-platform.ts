import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { z } from "zod";

const requestSchema = z.object({ key: z.string(), conversation: z.string(), turn: z.number() });

/** A post that the platform took, as people see it; in the order in which it was taken. */
export interface ShownPost {
  readonly key: string;
  readonly conversation: string;
  readonly turn: number;
  readonly at: number;
}

/** What the platform did with requests. */
export interface PlatformCounts {
  requests: number;
  tooMany: number;
  unavailable: number;
  /** Taken, and the connection cut before the answer. */
  answersLost: number;
  /** The connection cut before the request counted. */
  requestsLost: number;
  lookUps: number;
}

/** A platform outside the processes that die. */
export interface HttpPlatform {
  readonly url: string;
  readonly shown: readonly ShownPost[];
  readonly counts: Readonly<PlatformCounts>;
  close(): Promise<void>;
}

/** How long a post takes to be found by a look-up. */
const lookUpLagMs = 100;

/** Starts a platform that answers 20 % of posts with 429, 10 % with 503, takes 5 % and loses the answer, and loses 3 %. */
export async function startHttpPlatform(random: () => number): Promise<HttpPlatform> {
  const shown: ShownPost[] = [];
  const counts = { requests: 0, tooMany: 0, unavailable: 0, answersLost: 0, requestsLost: 0, lookUps: 0 };

  function find(key: string, response: ServerResponse): void {
    counts.lookUps += 1;
    // Look-ups fail as well.
    if (random() < 0.05) return void response.writeHead(503).end();
    const old = performance.now() - lookUpLagMs;
    const index = shown.findIndex((post) => post.key === key && post.at <= old);
    response.writeHead(index < 0 ? 404 : 200).end(`m${index}`);
  }

  async function post(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { key, conversation, turn } = requestSchema.parse(JSON.parse(await text(request)));
    counts.requests += 1;
    const lot = random();
    if (lot < 0.2) {
      counts.tooMany += 1;
      response.writeHead(429, { "retry-after-ms": String(10 + Math.floor(random() * 90)) }).end();
    } else if (lot < 0.3) {
      counts.unavailable += 1;
      response.writeHead(503).end();
    } else if (lot < 0.33) {
      counts.requestsLost += 1;
      request.socket.destroy();
    } else {
      shown.push({ key, conversation, turn, at: performance.now() });
      if (lot < 0.38) {
        counts.answersLost += 1;
        request.socket.destroy();
      } else response.writeHead(200).end(`m${shown.length - 1}`);
    }
  }

  const server = createServer((request, response) => {
    const key = new URL(request.url ?? "/", "http://platform").searchParams.get("key");
    if (request.method === "GET") find(key ?? "", response);
    // A process that dies while it sends leaves half a request, which no platform takes.
    else post(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    shown,
    counts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
