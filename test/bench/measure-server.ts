import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const program = path.resolve(import.meta.dirname, "../../pilotdesk.mjs");

/** What a served process took. */
export interface ServerMeasure {
  /** From the start of the process to the first 200 of `/readyz`, the middle one of three starts. */
  readonly readyMs: number;
  /** Resident memory after some questions, megabytes of 10^6 bytes. */
  readonly residentMb: number;
}

/** Starts the server on folders as they are, asks it some questions over HTTP, and stops it. */
export async function measureServer(
  settings: Readonly<Record<string, string>>,
  questions: readonly string[],
): Promise<ServerMeasure> {
  const times: number[] = [];
  for (let start = 0; start < 2; start += 1)
    await withServer(settings, async ({ readyMs }) => {
      times.push(readyMs);
    });
  const residentMb = await withServer(settings, async ({ url, pid, readyMs }) => {
    times.push(readyMs);
    for (const question of questions) await ask(url, question);
    // The encoder's thread loads behind the first answers.
    await wait(settings["PILOTDESK_VECTORS"] === "off" ? 500 : 5000);
    for (const question of questions) await ask(url, question);
    return readResidentMb(pid);
  });
  return { readyMs: times.toSorted((left, right) => left - right)[1] ?? 0, residentMb };
}

/** A server that is ready. */
interface ReadyServer {
  readonly url: string;
  readonly pid: number;
  readonly readyMs: number;
}

async function withServer<Result>(
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

async function ask(url: string, question: string): Promise<void> {
  const headers = { "content-type": "application/json", origin: url };
  const response = await fetch(`${url}/api/ask`, { method: "POST", headers, body: JSON.stringify({ question }) });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`The server answered ${response.status} to a question.`);
}

function readResidentMb(pid: number): number {
  const kilobytes = execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" });
  return (Number(kilobytes.trim()) * 1024) / 1e6;
}
