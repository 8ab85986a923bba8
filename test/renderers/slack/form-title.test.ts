import { describe, expect, it } from "vitest";
import { renderForm } from "../../../src/renderers/slack/render-form.ts";
import { problemsOfView } from "../../fakes/slack/validate-blocks.ts";
import { updateForm } from "./sample-replies.ts";

function drawn(title: string): readonly [string, string | undefined] {
  const { intro: _, ...form } = updateForm;
  const view = renderForm({ ...form, title }, "[]");
  expect(problemsOfView(view)).toEqual([]);
  const [first] = view.blocks;
  return [view.title.text, first && "text" in first ? (first.text as { readonly text: string }).text : undefined];
}

describe("the title of a window", () => {
  it("stands alone where it fits", () => {
    expect(drawn("New update")).toEqual(["New update", undefined]);
    expect(drawn("x".repeat(24))).toEqual(["x".repeat(24), undefined]);
  });

  it.each([
    ["What was wrong with this answer?", "What was wrong with…"],
    ["Edit the update for Eastmere", "Edit the update for…"],
    ["Edit the updates, year, to now", "Edit the updates, year,…"],
    ["Llanfairpwllgwyngyllgogerychwyrndrobwll", "Llanfairpwllgwyngyllgog…"],
  ])("%j is cut after a word, and stands whole below", (title, short) => {
    expect(drawn(title)).toEqual([short, `*${title}*`]);
  });
});
