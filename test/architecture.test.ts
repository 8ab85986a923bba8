import path from "node:path";
import { describe, expect, it } from "vitest";
import { findCycle, judgeImport, mayImport, placeOf } from "./house/import-rules.ts";
import { readModule, readSourceModules } from "./house/source-modules.ts";

const modules = readSourceModules();

describe("the architecture of src/", () => {
  it("has every file in a folder of the table", () => {
    expect(modules.length).toBeGreaterThan(20);
    expect(modules.map(({ file }) => file).filter((file) => !placeOf(file))).toEqual([]);
  });

  it("imports only what the table allows", () => {
    const broken = modules.flatMap(({ file, imports }) =>
      imports.map((specifier) => judgeImport(file, specifier)).flatMap((judged) => (judged ? `${file} ${judged}` : [])),
    );
    expect(broken).toEqual([]);
  });

  it("has no circle of imports, types included", () => {
    expect(findCycle(modules)).toBeUndefined();
  });

  it("has no default export and no barrel file", () => {
    expect(modules.filter((module) => module.hasDefaultExport).map(({ file }) => file)).toEqual([]);
    expect(modules.filter((module) => module.reExports.length > 0).map(({ file }) => file)).toEqual([]);
  });

  it("names each file for what it exports", () => {
    const vague = new Set(["index", "util", "utils", "helper", "helpers", "type", "types", "common", "misc", "shared"]);
    const names = modules.map(({ file }) => ({ file, name: path.posix.basename(file, ".ts") }));
    expect(names.filter(({ name }) => vague.has(name) || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
  });

  it("reads the environment in one place", () => {
    const readers = modules.filter((module) => module.readsEnvironment).map(({ file }) => file);
    expect(readers.filter((file) => file !== "src/config.ts")).toEqual([]);
  });
});

describe("the rules themselves", () => {
  it("are floors: a place imports only from places that stand above it in the table", () => {
    const order = Object.keys(mayImport);
    for (const [place, allowed] of Object.entries(mayImport)) {
      if (allowed === "everything above") continue;
      for (const other of allowed)
        expect(order.indexOf(other), `${place} → ${other}`).toBeLessThan(order.indexOf(place));
      for (const other of allowed) expect(order, `${place} → ${other}`).toContain(other);
    }
  });

  it.each([
    ["src/core/reply.ts", "../ledger/names.ts", "may not import src/ledger/names.ts"],
    ["src/channels/web/server.ts", "../../intents/ask.ts", "may not import src/intents/ask.ts"],
    ["src/channels/web/server.ts", "../cli/prompt.ts", "may not import src/channels/cli/prompt.ts"],
    ["src/channels/web/server.ts", "../../stores/sqlite/open.ts", "may not import src/stores/sqlite/open.ts"],
    ["src/answer/compose.ts", "../retrieval/search.ts", "may not import src/retrieval/search.ts"],
    ["src/ledger/names.ts", "../main.ts", "may not import src/main.ts"],
    ["src/main.ts", "./commands/ask-command.ts", "may not import src/commands/ask-command.ts"],
    [
      "src/ledger/names.ts",
      "../../test/oracle/naive.ts",
      "imports test/oracle/naive.ts, which is in no folder of the table",
    ],
    ["src/ledger/names.ts", "./fold", "imports ./fold, which does not end in .ts"],
    ["src/ledger/names.ts", "node:sqlite", "may not use node:sqlite"],
    ["src/core/time.ts", "node:fs", "core may not use node:fs"],
    ["src/intents/ask.ts", "@slack/bolt", "may not import the package @slack/bolt"],
    ["src/intents/ask.ts", "left-pad", "imports left-pad, which has no home in test/house/import-rules.ts"],
    ["src/answer/gate.ts", "kysely/helpers/sqlite", "may not import the package kysely"],
  ])("refuse %s importing %s", (file, specifier, reason) => {
    expect(judgeImport(file, specifier)).toBe(reason);
  });

  it.each([
    ["src/intents/ask.ts", "../ledger/names.ts"],
    ["src/router/route.ts", "../ledger/names/resolve.ts"],
    ["src/ingest/records/import.ts", "../../retrieval/words.ts"],
    ["src/stores/sqlite/open.ts", "../sql/schema.ts"],
    ["src/main.ts", "./stores/sqlite/open.ts"],
    ["src/commands/ask-command.ts", "../main.ts"],
    ["src/cli.ts", "./commands/ask-command.ts"],
    ["src/core/event-hash.ts", "node:crypto"],
  ])("let %s import %s", (file, specifier) => {
    expect(judgeImport(file, specifier)).toBeUndefined();
  });

  it("see every way to import, export and read the environment", () => {
    const text = `
      import type { A } from "./a.ts";
      export { b } from "./b.ts";
      const c = await import("./c.ts");
      type D = import("./d.ts").D;
      const worker = new Worker(new URL("./e-worker.ts", import.meta.url));
      export default process["env"];`;
    const found = readModule("src/core/x.ts", text);
    expect([...found.imports].toSorted()).toEqual(["./a.ts", "./b.ts", "./c.ts", "./d.ts", "./e-worker.ts"]);
    expect(found).toMatchObject({ hasDefaultExport: true, reExports: ["./b.ts"], readsEnvironment: true });
    expect(readModule("src/core/x.ts", "// process.env\nexport const a = 1;").readsEnvironment).toBe(false);
  });

  it("see a circle", () => {
    const module = (file: string, to: string) => readModule(file, `import { x } from "${to}"; x();`);
    const circle = [module("src/a.ts", "./b.ts"), module("src/b.ts", "./c.ts"), module("src/c.ts", "./b.ts")];
    expect(findCycle(circle)).toEqual(["src/b.ts", "src/c.ts", "src/b.ts"]);
  });
});
