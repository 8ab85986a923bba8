import { describe, expect, it } from "vitest";
import { createRequestGuard } from "../../../src/channels/web/request-guard.ts";

function guardFor(host: string) {
  return createRequestGuard({
    host,
    port: () => 3000,
    allowedHosts: ["pilotdesk.example.org", "desk.example.org:8443"],
  });
}

describe("the guard of a server on 127.0.0.1", () => {
  const guard = guardFor("127.0.0.1");

  it.each([
    "127.0.0.1:3000",
    "localhost:3000",
    "LOCALHOST:3000",
    "localhost:8080",
    "localhost",
    "[::1]:3000",
    "pilotdesk.example.org",
    "pilotdesk.example.org:8080",
    "desk.example.org:8443",
  ])("takes host %s", (host) => {
    expect(guard({ host })).toBeUndefined();
  });

  it.each([
    undefined,
    "",
    "evil.example",
    "evil.example:3000",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "localhost:3000@evil.example",
    "evil.example#localhost",
    "localhost/evil",
    "localhost, evil.example",
    "192.0.2.7:3000",
    "desk.example.org:9999",
  ])("refuses host %s with 421", (host) => {
    expect(guard(host === undefined ? {} : { host })?.status).toBe(421);
  });

  it.each([
    ["http://127.0.0.1:3000", undefined],
    ["http://localhost:3000", undefined],
    ["https://pilotdesk.example.org", undefined],
    ["null", "same-origin"],
  ])("takes origin %s", (origin, site) => {
    const headers = { host: "127.0.0.1:3000", origin, ...(site === undefined ? {} : { "sec-fetch-site": site }) };
    expect(guard(headers)).toBeUndefined();
  });

  it.each([
    "https://evil.example",
    "http://evil.example:3000",
    "http://localhost:9999",
    "http://127.0.0.1:3000.evil.example",
    "chrome-extension://abc",
    "file://",
    "null",
    "",
    "localhost:3000",
  ])("refuses origin %s with 403", (origin) => {
    expect(guard({ host: "127.0.0.1:3000", origin })?.status).toBe(403);
  });

  it("refuses a hidden origin that the browser says is another site's", () => {
    const headers = { host: "127.0.0.1:3000", origin: "null", "sec-fetch-site": "cross-site" as const };
    expect(guard(headers)?.status).toBe(403);
  });
});

describe("the guard of a server on every address", () => {
  it.each(["0.0.0.0", "::"])("takes any address of the machine but no foreign name on %s", (host) => {
    const guard = guardFor(host);
    expect(guard({ host: "192.0.2.7:3000" })).toBeUndefined();
    expect(guard({ host: "[2001:db8::7]:3000" })).toBeUndefined();
    expect(guard({ host: "evil.example:3000" })?.status).toBe(421);
  });
});
