import { setTimeout as wait } from "node:timers/promises";
import { askAll } from "./measure-server.ts";
import { startPlatformFakes, untilConnected } from "./platform-fakes.ts";
import { processorMs, residentMb } from "./process-figures.ts";
import { withServer } from "./with-server.ts";

/** What a server took that has Slack and Teams on. Middle ones of several starts, memory in megabytes of 10^6 bytes. */
export interface PlatformMeasure {
  readonly starts: number;
  /** From the start of the process to both platforms connected, milliseconds. */
  readonly connectedMs: number;
  /** How long processors were busy with that, milliseconds. */
  readonly processorMs: number;
  /** When it had stood still for two seconds, and after 40 answers. */
  readonly residentIdleMb: number;
  readonly residentMb: number;
}

const starts = 5;

/** Starts the server on folders as they are, against fakes of both platforms, and asks the last one some questions. */
export async function measurePlatforms(
  settings: Readonly<Record<string, string>>,
  questions: readonly string[],
): Promise<PlatformMeasure> {
  const connected: number[] = [];
  const processor: number[] = [];
  const resident: number[] = [];
  for (let start = 1; start <= starts; start += 1) {
    const fakes = await startPlatformFakes();
    const began = performance.now();
    try {
      await withServer({ ...settings, ...fakes.settings }, async ({ url, pid }) => {
        await untilConnected(url, 2);
        connected.push(performance.now() - began);
        processor.push(processorMs(pid));
        if (start < starts) return;
        await wait(2000);
        resident.push(residentMb(pid));
        for (const round of [questions, questions]) await askAll(url, round);
        await wait(500);
        resident.push(residentMb(pid));
      });
    } finally {
      await fakes.close();
    }
  }
  const [residentIdleMb = 0, afterMb = 0] = resident;
  return {
    starts,
    connectedMs: middle(connected),
    processorMs: middle(processor),
    residentIdleMb,
    residentMb: afterMb,
  };
}

function middle(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}
