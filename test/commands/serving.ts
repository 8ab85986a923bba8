import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { request, type ClientRequest, type IncomingMessage } from "node:http";
import { onTestFinished } from "vitest";
import { plainEnvironment, program, repository, type Workspace } from "../end-to-end/run-pilotdesk.ts";

/** A server in a process of its own. */
export interface Serving {
  readonly child: ChildProcess;
  readonly port: number;
  readonly stdout: () => string;
  /** The log: every line of standard error that is JSON. */
  readonly logged: () => readonly Readonly<Record<string, unknown>>[];
  readonly stderr: () => string;
  readonly ended: Promise<number | null>;
  ask(question: string): Promise<Response>;
}

/** Starts `pilotdesk start` on a free port and waits until it serves; it is killed when the test ends. */
export async function serve(
  workspace: Workspace,
  settings: Readonly<Record<string, string>> = {},
  args: readonly string[] = [],
): Promise<Serving> {
  const child = spawn(process.execPath, [program, "start", ...args], {
    cwd: repository,
    env: plainEnvironment({
      PORT: "0",
      PILOTDESK_VECTORS: "off",
      PILOTDESK_DATA: workspace.data,
      PILOTDESK_KNOWLEDGE: workspace.knowledge,
      ...settings,
    }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let [stdout, stderr] = ["", ""];
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString("utf8")));
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString("utf8");
      const found = /^playground: http:\/\/[^ ]+:(\d+)$/m.exec(stdout)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
    void ended.then((code) => reject(new Error(`It ended with ${code} before it served: ${stdout}${stderr}`)));
  });
  return {
    child,
    port,
    stdout: () => stdout,
    stderr: () => stderr,
    logged: () =>
      stderr
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>),
    ended,
    ask: (question) =>
      fetch(`http://127.0.0.1:${port}/api/ask`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ question }),
      }),
  };
}

/** A question whose headers the server has taken and whose body it still waits for. */
export async function beginAsking(port: number, question: string): Promise<{ readonly finish: () => Promise<number> }> {
  const body = JSON.stringify({ question });
  const begun: ClientRequest = request({
    port,
    host: "127.0.0.1",
    path: "/api/ask",
    method: "POST",
    headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body), expect: "100-continue" },
  });
  begun.on("error", () => undefined);
  begun.flushHeaders();
  await once(begun, "continue");
  return {
    async finish() {
      const answered = once(begun, "response");
      begun.end(body);
      const [response] = (await answered) as [IncomingMessage];
      response.resume();
      await once(response, "end");
      return response.statusCode ?? 0;
    },
  };
}
