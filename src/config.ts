import { hostname } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { z } from "zod";
import { ConfigurationError } from "./core/errors.ts";
import { commaList, loopbackHosts, platformVariables, slackOf, teamsOf } from "./platform-settings.ts";
import type { SlackConfig, TeamsConfig } from "./platform-settings.ts";

/** Everything that the environment decides, validated. README.md has a line for each variable. */
export interface Config {
  /** `PILOTDESK_DATA`: the folder of the embedded store and the vector index. */
  readonly dataFolder: string;
  /** `DATABASE_URL`: the PostgreSQL database of the store; unset for the embedded store in `dataFolder`. */
  readonly databaseUrl?: string;
  /** `PILOTDESK_KNOWLEDGE`: the folder of records and documents. */
  readonly knowledgeFolder: string;
  /** `PILOTDESK_DEMO`: an invented live programme beside the real content, in a data folder of its own. */
  readonly demonstration: boolean;
  /** Further folders whose records belong to the knowledge folder: those of a demonstration. */
  readonly furtherKnowledge: readonly string[];
  /** `HOST`: the address that the web server binds to. */
  readonly host: string;
  /** `PORT`: the port of the web server; 0 for any free one. */
  readonly port: number;
  /** `PILOTDESK_VECTORS`: `off` ranks by words alone and never loads the encoder. */
  readonly vectors: "on" | "off";
  /** `PILOTDESK_RECEIPT_DAYS`: how long questions and receipts are kept. */
  readonly receiptDays: number;
  /** `PILOTDESK_ALLOWED_HOSTS`: further names the server is reached by, as behind a proxy, with commas between them. */
  readonly allowedHosts: readonly string[];
  /** `PILOTDESK_INSTANCE`: a name that no other running instance has and that this one keeps; else machine and port. */
  readonly instance?: string;
  /** `PILOTDESK_ADMINS`: the accounts of the first admins, with commas between them: `slack:T1:U1,teams:TENANT:USER`. */
  readonly admins: readonly string[];
  /** `PILOTDESK_LOG_LEVEL`: how much a server logs. */
  readonly logLevel: LogLevel;
  /** Microsoft Teams; left out where neither `TEAMS_CLIENT_ID` nor `TEAMS_ALLOW_UNAUTHENTICATED` is set. */
  readonly teams?: TeamsConfig;
  /** Slack; left out where `SLACK_BOT_TOKEN` is not set. */
  readonly slack?: SlackConfig;
}

/** Levels of the log, from the quietest. */
export const logLevels = ["silent", "fatal", "error", "warn", "info", "debug"] as const;
export type LogLevel = (typeof logLevels)[number];

const schema = z.object({
  PILOTDESK_DATA: z.string().trim().min(1).default("data"),
  DATABASE_URL: z
    .string()
    .trim()
    .regex(
      /^postgres(?:ql)?:\/\//,
      "it is no address of a PostgreSQL database: postgres://user:password@server/database",
    )
    .optional(),
  PILOTDESK_KNOWLEDGE: z.string().trim().min(1).default("knowledge"),
  HOST: z.string().trim().min(1).default("127.0.0.1"),
  PORT: z.coerce.number("a whole number from 0 to 65535").int().min(0).max(65_535).default(3000),
  PILOTDESK_VECTORS: z.enum(["on", "off"]).default("on"),
  PILOTDESK_RECEIPT_DAYS: z.coerce.number("a whole number of days").int().min(1).max(3650).default(90),
  PILOTDESK_ALLOWED_HOSTS: commaList
    .pipe(
      z.array(
        z.string().regex(/^[\w.-]+(?::\d+)?$/, "names with commas between them, as in desk.example.org,10.0.0.5"),
      ),
    )
    .default([]),
  PILOTDESK_DEMO: z.enum(["on", "off"]).default("off"),
  PILOTDESK_INSTANCE: z.string().trim().min(1).max(100).optional(),
  PILOTDESK_ADMINS: commaList
    .pipe(
      z.array(
        z
          .string()
          .regex(
            /^(?:cli|web|slack|teams):[^:\s]+:\S+$/,
            "accounts with commas between them, as in slack:T1:U1,teams:TENANT:USER",
          ),
      ),
    )
    .default([]),
  PILOTDESK_LOG_LEVEL: z.enum(logLevels).default("info"),
  NODE_ENV: z.string().optional(),
  ...platformVariables,
});

/** Names the first default that is fit for a desk and not for a server that others reach. */
function refuseInsecureDefaults({ HOST, PILOTDESK_ALLOWED_HOSTS }: z.infer<typeof schema>): void {
  if (loopbackHosts.has(HOST) || PILOTDESK_ALLOWED_HOSTS.length > 0) return;
  throw new ConfigurationError(
    `PILOTDESK_ALLOWED_HOSTS is not set, and HOST is ${HOST}: in production a server that others reach answers only to names it was given. Set PILOTDESK_ALLOWED_HOSTS to the names in its address, or HOST to 127.0.0.1.`,
  );
}

/** A port that is chosen anew at every start names nobody. */
function instanceOf({ PILOTDESK_INSTANCE, PORT }: z.infer<typeof schema>): Pick<Config, "instance"> {
  if (PILOTDESK_INSTANCE !== undefined) return { instance: PILOTDESK_INSTANCE };
  return PORT === 0 ? {} : { instance: `${hostname()}:${PORT}` };
}

/** Reads the environment. Throws `ConfigurationError` that names the variable and what it may be. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ConfigurationError(
      `${String(issue?.path[0])} cannot be used: ${issue?.message ?? "it is not valid"}. Correct it, or unset it for the default.`,
    );
  }
  const { data } = parsed;
  if (data.NODE_ENV === "production") refuseInsecureDefaults(data);
  const config: Config = {
    dataFolder: data.PILOTDESK_DATA,
    ...(data.DATABASE_URL !== undefined && { databaseUrl: data.DATABASE_URL }),
    knowledgeFolder: data.PILOTDESK_KNOWLEDGE,
    demonstration: false,
    furtherKnowledge: [],
    host: data.HOST,
    port: data.PORT,
    vectors: data.PILOTDESK_VECTORS,
    receiptDays: data.PILOTDESK_RECEIPT_DAYS,
    allowedHosts: data.PILOTDESK_ALLOWED_HOSTS,
    ...instanceOf(data),
    admins: data.PILOTDESK_ADMINS,
    logLevel: data.PILOTDESK_LOG_LEVEL,
    ...teamsOf(data),
    ...slackOf(data),
  };
  return data.PILOTDESK_DEMO === "on" ? demonstrationConfig(config) : config;
}

/** The settings of a demonstration: a store of its own beside the real one, so that nothing made up gets into that. */
export function demonstrationConfig(config: Config): Config {
  if (config.demonstration) return config;
  if (config.databaseUrl !== undefined)
    throw new ConfigurationError(
      "A demonstration keeps what it makes up in a folder of its own, and DATABASE_URL is set. Unset DATABASE_URL for the demonstration.",
    );
  const folder = resolve(config.dataFolder);
  const dataFolder = join(dirname(folder), `${basename(folder)}-demonstration`);
  return { ...config, dataFolder, demonstration: true, furtherKnowledge: [demonstrationKnowledge(dataFolder)] };
}

/** The folder of the records of a demonstration, in the folder of its store. */
export function demonstrationKnowledge(dataFolder: string): string {
  return join(dataFolder, "knowledge");
}

/** The environment of this process; nothing else reads it. */
export function processEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}
