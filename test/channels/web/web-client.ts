import { request } from "node:http";
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";

/** A response as received: header names in lower case, the body as text. */
export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** What to send. The path goes out as written, and headers may name any host or origin, which `fetch` forbids. */
export interface Sent {
  readonly method?: string;
  readonly path: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
}

/** Sends one request to 127.0.0.1 and reads the response to its end; follows no redirect. */
export function send(port: number, { method = "GET", path, headers = {}, body }: Sent): Promise<Received> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", port, method, path, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", reject);
      incoming.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** Posts fields as a browser's form does. */
export function postForm(port: number, path: string, fields: Readonly<Record<string, string>>): Promise<Received> {
  const body = new URLSearchParams(fields).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return send(port, { method: "POST", path, headers, body });
}

/** Posts a value as JSON. */
export function postJson(port: number, path: string, value: unknown): Promise<Received> {
  const headers = { "content-type": "application/json" };
  return send(port, { method: "POST", path, headers, body: JSON.stringify(value) });
}
