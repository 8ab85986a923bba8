import { describe, expect, it } from "vitest";
import { renderPlainText, replySentences, replyText } from "../../src/renderers/plain-text.ts";
import {
  answeredReply,
  askedBackReply,
  conflictReply,
  hostileReply,
  longReply,
  refusedReply,
} from "../fakes/fake-replies.ts";

const drafts = {
  answered: answeredReply,
  conflict: conflictReply,
  refused: refusedReply,
  "asked-back": askedBackReply,
  long: longReply,
  hostile: hostileReply,
};

describe("renderPlainText", () => {
  it.each(Object.entries(drafts))("draws the %s reply", async (name, draft) => {
    const text = renderPlainText({ ...draft, receipt: "r-1" });
    await expect(`${text}\n`).toMatchFileSnapshot(`snapshots/${name}.txt`);
  });

  it("prints no address of a machine-reworded copy", () => {
    expect(renderPlainText({ ...answeredReply, receipt: "r-1" })).not.toContain("spun.example.com");
  });
});

describe("replyText", () => {
  it("is the answer without source numbers, sources or receipt", () => {
    expect(replyText({ ...answeredReply, receipt: "r-1" })).toBe(
      "The Harbour Trial started on 8 November 2021. It ran in three places: Eastmere, Northholm and Saltby.",
    );
  });

  it("keeps what was asked back", () => {
    expect(replyText({ ...askedBackReply, receipt: "r-1" })).toBe(
      "Eastmere takes part in two programmes. Which one do you mean?\n\n  1. Harbour Trial\n  2. Lantern Trial",
    );
  });
});

describe("replySentences", () => {
  it("lists the sentences of paragraphs and lists in reading order", () => {
    const sentences = replySentences({ ...longReply, receipt: "r-1" });
    expect(sentences).toHaveLength(27);
    expect(sentences[0]?.text).toBe("26 pilots take part in the two trials.");
    expect(sentences[26]?.text).toBe("Pilot number 26 takes part.");
  });

  it("finds none in a refusal", () => {
    expect(replySentences({ ...refusedReply, receipt: "r-1" })).toEqual([]);
  });
});
