import { describe, expect, it } from "vitest";
import { allowedMethods, matchRoute } from "../../../src/channels/web/route-table.ts";
import type { Route } from "../../../src/channels/web/route-table.ts";

const answer = () => ({ status: 200, type: "text/plain", body: "" });
const routes: readonly Route[] = [
  { path: "/", GET: answer },
  { path: "/answers/:receipt", GET: answer, POST: answer },
  { path: "/answers/:receipt/sources/:number", GET: answer },
];

describe("matchRoute", () => {
  it.each([
    ["/", "/", {}],
    ["/answers/r-1", "/answers/:receipt", { receipt: "r-1" }],
    ["/answers/r%2D1", "/answers/:receipt", { receipt: "r-1" }],
    ["/answers/r-1/sources/2", "/answers/:receipt/sources/:number", { receipt: "r-1", number: "2" }],
  ])("finds %s", (path, pattern, params) => {
    const match = matchRoute(routes, path);
    expect(match?.route.path).toBe(pattern);
    expect(match?.params).toEqual(params);
  });

  it.each([
    "",
    "//",
    "/answers",
    "/answers/",
    "/answers/../",
    "/answers/..",
    "/answers/%2e%2e",
    "/answers/r-1%2Fsources%2F2",
    "/answers/%00",
    "/answers/%E0%A4%A",
    "/answers/%",
    "/answers/r 1",
    "/answers/r-1/sources/2/",
    "http://evil.example/",
    "*",
  ])("finds nothing for %j", (path) => {
    expect(matchRoute(routes, path)).toBeUndefined();
  });
});

describe("allowedMethods", () => {
  it("names HEAD with GET", () => {
    expect(routes.map(allowedMethods)).toEqual(["GET, HEAD", "GET, HEAD, POST", "GET, HEAD"]);
  });
});
