import { describe, expect, it } from "vitest";
import type { Reply } from "../../../src/core/reply.ts";
import { renderAnswerCard, renderDialog, renderSource } from "../../../src/renderers/teams/render-dialog.ts";
import { searchResults } from "../../../src/renderers/teams/search-results.ts";
import { draftReply, replyOf, updateForm } from "../../channels/teams/samples.ts";
import { answeredReply, hostileReply, longReply, refusedReply } from "../../fakes/fake-replies.ts";
import { cardSchema, sizeOf, textsIn } from "./card-schema.ts";

const formReply = replyOf("", { blocks: [], form: updateForm });

describe("a dialog", () => {
  it.each([
    ["dialog-form", formReply],
    ["dialog-draft", draftReply],
    ["dialog-answer", { ...answeredReply, receipt: "r-1" }],
  ])("%s is drawn as it was reviewed", async (name, reply: Reply) => {
    const { title, card } = renderDialog(reply);
    expect(() => cardSchema.parse(card)).not.toThrow();
    expect(JSON.stringify(card)).not.toContain("Action.Execute");
    await expect(JSON.stringify({ title, card }, null, 2)).toMatchFileSnapshot(`snapshots/${name}.json`);
  });

  it("shows a source between the words around it, and the way to the others", async () => {
    const source = {
      title: "Harbour Trial: launch note",
      publisher: "Department for Estuaries",
      published: "2021-11-08",
      url: "https://www.example.org/launch",
      trust: "official" as const,
      headingPath: ["Harbour Trial", "Launch"],
      before: "The department wrote to every council.",
      quote: "The trial started on 8 November 2021",
      after: "in three places.",
    };
    const dialog = renderSource(source, { otherSources: { target: "r-1", shown: 2, count: 3 } });
    expect(() => cardSchema.parse(dialog.card)).not.toThrow();
    await expect(JSON.stringify(dialog, null, 2)).toMatchFileSnapshot("snapshots/dialog-source.json");
  });

  it("goes on where a part ended, until nothing is left", () => {
    const sentences = Array.from({ length: 900 }, (_, index) => ({
      text: `Sentence ${index} is about the harbour.`,
      citations: [],
    }));
    const reply = replyOf("", { blocks: [{ kind: "paragraph", sentences }], receipt: "r-1" });
    const seen: number[] = [];
    let from: number | undefined = 0;
    while (from !== undefined) {
      const text: string = JSON.stringify(renderDialog(reply, { from }).card);
      seen.push(...[...text.matchAll(/Sentence (\d+) is about/g)].map(([, number]) => Number(number)));
      const next: string | undefined = /\\"more\\",\\"r-1\\",\\"\\",\\"(\d+)\\"/.exec(text)?.[1];
      from = next === undefined ? undefined : Number(next);
    }
    expect(seen).toEqual(sentences.map((_, index) => index));
  });

  it("keeps a form with very many options within the limit, and what was chosen in it", () => {
    const options = Array.from({ length: 2000 }, (_, index) => ({
      value: `pilot-${index}`,
      label: `Pilot number ${index} of a long list of places`,
    }));
    const fields = updateForm.fields.map((field) =>
      field.name === "pilot" ? { ...field, value: "pilot-1999", options } : field,
    );
    const { card } = renderDialog({ ...formReply, form: { ...updateForm, fields } });
    expect(() => cardSchema.parse(card)).not.toThrow();
    expect(sizeOf(card)).toBeLessThanOrEqual(28 * 1024);
    expect(JSON.stringify(card)).toContain("Pilot number 1999 of");
  });
});

describe("the card that takes another's place", () => {
  it("has the buttons of a draft for whoever asked for it", () => {
    const card = renderAnswerCard(draftReply);
    expect(() => cardSchema.parse(card)).not.toThrow();
    expect(JSON.stringify(card)).toContain('"verb":"confirm"');
  });

  it("sends its form from where it stands", () => {
    const card = cardSchema.parse(renderAnswerCard(formReply));
    expect(card.actions).toMatchObject([
      { type: "Action.Execute", verb: "submit", data: { form: { id: "update" }, one: ["pilot"], many: ["risks"] } },
    ]);
  });
});

describe("search results", () => {
  it("are the answer and its sources, each to be read by anybody", async () => {
    const results = searchResults({ ...answeredReply, receipt: "r-1" });
    for (const { content } of results) expect(() => cardSchema.parse(content)).not.toThrow();
    expect(JSON.stringify(results)).not.toMatch(/Action\./);
    await expect(JSON.stringify(results, null, 2)).toMatchFileSnapshot("snapshots/search-results.json");
  });

  it("are none for a refusal", () => {
    expect(searchResults({ ...refusedReply, receipt: "r-1" })).toEqual([]);
  });

  it("stay within the limits for long and hostile answers", () => {
    for (const draft of [longReply, hostileReply]) {
      const results = searchResults({ ...draft, receipt: "r-1" });
      for (const result of results) {
        expect(() => cardSchema.parse(result.content)).not.toThrow();
        expect(sizeOf(result)).toBeLessThanOrEqual(28 * 1024);
        expect(textsIn(result.preview).join("")).not.toMatch(/<script/);
      }
    }
  });
});
