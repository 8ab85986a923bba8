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
