import { describe, expect, it } from "vitest";
import { renderMessage } from "../../../src/renderers/slack/render-message.ts";
import { plainReply } from "./sample-replies.ts";

function drawn(text: string): unknown {
  const blocks = [{ kind: "notice", tone: "info", text }] as const;
  const [first] = renderMessage({ ...plainReply, receipt: "", citations: [], blocks }).blocks;
  return first?.type === "section" ? first.text?.text : undefined;
}

describe("an address in words of our own", () => {
  it("is a link where it stands alone, whatever signs it holds", () => {
    expect(drawn("https://a.example/_b_?c=1&d=*2*")).toBe(
      "<https://a.example/_b_?c=1&amp;d=*2*|https://a.example/\u02CDb\u02CD?c=1&amp;d=\u22172\u2217>",
    );
  });

  it.each(["See https://a.example for more.", "javascript:alert(1)", "https://a.example and https://b.example"])(
    "is none in %j",
    (text) => {
      expect(drawn(text)).not.toContain("<");
    },
  );
});
