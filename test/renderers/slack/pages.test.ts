import { describe, expect, it } from "vitest";
import { decodeAction } from "../../../src/core/action.ts";
import type { Reply } from "../../../src/core/reply.ts";
import { renderFallback, renderMessage } from "../../../src/renderers/slack/render-message.ts";
import type { SlackMessage } from "../../../src/renderers/slack/render-message.ts";
import { plainReply } from "./sample-replies.ts";

const sentences = Array.from({ length: 700 }, (_, index) => ({
  text: `Mae bws ${index + 1} yn rhedeg drwy Lanfair & Môn bob nos 🚌, a route ${index + 1} runs too.`,
  citations: [1],
}));
const longAnswer: Reply = {
  ...plainReply,
  citations: plainReply.citations.map((citation) => ({ ...citation, url: "https://example.org/records?a=1&b=2" })),
  blocks: [
    { kind: "paragraph", sentences },
    { kind: "list", items: sentences.slice(0, 100) },
  ],
};

interface AnyBlock {
  readonly type: string;
  readonly text?: { readonly text: string };
  readonly elements?: readonly {
    readonly value?: string;
    readonly text?: { readonly text: string } | string;
    readonly options?: readonly { readonly text: { readonly text: string } }[];
  }[];
}

function blocksOf({ blocks }: SlackMessage): readonly AnyBlock[] {
  return blocks as readonly AnyBlock[];
}

function nextPage(message: SlackMessage): number | undefined {
  const values = blocksOf(message).flatMap(({ elements = [] }) => elements.flatMap(({ value }) => value ?? []));
  const more = values.map((value) => decodeAction(value)).find((call) => call?.verb === "more");
  return more && Number(more.value);
}

function allPages(reply: Reply): readonly SlackMessage[] {
  const pages: SlackMessage[] = [];
  for (let page: number | undefined = 1; page !== undefined && pages.length < 50; page = nextPage(pages.at(-1)!)) {
    pages.push(renderMessage(reply, { page }));
  }
  return pages;
}

describe("a long answer", () => {
  const pages = allPages(longAnswer);
  const bodies = pages.map((page) =>
    blocksOf(page).flatMap(({ type, text }) => (type === "section" && text ? [text.text] : [])),
  );

  it("is cut into pages that lead to each other by a button", () => {
    expect(pages.length).toBeGreaterThan(5);
    expect(pages.slice(0, -1).map(nextPage)).toEqual(pages.slice(1).map((_, index) => index + 2));
    expect(nextPage(pages.at(-1)!)).toBeUndefined();
  });

  it("loses no sentence and cuts none", () => {
    const words = bodies.flat().join(" ");
    expect(sentences.filter(({ text }) => !words.includes(text.replace("&", "&amp;")))).toEqual([]);
    expect(bodies.flat().filter((text) => !text.endsWith("|[1]>"))).toEqual([]);
  });

  it("keeps every page within our limits, with its source and its controls", () => {
    for (const page of pages) {
      const blocks = blocksOf(page);
      const characters = JSON.stringify(blocks).replace(
        /"(?:type|verbatim|emoji|action_id|block_id)":"?\w*"?/g,
        "",
      ).length;
      expect(blocks.length).toBeLessThanOrEqual(40);
      expect(characters).toBeLessThanOrEqual(12_500);
      expect(
        blocks.filter(({ type }) => type === "section").every(({ text }) => (text?.text.length ?? 0) <= 2900),
      ).toBe(true);
      expect(JSON.stringify(blocks)).toContain("Confirmed update, Eastmere");
      expect(blocks.at(-1)?.type).toBe("context_actions");
    }
  });

  it("shows the last page where a page past it is asked for", () => {
    expect(renderMessage(longAnswer, { page: 999 })).toEqual(pages.at(-1));
  });

  it("has the plain words of its page as text", () => {
    expect(pages[0]?.text).toMatch(
      /^Mae bws 1 yn rhedeg drwy Lanfair &amp; Môn bob nos 🚌, a route 1 runs too\. Mae bws 2/,
    );
    expect(pages[0]?.text).not.toContain("[1]");
    expect(pages[1]?.text).not.toContain("Mae bws 1 yn");
  });
});

describe("the fallback text", () => {
  it("is the answer alone, within what Slack advises", () => {
    expect(renderFallback(plainReply)).toBe("Eastmere is amber.");
    expect(renderFallback(longAnswer).length).toBeLessThanOrEqual(3900);
  });

  it("is never empty", () => {
    expect(renderMessage({ ...plainReply, blocks: [], citations: [] }).text).toBe("Nothing to show.");
  });
});

describe("the controls", () => {
  /** What can be chosen, in order; what stands behind one sign together. */
  const labels = (reply: Reply, mayShare = false): readonly (string | readonly string[])[] =>
    blocksOf(renderMessage(reply, { mayShare })).flatMap(({ type, elements = [] }) =>
      type === "actions"
        ? elements.flatMap(({ text, options }): readonly (string | readonly string[])[] => {
            if (options) return [options.map((option) => option.text.text)];
            return typeof text === "object" ? [text.text] : [];
          })
        : [],
    );

  it("offer to share only what one person alone sees", () => {
    expect(labels(plainReply)).toEqual(["Show source", "Why this answer?", ["That’s wrong", "Ask a person"]]);
    expect(labels(plainReply, true)).toContain("Share in channel");
  });

  it("are left out where the reply has a button of the same kind, and where there is no receipt", () => {
    const own: Reply = {
      ...plainReply,
      blocks: [{ kind: "actions", buttons: [{ label: "Explain", call: { verb: "why", target: "r-7" } }] }],
    };
    expect(labels(own)).toEqual(["Explain", ["That’s wrong", "Ask a person"]]);
    const corrects: Reply = {
      ...plainReply,
      blocks: [{ kind: "actions", buttons: [{ label: "Correct", call: { verb: "correct", target: "r-7" } }] }],
    };
    expect(labels(corrects)).toEqual(["Correct", "Why this answer?", "Ask a person"]);
    expect(labels({ ...plainReply, receipt: "" })).toEqual([]);
  });

  it("offer a person openly where there is no answer", () => {
    expect(labels({ ...plainReply, outcome: "refused" })).toEqual(["Show source", "Why this answer?", "Ask a person"]);
  });

  it("do not ask whether a failure helped", () => {
    const failure: Reply = { ...plainReply, outcome: "refused", intent: "failure", blocks: [], receipt: "turn-1" };
    expect(blocksOf(renderMessage(failure)).map(({ type }) => type)).toEqual(["section"]);
  });

  it("open a form that could not be opened at once", () => {
    const reply: Reply = {
      ...plainReply,
      blocks: [],
      form: { id: "feedback", target: "r-7", hash: "", title: "What was wrong?", fields: [], submitLabel: "Send" },
    };
    expect(labels(reply)[0]).toBe("What was wrong?");
  });
});
