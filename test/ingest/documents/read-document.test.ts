import { describe, expect, it } from "vitest";
import type { Source } from "../../../src/core/ledger.ts";
import { maxDocumentBytes, readDocument } from "../../../src/ingest/documents/read-document.ts";

const source: Source = {
  id: "gov-guidance",
  title: "Guidance for officials",
  publisher: "GOV.UK",
  url: "https://www.gov.uk/guidance",
  published: "2024-04-10",
  trust: "official",
};
const sources = new Map([[source.id, source]]);

function read(text: string | Uint8Array, id = "notes/luton.md"): ReturnType<typeof readDocument> {
  return readDocument(id, typeof text === "string" ? new TextEncoder().encode(text) : text, sources);
}

function faultOf(text: string | Uint8Array): unknown {
  const result = read(text);
  return "fault" in result ? result.fault : result;
}

describe("readDocument", () => {
  it("resolves the source that the front matter names", () => {
    expect(read("---\ntitle: Luton\nsource: gov-guidance\naudience: programme:pfpp\n---\nText.\n")).toMatchObject({
      meta: {
        id: "notes/luton.md",
        title: "Luton",
        sourceTitle: "Guidance for officials",
        publisher: "GOV.UK",
        url: "https://www.gov.uk/guidance",
        published: "2024-04-10",
        trust: "official",
        audience: "programme:pfpp",
      },
      isSaved: false,
      bodyStart: 67,
    });
  });

  it("lets the front matter's own fields win, and reads a bare year as text", () => {
    const result = read("---\r\nsource: gov-guidance\r\ntrust: spun\r\npublished: 2021\r\n---\r\n# Head *of* it\r\n");
    expect(result).toMatchObject({ meta: { title: "Head of it", trust: "spun", published: "2021" } });
  });

  it("takes the first heading or the file's name for a title, and calls the document unsigned", () => {
    expect(read("Words.\n\n# The heading\n")).toMatchObject({
      meta: { title: "The heading", trust: "unsigned", audience: "public" },
      isSaved: true,
    });
    expect(read("Words only.\n")).toMatchObject({ meta: { title: "luton" } });
    expect(read("---\n\nA line across the page, then words.\n")).toMatchObject({ bodyStart: 0, isSaved: true });
  });

  it("keeps the whole file as raw text, its line endings too", () => {
    expect(read("---\r\ntitle: A\r\n---\r\nB.\r\n")).toMatchObject({ rawText: "---\r\ntitle: A\r\n---\r\nB.\r\n" });
  });

  it.each([
    [
      "---\ntitle: A\nsource: nowhere\n---\nText.",
      { line: 3, reason: "source nowhere is not in the records. Add it to records/, or correct the id." },
    ],
    [
      "---\ntitle: A\ntrust: good\n---\nText.",
      { line: 3, reason: "trust is not one of official, press, informal, unsigned, spun" },
    ],
    ["---\ntitle: A\nurl: javascript:alert(1)\n---\nText.", { line: 3, reason: "url is not an http(s) address" }],
    ["---\npublished: 2024-02-30\n---\nText.", { line: 2, reason: "published is not YYYY, YYYY-MM or YYYY-MM-DD" }],
    [
      "---\naudience: everyone\n---\nText.",
      { line: 2, reason: "audience is not public, programme:<id> or place:<id>" },
    ],
    ["---\ntitle: A\nText.", { line: 1, reason: "the front matter is not closed: a line of three hyphens is missing" }],
    ["---\ntitle: A\n---\n  \n", { reason: "there is no text after the front matter." }],
    [" \n\n", { reason: "the file is empty." }],
    [new Uint8Array([0x41, 0xe9, 0x42]), { reason: "the file is not UTF-8. Save it as UTF-8." }],
    [new Uint8Array([0xff, 0xfe, 0x41, 0x00]), { reason: "the file is UTF-16, not UTF-8. Save it as UTF-8." }],
    [new Uint8Array([0x41, 0x00, 0x42]), { reason: "the file is binary, not text." }],
  ])("refuses %j", (text, fault) => {
    expect(faultOf(text)).toEqual(fault);
  });

  it("refuses a file over the limit", () => {
    expect(faultOf(new Uint8Array(maxDocumentBytes + 1).fill(65))).toEqual({
      reason: "the file has 10.0 MB; a document may have 10 MB. Split it.",
    });
  });

  it("names a field that does not exist, and where YAML breaks", () => {
    expect(faultOf("---\ntitle: A\nauthor: B\n---\nText.")).toMatchObject({
      line: 3,
      reason: expect.stringContaining("author: no such field"),
    });
    expect(faultOf("---\ntitle: A\npublisher: [\n---\nText.")).toMatchObject({
      reason: expect.stringContaining("not YAML"),
    });
    expect(faultOf("---\ntitle: &a x\nmarking: *a\n---\nText.")).toMatchObject({
      reason: expect.stringContaining("aliases"),
    });
    expect(faultOf("---\n- a: b\n---\nText.")).toMatchObject({ bodyStart: 0 });
  });
});
