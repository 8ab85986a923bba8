import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "vitest";

/** The folder of the repository. */
export const repository = path.resolve(import.meta.dirname, "../..");
/** What `npm start` and `npm run pilotdesk` run. */
export const program = path.join(repository, "pilotdesk.mjs");

/** How a process ended and what it said. */
export interface Run {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A temporary place with a data folder of its own and a knowledge folder. */
export interface Workspace {
  readonly root: string;
  /** Not there before the first run. */
  readonly data: string;
  readonly knowledge: string;
  /** Runs the command line in a new process; every run must stay without a stack trace. */
  run(args: readonly string[], settings?: Readonly<Record<string, string>>): Promise<Run>;
  /** The same as another user of this machine, which only the superuser may ask for. */
  runAs(user: number, args: readonly string[]): Promise<Run>;
  /** Imports the knowledge; throws where anything is refused. */
  seed(): Promise<void>;
  remove(): void;
}

/** Makes a workspace on the shipped knowledge, on a copy of it that a test may change, or on another folder. */
export function createWorkspace(knowledge: "shipped" | "copied" | { readonly folder: string } = "shipped"): Workspace {
  const root = mkdtempSync(path.join(tmpdir(), "pilotdesk-test-"));
  const data = path.join(root, "data");
  const shipped = path.join(repository, "knowledge");
  const copied = path.join(root, "knowledge");
  if (knowledge === "copied") cpSync(shipped, copied, { recursive: true });
  const folder = typeof knowledge === "object" ? knowledge.folder : knowledge === "copied" ? copied : shipped;
  const environment = { PILOTDESK_DATA: data, PILOTDESK_KNOWLEDGE: folder };
  return {
    root,
    data,
    knowledge: folder,
    run: (args, settings = {}) => runPilotdesk(args, { ...environment, ...settings }),
    runAs: (user, args) => runPilotdesk(args, environment, user),
    async seed() {
      const { code, stderr } = await runPilotdesk(["import"], environment);
      if (code !== 0) throw new Error(`The knowledge was not imported: ${stderr}`);
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** The environment of this process without what belongs to the test runner. */
export function plainEnvironment(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(?:VITEST|NODE_ENV$|NODE_OPTIONS$)/.test(name));
  return { ...Object.fromEntries(inherited), ...settings };
}

async function runPilotdesk(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
  user?: number,
): Promise<Run> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: repository,
    env: plainEnvironment(settings),
    stdio: ["ignore", "pipe", "pipe"],
    ...(user !== undefined && { uid: user, gid: user }),
  });
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  const run = { code, stdout: Buffer.concat(stdout).toString("utf8"), stderr: Buffer.concat(stderr).toString("utf8") };
  expectNoStackTrace(run.stderr);
  return run;
}

/** Fails where a text shows the lines of a stack trace. */
export function expectNoStackTrace(text: string): void {
  expect(text).not.toMatch(/^\s+at .*[:(]|node:internal|Node\.js v\d/m);
}
