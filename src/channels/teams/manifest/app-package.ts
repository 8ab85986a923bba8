import { zipSync } from "fflate";
import { z } from "zod";
import { ConfigurationError } from "../../../core/errors.ts";
import { drawColourIcon, drawOutlineIcon } from "./draw-icons.ts";

/** What the app package is made for. */
export interface AppPackageOptions {
  /** The id of the app registration. */
  readonly botId: string;
  /** The name that Teams reaches this server by, as in `desk.example.org`. */
  readonly domain: string;
  readonly developer?: string;
  readonly website?: string;
  readonly privacy?: string;
  readonly terms?: string;
  /** Raised with each package that takes the place of an older one: `1.0.1`. */
  readonly version?: string;
  /** Whether it may ask a team's owner to let it read messages that do not mention it. */
  readonly listens?: boolean;
}

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const domainName = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;
const semver = /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)$/;

function check(isRight: boolean, message: string): void {
  if (!isRight) throw new ConfigurationError(message);
}

function checkOptions({ botId, domain, developer = "", version, website, privacy, terms }: AppPackageOptions): void {
  check(
    guid.test(botId),
    `${botId || "The bot id"} is no app id. Give --bot-id the Application (client) ID, as in 00000000-0000-0000-0000-000000000000.`,
  );
  check(
    domainName.test(domain),
    `${domain || "The domain"} is no domain name. Give --domain the name that Teams reaches this server by, without https://, as in desk.example.org.`,
  );
  check(developer.length <= 32, "The name of the developer may have 32 characters. Shorten --developer.");
  check(
    version === undefined || semver.test(version),
    "The version has three numbers. Give --app-version as in 1.0.1.",
  );
  for (const url of [website, privacy, terms]) {
    check(
      url === undefined || (URL.canParse(url) && new URL(url).protocol === "https:"),
      `${url} is no https address.`,
    );
  }
}

/** The manifest for one bot and domain, from its template. Throws `ConfigurationError` that says which option is wrong. */
export function fillManifest(template: string, options: AppPackageOptions): Readonly<Record<string, unknown>> {
  checkOptions(options);
  const { botId, domain, developer = "Pilotdesk", listens = true, version } = options;
  const home = options.website ?? `https://${domain}/`;
  const values: Readonly<Record<string, string>> = {
    BOT_ID: botId.toLowerCase(),
    DOMAIN: domain.toLowerCase(),
    DEVELOPER: developer,
    WEBSITE: home,
    PRIVACY: options.privacy ?? home,
    TERMS: options.terms ?? home,
  };
  const text = template.replaceAll(/\{\{([A-Z_]+)\}\}/g, (_, name: string) =>
    JSON.stringify(values[name] ?? "").slice(1, -1),
  );
  const { authorization, ...manifest } = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  return {
    ...manifest,
    ...(version !== undefined && { version }),
    ...(listens && authorization !== undefined && { authorization }),
  };
}

/** Always the same bytes for the same content: the day of the format's beginning. */
const packedAt = new Date(1980, 0, 1);

/** The app package that an administrator uploads: the manifest and its two icons. */
export function buildAppPackage(template: string, options: AppPackageOptions): Uint8Array {
  const manifest = JSON.stringify(fillManifest(template, options), null, 2);
  const files = {
    "manifest.json": new TextEncoder().encode(manifest),
    "color.png": Uint8Array.from(drawColourIcon()),
    "outline.png": Uint8Array.from(drawOutlineIcon()),
  };
  return zipSync(files, { mtime: packedAt, level: 9 });
}
