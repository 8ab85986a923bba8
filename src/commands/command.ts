import type { Config } from "../config.ts";

/** Where a command writes and what it is configured with. */
export interface CommandContext {
  readonly config: Config;
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
}

/** A command of the command line: takes its arguments, returns the exit code. */
export type Command = (args: readonly string[], context: CommandContext) => Promise<number>;

/** Exit codes: all well, something was refused or failed, the command line itself was wrong. */
export const exitCodes = { ok: 0, failed: 1, usage: 2 } as const;
