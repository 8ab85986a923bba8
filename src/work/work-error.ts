import { PilotdeskError, StoreError } from "../core/errors.ts";

/** Why the work could not go on; `code` is what doctor shows for a turn or a post that it ended. */
export type WorkErrorCode =
  | "lease-lost"
  | "firing-taken"
  | "turn-timeout"
  | "turn-claimed-too-often"
  | "work-stopped"
  | "no-place-to-answer";

/** A failure of the work itself. */
export class WorkError extends PilotdeskError {
  declare readonly code: WorkErrorCode;

  constructor(code: WorkErrorCode, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}

/** The code of any thrown value, which is all of an error that doctor and the log may hold: its message may quote a turn. */
export function codeOf(error: unknown): string {
  if (error instanceof PilotdeskError) return error.code;
  return error instanceof Error ? error.name : "unknown-error";
}

/** True where the store stands in the way and not what was done with it: worth another try without counting this one. */
export function isStoreTrouble(error: unknown): boolean {
  return error instanceof StoreError && error.code !== "store-misuse" && error.code !== "store-corrupt";
}

/** True for a work error of this code. */
export function isWorkError(error: unknown, code: WorkErrorCode): boolean {
  return error instanceof WorkError && error.code === code;
}
