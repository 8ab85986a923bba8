import { isIP } from "node:net";
import type { IncomingHttpHeaders } from "node:http";

/** Why a request is refused before it is read, in words for whoever sent it. */
export interface GuardRefusal {
  readonly status: 403 | 421;
  readonly message: string;
}

/** Says why a request is refused, or undefined where it may pass. */
export type RequestGuard = (headers: IncomingHttpHeaders) => GuardRefusal | undefined;

/** What the guard must know of the server. */
export interface GuardOptions {
  /** The address the server listens on. */
  readonly host: string;
  /** The port it got; known once it listens. */
  readonly port: () => number;
  /** Further names it is reached by, `pilotdesk.example.gov.uk` or with a port, as behind a proxy. */
  readonly allowedHosts: readonly string[];
}

const wildcardHosts: ReadonlySet<string> = new Set(["0.0.0.0", "::", "[::]"]);

function parseHost(host: string): URL | undefined {
  if (!/^[\w.:[\]-]+$/.test(host) || !URL.canParse(`http://${host}`)) return undefined;
  return new URL(`http://${host}`);
}

function bracketed(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host.toLowerCase();
}

/**
 * Refuses requests that name another host (DNS rebinding: a foreign page that resolves its own name to this machine) or
 * come from another site's page.
 */
export function createRequestGuard(options: GuardOptions): RequestGuard {
  const ownNames = new Set(["localhost", "127.0.0.1", "[::1]", bracketed(options.host)]);
  const configured = new Set(options.allowedHosts.map((host) => host.toLowerCase()));
  const isConfigured = (url: URL): boolean => configured.has(url.host) || configured.has(url.hostname);

  // The port is not compared here: a forwarded port is common, and a rebinding attack has to bring a foreign name. A
  // server on every address of its machine takes every address for that reason, but still no foreign name.
  const isOwnHost = (url: URL): boolean =>
    ownNames.has(url.hostname) ||
    isConfigured(url) ||
    (wildcardHosts.has(options.host) && isIP(url.hostname.replace(/^\[|\]$/g, "")) !== 0);

  const isOwnOrigin = (origin: string, host: URL): boolean => {
    if (!/^https?:\/\//.test(origin) || !URL.canParse(origin)) return false;
    const url = new URL(origin);
    return (
      url.host === host.host || isConfigured(url) || (ownNames.has(url.hostname) && url.port === `${options.port()}`)
    );
  };

  return (headers) => {
    const host = parseHost(headers.host ?? "");
    if (host === undefined || !isOwnHost(host)) return foreignHost;
    const site = headers["sec-fetch-site"];
    // Where a browser hides the origin it still says whether the page was ours.
    if (headers.origin === "null") return site === "same-origin" ? undefined : foreignOrigin;
    return headers.origin === undefined || isOwnOrigin(headers.origin, host) ? undefined : foreignOrigin;
  };
}

const foreignHost: GuardRefusal = {
  status: 421,
  message:
    "This server is not reached under that name. Open it at the address it prints when it starts, or add the name to its allowed hosts.",
};

const foreignOrigin: GuardRefusal = {
  status: 403,
  message: "This request came from another site's page. Open Pilotdesk itself and ask there.",
};
