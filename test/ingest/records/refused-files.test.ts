import { describe, expect, it } from "vitest";
import { createRecordFolder } from "./record-folder.ts";

function matching(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}

describe("a file is refused", () => {
  it.each([
    ["a syntax error", "councils:\n  - { id: up, name: Up\n", 3, /not valid YAML/],
    ["a tab as indentation", "councils:\n\t- id: up\n", 2, /[Tt]abs/],
    ["a key that is there twice", "councils:\n  - id: up\n    id: down\n", 3, /unique/],
    ["an unknown tag", "councils: !!js/function 'x'\n", 1, /tag/],
    ["two documents", "terms: []\n---\nterms: []\n", 2, /multiple documents/],
    ["no list at all", "just words\n", 1, /must begin with one of/],
    ["an unknown list", "terms: []\npilots: []\n", 2, /no list pilots/],
    ["a list that is none", "councils:\n  up: { name: Up }\n", 1, /must be a list/],
    ["an alias without its anchor", "terms: [*gone]\n", 1, /alias/i],
    ["nesting without end", `terms: ${"[".repeat(100_000)}`, 1, /./],
  ])("with %s", async (_case, text, line, reason) => {
    const records = await createRecordFolder();
    await records.write("bad.yaml", text);
    await records.write("good.yaml", "terms: [{ id: quay, name: Quay }]\n");
    const { imported, refused } = await records.import();
    expect(refused[0]).toMatchObject({
      file: "records/bad.yaml",
      line,
      field: "",
      reason: matching(reason),
    });
    expect(imported).toBe(1);
  });

  it("with aliases that multiply", async () => {
    const records = await createRecordFolder();
    const levels = Array.from(
      { length: 9 },
      (_, level) => `  - &b${level + 1} [${`*b${level}, `.repeat(9)}*b${level}]`,
    );
    await records.write("bomb.yaml", `terms:\n  - &b0 [x]\n${levels.join("\n")}\n`);
    const { refused } = await records.import();
    expect(refused).toMatchObject([{ file: "records/bomb.yaml", reason: matching(/alias/i) }]);
  });

  it("that is not UTF-8", async () => {
    const records = await createRecordFolder();
    await records.write("latin.yaml", Uint8Array.from([0x61, 0x3a, 0x20, 0xa3]));
    expect((await records.import()).refused).toMatchObject([
      { file: "records/latin.yaml", reason: "It is not UTF-8 text." },
    ]);
  });

  it("but not for being empty, or for lists without records", async () => {
    const records = await createRecordFolder();
    await records.write("empty.yaml", "# nothing yet\n");
    await records.write("lists.yaml", "\ufeffterms:\ncouncils: []\n");
    expect(await records.import()).toMatchObject({ imported: 0, refused: [] });
  });
});
