import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutMrkdwn, mrkdwnLine, mrkdwnLines, mrkdwnLink, shorten } from "../../../src/renderers/slack/mrkdwn.ts";

describe("mrkdwnLine", () => {
  it.each([
    ["a < b & c > d", "a &lt; b &amp; c &gt; d"],
    ["<!channel> and <!here> and <#C1|general>", "&lt;!channel&gt; and &lt;!here&gt; and &lt;#C1|general&gt;"],
    ["<https://example.org|click>", "&lt;https://example.org|click&gt;"],
    ["Ask <@U123> or slack:T1:W9X", "Ask <@U123> or <@W9X>"],
    ["*bold* and _leaning_ and ~gone~", "∗bold∗ and ˍleaningˍ and ∼gone∼"],
    ["2 * 3 * 4, snake_case_name, ~£3m", "2 * 3 * 4, snake_case_name, ~£3m"],
    ["```code``` and `tick`", "ˋˋˋcodeˋˋˋ and ˋtickˋ"],
  ])("writes %j as %j", (text, expected) => {
    expect(mrkdwnLine(text)).toBe(expected);
  });
});

describe("mrkdwnLines", () => {
  it("keeps lines and leaves out empty ones", () => {
    expect(mrkdwnLines("one\r\n\n  \ntwo & three")).toEqual(["one", "two &amp; three"]);
  });
});

describe("mrkdwnLink", () => {
  it("escapes address and label", () => {
    expect(mrkdwnLink("https://example.org/?a=1&b=<2>|3", "A > B")).toBe(
      "<https://example.org/?a=1&amp;b=%3C2%3E%7C3|A &gt; B>",
    );
  });

  it("names an address that is too long to stay whole, without linking it", () => {
    expect(mrkdwnLink(`https://example.org/${"a".repeat(2000)}`, "Report")).toBe("Report");
  });
});

describe("cutMrkdwn", () => {
  it("cuts at the end of a sentence where one lies in the second half", () => {
    expect(cutMrkdwn("One two three. Four five six seven.", 20)).toEqual(["One two three.", "Four five six seven."]);
  });

  it("cuts between words where no sentence ends", () => {
    expect(cutMrkdwn("alpha beta gamma delta", 12)).toEqual(["alpha beta", "gamma delta"]);
  });

  it("never cuts a link, an escaped sign or a character, wherever the limit falls", () => {
    const text = "Bore da 👩‍👩‍👧‍👦 <https://example.org/a|the &amp; label [1]> Llŷn&amp;Môn 🏴󠁧󠁢󠁷󠁬󠁳󠁿 <@U123ABC> &lt;end&gt;.";
    for (let max = 46; max <= text.length; max += 1) {
      const parts = cutMrkdwn(text, max);
      expect(parts.every((part) => part.length <= max && part.isWellFormed())).toBe(true);
      expect(parts.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
      expect(parts.filter((part) => part.includes("<https"))).toEqual([
        expect.stringContaining("<https://example.org/a|the &amp; label [1]>"),
      ]);
      expect(parts.filter((part) => /&(?!amp;|lt;|gt;)/.test(part))).toEqual([]);
      expect(parts.filter((part) => part.includes("👩‍👩‍👧‍👦"))).toHaveLength(1);
    }
  });

  it("keeps every word of any text, in parts that are never too long", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), fc.integer({ min: 40, max: 120 }), (raw, max) => {
        const text = mrkdwnLine(raw);
        const parts = cutMrkdwn(text, max);
        expect(parts.every((part) => part.length <= max && part.isWellFormed())).toBe(true);
        expect(parts.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
      }),
    );
  });
});

describe("shorten", () => {
  it("leaves a text that fits, and says where something was left out", () => {
    expect(shorten("Harbour", 7)).toBe("Harbour");
    expect(shorten("Harbour Night", 8)).toBe("Harbour…");
  });

  it("never leaves half a character", () => {
    expect(shorten("ab👩‍👩‍👧‍👦cd", 6)).toBe("ab…");
  });
});
