import type { Logger, LoggerOptions } from "pino";
import type { LogLevel } from "../config.ts";
import { PilotdeskError } from "../core/errors.ts";

/** What a server tells its operator, one JSON object a line. No line holds a message's text or a person's name. */
export type Log = Pick<Logger, "debug" | "info" | "warn" | "error" | "fatal">;

/** An error as the log keeps it. */
export interface LoggedError {
  readonly type: string;
  readonly code?: string;
  /** What the person was told, for an error that was answered with an id of its own. */
  readonly id?: string;
  /** Only of our own errors, whose messages never quote anybody. */
  readonly message?: string;
  /** Where it was thrown, without the message that a stack begins with. */
  readonly frames: readonly string[];
  readonly cause?: LoggedError;
}

const mostFrames = 12;

/** What may be logged of a thrown value: the message of a foreign error may quote what somebody typed, so it stays out. */
export function loggableError(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, frames: [] };
  const lines = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    ...("code" in error && typeof error.code === "string" && { code: error.code }),
    ...("id" in error && typeof error.id === "string" && { id: error.id }),
    ...(error instanceof PilotdeskError && { message: error.message }),
    frames: lines.slice(0, mostFrames).map((line) => line.trim()),
    ...(error.cause !== undefined && { cause: loggableError(error.cause) }),
  };
}

/** Creates the log on standard error. Lines are written at once: the last ones before an end are those that matter. */
export async function createLog(level: LogLevel): Promise<Log> {
  // Loaded here, because only a server logs.
  const { pino } = await import("pino");
  const options: LoggerOptions = { level, base: null, serializers: { err: loggableError } };
  return pino(options, pino.destination({ dest: 2, sync: true }));
}
