import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { finding } from "./finding.ts";
import type { Finding } from "./finding.ts";

/** The version this program is written for; pilotdesk.mjs refuses older ones before anything else is loaded. */
const oldestNode = 24;

/** Whether this Node can run the program. */
export function checkNode(version: string): Finding {
  const major = Number(/^v(\d+)/.exec(version)?.[1]);
  if (major >= oldestNode) return finding("ok", "node", version);
  return finding(
    "problem",
    "node",
    `${version} is too old. Install Node ${oldestNode} or newer from https://nodejs.org.`,
  );
}

const mebibyte = 1024 * 1024;
/** Below this a write may fail at any moment; below ten times as much somebody should know. */
const leastFreeBytes = 32 * mebibyte;

/** How much a disk has left. */
export type ReadFreeBytes = (folder: string) => Promise<number>;

async function readFreeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Whether the disk of the data folder has room. */
export async function checkDisk(dataFolder: string, read: ReadFreeBytes = readFreeBytes): Promise<Finding> {
  const free = await read(nearestExisting(resolve(dataFolder)));
  const text = `${Math.floor(free / mebibyte)} MB free`;
  if (free >= leastFreeBytes * 10) return finding("ok", "disk", text);
  const remedy = `Free some space on the disk of ${dataFolder}; what was saved before is safe.`;
  return finding(free < leastFreeBytes ? "problem" : "note", "disk", `${text}. ${remedy}`);
}

function nearestExisting(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestExisting(dirname(folder));
}
