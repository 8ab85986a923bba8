import { expect, it } from "vitest";
import { StoreError } from "../../../src/core/errors.ts";
import { isConnectionLost, translatePostgresError } from "../../../src/stores/postgres/postgres-error.ts";

function errorWith(code: string, message = "from PostgreSQL"): Error {
  return Object.assign(new Error(message), { code });
}

// SQLSTATEs from https://www.postgresql.org/docs/current/errcodes-appendix.html, and what Node and the driver say.
it.each([
  ["08006", "store-unreachable", true],
  ["57P01", "store-unreachable", true],
  ["57P03", "store-unreachable", true],
  ["25P03", "store-unreachable", true],
  ["53300", "store-unreachable", true],
  ["28P01", "store-unreachable", true],
  ["ECONNREFUSED", "store-unreachable", true],
  ["ENOTFOUND", "store-unreachable", true],
  ["ENOENT", "store-unreachable", true],
  ["3D000", "store-missing", false],
  ["40001", "store-locked", false],
  ["40P01", "store-locked", false],
  ["55P03", "store-locked", false],
  ["25006", "store-read-only", false],
  ["42501", "store-read-only", false],
  ["53100", "store-full", false],
  ["XX001", "store-corrupt", false],
  ["22021", "store-misuse", false],
  ["23505", "store-misuse", false],
  ["57014", "store-failed", false],
  ["42601", "store-failed", false],
])("takes %s for %s and says what to do", (sqlState, code, isLost) => {
  const cause = errorWith(sqlState);
  const error = translatePostgresError(cause, "PostgreSQL (db, desk)");
  expect(error).toBeInstanceOf(StoreError);
  expect(error).toMatchObject({ code, cause });
  expect(error.message).toMatch(/^The store PostgreSQL \(db, desk\) .+\. ?.*\.$/);
  expect([isConnectionLost(cause), isConnectionLost(error)]).toStrictEqual([isLost, isLost]);
});

it.each([
  "Connection terminated unexpectedly",
  "Client has encountered a connection error and is not queryable",
  "timeout exceeded when trying to connect",
  "Query read timeout",
])("knows a lost connection by the driver's words: %s", (message) => {
  expect(translatePostgresError(new Error(message), "x")).toMatchObject({ code: "store-unreachable" });
});

it("knows a server that refused on each of its addresses", () => {
  const error = new AggregateError([errorWith("ECONNREFUSED"), errorWith("EHOSTUNREACH")]);
  expect(translatePostgresError(error, "x")).toMatchObject({ code: "store-unreachable" });
});

it("leaves a StoreError as it is", () => {
  const error = new StoreError("store-misuse", "As it was.");
  expect(translatePostgresError(error, "x")).toBe(error);
  expect(isConnectionLost(error)).toBe(false);
});

it("takes a call that was still waiting when the store was closed for one on a closed store", () => {
  const error = new Error("Cannot use a pool after calling end on the pool");
  expect(translatePostgresError(error, "x")).toMatchObject({ code: "store-misuse" });
});
