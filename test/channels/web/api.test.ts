import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWebServer } from "./open-web-server.ts";
import type { OpenWebServer } from "./open-web-server.ts";
import { postJson, send } from "./web-client.ts";

let web: OpenWebServer;

beforeAll(async () => {
  web = await openWebServer();
});

afterAll(() => web.server.close());

describe("POST /api/ask", () => {
  it("answers with the reply as it is", async () => {
    const { status, headers, text } = await postJson(web.port, "/api/ask", { question: "Who leads Eastmere?" });
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(JSON.parse(text)).toMatchObject({ outcome: "askedBack", intent: "clarify", receipt: "r-1", citations: [] });
  });

  it("hands over thread and clocks", async () => {
    const body = {
      question: "Which pilots take part?",
      thread: "t_1",
      trueAt: "2026-03-01",
      knownAt: "2026-03-01T12:00:00Z",
    };
    await postJson(web.port, "/api/ask", body);
    expect(web.assistant.turns.at(-1)).toMatchObject({
      platform: "web",
      conversation: "web:t_1",
      trueAt: "2026-03-01",
      knownAt: "2026-03-01T12:00:00Z",
    });
  });

  it("takes a bare day for knownAt and makes up a thread where none is given", async () => {
    const received = await postJson(web.port, "/api/ask", {
      question: "Which pilots take part?",
      knownAt: "2026-03-01",
    });
    expect(received.status).toBe(200);
    expect(web.assistant.turns.at(-1)?.conversation).toMatch(/^web:[0-9a-f-]{36}$/);
  });

  it.each([
    ["no question", {}, "question must be text"],
    ["a number", { question: 7 }, "question must be text"],
    ["an empty question", { question: " " }, "Enter a question"],
    ["2,001 characters", { question: "x".repeat(2001) }, "2,000 characters or fewer"],
    ["a day that does not exist", { question: "x", trueAt: "2026-02-30" }, "trueAt must be a day that exists"],
    ["a time without a zone", { question: "x", knownAt: "2026-03-01T12:00:00" }, "knownAt must be a day"],
    ["a thread with a slash", { question: "x", thread: "a/b" }, "thread must be"],
    ["a misspelt field", { question: "x", treuAt: "2026-03-01" }, "treuAt"],
    ["a list", [], "Correct the body"],
    ["null", null, "Correct the body"],
  ])("refuses %s and says what to correct", async (_, body, message) => {
    const { status, text } = await postJson(web.port, "/api/ask", body);
    expect(status).toBe(400);
    expect(JSON.parse(text)).toEqual({ error: { code: "http-400", message: expect.stringContaining(message) } });
  });

  it.each([Buffer.from("{"), Buffer.from(""), Buffer.from([0x22, 0xff, 0x22])])(
    "refuses what is not JSON in UTF-8",
    async (body) => {
      const headers = { "content-type": "application/json" };
      const { status, text } = await send(web.port, { method: "POST", path: "/api/ask", headers, body });
      expect(status).toBe(400);
      expect(text).toContain("not valid JSON");
    },
  );

  it.each(["text/plain", "application/x-www-form-urlencoded", "application/json+x"])("refuses %s", async (type) => {
    const headers = { "content-type": type };
    const sent = { method: "POST", path: "/api/ask", headers, body: '{"question":"x"}' };
    const { status, headers: received } = await send(web.port, sent);
    expect([status, received.accept]).toEqual([415, "application/json"]);
  });
});
