import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** Resident memory of a process, megabytes of 10^6 bytes. */
export function residentMb(pid: number): number {
  const kilobytes = execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" });
  return (Number(kilobytes.trim()) * 1024) / 1e6;
}

/** Linux counts processor time in hundredths of a second: proc_pid_stat(5). */
const tickMs = 10;

/** How long a process has kept processors busy, milliseconds; NaN where the system does not say. Unlike time, it hardly depends on what else runs. */
export function processorMs(pid: number): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return Number.NaN;
  // The name, which comes second, may hold spaces; after its bracket the user's time is the twelfth, the system's the next.
  const fields = readFileSync(file, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}
