import { execFileSync } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { withServer } from "./with-server.ts";

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
