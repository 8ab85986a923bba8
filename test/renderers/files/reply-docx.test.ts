import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { Receipt } from "../../../src/core/receipt.ts";
import { replyDocx } from "../../../src/renderers/files/reply-docx.ts";
import { copiedAt, everyBlock, sampleReceipt } from "./sample-receipt.ts";

/** The parts of a document by their path. */
async function partsOf(receipt: Receipt): Promise<(path: string) => string> {
  const files = unzipSync(await replyDocx(receipt, copiedAt));
  return (path) => strFromU8(files[path] ?? new Uint8Array());
}

function textOf(xml: string): string {
  const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return Array.from(xml.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g), (match) => match[1] ?? "")
    .join("")
    .replaceAll(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole);
}

/** The texts of the paragraphs with a style. */
function styled(xml: string, style: string): readonly string[] {
  return (xml.match(/<w:p>.*?<\/w:p>/gs) ?? [])
    .filter((one) => one.includes(`<w:pStyle w:val="${style}"/>`))
    .map(textOf);
}

const marked = sampleReceipt(everyBlock, { marking: "OFFICIAL", banner: "Demonstration: all invented." });

describe("an answer as a Word document", () => {
  it("has headings, the answer with the numbers of its sources, and as of when it holds", async () => {
    const document = (await partsOf(marked))("word/document.xml");
    expect(styled(document, "Heading1")).toEqual(["How is Eastmere doing?"]);
    expect(styled(document, "Heading2")).toEqual(["Where it stands", "Sources"]);
    const text = textOf(document);
    expect(text).toContain("Eastmere is amber.[1] The buses ran.[1][2]");
    expect(text).toContain("Rating: Amber[1]");
    expect(text).toContain("As of 2 March 2026 at 12:00.");
    expect(text).toContain("Answered 2 March 2026 at 12:00, copied 3 March 2026 at 09:30 from Pilotdesk, answer r-7.");
    expect(text).not.toMatch(/Ask on|Undo/);
    expect(styled(document, "ListParagraph")).toEqual(["Mae’r bysiau’n rhedeg bob nos: tŷ, dŵr 🚌[2] "]);
  });

  it("has its marking and its banner above and below every page, and the number of the page", async () => {
    const part = await partsOf(marked);
    expect(textOf(part("word/header1.xml"))).toBe("OFFICIAL · Demonstration: all invented.");
    expect(textOf(part("word/footer1.xml"))).toMatch(/^OFFICIAL · Demonstration: all invented\.Page .* of /);
    expect(part("word/footer1.xml")).toContain("NUMPAGES");
  });

  it("has tables whose headings are repeated on every page, with a cell for every column", async () => {
    const document = (await partsOf(marked))("word/document.xml");
    const tables = document.match(/<w:tbl>.*?<\/w:tbl>/gs) ?? [];
    expect(tables).toHaveLength(2);
    for (const table of tables) {
      const [first = "", ...rows] = table.match(/<w:tr>.*?<\/w:tr>/gs) ?? [];
      expect(first).toContain("<w:tblHeader/>");
      expect(rows.some((row) => row.includes("<w:tblHeader/>"))).toBe(false);
      const cells = [first, ...rows].map((row) => row.match(/<w:tc>/g)?.length);
      expect(new Set(cells).size).toBe(1);
    }
    expect(textOf(tables[1] ?? "")).toBe("EastmereWexcombe30 September 202530831 October 20251,3762");
  });

  it("has each chart as a picture that is described, above its table", async () => {
    const files = unzipSync(await replyDocx(marked, copiedAt));
    const pictures = Object.keys(files).filter((name) => /^word\/media\/.*\.png$/.test(name));
    expect(pictures).toHaveLength(1);
    const document = strFromU8(files["word/document.xml"] ?? new Uint8Array());
    expect(document).toContain('descr="Passengers (a night). The table below has its figures."');
    expect(document.indexOf("<w:drawing>")).toBeLessThan(document.lastIndexOf("<w:tbl>"));
  });

  it("links a sound source and names one that must not be linked", async () => {
    const part = await partsOf(marked);
    const relations = part("word/_rels/document.xml.rels");
    expect(relations).toContain('Target="https://teams.example.org/l/message/1?a=1&amp;b=2" TargetMode="External"');
    expect(relations).not.toContain("spun.example.org");
    expect(part("word/document.xml").match(/<w:hyperlink /g)).toHaveLength(1);
    const text = textOf(part("word/document.xml"));
    expect(text).toContain(
      "[1] Update of Eastmere, 3 November 2025, the team of Eastmere, 3 November 2025. “=42 referrals (target 60), “all” <nights> & more” Marked OFFICIAL.",
    );
    expect(text).toContain("[2] A reworded page. “the buses ran” A machine-reworded copy, not linked.");
  });

  it("gives words from right to left their direction", async () => {
    const document = (await partsOf(marked))("word/document.xml");
    const paragraph = document.match(/<w:p>(?:(?!<w:p>).)*الحافلات.*?<\/w:p>/s)?.[0] ?? "";
    expect(paragraph).toContain("<w:bidi/>");
    expect(paragraph).toContain("<w:rtl/>");
    expect(document.match(/<w:bidi\/>/g)).toHaveLength(1);
  });

  it("stays a document that opens, whatever characters its words have", async () => {
    const nasty = "a\u0000b\u0008\uFFFE\uFFFF\uD800 <w:p/> & ]]> \u202Eabc";
    const block = { kind: "paragraph", sentences: [{ text: nasty, citations: [] }] } as const;
    const document = (await partsOf(sampleReceipt([block], {}, nasty)))("word/document.xml");
    // What XML 1.0 forbids: https://www.w3.org/TR/xml/#charsets
    // oxlint-disable-next-line no-control-regex
    expect(document).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/u);
    expect(textOf(document)).toContain("ab� <w:p/> & ]]> abc");
  });

  it("of an answer without marking has no header", async () => {
    const files = unzipSync(await replyDocx(sampleReceipt([]), copiedAt));
    expect(Object.keys(files).filter((name) => name.startsWith("word/header"))).toEqual([]);
  });
});
