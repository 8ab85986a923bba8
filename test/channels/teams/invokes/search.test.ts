import { describe, expect, it } from "vitest";
import { z } from "zod";
import { answeredReply } from "../../../fakes/fake-replies.ts";
import { channelId, invokeActivity } from "../../../fakes/teams/activities.ts";
import { fakeApp } from "../../../fakes/teams/fake-teams.ts";
import { bodyOf, withTeams } from "../open-teams.ts";
import { replyOf } from "../samples.ts";
import { invoke } from "./invoke.ts";

describe("search from the message box", () => {
  const query = (value: string, commandId = "searchPilots") => ({
    commandId,
    parameters: [{ name: "query", value }],
    queryOptions: { skip: 0, count: 25 },
  });

  it(
    "answers with a card for the answer and one for each source, none of them with buttons",
    withTeams(async (bench) => {
      bench.desk.answers = [{ ...answeredReply, receipt: "r-1" }];
      const body = await invoke(bench, "composeExtension/query", query("When did the Harbour Trial start?"));
      expect(bench.turns()).toMatchObject([
        { kind: "message", as: "question", text: "When did the Harbour Trial start?" },
      ]);
      expect(bench.turns()[0]?.conversation).not.toBe(`teams:${fakeApp.tenant}:${channelId};messageid=f:1`);
      expect(body).toMatchObject({
        composeExtension: { type: "result", attachmentLayout: "list", attachments: { length: 3 } },
      });
      expect(JSON.stringify(body)).not.toMatch(/Action\.(?:Execute|Submit)/);
      expect(JSON.stringify(body)).not.toContain("spun.example.com");
    }),
  );

  it(
    "finds documents alone, and the newest update of a pilot",
    withTeams(async (bench) => {
      bench.desk.answers = [{ ...answeredReply, receipt: "r-1" }];
      expect(await invoke(bench, "composeExtension/query", query("harbour", "searchDocuments"))).toMatchObject({
        composeExtension: { attachments: { length: 2 } },
      });
      expect(bench.turns()[0]).toMatchObject({ text: "harbour", as: "documents" });
      const activity = invokeActivity("composeExtension/query", query("Eastmere", "searchUpdates"), {
        serviceUrl: bench.fake.url,
        id: "f:2",
      });
      await bench.deliver(activity);
      expect(bench.turns()[1]).toMatchObject({ text: "What is the latest update from Eastmere?" });
    }),
  );

  it(
    "says what to type before anything is typed, and that nothing was found",
    withTeams(async (bench) => {
      const initial = { commandId: "searchPilots", parameters: [{ name: "initialRun", value: "true" }] };
      expect(await invoke(bench, "composeExtension/query", initial)).toMatchObject({
        composeExtension: { type: "message" },
      });
      expect(bench.turns()).toEqual([]);
      bench.desk.answers = [replyOf("I do not know.", { outcome: "refused" })];
      expect(await invoke(bench, "composeExtension/query", query("boats"))).toMatchObject({
        composeExtension: { type: "message", text: expect.stringContaining("boats") },
      });
    }),
  );

  it.each([
    ["nothing but spaces", [{ name: "query", value: " \u00A0 " }]],
    ["no parameter", []],
    ["a first run that names nothing", [{ name: "initialRun", value: true }]],
  ])("says what to type where there is %s", async (_, parameters) => {
    await withTeams(async (bench) => {
      expect(await invoke(bench, "composeExtension/query", { commandId: "searchPilots", parameters })).toMatchObject({
        composeExtension: { type: "message", text: expect.stringContaining("Type a pilot") },
      });
      expect(bench.turns()).toEqual([]);
    })();
  });

  it(
    "asks no more than a question may have of a very long one",
    withTeams(async (bench) => {
      bench.desk.answers = [replyOf("I do not know.", { outcome: "refused" })];
      const body = await invoke(bench, "composeExtension/query", query("tŷ 👩🏽‍🚒 ".repeat(20_000)));
      const [turn] = bench.turns();
      const text = turn?.kind === "message" ? turn.text : "";
      expect(text.length).toBeLessThanOrEqual(2000);
      expect(text.isWellFormed()).toBe(true);
      expect(JSON.stringify(body).length).toBeLessThan(300);
    }),
  );

  it(
    "gives the part of many results that is asked for, and nothing beyond the last",
    withTeams(async (bench) => {
      const [citation] = answeredReply.citations;
      if (!citation) throw new Error("The sample cites nothing.");
      const citations = Array.from({ length: 40 }, (_, index) => ({ ...citation, number: index + 1 }));
      bench.desk.answers = [{ ...answeredReply, citations, receipt: "r-1" }];
      const partOf = async (skip: unknown, count: unknown, id: string) => {
        const value = { ...query("harbour"), queryOptions: { skip, count } };
        const activity = invokeActivity("composeExtension/query", value, { serviceUrl: bench.fake.url, id });
        const body = z
          .object({ composeExtension: z.object({ attachments: z.array(z.unknown()) }) })
          .parse(bodyOf(await bench.deliver(activity)));
        return body.composeExtension.attachments;
      };
      const all = await partOf(0, 25, "f:1");
      expect(all).toHaveLength(12);
      expect(await partOf(5, 4, "f:2")).toEqual(all.slice(5, 9));
      expect(await partOf(25, 25, "f:3")).toEqual([]);
      expect(await partOf("x", -1, "f:4")).toEqual(all);
    }),
  );

  it(
    "says a question back with what may be chosen",
    withTeams(async (bench) => {
      bench.desk.answers = [
        replyOf("", {
          outcome: "askedBack",
          blocks: [
            { kind: "notice", tone: "info", text: "Which Eastmere do you mean?" },
            {
              kind: "choices",
              choices: [
                { label: "the buses", text: "buses" },
                { label: "the boats", text: "boats" },
              ],
            },
          ],
        }),
      ];
      expect(await invoke(bench, "composeExtension/query", query("Eastmere"))).toMatchObject({
        composeExtension: { type: "message", text: "Which Eastmere do you mean? the buses; the boats" },
      });
    }),
  );

  it(
    "counts a chat between people as one that everybody may read",
    withTeams(async (bench) => {
      const activity = invokeActivity("composeExtension/query", query("Eastmere"), { serviceUrl: bench.fake.url });
      const chat = { id: "19:asha_bram@unq.gbl.spaces", conversationType: "personal", tenantId: fakeApp.tenant };
      await bench.deliver({ ...activity, conversation: chat, channelData: {} });
      expect(bench.turns()).toMatchObject([{ place: { kind: "group", isShared: true } }]);
    }),
  );
});
