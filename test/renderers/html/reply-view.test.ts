import { describe, expect, it } from "vitest";
import { viewReply } from "../../../src/renderers/html/reply-view.ts";
import { answeredReply, hostileReply, longReply } from "../../fakes/fake-replies.ts";

describe("viewReply", () => {
  it("gives the first mark of each source a place to come back to", () => {
    const view = viewReply({ ...answeredReply, receipt: "r-1" }, { stored: true });
    const paragraph = view.blocks[0];
    expect(paragraph?.kind === "paragraph" && paragraph.sentences.map(({ marks }) => marks)).toEqual([
      [{ number: 1, id: "mark-1" }],
      [{ number: 1 }, { number: 2, id: "mark-2" }],
    ]);
  });

  it("links a sound source and names a machine-reworded copy without a link", () => {
    const [sound, spun] = viewReply({ ...answeredReply, receipt: "r 1" }, { stored: true }).sources;
    expect(sound?.link).toEqual({ href: "https://www.example.org/harbour-trial/launch", host: "www.example.org" });
    expect(sound?.opens).toBe("/answers/r%201/sources/1");
    expect(spun?.caution).toBe("A machine-reworded copy, not linked");
    expect(spun).not.toHaveProperty("link");
  });

  it("opens no source of an answer that is not stored", () => {
    const view = viewReply({ ...answeredReply, receipt: "r-1" }, { stored: false });
    expect(view.sources.map((source) => source.opens)).toEqual([undefined, undefined]);
  });

  it("links none of the hostile addresses", () => {
    const view = viewReply({ ...hostileReply, receipt: "r-1" }, { stored: true });
    expect(view.sources.map((source) => source.link)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it("fills short rows up to the width of the table", () => {
    const table = viewReply({ ...longReply, receipt: "r-1" }, { stored: true }).blocks[2];
    expect(table?.kind === "table" && table.rows[2]).toEqual(["Saltby", "Tom Reed", "£75,000", "1 April 2022", ""]);
  });

  it("leaves out a mark for a source that is not in the list", () => {
    const blocks = [{ kind: "paragraph" as const, sentences: [{ text: "A sentence.", citations: [1, 9] }] }];
    const view = viewReply({ ...answeredReply, blocks, receipt: "r-1" }, { stored: true });
    const paragraph = view.blocks[0];
    expect(paragraph?.kind === "paragraph" && paragraph.sentences[0]?.marks).toEqual([{ number: 1, id: "mark-1" }]);
  });
});

describe("marks in a row", () => {
  const marksOf = (citations: readonly number[]): unknown => {
    const [citation] = answeredReply.citations;
    if (!citation) throw new Error("The reply has a source.");
    const sources = Array.from({ length: 12 }, (_, index) => ({ ...citation, number: index + 1 }));
    const blocks = [{ kind: "paragraph" as const, sentences: [{ text: "A sentence.", citations }] }];
    const [view] = viewReply({ ...answeredReply, citations: sources, blocks, receipt: "r-1" }, { stored: true }).blocks;
    return (
      view?.kind === "paragraph" && view.sentences[0]?.marks.map(({ number, ends }) => (ends ? `–${number}` : number))
    );
  };

  it("are shown as the first and the last of them from four on", () => {
    expect(marksOf([1, 2, 3])).toEqual([1, 2, 3]);
    expect(marksOf([1, 2, 3, 4])).toEqual([1, "–4"]);
    expect(marksOf([2, 5, 6, 7, 8, 9, 11])).toEqual([2, 5, "–9", 11]);
    expect(marksOf([3, 2, 1])).toEqual([3, 2, 1]);
  });
});

describe("a chart on a page", () => {
  it("is drawn for wide and for narrow screens, with its days in words and its unit in the caption", () => {
    const blocks = [
      {
        kind: "chart" as const,
        caption: "Passengers",
        shape: "line" as const,
        unit: "a night",
        series: [{ name: "Eastmere", points: [{ x: "2026-10-31", y: 1376 }] }],
        citations: [1],
      },
    ];
    const [view] = viewReply({ ...answeredReply, blocks, receipt: "r-1" }, { stored: true }).blocks;
    expect(view).toMatchObject({
      caption: "Passengers (a night)",
      columns: ["", "Eastmere"],
      rows: [["31 October 2026", "1,376"]],
      svg: expect.stringContaining('viewBox="0 0 640 '),
      narrowSvg: expect.stringContaining('viewBox="0 0 300 '),
    });
  });
});

describe("a long quote", () => {
  it("is shortened at a word where its source can be opened, and whole where it cannot", () => {
    const [citation] = answeredReply.citations;
    const quote = `${"passengers ".repeat(40)}end`;
    const citations = citation ? [{ ...citation, quote }] : [];
    const shown = (stored: boolean): string | undefined =>
      viewReply({ ...answeredReply, citations, receipt: "r-1" }, { stored }).sources[0]?.quote;
    expect(shown(true)).toBe(`${"passengers ".repeat(27)}…`);
    expect(shown(false)).toBe(quote);
  });
});
