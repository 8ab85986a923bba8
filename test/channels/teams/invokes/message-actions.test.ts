import { describe, expect, it } from "vitest";
import { invokeActivity, people } from "../../../fakes/teams/activities.ts";
import { fakeApp } from "../../../fakes/teams/fake-teams.ts";
import { withTeams } from "../open-teams.ts";
import { draftReply, replyOf, updateForm } from "../samples.ts";
import { invoke } from "./invoke.ts";

describe("actions of a message", () => {
  const payload = {
    id: "1700000000050",
    createdDateTime: "2026-03-01T10:00:00.000Z",
    from: { user: { id: people.bram.aadObjectId, displayName: "Bram Holt", userIdentityType: "aadUser" } },
    body: {
      contentType: "html",
      content:
        "<div><p>All <b>green</b> from us&nbsp;&amp; on time.</p><ul><li>42 referrals</li><li>£5,000 spent</li></ul></div>",
    },
  };

  it(
    "log a message of somebody else, with its words, its author, its day and its link",
    withTeams(async (bench) => {
      bench.desk.answers = [draftReply];
      const body = await invoke(bench, "composeExtension/fetchTask", {
        commandId: "logUpdate",
        commandContext: "message",
        messagePayload: payload,
      });
      expect(bench.turns()).toMatchObject([
        {
          kind: "message",
          as: "update",
          text: "All green from us & on time.\n- 42 referrals\n- £5,000 spent",
          author: { platform: "teams", tenant: fakeApp.tenant, user: people.bram.aadObjectId, name: "Bram Holt" },
          postedAt: "2026-03-01T10:00:00.000Z",
          message: { id: "1700000000050", permalink: expect.stringContaining("/1700000000050?") },
          sender: { user: people.asha.aadObjectId },
        },
      ]);
      const text = JSON.stringify(body);
      expect(text).toContain('"type":"continue"');
      expect(text).toContain('\\"confirm\\"');
      expect(text).not.toContain("Action.Execute");
    }),
  );

  it(
    "log one's own message without another author",
    withTeams(async (bench) => {
      const own = { ...payload, from: { user: { id: people.asha.aadObjectId, displayName: "Asha Reed" } } };
      await invoke(bench, "composeExtension/fetchTask", { commandId: "logUpdate", messagePayload: own });
      expect(bench.turns()[0]).not.toHaveProperty("author");
    }),
  );

  it.each([
    ["without words", { ...payload, body: { contentType: "html", content: "<p> </p>" } }],
    ["that cannot be read", { id: 7 }],
  ])("say so of a message %s", async (_, messagePayload) => {
    await withTeams(async (bench) => {
      expect(
        await invoke(bench, "composeExtension/fetchTask", { commandId: "logUpdate", messagePayload }),
      ).toMatchObject({ task: { type: "message" } });
      expect(bench.turns()).toEqual([]);
    })();
  });

  it(
    "open an empty form for a new update, and go on with what is sent",
    withTeams(async (bench) => {
      bench.desk.answers = [replyOf("", { form: { ...updateForm, target: "new" }, blocks: [] })];
      await invoke(bench, "composeExtension/fetchTask", { commandId: "newUpdate", commandContext: "compose" });
      const activity = invokeActivity(
        "composeExtension/submitAction",
        {
          commandId: "newUpdate",
          data: { form: { id: "update", target: "new", hash: "h1" }, "field:rating": "green" },
        },
        { serviceUrl: bench.fake.url, id: "f:2" },
      );
      expect((await bench.deliver(activity)).status).toBe(200);
      expect(bench.turns()).toMatchObject([
        { kind: "action", call: { verb: "newUpdate", target: "new" } },
        { kind: "form", form: { target: "new", values: { rating: "green" } } },
      ]);
    }),
  );
});
