import { StoreError, type StoreErrorCode } from "../../core/errors.ts";

/** SQLite's primary result codes that somebody can do something about: https://www.sqlite.org/rescode.html */
const primaryCodes = {
  busy: 5,
  locked: 6,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  constraint: 19,
  mismatch: 20,
  notADatabase: 26,
} as const;

const meanings: ReadonlyMap<number, { readonly code: StoreErrorCode; readonly sentence: string }> = new Map([
  [
    primaryCodes.busy,
    {
      code: "store-locked",
      sentence: "is locked by another process. Wait for it to finish, or stop it, and try again.",
    },
  ],
  [
    primaryCodes.locked,
    {
      code: "store-locked",
      sentence: "is locked by another process. Wait for it to finish, or stop it, and try again.",
    },
  ],
  [
    primaryCodes.readOnly,
    {
      code: "store-read-only",
      sentence: "cannot be written. Give this user write access to the folder and the file in it.",
    },
  ],
  [
    primaryCodes.ioError,
    {
      code: "store-failed",
      sentence: "could not be read or written. Check the disk and the system log, then try again.",
    },
  ],
  [
    primaryCodes.corrupt,
    { code: "store-corrupt", sentence: "is damaged. Restore the last backup, or move the file away and import again." },
  ],
  [
    primaryCodes.full,
    { code: "store-full", sentence: "cannot grow: the disk is full. Free some space; what was saved before is safe." },
  ],
  [
    primaryCodes.cannotOpen,
    { code: "store-read-only", sentence: "cannot be opened. Give this user read and write access to the folder." },
  ],
  [
    primaryCodes.constraint,
    {
      code: "store-misuse",
      sentence: "refused a row that breaks a rule of its tables. This is a defect; please report it.",
    },
  ],
  [
    primaryCodes.mismatch,
    { code: "store-misuse", sentence: "refused a value of the wrong type. This is a defect; please report it." },
  ],
  [
    primaryCodes.notADatabase,
    {
      code: "store-foreign",
      sentence: "is not a database. Move the file away, or set PILOTDESK_DATA to another folder.",
    },
  ],
]);

/** Every failure of node:sqlite as a `StoreError` with a remedy; what is a `StoreError` already stays as it is. */
export function translateSqliteError(error: unknown, file: string): StoreError {
  if (error instanceof StoreError) return error;
  if (codeOf(error) === "ERR_INVALID_STATE") return closedStore(error);
  const meaning = meanings.get(resultCodeOf(error) & 0xff);
  const { code, sentence } = meaning ?? { code: "store-failed" as const, sentence: "failed. The cause is in the log." };
  return new StoreError(code, `The store ${file} ${sentence}`, { cause: error });
}

/** The failure of a call on a store that was closed. */
export function closedStore(cause?: unknown): StoreError {
  return new StoreError("store-misuse", "The store is closed. Open it again before using it.", { cause });
}

/** True where another process holds the lock that was asked for. */
export function isBusy(error: unknown): boolean {
  return (resultCodeOf(error) & 0xff) === primaryCodes.busy;
}

/** A failure to make the data folder as a `StoreError` with a remedy. */
export function translateFolderError(error: unknown, directory: string): StoreError {
  const code = folderCodes.get(codeOf(error) ?? "") ?? "store-failed";
  const remedy =
    code === "store-full" ? "Free some space on its disk." : "Set PILOTDESK_DATA to a folder that this user can write.";
  return new StoreError(code, `The data folder ${directory} cannot be made. ${remedy}`, { cause: error });
}

const folderCodes: ReadonlyMap<string, StoreErrorCode> = new Map([
  ["EACCES", "store-read-only"],
  ["EPERM", "store-read-only"],
  ["EROFS", "store-read-only"],
  ["ENOSPC", "store-full"],
  ["EDQUOT", "store-full"],
  ["ENOTDIR", "store-misuse"],
  ["EEXIST", "store-misuse"],
]);

function resultCodeOf(error: unknown): number {
  return error instanceof Error && "errcode" in error && typeof error.errcode === "number" ? error.errcode : 0;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
