import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { listSourceFiles, repository } from "./source-modules.ts";

/** The lists of knowledge/records whose names belong to the content, never to the program. Terms are ordinary words. */
const namedLists = ["programmes", "participations", "councils", "departments", "people"] as const;

const alias = z.union([z.string(), z.object({ text: z.string() }).transform(({ text }) => text)]);
const record = z.object({ name: z.string(), aliases: z.array(alias).default([]) });
const recordFile = z.looseObject(Object.fromEntries(namedLists.map((list) => [list, z.array(record).default([])])));

/** Names that are also plain English of any program: they say nothing about a programme. */
const plainWords = new Set<string>([]);

function readNames(): readonly string[] {
  const names = globSync("knowledge/records/*.yaml", { cwd: repository }).flatMap((file) => {
    const content = recordFile.parse(parse(readFileSync(path.join(repository, file), "utf8")) ?? {});
    return namedLists.flatMap((list) => content[list] ?? []).flatMap(({ name, aliases }) => [name, ...aliases]);
  });
  return [...new Set(names)].filter((name) => name.length > 3 && !plainWords.has(name));
}

/** Where a text names one of `names` as whole words: one word in exactly its case, several in any. */
function findNames(text: string, names: readonly string[]): readonly string[] {
  const lowerText = text.toLowerCase();
  return names.filter((name) => {
    const isPhrase = /\s/.test(name);
    const [where, what] = isPhrase ? [lowerText, name.toLowerCase()] : [text, name];
    if (!where.includes(what)) return false;
    return new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(what)}(?![\\p{L}\\p{N}])`, "u").test(where);
  });
}

describe("src/", () => {
  const names = readNames();

  it("names no programme, pilot, council, department or person", () => {
    expect(names.length).toBeGreaterThan(100);
    const found = listSourceFiles().flatMap((file) =>
      findNames(readFileSync(path.join(repository, file), "utf8"), names).map((name) => `${file} names ${name}`),
    );
    expect(found).toEqual([]);
  });

  it("would be caught naming one", () => {
    expect(findNames('case "Ashby":', ["Ashby"])).toEqual(["Ashby"]);
    expect(findNames("// the north vale COUNCIL", ["North Vale Council"])).toEqual(["North Vale Council"]);
    expect(findNames("reading Ashbyfield", ["Reading", "Ashby"])).toEqual([]);
  });
});
