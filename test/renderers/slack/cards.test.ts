import { describe, expect, it } from "vitest";
import type { Reply } from "../../../src/core/reply.ts";
import { renderForm } from "../../../src/renderers/slack/render-form.ts";
import { renderMessage } from "../../../src/renderers/slack/render-message.ts";
import { renderHome, renderNotice } from "../../../src/renderers/slack/render-view.ts";
import {
  answeredReply,
  askedBackReply,
  conflictReply,
  hostileReply,
  longReply,
  refusedReply,
} from "../../fakes/fake-replies.ts";
import { problemsOfMessage, problemsOfView } from "../../fakes/slack/validate-blocks.ts";
import { chartReply, draftReply, homeReply, plainReply, updateForm } from "./sample-replies.ts";

const messages: readonly (readonly [string, Reply])[] = [
  ["answered", { ...answeredReply, receipt: "r-1" }],
  ["conflict", { ...conflictReply, receipt: "r-2" }],
  ["refused", { ...refusedReply, receipt: "r-3" }],
  ["asked-back", { ...askedBackReply, receipt: "r-4" }],
  ["long", { ...longReply, receipt: "r-5" }],
  ["hostile", { ...hostileReply, receipt: "r-6" }],
  ["record", plainReply],
  ["draft", draftReply],
  ["chart", chartReply],
];

function asText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

describe("the cards", () => {
  it.each(messages)("of %s stay as they were reviewed, and Slack takes them", async (name, reply) => {
    const message = renderMessage(reply, { thread: "1772442000.000100" });
    expect(problemsOfMessage(message.blocks)).toEqual([]);
    await expect(asText(message)).toMatchFileSnapshot(`cards/${name}.json.snap`);
  });

  it("of the Home tab stay as they were reviewed, and Slack takes them", async () => {
    const view = renderHome(homeReply);
    expect(problemsOfView(view)).toEqual([]);
    await expect(asText(view)).toMatchFileSnapshot("cards/home.json.snap");
  });

  it("of a form stay as they were reviewed, and Slack takes them", async () => {
    const view = renderForm(updateForm, '["update","d-1","h1"]');
    expect(problemsOfView(view)).toEqual([]);
    await expect(asText(view)).toMatchFileSnapshot("cards/form.json.snap");
  });

  it("of a notice in a window of its own stay as they were reviewed, and Slack takes them", async () => {
    const view = renderNotice({ ...refusedReply, receipt: "r-3" }, "Not saved");
    expect(problemsOfView(view)).toEqual([]);
    await expect(asText(view)).toMatchFileSnapshot("cards/notice.json.snap");
  });
});
