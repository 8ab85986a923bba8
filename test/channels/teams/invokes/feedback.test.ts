import { describe, expect, it } from "vitest";
import { answeredReply } from "../../../fakes/fake-replies.ts";
import { channelId, invokeActivity } from "../../../fakes/teams/activities.ts";
import { fakeApp } from "../../../fakes/teams/fake-teams.ts";
import { withTeams } from "../open-teams.ts";
import { replyOf } from "../samples.ts";
import { invoke } from "./invoke.ts";

describe("feedback", () => {
  const feedback = (reaction: "like" | "dislike", text: string) => ({
    actionName: "feedback",
    actionValue: { reaction, feedback: JSON.stringify({ feedbackText: text }) },
  });

  it(
    "is kept with its reason for the answer that it is about, and answered with nothing",
    withTeams(async (bench) => {
      const replyToId = "1700000000777";
      bench.desk.shown.set(replyToId, { reply: { ...answeredReply, receipt: "r-7" } });
      bench.desk.answers = [replyOf("Thank you.")];
      expect(
        await invoke(bench, "message/submitAction", feedback("dislike", "The date is wrong."), { replyToId }),
      ).toEqual({});
      expect(bench.turns()).toMatchObject([
        { kind: "form", form: { id: "feedback", target: "r-7", values: { reason: "The date is wrong." } } },
      ]);
    }),
  );

  it.each([
    ["targeted:1700000000777", channelId],
    [`chat:${encodeURIComponent(channelId)}/1700000000777`, channelId],
  ])("finds the answer that was posted as %s", async (messageId) => {
    await withTeams(async (bench) => {
      bench.desk.shown.set(messageId, { reply: { ...answeredReply, receipt: "r-7" } });
      const activity = invokeActivity("message/submitAction", feedback("like", ""), {
        serviceUrl: bench.fake.url,
        replyToId: "1700000000777",
      });
      await bench.deliver({
        ...activity,
        conversation: { id: channelId, conversationType: "channel", tenantId: fakeApp.tenant },
      });
      expect(bench.turns()).toMatchObject([{ kind: "action", call: { verb: "helpful", target: "r-7" } }]);
    })();
  });

  it(
    "about what cannot be judged is answered all the same",
    withTeams(async (bench) => {
      bench.desk.shown.set("1", { reply: replyOf("Confirmed.") });
      expect(await invoke(bench, "message/submitAction", feedback("like", ""), { replyToId: "1" })).toEqual({});
      expect(bench.turns()).toEqual([]);
    }),
  );

  it(
    "about a message that is not known is answered all the same",
    withTeams(async (bench) => {
      expect(await invoke(bench, "message/submitAction", feedback("like", ""), { replyToId: "1" })).toEqual({});
      expect(await invoke(bench, "message/submitAction", { nonsense: true })).toEqual({});
      expect(bench.turns()).toEqual([]);
    }),
  );
});
