import { afterAll, beforeAll, expect, it } from "vitest";
import type { EndpointRequest } from "../../../src/core/channel.ts";
import { openWebServer } from "./open-web-server.ts";
import type { OpenWebServer } from "./open-web-server.ts";
import { send } from "./web-client.ts";

const requests: EndpointRequest[] = [];
let web: OpenWebServer;
beforeAll(async () => {
  web = await openWebServer({
    endpoints: [
      {
        path: "/slack/events",
        handle: async (request) => {
          requests.push(request);
          return { status: 202, headers: { "content-type": "application/json", "x-seen": "yes" }, body: "{}" };
        },
      },
      { path: "/api/messages", handle: () => Promise.reject(new Error("secret detail")) },
    ],
  });
});
afterAll(() => web.server.close());

it("hands a platform's request on as it came, whatever name the platform knows the server by", async () => {
  const body = Buffer.from([0xff, 0x00, 0x7b]);
  const headers = { host: "desk.example.org", "X-Slack-Signature": "v0=1" };
  const {
    status,
    text,
    headers: answered,
  } = await send(web.port, { method: "POST", path: "/slack/events?a=b", headers, body });
  expect([status, text, answered["x-seen"]]).toStrictEqual([202, "{}", "yes"]);
  const [request] = requests;
  expect(request).toMatchObject({ method: "POST", path: "/slack/events", headers: { "x-slack-signature": "v0=1" } });
  expect(request?.body.equals(body)).toBe(true);
});

it("takes a megabyte and not more", async () => {
  const post = (bytes: number) => send(web.port, { method: "POST", path: "/slack/events", body: Buffer.alloc(bytes) });
  expect((await post(1024 * 1024)).status).toBe(202);
  expect(await post(1024 * 1024 + 1)).toMatchObject({ status: 413, text: expect.stringContaining("1 MB") as string });
});

it("answers a failure with an id and nothing of its cause", async () => {
  const { status, text } = await send(web.port, { method: "POST", path: "/api/messages", body: "{}" });
  expect(status).toBe(500);
  expect(JSON.parse(text)).toMatchObject({ error: { code: "failed", id: expect.any(String) as string } });
  expect(text).not.toContain("secret");
});
