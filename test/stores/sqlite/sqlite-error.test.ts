import { expect, it } from "vitest";
import { StoreError } from "../../../src/core/errors.ts";
import { translateFolderError, translateSqliteError } from "../../../src/stores/sqlite/sqlite-error.ts";

function sqliteError(errcode: number): Error {
  return Object.assign(new Error("from SQLite"), { code: "ERR_SQLITE_ERROR", errcode });
}

// Result codes from https://www.sqlite.org/rescode.html, extended ones included.
it.each([
  [5, "store-locked"],
  [261, "store-locked"],
  [517, "store-locked"],
  [6, "store-locked"],
  [8, "store-read-only"],
  [1032, "store-read-only"],
  [10, "store-failed"],
  [522, "store-failed"],
  [11, "store-corrupt"],
  [267, "store-corrupt"],
  [13, "store-full"],
  [14, "store-read-only"],
  [19, "store-misuse"],
  [1555, "store-misuse"],
  [20, "store-misuse"],
  [26, "store-foreign"],
  [1, "store-failed"],
])("takes SQLite's result code %i for %s and says what to do", (errcode, code) => {
  const cause = sqliteError(errcode);
  const error = translateSqliteError(cause, "data/pilotdesk.sqlite");
  expect(error).toBeInstanceOf(StoreError);
  expect(error).toMatchObject({ code, cause });
  expect(error.message).toMatch(/^The store data\/pilotdesk\.sqlite .+\. ?.*\.$/);
});

it("leaves a StoreError as it is", () => {
  const error = new StoreError("store-misuse", "As it was.");
  expect(translateSqliteError(error, "x")).toBe(error);
});

// As root no folder is closed to the test, so the failure of mkdir is made by hand.
it.each([
  ["EACCES", "store-read-only"],
  ["EROFS", "store-read-only"],
  ["ENOSPC", "store-full"],
  ["ENOTDIR", "store-misuse"],
  ["EIO", "store-failed"],
])("takes %s from making the folder for %s", (code, storeCode) => {
  const cause = Object.assign(new Error("from mkdir"), { code });
  expect(translateFolderError(cause, "data")).toMatchObject({ code: storeCode, cause });
});
