import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync, Visitor } from "oxc-parser";

/** The root of this repository. */
export const repository = path.resolve(import.meta.dirname, "../..");

/** What the house rules need to know of one file of `src/`. Paths are relative to the repository, with forward slashes. */
export interface SourceModule {
  readonly file: string;
  /** As written: `./money.ts`, `zod`, `node:fs`. Types, dynamic imports and `new URL(…, import.meta.url)` of a module included. */
  readonly imports: readonly string[];
  readonly hasDefaultExport: boolean;
  readonly reExports: readonly string[];
  readonly readsEnvironment: boolean;
}

/** Where an import leads: a file of ours, or undefined for a package or a part of Node. */
export function targetOf(file: string, specifier: string): string | undefined {
  return specifier.startsWith(".") ? path.posix.join(path.posix.dirname(file), specifier) : undefined;
}

/** Reads one module from its text with a real parser. Throws where the text has a syntax error. */
export function readModule(file: string, text: string): SourceModule {
  const { program, module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new SyntaxError(`${file}: ${errors[0]?.message}`);
  const imports = new Set(module.staticImports.map((entry) => entry.moduleRequest.value));
  const reExports: string[] = [];
  let hasDefaultExport = false;
  for (const entry of module.staticExports.flatMap((statement) => statement.entries)) {
    hasDefaultExport ||= entry.exportName.name === "default";
    if (entry.moduleRequest) reExports.push(entry.moduleRequest.value);
  }
  let readsEnvironment = imports.has("node:process") || imports.has("process");
  new Visitor({
    ExportDefaultDeclaration: () => {
      hasDefaultExport = true;
    },
    ImportExpression: ({ source }) => {
      // A computed import is kept as it is written, and no rule will know it.
      imports.add(source.type === "Literal" ? String(source.value) : text.slice(source.start, source.end));
    },
    TSImportType: ({ source }) => void imports.add(source.value),
    NewExpression: ({ callee, arguments: given }) => {
      const [first] = given;
      const isUrl = callee.type === "Identifier" && callee.name === "URL";
      if (!isUrl || first?.type !== "Literal" || given.length < 2) return;
      if (/^\.{1,2}\/.*\.[cm]?[jt]s$/.test(String(first.value))) imports.add(String(first.value));
    },
    MemberExpression: ({ object, property }) => {
      const name = property.type === "Identifier" ? property.name : property.type === "Literal" ? property.value : "";
      readsEnvironment ||= object.type === "Identifier" && object.name === "process" && name === "env";
    },
  }).visit(program);
  return { file, imports: [...imports, ...reExports], hasDefaultExport, reExports, readsEnvironment };
}

/** Every file below `src/`, whatever its kind, in order of path. */
export function listSourceFiles(): readonly string[] {
  const found = globSync("src/**/*", { cwd: repository, withFileTypes: true }).filter((entry) => entry.isFile());
  return found
    .map((entry) => path.relative(repository, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/"))
    .toSorted();
}

/** Every TypeScript module below `src/`, parsed. */
export function readSourceModules(): readonly SourceModule[] {
  return listSourceFiles()
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readModule(file, readFileSync(path.join(repository, file), "utf8")));
}
