import { describe, expect, it } from "vitest";
import { renderMessage } from "../../../src/renderers/teams/render-message.ts";
import { draftReply, updateForm, replyOf } from "../../channels/teams/samples.ts";
import { answeredReply } from "../../fakes/fake-replies.ts";
import { messageSchema, sizeOf } from "./card-schema.ts";

const answer = renderMessage({ ...answeredReply, receipt: "r-1" });
const draft = renderMessage(draftReply);
const shared = renderMessage(draftReply, { isSeenByMany: true, author: "29:asha" });
const form = renderMessage(replyOf("", { form: updateForm, blocks: [] }));

/** A copy with one thing changed, by the path to it. */
function changed(target: unknown, [name = "", ...rest]: readonly (string | number)[], value: unknown): unknown {
  const copy: Record<string, unknown> = Object.fromEntries(Object.entries(target ?? {}));
  copy[name] = rest.length === 0 ? value : changed(copy[name], rest, value);
  return Array.isArray(target) ? Object.values(copy) : copy;
}

const claim = ["entities", 0, "citation", 0, "appearance"];
const card = ["attachments", 0, "content"];
const input = form.attachments?.[0]?.content.body.findIndex((element) => "label" in element) ?? -1;

describe("what cards and messages are checked by", () => {
  it("takes what is drawn", () => {
    for (const message of [answer, draft, shared, form]) expect(messageSchema.safeParse(message).error).toBeUndefined();
  });

  it.each([
    ["a citation's name of 81 characters", answer, [...claim, "name"], "n".repeat(81)],
    ["an abstract of 481 characters", answer, [...claim, "abstract"], "a".repeat(481)],
    ["a link that no browser opens", answer, [...claim, "url"], "javascript:alert(1)"],
    [
      "21 citations",
      answer,
      ["entities", 0, "citation"],
      Array.from({ length: 21 }, () => answer.entities?.[0]?.citation?.[0]),
    ],
    ["two entities", answer, ["entities"], [answer.entities?.[0], answer.entities?.[0]]],
    ["a card of version 1.6", draft, [...card, "version"], "1.6"],
    ["an element that cards do not have", draft, [...card, "body", 0], { type: "Carousel" }],
    ["a property that texts do not have", draft, [...card, "body", 0, "items", 0, "maxLines"], 3],
    ["an empty text", draft, [...card, "body", 0, "items", 0, "text"], ""],
    ["an input without a label", form, [...card, "body", input, "label"], ""],
    [
      "a refresh for 61 people",
      shared,
      [...card, "refresh", "userIds"],
      Array.from({ length: 61 }, (_, i) => `29:${i}`),
    ],
    ["a summary of 161 characters", draft, ["summary"], "s".repeat(161)],
  ])("refuses %s", (_, message, path, value) => {
    expect(messageSchema.safeParse(changed(message, path, value)).success).toBe(false);
  });

  it("counts a message in UTF-16", () => {
    expect(sizeOf("tŷ")).toBe(8);
    expect(sizeOf("👩")).toBe(8);
  });
});
