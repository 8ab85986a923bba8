import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { lexemeOfTerm, lexemesOf, postingsOf } from "../../../src/stores/postgres/lexemes.ts";
import { readNotes } from "./note-passages.ts";

const oddTexts = [
  "Café NAÏVE Ærøskøbing İstanbul ǅ ﬁle Ⅷ ½ ²",
  "2020s 13th 1.5 £150,000 4-5 B&Q don't council’s x² 90210",
  "skies caresses ponies ties generalization oscillators agreed hopping falling relational sky yes us as is gas bus",
  "שלום עליכם Привет МИР 日本語 한국어 ไทย",
  "a\u0301e\u0301 Zoe\u0308 \u0301alone e\u0301\u0302",
  `${"long".repeat(20)} ${"x".repeat(64)}s ${"x".repeat(65)}s`,
];

/** The tokens that FTS5 makes of texts, with how often each occurs. */
function fts5Tokens(texts: readonly string[]): Readonly<Record<string, unknown>> {
  const database = new DatabaseSync(":memory:");
  database.exec(`create virtual table words using fts5(text, tokenize='porter unicode61 remove_diacritics 2');
    create virtual table vocabulary using fts5vocab(words, row)`);
  const insert = database.prepare("insert into words (text) values (?)");
  for (const text of texts) insert.run(text);
  const rows = database.prepare("select term, cnt from vocabulary").all();
  database.close();
  return Object.fromEntries(rows.map((row) => [String(row["term"]), row["cnt"]]));
}

function ourTokens(texts: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const lexeme of texts.flatMap(lexemesOf)) counts.set(lexeme, (counts.get(lexeme) ?? 0) + 1);
  return Object.fromEntries(counts);
}

describe("the lexemes of the PostgreSQL index", () => {
  it("are the tokens of SQLite's index for every shipped note", () => {
    const texts = readNotes().flatMap((note) => [note.title, ...note.paragraphs]);
    expect(Object.keys(fts5Tokens(texts)).length).toBeGreaterThan(1000);
    expect(ourTokens(texts)).toStrictEqual(fts5Tokens(texts));
  });

  it.each(oddTexts)("are the tokens of SQLite's index for odd text too: %j", (text) => {
    expect(ourTokens([text])).toStrictEqual(fts5Tokens([text]));
  });

  it("drop the marks of every script", () => {
    expect(lexemesOf("καλημέρα हिन्दी")).toStrictEqual(["καλημερα", "हनद"]);
  });

  it("take a figure with separators for one lexeme besides its parts", () => {
    const { words, postings } = postingsOf({ number: 1, text: "£1,250,000 in 2024", heading: "Money", title: "Money" });
    expect(words).toBe(7);
    expect(postings).toStrictEqual([
      { lexeme: "1", tenths: 10 },
      { lexeme: "250", tenths: 10 },
      { lexeme: "000", tenths: 10 },
      { lexeme: "in", tenths: 10 },
      { lexeme: "2024", tenths: 10 },
      { lexeme: "1.250", tenths: 10 },
      { lexeme: "1.250.000", tenths: 10 },
      { lexeme: "250.000", tenths: 10 },
      { lexeme: "monei", tenths: 7 },
    ]);
    expect([lexemeOfTerm("1,250,000"), lexemeOfTerm("Money"), lexemeOfTerm("…")]).toStrictEqual([
      "1.250.000",
      "monei",
      undefined,
    ]);
  });
});
