import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { notFound } from "./request-problem.ts";
import type { Route } from "./route-table.ts";

/** Where the files that pages load are, each under the hash of its content. */
export interface AssetPaths {
  readonly frameworkStyle: string;
  readonly ownStyle: string;
  readonly script: string;
  readonly icon: string;
}

/** The assets as read at start-up. */
export interface Assets {
  readonly paths: AssetPaths;
  readonly route: Route;
}

interface Asset {
  readonly type: string;
  readonly body: string;
}

const resolvePackage = createRequire(import.meta.url).resolve;

function readFramework(name: string): string {
  const text = readFileSync(resolvePackage(`govuk-frontend/dist/govuk/${name}`), "utf8");
  return text.replace(/\/[/*]# sourceMappingURL=.*$/s, "");
}

function readOwn(name: string): string {
  return readFileSync(new URL(`./assets/${name}`, import.meta.url), "utf8");
}

/** GDS Transport may only be used on GOV.UK domains: its font faces and its name go, Arial stays. */
function withoutTransport(css: string): string {
  return css.replace(/@font-face\{[^}]*\}/g, "").replaceAll("GDS Transport,arial", "arial");
}

/** Reads the framework's and our own files once and names each by its content. */
export function loadAssets(): Assets {
  const files = new Map<string, Asset>();
  const add = (name: string, extension: string, asset: Asset): string => {
    const hash = createHash("sha256").update(asset.body).digest("hex").slice(0, 16);
    const file = `${name}-${hash}.${extension}`;
    files.set(file, asset);
    return `/assets/${file}`;
  };
  const css = "text/css; charset=utf-8";
  const script = "text/javascript; charset=utf-8";
  const framework = add("govuk-frontend", "js", { type: script, body: readFramework("govuk-frontend.min.js") });
  const paths: AssetPaths = {
    frameworkStyle: add("govuk-frontend", "css", {
      type: css,
      body: withoutTransport(readFramework("govuk-frontend.min.css")),
    }),
    ownStyle: add("pilotdesk", "css", { type: css, body: readOwn("pilotdesk.css") }),
    script: add("start", "js", { type: script, body: `import { initAll } from "${framework}";\ninitAll();\n` }),
    icon: add("icon", "svg", { type: "image/svg+xml", body: readOwn("icon.svg") }),
  };
  return { paths, route: assetRoute(files) };
}

function assetRoute(files: ReadonlyMap<string, Asset>): Route {
  return {
    path: "/assets/:file",
    GET: ({ params }) => {
      const asset = files.get(params["file"] ?? "");
      if (!asset) throw notFound();
      // The name changes with the content, so a copy is good for ever.
      return { status: 200, ...asset, headers: { "cache-control": "public, max-age=31536000, immutable" } };
    },
  };
}
