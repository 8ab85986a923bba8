import { describe, expect, it } from "vitest";
import type { Citation } from "../../../src/core/citation.ts";
import type { Reply } from "../../../src/core/reply.ts";
import { renderMessage } from "../../../src/renderers/teams/render-message.ts";
import type { MessageView } from "../../../src/renderers/teams/render-message.ts";
import { draftReply, replyOf, updateForm } from "../../channels/teams/samples.ts";
import {
  answeredReply,
  askedBackReply,
  conflictReply,
  hostileReply,
  longReply,
  refusedReply,
} from "../../fakes/fake-replies.ts";
import type { ReplyDraft } from "../../fakes/fake-replies.ts";
import { messageSchema, sizeOf, textsIn } from "./card-schema.ts";

const withReceipt = (draft: ReplyDraft): Reply => ({ ...draft, receipt: "r-1" });

const chartReply: Reply = replyOf("", {
  blocks: [
    { kind: "paragraph", sentences: [{ text: "Referrals rose from 12 to 42.", citations: [1] }] },
    {
      kind: "chart",
      caption: "Referrals a month",
      shape: "line",
      unit: "referrals",
      series: [
        {
          name: "Eastmere",
          points: [
            { x: "2026-01-31", y: 12 },
            { x: "2026-02-28", y: 42 },
          ],
        },
        { name: "Wexcombe", points: [{ x: "2026-02-28", y: 7 }] },
      ],
      citations: [1],
    },
  ],
  outcome: "answered",
  intent: "ask",
  receipt: "r-1",
  citations: answeredReply.citations.slice(0, 1),
});

const endedReply: Reply = {
  ...draftReply,
  outcome: "done",
  blocks: [
    { kind: "heading", text: "Update for Eastmere (Harbour Night Buses)" },
    { kind: "notice", tone: "info", text: "Confirmed by Asha Reed on 2 March 2026." },
    { kind: "actions", buttons: [{ label: "Undo", call: { verb: "undo", target: "update-1", hash: "v1" } }] },
  ],
};

const wideReply = replyOf("", {
  blocks: [
    {
      kind: "table",
      caption: "Everything at once",
      columns: ["Pilot", "Rating", "Spend", "Referrals", "Risks", "Lead", "Until"],
      rows: [["Eastmere", "Green", "£12,500", "42", "None", "Head of transport", "28 February 2026"]],
      citations: [],
    },
  ],
});

const drawn: readonly (readonly [string, Reply, MessageView])[] = [
  ["answered", withReceipt(answeredReply), {}],
  ["conflict", withReceipt(conflictReply), {}],
  ["refused", withReceipt(refusedReply), {}],
  ["asked-back", withReceipt(askedBackReply), { isSeenByMany: true }],
  ["long", withReceipt(longReply), {}],
  ["hostile", withReceipt(hostileReply), {}],
  ["chart", chartReply, {}],
  ["wide-table", wideReply, {}],
  ["draft-among-others", draftReply, { isSeenByMany: true, author: "29:asha" }],
  ["draft-alone", draftReply, {}],
  ["ended-among-others", endedReply, { isSeenByMany: true, author: "29:asha" }],
  ["form-as-message", replyOf("", { blocks: [], form: updateForm }), {}],
  ["notice", replyOf("Nothing was logged."), {}],
  ["private-answer", { ...withReceipt(answeredReply), visibility: "onlyYou" }, { mayShare: true }],
];

describe("a message", () => {
  it.each(drawn)("%s is drawn as it was reviewed, within what Teams takes", async (name, reply, view) => {
    const message = renderMessage(reply, view);
    expect(() => messageSchema.parse(message)).not.toThrow();
    expect(sizeOf(message)).toBeLessThanOrEqual(28 * 1024);
    await expect(JSON.stringify(message, null, 2)).toMatchFileSnapshot(`snapshots/${name}.json`);
  });

  it("cites only what its text marks", () => {
    const { entities, text } = renderMessage(withReceipt(longReply));
    expect(entities?.[0]?.citation?.map(({ position }) => position)).toEqual([1]);
    expect(text).toContain("[1]");
  });

  it("carries at most twenty citations", () => {
    const many = Array.from({ length: 25 }, (_, index): Citation => {
      const [first] = answeredReply.citations;
      if (!first) throw new Error("The sample cites nothing.");
      return { ...first, number: index + 1 };
    });
    const sentences = many.map(({ number }) => ({ text: `Fact ${number}.`, citations: [number] }));
    const message = renderMessage(replyOf("", { blocks: [{ kind: "paragraph", sentences }], citations: many }));
    expect(messageSchema.parse(message).entities?.[0]?.citation).toHaveLength(20);
  });

  it("is asked for again for the author and sixty colleagues at most; among more, or where their ids are long, for the author", () => {
    const refreshedFor = (readers: readonly string[], author?: string): readonly string[] => {
      const view = { isSeenByMany: true, readers, ...(author !== undefined && { author }) };
      return renderMessage(draftReply, view).attachments?.[0]?.content.refresh?.userIds ?? ["nobody was asked"];
    };
    const many = (count: number, id = "29:r"): readonly string[] =>
      Array.from({ length: count }, (_, i) => `${id}${i}`);
    expect(refreshedFor(many(59), "29:asha")).toEqual(["29:asha", ...many(59)]);
    expect(refreshedFor(["29:asha", ...many(59)], "29:asha")).toHaveLength(60);
    expect(refreshedFor(many(60), "29:asha")).toEqual(["29:asha"]);
    expect(refreshedFor(many(40, `29:${"x".repeat(90)}`), "29:asha")).toEqual(["29:asha"]);
    expect(refreshedFor(many(61))).toEqual([]);
    expect(refreshedFor(many(3))).toEqual(many(3));
  });

  it("carries the label of what a language model wrote, in a text and in a card, and on nothing else", () => {
    const labelled = (reply: Reply) => renderMessage(reply).entities?.[0]?.additionalType;
    const written: Reply = { ...withReceipt(answeredReply), isByModel: true };
    expect(labelled(written)).toEqual(["AIGeneratedContent"]);
    expect(renderMessage(written).text).toContain("A language model put this into words");
    expect(labelled({ ...draftReply, isByModel: true })).toEqual(["AIGeneratedContent"]);
    expect(labelled(replyOf("Written.", { isByModel: true }))).toEqual(["AIGeneratedContent"]);
    expect(labelled(withReceipt(answeredReply))).toBeUndefined();
    expect(messageSchema.safeParse(renderMessage(written)).error).toBeUndefined();
  });

  it("cuts names and abstracts, and never the link", () => {
    const [first] = answeredReply.citations;
    const citation = { ...first, number: 1, title: "A title ".repeat(30), quote: "Words and words. ".repeat(90) };
    const reply = {
      ...withReceipt(answeredReply),
      citations: [citation, ...answeredReply.citations.slice(1)],
    } as Reply;
    const [claim] = messageSchema.parse(renderMessage(reply)).entities?.[0]?.citation ?? [];
    expect(claim?.appearance.name).toMatch(/…$/);
    expect(claim?.appearance.abstract.length).toBeLessThanOrEqual(480);
    expect(claim?.appearance.url).toBe("https://www.example.org/harbour-trial/launch");
  });

  it("links no source that is not sound, and names it as such", () => {
    const text = textsIn(renderMessage(withReceipt(answeredReply))).join("\n");
    expect(text).not.toContain("spun.example.com");
    expect(text).toContain("A machine-reworded copy, not linked.");
  });

  it("shows words that look like markup as words", () => {
    const reply = replyOf(
      "# No heading\n- no list\n**not bold** [no](http://example.org) <at>nobody</at> &amp; [1] 1. no number",
    );
    expect(renderMessage(reply).text).toBe(
      "\\# No heading\n\n\\- no list\n\n\\*\\*not bold\\*\\* \\[no\\](http://example.org) &lt;at&gt;nobody&lt;/at&gt; &amp;amp; \\[1\\] 1. no number",
    );
  });

  it("is cut at the end of a sentence, and More begins with the next one", () => {
    const sentences = Array.from({ length: 500 }, (_, index) => ({
      text: `Sentence ${index} is about the harbour.`,
      citations: [],
    }));
    const message = renderMessage(replyOf("", { blocks: [{ kind: "paragraph", sentences }], receipt: "r-1" }));
    const last = [...(message.text ?? "").matchAll(/Sentence (\d+) is about the harbour\./g)].at(-1)?.[1];
    expect(message.text).toContain("Choose More for the rest.");
    expect(JSON.stringify(message.attachments)).toContain(`\\"more\\",\\"r-1\\",\\"\\",\\"${Number(last) + 1}\\"`);
  });

  it("says so where it is cut and there is nothing that would open the rest", () => {
    const sentences = Array.from({ length: 500 }, (_, index) => ({
      text: `Sentence ${index} is about the harbour.`,
      citations: [],
    }));
    const message = renderMessage(replyOf("", { blocks: [{ kind: "paragraph", sentences }] }));
    expect(message.text).toContain("Ask for a part of it.");
    expect(message.attachments).toBeUndefined();
  });

  it("keeps its buttons when it is cut", () => {
    const fields = Array.from({ length: 300 }, (_, index) => ({
      label: `Field ${index}`,
      value: "A value of some length.",
      citations: [],
    }));
    const message = renderMessage({
      ...draftReply,
      blocks: [{ kind: "fields", fields }, ...draftReply.blocks.slice(-1)],
    });
    expect(JSON.stringify(message)).toContain('"verb":"confirm"');
    expect(sizeOf(message)).toBeLessThanOrEqual(28 * 1024);
  });
});
