import { createHmac } from "node:crypto";
import type { ServerSocket } from "./websocket-server.ts";

/** How a delivery ended. */
export interface Acknowledgement {
  /** False where it was refused, or nothing came within three seconds. */
  readonly isAcknowledged: boolean;
  readonly status?: number;
  /** What it was acknowledged with. */
  readonly body?: unknown;
  readonly ms: number;
}

/** What is delivered: an event, or what somebody did with a button, a form or a command. */
export interface FakeDelivery {
  readonly kind: "events_api" | "interactive" | "slash_commands";
  readonly body: Readonly<Record<string, unknown>>;
  readonly retry?: { readonly num: number; readonly reason: string };
}

/** One way to deliver. */
export interface Deliverer {
  deliver(delivery: FakeDelivery): Promise<Acknowledgement>;
}

const patienceMs = 3000;

/** The headers that sign a body as Slack does. */
export function signedHeaders(
  secret: string,
  body: string,
  seconds = Math.floor(Date.now() / 1000),
): Record<string, string> {
  const signature = createHmac("sha256", secret).update(`v0:${seconds}:${body}`).digest("hex");
  return { "x-slack-request-timestamp": String(seconds), "x-slack-signature": `v0=${signature}` };
}

/** Delivers over HTTP with signatures. */
export function createHttpDeliverer(secret: string, target: () => string): Deliverer {
  return {
    async deliver({ kind, body, retry }) {
      const isEvent = kind === "events_api";
      const text = isEvent
        ? JSON.stringify(body)
        : new URLSearchParams(
            kind === "interactive" ? { payload: JSON.stringify(body) } : (body as Record<string, string>),
          ).toString();
      const started = performance.now();
      try {
        const response = await fetch(`${target()}${paths[kind]}`, {
          method: "POST",
          headers: {
            "content-type": isEvent ? "application/json" : "application/x-www-form-urlencoded",
            ...signedHeaders(secret, text),
            ...(retry && { "x-slack-retry-num": String(retry.num), "x-slack-retry-reason": retry.reason }),
          },
          body: text,
          signal: AbortSignal.timeout(patienceMs),
        });
        const answer = await response.text();
        const ms = performance.now() - started;
        const { status } = response;
        if (status !== 200) return { isAcknowledged: false, status, ms };
        return { isAcknowledged: true, status, ms, ...(answer !== "" && { body: readBody(answer) }) };
      } catch {
        return { isAcknowledged: false, ms: performance.now() - started };
      }
    },
  };
}

function readBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const paths = {
  events_api: "/slack/events",
  interactive: "/slack/interactions",
  slash_commands: "/slack/commands",
} as const;

/** Delivers over the newest connection of Socket Mode. */
export interface SocketDeliverer extends Deliverer {
  add(socket: ServerSocket): void;
  readonly sockets: readonly ServerSocket[];
  /** Resolves when so many connections were made in all. */
  connected(count: number): Promise<void>;
}

/** Nothing is connected at first. */
export function createSocketDeliverer(): SocketDeliverer {
  const sockets: ServerSocket[] = [];
  const waiting = new Map<string, (acknowledgement: Acknowledgement) => void>();
  const watchers: { readonly count: number; readonly resolve: () => void }[] = [];
  let [envelopes, connections] = [0, 0];

  return {
    sockets,
    add(socket) {
      sockets.push(socket);
      connections += 1;
      socket.onClose(() => void sockets.splice(sockets.indexOf(socket), 1));
      socket.onText((text) => {
        const { envelope_id: id, payload } = JSON.parse(text) as { envelope_id: string; payload?: object };
        const isEmpty = payload === undefined || Object.keys(payload).length === 0;
        waiting.get(id)?.({ isAcknowledged: true, ms: 0, ...(!isEmpty && { body: payload }) });
      });
      socket.send(
        JSON.stringify({ type: "hello", num_connections: sockets.length, connection_info: { app_id: "A0PILOT" } }),
      );
      for (const { count, resolve } of watchers) if (connections >= count) resolve();
    },
    connected: (count) =>
      new Promise((resolve) => {
        if (connections >= count) resolve();
        else watchers.push({ count, resolve });
      }),
    async deliver({ kind, body, retry }) {
      const socket = sockets.at(-1);
      if (!socket) return { isAcknowledged: false, ms: 0 };
      envelopes += 1;
      const id = `envelope-${envelopes}`;
      const started = performance.now();
      const acknowledged = new Promise<Acknowledgement>((resolve) => waiting.set(id, resolve));
      const late = Promise.withResolvers<Acknowledgement>();
      const timer = setTimeout(() => late.resolve({ isAcknowledged: false, ms: patienceMs }), patienceMs);
      socket.send(
        JSON.stringify({
          envelope_id: id,
          type: kind,
          payload: body,
          accepts_response_payload: kind !== "events_api",
          ...(retry && { retry_attempt: retry.num, retry_reason: retry.reason }),
        }),
      );
      const acknowledgement = await Promise.race([acknowledged, late.promise]);
      clearTimeout(timer);
      waiting.delete(id);
      return { ...acknowledgement, ms: performance.now() - started };
    },
  };
}
