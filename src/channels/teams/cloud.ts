import { cloudFromName } from "@microsoft/teams.api/dist/auth/cloud-environment.js";
import type { TeamsSettings } from "./teams-settings.ts";

/** The addresses of one of Microsoft's clouds, with what the settings put in their place. */
export interface TeamsCloud {
  /** The metadata that names the keys of whoever signs deliveries. */
  readonly openIdUrl: string;
  /** Who signs deliveries. */
  readonly issuer: string;
  readonly loginUrl: string;
  /** The tenant that tokens are asked for where none is named. */
  readonly loginTenant: string;
  /** What a token for posting is asked for. */
  readonly scope: string;
  /** Where links to messages lead. */
  readonly webUrl: string;
  /** True for an address that may be posted to. */
  isServiceUrl(url: string): boolean;
}

/** Where each cloud's Teams is: its web address, and the hosts of its connector; a leading dot stands for any host below. */
const places: Readonly<Record<TeamsSettings["cloud"], { readonly webUrl: string; readonly hosts: readonly string[] }>> =
  {
    Public: {
      webUrl: "https://teams.microsoft.com",
      hosts: ["smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com"],
    },
    USGov: { webUrl: "https://gov.teams.microsoft.us", hosts: ["smba.infra.gov.teams.microsoft.us"] },
    USGovDoD: { webUrl: "https://dod.teams.microsoft.us", hosts: ["smba.infra.dod.teams.microsoft.us"] },
    China: { webUrl: "https://teams.microsoftonline.cn", hosts: [".teams.microsoftonline.cn"] },
  };

const loopback: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** True for an address on this machine. */
export function isLoopback(url: string): boolean {
  return URL.canParse(url) && loopback.has(new URL(url).hostname);
}

/** The cloud of the settings. The login of a signer on this machine is on this machine too, unless it is set. */
export function cloudOf(settings: TeamsSettings): TeamsCloud {
  const named = cloudFromName(settings.cloud);
  const { webUrl, hosts } = places[settings.cloud];
  const openIdUrl = settings.openIdUrl ?? named.openIdMetadataUrl;
  const isLocal = isLoopback(openIdUrl);
  const loginUrl = settings.loginUrl ?? (isLocal ? new URL(openIdUrl).origin : named.loginEndpoint);
  return {
    openIdUrl,
    issuer: named.tokenIssuer,
    loginUrl: loginUrl.replace(/\/+$/, ""),
    loginTenant: named.loginTenant,
    scope: named.botScope,
    webUrl,
    isServiceUrl(url) {
      if (!URL.canParse(url)) return false;
      const { protocol, hostname, username, password, search, hash } = new URL(url);
      if (username + password + search + hash !== "") return false;
      if (settings.serviceUrls.some((prefix) => isBelow(url, prefix))) return true;
      if (isLoopback(url)) return settings.isUnauthenticated || isLocal;
      return protocol === "https:" && hosts.some((host) => fitsHost(hostname, host));
    },
  };
}

function fitsHost(hostname: string, host: string): boolean {
  return host.startsWith(".") ? hostname.endsWith(host) : hostname === host;
}

function isBelow(url: string, prefix: string): boolean {
  const [below, above] = [new URL(url), new URL(prefix)];
  const path = above.pathname.replace(/\/+$/, "");
  return below.origin === above.origin && (below.pathname === path || below.pathname.startsWith(`${path}/`));
}
