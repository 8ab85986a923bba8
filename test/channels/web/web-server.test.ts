import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWebServer } from "../../../src/channels/web/web-server.ts";
import { createFakeAssistant, failingQuestion } from "../../fakes/fake-assistant.ts";
import { openWebServer } from "./open-web-server.ts";
import type { OpenWebServer } from "./open-web-server.ts";
import { postForm, postJson, send } from "./web-client.ts";

let web: OpenWebServer;

beforeAll(async () => {
  web = await openWebServer();
});

afterAll(() => web.server.close());

describe("every response", () => {
  it.each(["/", "/nope", "/healthz", "/api/ask", "/assets/nope.css"])(
    "of %s carries the security headers",
    async (path) => {
      const { headers } = await send(web.port, { path });
      expect(headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "cache-control": "no-store",
      });
      expect(headers["content-security-policy"]).toMatch(
        /^default-src 'none'; script-src 'self' 'nonce-[\w+/]{22}=='; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
      );
      expect(headers).not.toHaveProperty("x-powered-by");
      expect(headers).not.toHaveProperty("set-cookie");
    },
  );

  it("has its own nonce, which every script of the page carries", async () => {
    const [first, second] = await Promise.all([send(web.port, { path: "/" }), send(web.port, { path: "/" })]);
    const nonceOf = (policy: string | string[] | undefined) => /'nonce-([^']+)'/.exec(String(policy))?.[1];
    const nonce = nonceOf(first.headers["content-security-policy"]);
    expect(nonce).not.toBe(nonceOf(second.headers["content-security-policy"]));
    const scripts = [...first.text.matchAll(/<script\b[^>]*>/g)].map((match) => match[0]);
    expect(scripts).toHaveLength(2);
    expect(scripts.filter((script) => script.includes(`nonce="${nonce}"`))).toHaveLength(2);
    expect(first.text).not.toMatch(/ style="| on\w+="/);
  });
});

describe("assets", () => {
  it("are kept for ever under the hash of their content", async () => {
    const { text } = await send(web.port, { path: "/" });
    const paths = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? "");
    expect(paths).toHaveLength(4);
    for (const path of paths) {
      const { status, headers } = await send(web.port, { path });
      expect(status).toBe(200);
      expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    }
  });

  it.each([
    "/assets/../package.json",
    "/assets/..%2f..%2fpackage.json",
    "/assets/%2e%2e/%2e%2e/package.json",
    "/assets/....//package.json",
    "/assets/pilotdesk.css",
    "/assets/",
    "/assets/%00",
    "/../../etc/passwd",
  ])("are nothing but themselves: %s is not found", async (path) => {
    expect((await send(web.port, { path })).status).toBe(404);
  });
});

describe("methods", () => {
  it("answers HEAD like GET, without the body", async () => {
    const [get, head] = await Promise.all([
      send(web.port, { path: "/healthz" }),
      send(web.port, { method: "HEAD", path: "/healthz" }),
    ]);
    expect(head.status).toBe(200);
    expect(head.text).toBe("");
    expect(head.headers["content-length"]).toBe(get.headers["content-length"]);
    expect(head.headers["content-length"]).toBe(String(get.text.length));
  });

  it.each([
    ["POST", "/", "GET, HEAD"],
    ["DELETE", "/ask", "GET, HEAD, POST"],
    ["PUT", "/answers/r-1", "GET, HEAD"],
    ["GET", "/api/ask", "POST"],
    ["OPTIONS", "/api/ask", "POST"],
  ])("refuses %s %s and names what it takes", async (method, path, allow) => {
    const { status, headers } = await send(web.port, { method, path });
    expect([status, headers.allow]).toEqual([405, allow]);
  });
});

describe("hosts and origins", () => {
  it("refuses a foreign host in plain words", async () => {
    const { status, text } = await send(web.port, { path: "/", headers: { host: "evil.example" } });
    expect(status).toBe(421);
    expect(text).toContain("not reached under that name");
  });

  it.each(["/ask", "/api/ask"])("refuses a question to %s from another site's page", async (path) => {
    const turns = web.assistant.turns.length;
    const headers = { origin: "https://evil.example", "content-type": "application/x-www-form-urlencoded" };
    const { status, text } = await send(web.port, { method: "POST", path, headers, body: "question=x" });
    expect(status).toBe(403);
    expect(text).toContain("another site's page");
    expect(web.assistant.turns).toHaveLength(turns);
  });

  it("answers the probes of an orchestrator, which name no host of ours", async () => {
    expect((await send(web.port, { path: "/healthz", headers: { host: "192.0.2.7:3000" } })).status).toBe(200);
  });
});

describe("what cannot be read", () => {
  it("leads back to the first page from an unknown address", async () => {
    const { status, text } = await send(web.port, { path: "/nope" });
    expect(status).toBe(404);
    expect(text).toContain("<title>Page not found – Pilotdesk</title>");
    expect(text).toContain('href="/"');
  });

  it("refuses a form of another kind", async () => {
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    const { status, text } = await send(web.port, { method: "POST", path: "/ask", headers, body: "question=x" });
    expect(status).toBe(415);
    expect(text).toContain("application/x-www-form-urlencoded");
  });

  it.each([
    ["announced", {}],
    ["sent in pieces", { "transfer-encoding": "chunked" }],
  ])("refuses more than 64 KB that is %s, and the answer arrives", async (_, extra) => {
    const headers = { "content-type": "application/x-www-form-urlencoded", ...extra };
    const body = `question=${"x".repeat(2_000_000)}`;
    const { status, text } = await send(web.port, { method: "POST", path: "/ask", headers, body });
    expect(status).toBe(413);
    expect(text).toContain("Shorten it");
  });

  it("survives a client that hangs up in the middle of its question", async () => {
    await new Promise<void>((resolve, reject) => {
      const socket = connect(web.port, "127.0.0.1", () => {
        socket.write(
          `POST /ask HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 100\r\n\r\nquestion=`,
          () => socket.destroy(),
        );
      });
      socket.on("close", () => resolve());
      socket.on("error", reject);
    });
    expect((await send(web.port, { path: "/healthz" })).status).toBe(200);
  });
});

describe("a failure", () => {
  it("shows an id that is in the log, and nothing of its cause", async () => {
    const { status, text } = await postForm(web.port, "/ask", { question: failingQuestion });
    expect(status).toBe(500);
    const id = /<span class="pd-code">([0-9a-f-]{36})<\/span>/.exec(text)?.[1];
    expect(web.logged.filter(({ level, fields }) => level === "error" && fields["id"] === id)).toHaveLength(1);
    expect(text).not.toMatch(/secret detail|on fire|\.ts:/);
  });

  it("is JSON where JSON was asked for", async () => {
    const { status, text } = await postJson(web.port, "/api/ask", { question: failingQuestion });
    expect(status).toBe(500);
    expect(JSON.parse(text)).toEqual({
      error: {
        code: "failed",
        message: expect.stringContaining("not answered"),
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    });
  });
});

describe("the log", () => {
  it("holds method, path, status and time, and never a question", async () => {
    await postForm(web.port, "/ask", { question: "Is the word marmalade logged?" });
    expect(web.logged.at(-1)?.fields).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      method: "POST",
      path: "/ask",
      status: 303,
      ms: expect.any(Number),
    });
    await send(web.port, { path: "/marmalade" });
    expect(web.logged.at(-1)?.fields).toMatchObject({ path: "(unknown)", status: 404 });
    expect(JSON.stringify(web.logged)).not.toContain("marmalade");
  });
});

describe("readiness", () => {
  it("is 200 when ready and 503 when not", async () => {
    const readiness = { ready: false, details: { store: "opening" } };
    const waiting = await openWebServer({ health: async () => readiness });
    const notReady = await send(waiting.port, { path: "/readyz" });
    await waiting.server.close();
    expect([notReady.status, JSON.parse(notReady.text)]).toEqual([503, readiness]);
    const ready = await send(web.port, { path: "/readyz" });
    expect([ready.status, JSON.parse(ready.text)]).toEqual([200, { ready: true }]);
  });
});

describe("starting and stopping", () => {
  it("says what to do when the port is taken", async () => {
    const second = createWebServer({ assistant: createFakeAssistant(), host: "127.0.0.1", port: web.port });
    await expect(second.listen()).rejects.toThrow(/Stop what is listening there, or set PORT and HOST/);
  });

  it("finishes a question under way before it closes", async () => {
    const slow = createFakeAssistant();
    const { promise: started, resolve: start } = Promise.withResolvers<void>();
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const handle: typeof slow.handle = async (turn) => {
      start();
      await released;
      return slow.handle(turn);
    };
    const busy = await openWebServer({ assistant: { ...slow, handle } });
    const asked = postJson(busy.port, "/api/ask", { question: "Who leads Eastmere?" });
    await started;
    const closed = busy.server.close();
    release();
    expect((await asked).status).toBe(200);
    await closed;
    await expect(send(busy.port, { path: "/" })).rejects.toThrow(/ECONNREFUSED/);
  });
});
