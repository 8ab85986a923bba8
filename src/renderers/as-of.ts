import type { Reply } from "../core/reply.ts";
import { formatDate, formatInstant } from "./format-date.ts";

/** One line each for what an answer holds at: the day it was true and the moment it was known; empty for now. */
export function asOfLines(reply: Pick<Reply, "trueAt" | "knownAt">): readonly string[] {
  return [
    ...(reply.trueAt === undefined ? [] : [`As of ${formatDate(reply.trueAt)}.`]),
    ...(reply.knownAt === undefined ? [] : [`From what was known on ${formatInstant(reply.knownAt)}.`]),
  ];
}
