import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvCell, csvFile } from "../../../src/renderers/files/csv-file.ts";
import { replyCsv } from "../../../src/renderers/files/reply-csv.ts";
import { copiedAt, everyBlock, sampleReceipt } from "./sample-receipt.ts";

function rowsOf(csv: string): readonly (readonly string[])[] {
  return parse(csv, { bom: true, relax_column_count: true, skip_empty_lines: false });
}

describe("a cell of a CSV file", () => {
  it.each([
    ["=1+1", "'=1+1"],
    ["+44 people", "'+44 people"],
    ["-x", "'-x"],
    ["@clerk", "'@clerk"],
    ["＝1+1", "'＝1+1"],
    ["'=1", "''=1"],
    ["-5", "-5"],
    ["-12.5%", "-12.5%"],
    ["+1,200", '"+1,200"'],
    ["it's", "it's"],
    ['say "x"', '"say ""x"""'],
    ["a\nb", '"a\nb"'],
    [" a", '" a"'],
  ])("%j is written %s", (text, cell) => expect(csvCell(text)).toBe(cell));

  it("is read back as it was, but for the apostrophe before what a spreadsheet would run", () => {
    const cell = fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\0", "").toWellFormed());
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 }), (rows) => {
        const back = rowsOf(csvFile(rows)).map((row) =>
          row.map((text) => text.replace(/^'(?='*[=+\-@\t\r＝＋－＠])/, "")),
        );
        expect(back).toEqual(rows);
      }),
    );
  });
});

describe("an answer as CSV", () => {
  const receipt = sampleReceipt(everyBlock, {
    marking: "OFFICIAL",
    banner: "Demonstration: all invented.",
    trueAt: "2025-11-01",
  });

  it("has its question, its conditions, every block and every source", () => {
    const text = replyCsv(receipt, copiedAt);
    expect(text.startsWith("\uFEFFDemonstration: all invented.\r\n")).toBe(true);
    expect(rowsOf(text)).toEqual([
      ["Demonstration: all invented."],
      ["Question", "How is Eastmere doing?"],
      ["Marking", "OFFICIAL"],
      ["As of", "As of 1 November 2025."],
      ["As of", "Answered 2 March 2026 at 12:00, copied 3 March 2026 at 09:30 from Pilotdesk, answer r-7."],
      [""],
      ["Where it stands"],
      ["Eastmere is amber.", "[1]"],
      ["The buses ran.", "[1][2]"],
      ["Mae’r bysiau’n rhedeg bob nos: tŷ, dŵr 🚌", "[2]"],
      ["Risks", "[1]"],
      ["Pilot", "Risk", "Owner"],
      ["Eastmere", `'=HYPERLINK("https://evil.example","x")`, "'@clerk"],
      ["Wexcombe", `'-5 drivers; "cover", none`, "-5%"],
      ["Ullock"],
      [""],
      ["Passengers", "[1]"],
      ["", "Eastmere (a night)", "Wexcombe (a night)"],
      ["2025-09-30", "308", ""],
      ["2025-10-31", "1,376", "2"],
      [""],
      ["Rating", "Amber", "[1]"],
      ["الحافلات تعمل كل ليلة"],
      ["Two pilots have not reported."],
      [""],
      ["Source", "Title", "Publisher", "Published", "Address", "Words", "Caution", "Marking"],
      [
        "[1]",
        "Update of Eastmere, 3 November 2025",
        "the team of Eastmere",
        "3 November 2025",
        "https://teams.example.org/l/message/1?a=1&b=2",
        "'=42 referrals (target 60), “all” <nights> & more",
        "",
        "OFFICIAL",
      ],
      ["[2]", "A reworded page", "", "", "", "the buses ran", "a machine-reworded copy, not linked", ""],
    ]);
  });

  it("holds as of when it was answered where nothing else was asked for", () => {
    expect(replyCsv(sampleReceipt([]), copiedAt)).toContain("As of,As of 2 March 2026 at 12:00.\r\n");
  });
});
