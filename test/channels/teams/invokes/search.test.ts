import { describe, expect, it } from "vitest";
import { answeredReply } from "../../../fakes/fake-replies.ts";
import { channelId, invokeActivity } from "../../../fakes/teams/activities.ts";
import { fakeApp } from "../../../fakes/teams/fake-teams.ts";
import { withTeams } from "../open-teams.ts";
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
      expect(bench.turns()[0]).toMatchObject({ text: "harbour?" });
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
