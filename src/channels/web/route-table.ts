import type { WebHandler } from "./exchange.ts";

/** An address and what answers there. A part that begins with a colon is named and matches any one part. */
export interface Route {
  readonly path: string;
  readonly GET?: WebHandler;
  readonly POST?: WebHandler;
}

/** A route found for a path. */
export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** What a named part may look like once decoded; anything else is no id of ours. */
const namedPart = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

function matchParts(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, wanted] of pattern.entries()) {
    const part = parts[index] ?? "";
    if (!wanted.startsWith(":")) {
      if (wanted !== part) return undefined;
    } else {
      if (!namedPart.test(part)) return undefined;
      params[wanted.slice(1)] = part;
    }
  }
  return params;
}

/** The path's parts decoded, or undefined where its percent-encoding is broken. */
function decodeParts(path: string): readonly string[] | undefined {
  try {
    return path.split("/").map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/**
 * Finds the route of a path as sent, without its query. Parts are split before they are decoded and never resolved, so
 * an encoded slash or dot-dot is an unknown part and not a way around.
 */
export function matchRoute(routes: readonly Route[], path: string): RouteMatch | undefined {
  const parts = decodeParts(path);
  if (parts === undefined) return undefined;
  for (const route of routes) {
    const params = matchParts(route.path.split("/"), parts);
    if (params) return { route, params };
  }
  return undefined;
}

/** The methods that a route answers, for the `allow` header. */
export function allowedMethods(route: Route): string {
  return [...(route.GET ? ["GET", "HEAD"] : []), ...(route.POST ? ["POST"] : [])].join(", ");
}
