import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const program = path.resolve(import.meta.dirname, "../../pilotdesk.mjs");

/** A server that is ready. */
export interface ReadyServer {
  readonly url: string;
  readonly pid: number;
  readonly readyMs: number;
}

/** Starts the server, does some work with it once it is ready, and stops it. */
export async function withServer<Result>(
  settings: Readonly<Record<string, string>>,
  work: (server: ReadyServer) => Promise<Result>,
): Promise<Result> {
  const url = `http://127.0.0.1:${await freePort()}`;
  const env = { ...process.env, ...settings, PORT: new URL(url).port };
  const started = performance.now();
  const child = spawn(process.execPath, [program, "start"], { env, stdio: ["ignore", "ignore", "inherit"] });
  const ended = once(child, "exit");
  try {
    await untilReady(`${url}/readyz`, () => child.exitCode);
    return await work({ url, pid: child.pid ?? 0, readyMs: performance.now() - started });
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function untilReady(url: string, exitCode: () => number | null): Promise<void> {
  for (;;) {
    const response = await fetch(url).catch(() => undefined);
    await response?.arrayBuffer();
    if (response?.status === 200) return;
    if (exitCode() !== null) throw new Error(`The server ended with exit code ${exitCode()} before it was ready.`);
    await wait(5);
  }
}
