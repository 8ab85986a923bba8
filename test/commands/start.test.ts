import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWorkspace, expectNoStackTrace } from "../end-to-end/run-pilotdesk.ts";
import { beginAsking, serve } from "./serving.ts";

const workspace = createWorkspace();
beforeAll(() => workspace.seed());
afterAll(() => workspace.remove());

const question = "How many pilots were there in PfPP?";

describe("a server that is told to stop", () => {
  it("finishes the question under way, takes no other, and exits 0", async () => {
    const server = await serve(workspace);
    const begun = await beginAsking(server.port, question);
    server.child.kill("SIGTERM");
    await expect.poll(() => server.logged().at(-1)).toMatchObject({ signal: "SIGTERM" });
    await expect(server.ask(question)).rejects.toThrow("fetch failed");
    expect(await begun.finish()).toBe(200);
    expect(await server.ended).toBe(0);
    expectNoStackTrace(server.stderr());
  });

  it("ends at once when it is told again", async () => {
    const server = await serve(workspace);
    await beginAsking(server.port, question);
    const again = setInterval(() => server.child.kill("SIGTERM"), 50);
    // 128 and the number of SIGTERM, 15.
    expect(await server.ended).toBe(143);
    clearInterval(again);
    expect(server.logged().at(-1)).toMatchObject({ msg: "stopping at once" });
  });

  it("leaves a store that the next one opens", async () => {
    const server = await serve(workspace);
    const reply = (await (await server.ask(question)).json()) as { receipt: string };
    server.child.kill("SIGKILL");
    await server.ended;
    expect((await workspace.run(["why", reply.receipt])).stdout).toContain("pilots");
    const next = await serve(workspace);
    expect((await next.ask(question)).status).toBe(200);
  });
});

describe("what an operator sees", () => {
  it("is a log of JSON without what was asked, with the id of each request", async () => {
    const server = await serve(workspace);
    await server.ask("Is the word marmalade logged?");
    await fetch(`http://127.0.0.1:${server.port}/marmalade?marmalade=1`);
    await expect.poll(() => server.logged().length).toBeGreaterThan(1);
    expect(server.logged()[0]).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      path: "/api/ask",
      status: 200,
      ms: expect.any(Number) as number,
    });
    expect(server.stderr()).not.toContain("marmalade");
    expect(server.logged().map(JSON.stringify as (line: object) => string)).toHaveLength(
      server.stderr().trimEnd().split("\n").length,
    );
    expect(server.stdout()).not.toContain("{");
  });

  it("is health, readiness and metrics", async () => {
    const server = await serve(workspace);
    await server.ask(question);
    const [health, ready, metrics] = await Promise.all(
      ["healthz", "readyz", "metrics"].map((name) => fetch(`http://127.0.0.1:${server.port}/${name}`)),
    );
    expect([health?.status, ready?.status, metrics?.status]).toEqual([200, 200, 200]);
    expect(await ready?.json()).toEqual({ ready: true });
    expect(metrics?.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    const text = (await metrics?.text()) ?? "";
    expect(text).toContain('pilotdesk_turns_total{outcome="answered"} 1\n');
    for (const stage of ["names", "search", "answer", "turn"])
      expect(text).toMatch(new RegExp(`pilotdesk_answer_seconds_count\\{stage="${stage}"\\} [1-9]`));
    expect(text).toContain('pilotdesk_event_loop_delay_seconds{quantile="0.99"}');
    expect(text).toContain('pilotdesk_queue_posts{state="unknown"} 0');
  });

  it("is a pause that another process asked for, at once", async () => {
    const server = await serve(workspace);
    const intentOf = async (): Promise<unknown> =>
      ((await (await server.ask(question)).json()) as { intent: string }).intent;
    expect(await intentOf()).toBe("ask");
    await workspace.run(["pause", "web"]);
    expect(await intentOf()).toBe("paused");
    await workspace.run(["resume", "web"]);
    expect(await intentOf()).toBe("ask");
  });
});

describe("in production", () => {
  it("a server that others reach wants to be told its names", async () => {
    const settings = { NODE_ENV: "production", HOST: "0.0.0.0", PORT: "0", PILOTDESK_VECTORS: "off" };
    const refused = await workspace.run(["start"], settings);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/^PILOTDESK_ALLOWED_HOSTS is not set/);
    const server = await serve(workspace, { ...settings, PILOTDESK_ALLOWED_HOSTS: "desk.example.org, 127.0.0.1" });
    expect((await server.ask(question)).status).toBe(200);
  });

  it.each([
    ["PILOTDESK_ALLOWED_HOSTS", "https://desk.example.org/"],
    ["PILOTDESK_LOG_LEVEL", "chatty"],
  ])("%s that cannot be used is named", async (name, value) => {
    const { code, stderr } = await workspace.run(["start"], { [name]: value });
    expect(code).toBe(1);
    expect(stderr).toContain(`${name} cannot be used`);
  });
});
