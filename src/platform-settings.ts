import { z } from "zod";
import { ConfigurationError } from "./core/errors.ts";

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

/** Names of this machine that nobody else reaches. */
export const loopbackHosts: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "::1"]);

/** Texts with commas between them. */
export const commaList = z.string().transform((list) =>
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

/** The variables of both platforms. */
export const platformVariables = { ...teamsVariables, ...slackVariables };

/** The variables of both platforms, with those that decide whether they are safe. */
const platformSchema = z.object({
  ...platformVariables,
  HOST: z.string(),
  NODE_ENV: z.string().optional(),
});
type PlatformData = z.infer<typeof platformSchema>;

/** The settings of Teams, or nothing. Throws where one is missing that the others need, or where they let anybody in. */
export function teamsOf(data: PlatformData): { readonly teams?: TeamsConfig } {
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

function refuseOpenTeams({ HOST, NODE_ENV }: PlatformData): void {
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

function requireTeamsIdentity(data: PlatformData): void {
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
export function slackOf(data: PlatformData): { readonly slack?: SlackConfig } {
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
