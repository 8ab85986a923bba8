import { describe, expect, it } from "vitest";
import type { ActionCall } from "../../../../src/core/action.ts";
import { encodeAction } from "../../../../src/core/action.ts";
import { invokeActivity } from "../../../fakes/teams/activities.ts";
import { bodyOf, withTeams } from "../open-teams.ts";
import { replyOf, updateForm } from "../samples.ts";
import { invoke } from "./invoke.ts";

describe("dialogs", () => {
  const fetchOf = (call: ActionCall, more = {}) => ({
    data: { action: encodeAction(call), msteams: { type: "task/fetch" }, ...more },
    context: { theme: "default" },
  });

  it(
    "open a form with a field of each kind, what stands in it, and what is wrong",
    withTeams(async (bench) => {
      bench.desk.answers = [replyOf("", { form: updateForm, blocks: [] })];
      const body = await invoke(bench, "task/fetch", fetchOf({ verb: "edit", target: "draft-1", hash: "h1" }));
      expect(body).toMatchObject({
        task: {
          type: "continue",
          value: { title: "Update for Eastmere", card: { contentType: "application/vnd.microsoft.card.adaptive" } },
        },
      });
      const text = JSON.stringify(body);
      for (const part of [
        '"id":"field:pilot"',
        '"Input.ChoiceSet"',
        '"isMultiline":true',
        "Enter an amount, such as £12,500",
        '"Input.Number"',
        '"Input.Date"',
        '"value":"lots"',
      ]) {
        expect(text).toContain(part);
      }
      expect(text).not.toContain("Action.Execute");
    }),
  );

  it(
    "hand a form over with what was typed and chosen",
    withTeams(async (bench) => {
      bench.desk.answers = [replyOf("Saved.")];
      const data = {
        form: { id: "update", target: "draft-1", hash: "h1" },
        one: ["pilot"],
        many: ["risks"],
        "field:pilot": "buses-wexcombe",
        "field:narrative": "We opened the second desk, and a third.",
        "field:referrals": 43,
        "field:risks": "staff%2C%20cost,weather",
      };
      expect(await invoke(bench, "task/submit", { data })).toMatchObject({ task: { type: "continue" } });
      expect(bench.turns()).toMatchObject([
        {
          kind: "form",
          form: {
            id: "update",
            target: "draft-1",
            hash: "h1",
            values: {
              pilot: "buses-wexcombe",
              narrative: "We opened the second desk, and a third.",
              referrals: "43",
              risks: ["staff, cost", "weather"],
            },
          },
        },
      ]);
    }),
  );

  it(
    "stay open with the form while something in it is wrong, and close with a sentence where nothing is said",
    withTeams(async (bench) => {
      const data = { form: { id: "update", target: "draft-1", hash: "h1" } };
      bench.desk.answers = [replyOf("", { form: updateForm, blocks: [] })];
      expect(JSON.stringify(await invoke(bench, "task/submit", { data }))).toContain("There is a problem");
      bench.desk.answers = [];
      const activity = invokeActivity("task/submit", { data }, { serviceUrl: bench.fake.url, id: "f:2" });
      expect(bodyOf(await bench.deliver(activity))).toMatchObject({ task: { type: "message" } });
    }),
  );

  it(
    "show a source at its words, and the way to the others",
    withTeams(async (bench) => {
      const { receipt } = await bench.desk.ask("When did the Harbour Trial start?");
      const body = await invoke(
        bench,
        "task/fetch",
        fetchOf({ verb: "showSource", target: receipt, value: "1" }, { sources: 2 }),
      );
      const text = JSON.stringify(body);
      expect(text).toContain("The trial started on 8 November 2021 in three places");
      expect(text).toContain("Source 2");
    }),
  );

  it(
    "show the rest of a long answer",
    withTeams(async (bench) => {
      const sentences = Array.from({ length: 400 }, (_, index) => ({
        text: `Sentence number ${index} says what happened in the harbour that day.`,
        citations: [],
      }));
      bench.desk.answers = [replyOf("", { receipt: "r-1", blocks: [{ kind: "paragraph", sentences }] })];
      const text = JSON.stringify(
        await invoke(bench, "task/fetch", fetchOf({ verb: "more", target: "r-1", value: "150" })),
      );
      expect(text).not.toContain("Sentence number 149 ");
      expect(text).toContain("Sentence number 150 ");
      expect(text).toContain('\\"more\\",\\"r-1\\"');
    }),
  );

  it(
    "say so where their button is not known",
    withTeams(async (bench) => {
      expect(await invoke(bench, "task/fetch", { data: { key: "value" } })).toMatchObject({
        task: { type: "message" },
      });
      expect(await invoke(bench, "task/submit", null)).toMatchObject({ task: { type: "message" } });
      expect(bench.turns()).toEqual([]);
    }),
  );

  it(
    "say so where the desk fails",
    withTeams(async (bench) => {
      bench.desk.isBroken = true;
      const body = await invoke(bench, "task/fetch", fetchOf({ verb: "edit", target: "draft-1" }));
      expect(body).toMatchObject({ task: { type: "message", value: expect.stringContaining("nothing was saved") } });
    }),
  );
});
