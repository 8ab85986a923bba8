import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readReturnFile } from "../../../src/ingest/returns/read-return-file.ts";
import type { ReturnFile } from "../../../src/ingest/returns/read-return-file.ts";
import { createTestFolder } from "../../ledger/open-test-store.ts";
import { makeWorkbook } from "./make-workbook.ts";
import type { MadeSheet } from "./make-workbook.ts";

async function read(content: string | Uint8Array, name = "return.csv"): Promise<ReturnFile> {
  const path = join(await createTestFolder(), name);
  await writeFile(path, content);
  return readReturnFile(path, ["pilot", "place"]);
}

const readSheets = (...sheets: readonly MadeSheet[]): Promise<ReturnFile> => read(makeWorkbook(sheets), "return.xlsx");

/** What a file says, row by row, as `heading=cell`. */
function said({ columns, rows }: ReturnFile): readonly string[] {
  return rows.map(({ row, cells }) => {
    const cellsSaid = columns.flatMap(({ letter, heading }) => {
      const cell = cells.get(letter);
      return cell === undefined ? [] : [`${heading}=${cell}`];
    });
    return `${row}: ${cellsSaid.join(", ")}`;
  });
}

const words = "Pilot,Rating,Summary\nEastmere,amber,Caffè – “quiet” £5\n";
const expected = ["2: Pilot=Eastmere, Rating=amber, Summary=Caffè – “quiet” £5"];

describe("a CSV file", () => {
  it.each([
    ["UTF-8", Buffer.from(words)],
    ["UTF-8 with a byte order mark", Buffer.from(`\uFEFF${words}`)],
    ["UTF-16, as Excel's Unicode text", Buffer.from(`\uFEFF${words.replaceAll(",", "\t")}`, "utf16le")],
    ["UTF-16 the other way round", Buffer.from(`\uFEFF${words}`, "utf16le").swap16()],
    // In windows-1252 è is E8, – is 96, “ ” are 93 and 94, £ is A3.
    [
      "the code page of Windows",
      Buffer.from("Pilot;Rating;Summary\r\nEastmere;amber;Caff\xe8 \x96 \x93quiet\x94 \xa35\r\n", "latin1"),
    ],
    ["a line that names the separator", Buffer.from(`sep=;\r\n${words.replaceAll(",", ";")}`)],
  ])("is read in %s", async (name, bytes) => {
    const file = await read(bytes);
    expect(said(file)).toEqual(name.startsWith("a line") ? [expected[0]?.replace("2:", "3:")] : expected);
    expect(file.faults).toEqual([]);
  });

  it("keeps commas, semicolons, quotation marks and line ends that stand inside a cell", async () => {
    const file = await read('pilot,summary\nEastmere,"one, two; three ""four""\nfive"\nWexcombe,a; b\n');
    expect(said(file)).toEqual([
      '2: pilot=Eastmere, summary=one, two; three "four"\nfive',
      "3: pilot=Wexcombe, summary=a; b",
    ]);
  });

  it("leaves out empty rows and keeps the numbers of the others", async () => {
    const file = await read("pilot,rating\n\n,,\nEastmere,green\n  ,\u00a0\nWexcombe,red\n\n");
    expect(said(file)).toEqual(["4: pilot=Eastmere, rating=green", "6: pilot=Wexcombe, rating=red"]);
  });

  it("finds the headings below a title", async () => {
    const file = await read("Return for October;;\n;;\n Pilot *;RAG:;Summary\nEastmere;G;ok\n");
    expect(file.headingRow).toBe(3);
    expect(said(file)).toEqual(["4: Pilot *=Eastmere, RAG:=G, Summary=ok"]);
  });

  it("says where a formula, a failed formula or a cell without a heading stands", async () => {
    const file = await read("pilot,spent,summary\nEastmere,=SUM(A1:A3),ok,what is this\nWexcombe,#REF!,ok\n");
    expect(file.faults).toEqual([
      { row: 2, letter: "B", text: "It holds a formula (=SUM(A1:A3)). Save its value instead." },
      { row: 2, letter: "D", text: "“what is this” stands in a column without a heading." },
      { row: 3, letter: "B", text: "It holds #REF!: a formula that failed." },
    ]);
  });

  it("takes words that begin like a formula, with and without the apostrophe of a spreadsheet", async () => {
    const file = await read("pilot,summary\nEastmere,- two drivers left\nWexcombe,'+3 since May\n");
    expect(said(file)).toEqual([
      "2: pilot=Eastmere, summary=- two drivers left",
      "3: pilot=Wexcombe, summary=+3 since May",
    ]);
  });

  it("is named in a sentence where it cannot be used", async () => {
    await expect(read("")).rejects.toThrow("cannot be used as a return: It is empty. Save it as CSV UTF-8 or XLSX");
    await expect(read(' \n,,\n"" ')).rejects.toThrow("It is empty");
    await expect(read('pilot,summary\nEastmere,"never closed\n')).rejects.toThrow("It is no CSV that can be read");
    await expect(read(Buffer.from([1, 0, 0, 7]))).rejects.toThrow("It is no CSV that can be read");
    await expect(read("%PDF-1.7 …", "return.pdf")).rejects.toThrow("It is no spreadsheet");
    const old = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]);
    await expect(read(old, "return.xls")).rejects.toThrow("a workbook of the older XLS kind, or one with a password");
    await expect(read("x".repeat(5 * 1024 * 1024 + 1))).rejects.toThrow("It is larger than 5 MB");
    await expect(readReturnFile("/nowhere/at/all.csv", [])).rejects.toThrow("/nowhere/at/all.csv cannot be read");
  });

  it("takes 2,000 rows and no more", async () => {
    const rows = (count: number): string => `pilot,rating\n${"Eastmere,green\n".repeat(count)}`;
    expect((await read(rows(2000))).rows).toHaveLength(2000);
    await expect(read(rows(2001))).rejects.toThrow("It has more than 2,000 rows");
  });
});

describe("an XLSX workbook", () => {
  it("gives days, percentages, money and results as they would be typed", async () => {
    const file = await readSheets({
      name: "Return",
      rows: [
        ["pilot", "period", "share", "other share", "spent", "sum", "words", "count"],
        [
          "Eastmere",
          { day: "2026-10-01" },
          { percent: 0.425 },
          { percent: 1.1 },
          { money: 12500.5 },
          { formula: "40+2", value: 42 },
          { formula: "CONCAT(A1)", value: "ok" },
          0.1 + 0.2,
        ],
      ],
    });
    expect(said(file)).toEqual([
      "2: pilot=Eastmere, period=2026-10-01, share=42.5%, other share=110%, spent=12500.5, sum=42, words=ok, count=0.3",
    ]);
    expect(file.faults).toEqual([]);
  });

  it("is read from the first sheet that has the headings, with the rows as they are numbered there", async () => {
    const file = await readSheets(
      { name: "Guidance", rows: [["How to fill this in"], ["Write one pilot a row."]] },
      {
        name: "Return & more",
        rows: [["October return"], [], ["Place", "RAG"], [], ["Eastmere", "G"], [], ["Wexcombe", "R"]],
      },
      { name: "Old", rows: [["pilot"], ["Saltby"]] },
    );
    expect(file.sheet).toBe("Return & more");
    expect(file.headingRow).toBe(3);
    expect(said(file)).toEqual(["5: Place=Eastmere, RAG=G", "7: Place=Wexcombe, RAG=R"]);
  });

  it("says which formulas failed or were never worked out, instead of taking them for empty cells", async () => {
    const file = await readSheets({
      name: "Return",
      rows: [
        ["pilot", "count", "spent"],
        ["Eastmere", { failed: "#DIV/0!" }, { formula: "SUM(B2:B9)" }],
      ],
    });
    expect(file.faults).toEqual([
      { row: 2, letter: "B", text: "It holds #DIV/0!: a formula that failed." },
      {
        row: 2,
        letter: "C",
        text: "It holds a formula without a value. Open the file in a spreadsheet program and save it.",
      },
    ]);
  });

  it("names columns beyond Z as spreadsheets do", async () => {
    const empty = Array.from({ length: 27 }, () => undefined);
    const file = await readSheets({
      name: "Return",
      rows: [
        ["pilot", ...empty, "rating"],
        ["Eastmere", ...empty, "red"],
      ],
    });
    expect(file.columns).toEqual([
      { letter: "A", heading: "pilot" },
      { letter: "AC", heading: "rating" },
    ]);
    expect(file.rows[0]?.cells.get("AC")).toBe("red");
  });

  it("is refused in a sentence where it is another kind of archive, or broken", async () => {
    const broken = Buffer.from(makeWorkbook([{ name: "Return", rows: [["pilot"]] }])).subarray(0, 300);
    await expect(read(broken, "return.xlsx")).rejects.toThrow("It is no XLSX workbook that can be read");
    const archive = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), Buffer.alloc(40)]);
    await expect(read(archive, "return.xlsx")).rejects.toThrow("It is no XLSX workbook that can be read");
  });

  it("is refused where it would unpack to far more than a return can be", async () => {
    const row = Array.from({ length: 20 }, () => "x".repeat(30_000));
    const large = makeWorkbook([{ name: "Return", rows: Array.from({ length: 200 }, () => row) }]);
    expect(large.length).toBeLessThan(5 * 1024 * 1024);
    await expect(read(large, "return.xlsx")).rejects.toThrow("it unpacks to more than 100 MB");
  });
});
