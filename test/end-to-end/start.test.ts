import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { createWorkspace, expectNoStackTrace, plainEnvironment, program, repository } from "./run-pilotdesk.ts";

const workspace = createWorkspace();
beforeAll(() => workspace.seed());
afterAll(() => workspace.remove());

/** A process that serves, what it has said so far, and how it will end. */
interface Server {
  readonly child: ChildProcess;
  readonly url: string;
  readonly said: () => string;
  readonly ended: Promise<number | null>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Starts a command and waits until it names the playground's address. */
async function start(command: string, args: readonly string[]): Promise<Server> {
  const port = await freePort();
  const settings = { PORT: String(port), PILOTDESK_DATA: workspace.data, PILOTDESK_KNOWLEDGE: workspace.knowledge };
  const child = spawn(command, args, {
    cwd: repository,
    env: plainEnvironment(settings),
    stdio: ["ignore", "pipe", "pipe"],
    // A process group of its own, so that the test can end npm with everything below it.
    detached: true,
  });
  onTestFinished(() => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, "SIGKILL");
  });
  let said = "";
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      said += chunk.toString("utf8");
      if (said.includes(`:${port}`)) resolve();
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.on("error", reject);
    child.on("close", (code) => reject(new Error(`It ended with ${code} before it served: ${said}`)));
  });
  return { child, url: `http://127.0.0.1:${port}`, said: () => said, ended };
}

describe("start", () => {
  it("serves on PORT, says what runs, and stops on SIGTERM with exit code 0", async () => {
    const server = await start(process.execPath, [program, "start"]);
    expect(server.said()).toContain(`playground: ${server.url}`);
    expect(server.said()).toMatch(/^store: /m);
    expect(server.said()).toMatch(/^vectors: /m);
    for (const at of ["/", "/healthz", "/readyz"]) expect((await fetch(`${server.url}${at}`)).status).toBe(200);
    const page = await (await fetch(server.url)).text();
    expect(page).toContain("<form");
    server.child.kill("SIGTERM");
    expect(await server.ended).toBe(0);
    expectNoStackTrace(server.said());
  });

  it("stops on SIGINT, and while a browser keeps its connection open", async () => {
    const server = await start(process.execPath, [program, "start"]);
    const response = await fetch(server.url, { headers: { connection: "keep-alive" } });
    expect(response.status).toBe(200);
    server.child.kill("SIGINT");
    expect(await server.ended).toBe(0);
    expectNoStackTrace(server.said());
  });

  it("is what npm start runs", async () => {
    const server = await start("npm", ["start"]);
    expect((await fetch(server.url)).status).toBe(200);
    if (server.child.pid !== undefined) process.kill(-server.child.pid, "SIGTERM");
    await server.ended;
    expectNoStackTrace(server.said());
    await expect(fetch(server.url)).rejects.toThrow("fetch failed");
  });

  it("names a port that is taken, and exits 1", async () => {
    const server = await start(process.execPath, [program, "start"]);
    const port = new URL(server.url).port;
    const second = await workspace.run(["start"], { PORT: port });
    expect(second.code).toBe(1);
    expect(second.stderr).toContain(port);
    server.child.kill("SIGTERM");
    expect(await server.ended).toBe(0);
  });
});
