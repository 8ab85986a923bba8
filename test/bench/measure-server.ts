import { setTimeout as wait } from "node:timers/promises";
import { residentMb as readResidentMb } from "./process-figures.ts";
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
    await askAll(url, questions);
    // The encoder's thread loads behind the first answers.
    await wait(settings["PILOTDESK_VECTORS"] === "off" ? 500 : 5000);
    await askAll(url, questions);
    return readResidentMb(pid);
  });
  return { readyMs: times.toSorted((left, right) => left - right)[1] ?? 0, residentMb };
}

/** Asks a server questions over HTTP, one after the other. */
export async function askAll(url: string, questions: readonly string[]): Promise<void> {
  const headers = { "content-type": "application/json", origin: url };
  for (const question of questions) {
    const response = await fetch(`${url}/api/ask`, { method: "POST", headers, body: JSON.stringify({ question }) });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`The server answered ${response.status} to a question.`);
  }
}
