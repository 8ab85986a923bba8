import type { Reply } from "../core/reply.ts";
import { formatDate, formatInstant } from "./format-date.ts";

const byModel = "A language model put this into words from the sources named. Check them before you rely on it.";

/**
 * One line each for what a reader must know of an answer: the day it was true, the moment it was known, and that a language model
 * wrote it; empty for an answer of now in exact words.
 */
export function asOfLines(reply: Pick<Reply, "trueAt" | "knownAt" | "isByModel">): readonly string[] {
  return [
    ...(reply.trueAt === undefined ? [] : [`As of ${formatDate(reply.trueAt)}.`]),
    ...(reply.knownAt === undefined ? [] : [`From what was known on ${formatInstant(reply.knownAt)}.`]),
    ...(reply.isByModel === true ? [byModel] : []),
  ];
}
