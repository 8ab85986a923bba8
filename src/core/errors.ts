/** A failure that names itself: `code` is stable and may be matched on, `message` says what happened and what to do. */
export class PilotdeskError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** The configuration cannot be used; the message names the variable and the remedy. */
export class ConfigurationError extends PilotdeskError {
  constructor(message: string, options?: ErrorOptions) {
    super("configuration", message, options);
  }
}

/** Why a store could not do what was asked. */
export type StoreErrorCode =
  | "store-corrupt"
  | "store-foreign"
  | "store-newer"
  | "store-locked"
  | "store-read-only"
  | "store-full"
  | "store-missing"
  | "store-unreachable"
  | "store-misuse"
  | "store-failed";

/** A store failure, translated once at the driver; `code` says which kind. */
export class StoreError extends PilotdeskError {
  declare readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}

/** The knowledge folder, or a file in it, cannot be read at all. */
export class KnowledgeError extends PilotdeskError {
  constructor(message: string, options?: ErrorOptions) {
    super("knowledge", message, options);
  }
}

/** The message of any thrown value, for a sentence that ends with its cause. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
