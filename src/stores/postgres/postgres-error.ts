import { StoreError, type StoreErrorCode } from "../../core/errors.ts";

interface Meaning {
  readonly code: StoreErrorCode;
  readonly sentence: string;
}

const unreachable: Meaning = {
  code: "store-unreachable",
  sentence:
    "cannot be reached. Check that the server runs and that DATABASE_URL leads to it; it is tried again by itself.",
};
const refused: Meaning = {
  code: "store-unreachable",
  sentence: "does not let this user in. Correct the user and password in DATABASE_URL, or the server's pg_hba.conf.",
};
const locked: Meaning = {
  code: "store-locked",
  sentence: "is held by another process's transaction. Nothing was saved; try again.",
};
const unwritable: Meaning = {
  code: "store-read-only",
  sentence: "cannot be written. Give the user in DATABASE_URL the rights on its tables, or name the primary server.",
};
const full: Meaning = {
  code: "store-full",
  sentence: "cannot grow: the server's disk is full. Free some space; what was saved before is safe.",
};
const corrupt: Meaning = { code: "store-corrupt", sentence: "is damaged. Restore the last backup." };
const misuse: Meaning = {
  code: "store-misuse",
  sentence: "refused a row or value that breaks a rule of its tables. This is a defect; please report it.",
};
const slow: Meaning = {
  code: "store-failed",
  sentence: "did not answer in time, and the statement was ended. Check the server's load, then try again.",
};

/**
 * SQLSTATEs, or their first two characters, that somebody can do something about; where two fit, the longer one counts:
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const meanings: ReadonlyMap<string, Meaning> = new Map([
  ["08", unreachable],
  ["57P01", unreachable],
  ["57P02", unreachable],
  ["57P03", unreachable],
  ["57P05", unreachable],
  ["25P03", unreachable],
  [
    "53300",
    { code: "store-unreachable", sentence: "has no connection left. Raise max_connections, or stop a client." },
  ],
  ["28", refused],
  [
    "3D000",
    { code: "store-missing", sentence: "does not exist. Create the database that DATABASE_URL names, or correct it." },
  ],
  ["40001", locked],
  ["40P01", locked],
  ["55P03", locked],
  ["25006", unwritable],
  ["42501", unwritable],
  ["53100", full],
  ["XX001", corrupt],
  ["XX002", corrupt],
  ["22", misuse],
  ["23", misuse],
  ["57014", slow],
]);

/** What the system and the driver say where there is no connection, or no longer. */
const lostConnection =
  /^(?:ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|ENOENT|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$|connection terminated|connection error|timeout exceeded when trying to connect|query read timeout|client was closed/i;

/** Every failure of the driver as a `StoreError` with a remedy; what is a `StoreError` already stays as it is. */
export function translatePostgresError(error: unknown, name: string): StoreError {
  if (error instanceof StoreError) return error;
  if (messageFrom(error) === "Cannot use a pool after calling end on the pool") return closedStore();
  const { code, sentence } = meaningOf(error);
  return new StoreError(code, `The store ${name} ${sentence}`, { cause: error });
}

/** True where the connection is gone or cannot be trusted any more, so that it must not be used again. */
export function isConnectionLost(error: unknown): boolean {
  const cause = error instanceof StoreError ? error.cause : error;
  return cause !== undefined && meaningOf(cause).code === "store-unreachable";
}

function meaningOf(error: unknown): Meaning {
  const code = codeOf(error);
  const known = meanings.get(code) ?? meanings.get(code.slice(0, 2));
  if (known) return known;
  // A server with several addresses, all of which refused, is reported as a list without a message.
  const causes = error instanceof AggregateError ? error.errors : [error];
  const isLost = causes.some((cause) => lostConnection.test(codeOf(cause)) || lostConnection.test(messageFrom(cause)));
  return isLost ? unreachable : { code: "store-failed", sentence: "failed. The cause is in the log." };
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

function messageFrom(error: unknown): string {
  return error instanceof Error ? error.message : "";
}

/** The failure of a call on a store that was closed. */
export function closedStore(): StoreError {
  return new StoreError("store-misuse", "The store is closed. Open it again before using it.");
}
