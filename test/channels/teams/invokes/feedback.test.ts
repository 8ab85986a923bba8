import { describe, expect, it } from "vitest";
import { answeredReply } from "../../../fakes/fake-replies.ts";
import { withTeams } from "../open-teams.ts";
import { replyOf } from "../samples.ts";
import { addressIn, invoke } from "./invoke.ts";

describe("feedback", () => {
  const feedback = (reaction: "like" | "dislike", text: string) => ({
    actionName: "feedback",
    actionValue: { reaction, feedback: JSON.stringify({ feedbackText: text }) },
  });

  it(
    "is kept with its reason for the answer that it is about, and answered with nothing",
    withTeams(async (bench) => {
      const target = { channel: "teams" as const, place: "p", conversation: "c", address: addressIn(bench) };
      const reply = { ...answeredReply, receipt: "r-7" };
      const sent = await bench.channel.outbound.send(
        { key: "k", target, operation: "post", reply },
        AbortSignal.timeout(5000),
      );
      expect(bench.fake.messages()[0]?.activity).toMatchObject({ channelData: { feedbackLoop: { type: "default" } } });
      const replyToId = sent.outcome === "sent" ? (sent.messageId ?? "") : "";
      bench.desk.answers = [replyOf("Thank you.")];
      expect(
        await invoke(bench, "message/submitAction", feedback("dislike", "The date is wrong."), { replyToId }),
      ).toEqual({});
      expect(bench.turns()).toMatchObject([
        { kind: "form", form: { id: "feedback", target: "r-7", values: { reason: "The date is wrong." } } },
      ]);
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
