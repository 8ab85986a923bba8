import { hostname } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { z } from "zod";
import { ConfigurationError } from "./core/errors.ts";

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

/** How Slack is reached. docs/slack.md says where each value comes from. */
export interface SlackConfig {
  /** `SLACK_BOT_TOKEN`: the token of the installed app. */
  readonly botToken: string;
  /** `SLACK_APP_TOKEN` for Socket Mode, else `SLACK_SIGNING_SECRET` for HTTP. */
  readonly connection:
    | { readonly kind: "socket"; readonly appToken: string }
    | { readonly kind: "http"; readonly signingSecret: string };
  /** `SLACK_API_URL`: where the Web API is. */
  readonly apiUrl: string;
}

/** How Microsoft Teams is reached. docs/teams.md says where each value comes from. */
export interface TeamsConfig {
  /** `TEAMS_CLIENT_ID`: the id of the app registration, which is the bot's id too. */
  readonly clientId?: string;
  /** `TEAMS_CLIENT_SECRET`: a secret of the app registration. */
  readonly clientSecret?: string;
  /** `TEAMS_MANAGED_IDENTITY`: `system`, or the client id of a managed identity, instead of a secret. */
  readonly managedIdentity?: string;
  /** `TEAMS_TENANT_ID`: the tenants that are answered; the first one is the bot's own. Empty for all, without authentication only. */
  readonly tenants: readonly string[];
  /** `CLOUD`: whose login and service addresses are used. */
  readonly cloud: TeamsCloud;
  /** `TEAMS_OPENID_URL`: the metadata of whoever signs deliveries, instead of the cloud's. */
  readonly openIdUrl?: string;
  /** `TEAMS_LOGIN_URL`: where tokens for posting are fetched, instead of the cloud's login. */
  readonly loginUrl?: string;
  /** `TEAMS_SERVICE_URLS`: further addresses that may be posted to, as prefixes. */
  readonly serviceUrls: readonly string[];
  /** `TEAMS_ALLOW_UNAUTHENTICATED`: nobody's signature is checked; for tools on this machine only. */
  readonly isUnauthenticated: boolean;
}

/** Microsoft's clouds, as the Teams SDK names them. */
export const teamsClouds = ["Public", "USGov", "USGovDoD", "China"] as const;
export type TeamsCloud = (typeof teamsClouds)[number];

/** Levels of the log, from the quietest. */
export const logLevels = ["silent", "fatal", "error", "warn", "info", "debug"] as const;
export type LogLevel = (typeof logLevels)[number];

const loopbackHosts: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "::1"]);

/** Texts with commas between them. */
const commaList = z.string().transform((list) =>
  list
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== ""),
);

const platformUrl = z
  .string()
  .trim()
  .refine(
    isProtectedUrl,
    "an https address without a password in it; http only for this machine, as in http://127.0.0.1:4000",
  );

function isProtectedUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hostname } = new URL(text);
  const isPrivate =
    protocol === "https:" || (protocol === "http:" && loopbackHosts.has(hostname.replace(/^\[|\]$/g, "")));
  return isPrivate && username === "" && password === "";
}

const teamsVariables = {
  TEAMS_CLIENT_ID: z.string().trim().min(1).optional(),
  TEAMS_CLIENT_SECRET: z.string().min(1).optional(),
  TEAMS_MANAGED_IDENTITY: z.string().trim().min(1).optional(),
  TEAMS_TENANT_ID: commaList
    .pipe(
      z.array(
        z
          .string()
          .refine(
            (tenant) => !["common", "organizations", "consumers"].includes(tenant.toLowerCase()),
            "the ids of the tenants to answer, with commas between them: it stands for everybody's",
          ),
      ),
    )
    .default([]),
  TEAMS_OPENID_URL: platformUrl.optional(),
  TEAMS_LOGIN_URL: platformUrl.optional(),
  TEAMS_SERVICE_URLS: commaList.pipe(z.array(platformUrl)).default([]),
  TEAMS_ALLOW_UNAUTHENTICATED: z.stringbool("true or false").default(false),
  CLOUD: z
    .string()
    .transform((name) => teamsClouds.find((cloud) => cloud.toLowerCase() === name.trim().toLowerCase()) ?? name)
    .pipe(z.enum(teamsClouds))
    .default("Public"),
};

const slackVariables = {
  SLACK_BOT_TOKEN: z
    .string()
    .trim()
    .regex(/^xoxb-\S+$/, "a bot token, which begins with xoxb-: under OAuth & Permissions in the app's settings")
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .trim()
    .regex(/^xapp-\S+$/, "an app-level token, which begins with xapp-: under Basic Information in the app's settings")
    .optional(),
  SLACK_SIGNING_SECRET: z.string().trim().min(8, "the signing secret under Basic Information").optional(),
  SLACK_API_URL: platformUrl.default("https://slack.com/api/"),
};

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
  PILOTDESK_ALLOWED_HOSTS: z
    .string()
    .transform((list) =>
      list
        .split(",")
        .map((host) => host.trim())
        .filter((host) => host !== ""),
    )
    .pipe(
      z.array(
        z.string().regex(/^[\w.-]+(?::\d+)?$/, "names with commas between them, as in desk.example.org,10.0.0.5"),
      ),
    )
    .default([]),
  PILOTDESK_DEMO: z.enum(["on", "off"]).default("off"),
  PILOTDESK_INSTANCE: z.string().trim().min(1).max(100).optional(),
  PILOTDESK_ADMINS: z
    .string()
    .transform((list) =>
      list
        .split(",")
        .map((account) => account.trim())
        .filter((account) => account !== ""),
    )
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
  ...teamsVariables,
  ...slackVariables,
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

/** The settings of Teams, or nothing. Throws where one is missing that the others need, or where they let anybody in. */
function teamsOf(data: z.infer<typeof schema>): Pick<Config, "teams"> {
  const { TEAMS_CLIENT_ID: clientId, TEAMS_CLIENT_SECRET: clientSecret, TEAMS_ALLOW_UNAUTHENTICATED } = data;
  const { TEAMS_MANAGED_IDENTITY: managedIdentity, TEAMS_OPENID_URL: openIdUrl, TEAMS_LOGIN_URL: loginUrl } = data;
  if (TEAMS_ALLOW_UNAUTHENTICATED) refuseOpenTeams(data);
  else if (clientId === undefined && clientSecret === undefined && managedIdentity === undefined) return {};
  else requireTeamsIdentity(data);
  return {
    teams: {
      ...(clientId !== undefined && { clientId }),
      ...(clientSecret !== undefined && { clientSecret }),
      ...(managedIdentity !== undefined && { managedIdentity }),
      tenants: data.TEAMS_TENANT_ID,
      cloud: data.CLOUD,
      ...(openIdUrl !== undefined && { openIdUrl }),
      ...(loginUrl !== undefined && { loginUrl }),
      serviceUrls: data.TEAMS_SERVICE_URLS,
      isUnauthenticated: TEAMS_ALLOW_UNAUTHENTICATED,
    },
  };
}

function refuseOpenTeams({ HOST, NODE_ENV }: z.infer<typeof schema>): void {
  if (NODE_ENV === "production") {
    throw new ConfigurationError(
      "TEAMS_ALLOW_UNAUTHENTICATED is set, and this is production: anybody could write as anybody. Unset it, and set TEAMS_CLIENT_ID, TEAMS_CLIENT_SECRET and TEAMS_TENANT_ID.",
    );
  }
  if (!loopbackHosts.has(HOST)) {
    throw new ConfigurationError(
      `TEAMS_ALLOW_UNAUTHENTICATED is set, and HOST is ${HOST}: anybody who reaches it could write as anybody. Set HOST to 127.0.0.1, or unset TEAMS_ALLOW_UNAUTHENTICATED.`,
    );
  }
}

function requireTeamsIdentity(data: z.infer<typeof schema>): void {
  const off = "or unset the other TEAMS variables to run without Teams";
  if (data.TEAMS_CLIENT_ID === undefined) {
    throw new ConfigurationError(`TEAMS_CLIENT_ID is not set. Set it to the id of the app registration, ${off}.`);
  }
  if (data.TEAMS_CLIENT_SECRET === undefined && data.TEAMS_MANAGED_IDENTITY === undefined) {
    throw new ConfigurationError(
      `TEAMS_CLIENT_SECRET is not set. Set it to a secret of the app registration, set TEAMS_MANAGED_IDENTITY instead, ${off}.`,
    );
  }
  if (data.TEAMS_TENANT_ID.length === 0) {
    throw new ConfigurationError(
      `TEAMS_TENANT_ID is not set. Set it to the id of the tenant to answer, more of them with commas between, ${off}.`,
    );
  }
}

/** The settings of Slack, or nothing. Throws where one is missing that the others need. */
function slackOf(data: z.infer<typeof schema>): Pick<Config, "slack"> {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = data;
  if (botToken === undefined) {
    const other = appToken === undefined ? "SLACK_SIGNING_SECRET" : "SLACK_APP_TOKEN";
    if (appToken === undefined && signingSecret === undefined) return {};
    throw new ConfigurationError(
      `SLACK_BOT_TOKEN is not set. Set it to the token of the installed app, or unset ${other} to run without Slack.`,
    );
  }
  const apiUrl = data.SLACK_API_URL.replace(/\/*$/, "/");
  if (appToken !== undefined) return { slack: { botToken, apiUrl, connection: { kind: "socket", appToken } } };
  if (signingSecret !== undefined) return { slack: { botToken, apiUrl, connection: { kind: "http", signingSecret } } };
  throw new ConfigurationError(
    "Neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set. Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP, or unset SLACK_BOT_TOKEN to run without Slack.",
  );
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
  return { ...config, dataFolder, demonstration: true, furtherKnowledge: [join(dataFolder, "knowledge")] };
}

/** The environment of this process; nothing else reads it. */
export function processEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}
