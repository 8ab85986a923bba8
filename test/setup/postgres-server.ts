import { execFile, spawn, type ChildProcess } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";

const run = promisify(execFile);

/** A PostgreSQL server of a test's own, in a temporary folder, that nobody else can reach. */
export interface PostgresServer {
  /** A new database, empty or a copy of another that nobody is connected to; its URL. */
  createDatabase(copyOf?: string): Promise<string>;
  /** Runs statements as the administrator of a database. */
  query(url: string, statements: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Stops the server as a pulled plug (`immediate`) or a restart (`fast`) does; its databases stay. */
  stop(mode: "immediate" | "fast"): Promise<void>;
  start(): Promise<void>;
  /** Stops it and removes everything. */
  remove(): Promise<void>;
}

/** How a server is run. */
export interface ServerOptions {
  /** False for tests that pull the plug: what was committed must be there again. */
  readonly fastAndUnsafe?: boolean;
  /** Lines of postgresql.conf. */
  readonly settings?: readonly string[];
}

/** Where Debian's packages, or a PostgreSQL on the PATH, keep the programs of version 15 or newer. */
const programs = findPrograms();

/** Why no server can be started here; undefined where one can. */
export const noPostgres: string | undefined =
  programs === undefined
    ? "there is no PostgreSQL 15 or newer (Debian: apt-get install postgresql)"
    : userToRunAs() === "nobody suitable"
      ? "PostgreSQL refuses to run as root, and there is no user postgres or nobody"
      : undefined;

function findPrograms(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).map(Number) : [];
  const newest = Math.max(...versions.filter((version) => version >= 15), 0);
  if (newest > 0 && existsSync(join(debian, String(newest), "bin", "initdb")))
    return join(debian, String(newest), "bin");
  return (process.env["PATH"] ?? "").split(":").find((folder) => existsSync(join(folder, "initdb")));
}

type RunAs = { readonly uid: number; readonly gid: number } | "this user" | "nobody suitable";

// PostgreSQL refuses to run as root: https://www.postgresql.org/docs/current/postgres-user.html
function userToRunAs(): RunAs {
  if (process.getuid?.() !== 0) return "this user";
  // Debian gives `nobody` this number; `postgres` comes with the package and owns nothing here.
  const nobody = 65_534;
  return { uid: nobody, gid: nobody };
}

/** Makes and starts a server. Call it only where `noPostgres` is undefined. */
export async function startPostgresServer(options: ServerOptions = {}): Promise<PostgresServer> {
  const as = userToRunAs();
  const identity = typeof as === "string" ? {} : as;
  const folder = await mkdtemp(join(tmpdir(), "pilotdesk-pg-"));
  if (typeof as !== "string") await chown(folder, as.uid, as.gid);
  const data = join(folder, "data");
  await run(
    join(programs ?? "", "initdb"),
    ["-D", data, "-U", "pilotdesk", "-A", "trust", "--no-sync", "--no-instructions", "-E", "UTF8", "--locale=C.UTF-8"],
    { ...identity, cwd: folder },
  );
  const durability = options.fastAndUnsafe === false ? [] : ["fsync=off", "full_page_writes=off"];
  const settings = ["listen_addresses=", `unix_socket_directories=${folder}`, "max_connections=60", ...durability];
  const flags = [...settings, ...(options.settings ?? [])].flatMap((setting) => ["-c", setting]);
  let server: ChildProcess | undefined;
  let databases = 0;
  const urlOf = (database: string): string => `postgres://pilotdesk@localhost/${database}?host=${folder}`;
  const kill = (): void => void server?.kill("SIGQUIT");
  process.on("exit", kill);

  async function start(): Promise<void> {
    server = spawn(join(programs ?? "", "postgres"), ["-D", data, ...flags], { ...identity, cwd: folder });
    await untilReady(server);
  }

  async function stop(mode: "immediate" | "fast"): Promise<void> {
    if (server?.exitCode !== null) return;
    const ended = new Promise((resolve) => server?.once("exit", resolve));
    server.kill(mode === "immediate" ? "SIGQUIT" : "SIGINT");
    await ended;
  }

  await start();
  return {
    start,
    stop,
    query: queryOnce,
    async createDatabase(copyOf) {
      databases += 1;
      const template = copyOf === undefined ? "template1" : new URL(copyOf).pathname.slice(1);
      await queryOnce(urlOf("postgres"), `create database test${databases} template ${template} strategy file_copy`);
      return urlOf(`test${databases}`);
    },
    async remove() {
      await stop("immediate");
      process.off("exit", kill);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function queryOnce(url: string, statements: string): ReturnType<PostgresServer["query"]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statements)).rows;
  } finally {
    await client.end();
  }
}

/** Resolves when the server says that it takes connections; rejects with what it said where it ends instead. */
function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = "";
    server.stderr?.on("data", (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes("ready to accept connections")) resolve();
    });
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`PostgreSQL ended with ${code}: ${log}`)));
  });
}
