import { describe, expect, it } from "vitest";
import { channelId, people, personalChatId } from "../../../fakes/teams/activities.ts";
import { fakeApp, fakeBot } from "../../../fakes/teams/fake-teams.ts";
import { withTeams } from "../open-teams.ts";
import { replyOf } from "../samples.ts";
import { postTo, send, writes } from "./post-to.ts";

describe("for one person alone", () => {
  const secret = replyOf("Only for you.", { visibility: "onlyYou" });

  it(
    "is a targeted message in the thread, edited and deleted as one",
    withTeams(async (bench) => {
      const sent = await send(bench, { reply: secret });
      const messageId = sent.outcome === "sent" ? (sent.messageId ?? "") : "";
      expect(bench.fake.messages()).toMatchObject([
        { isTargeted: true, activity: { recipient: { id: people.asha.id, isTargeted: true } } },
      ]);
      expect(
        await send(bench, { operation: "edit", messageId, reply: replyOf("Done.", { visibility: "onlyYou" }) }),
      ).toMatchObject({ outcome: "sent", messageId });
      expect(await send(bench, { operation: "delete", messageId })).toMatchObject({ outcome: "sent" });
      expect(bench.fake.messages()).toMatchObject([{ isDeleted: true, versions: { length: 1 } }]);
    }),
  );

  it(
    "goes to the person's own chat where Teams allows no targeted messages, which is remembered",
    withTeams(async (bench) => {
      const chat = bench.fake.openChat(people.asha);
      bench.fake.fail({ on: "targeted", answer: { status: 400, code: "BadArgument" } });
      expect(await send(bench, { reply: secret })).toEqual({ outcome: "retry", reason: "targeted-not-allowed" });
      const sent = await send(bench, { reply: secret });
      await send(bench, { reply: secret });
      expect(bench.fake.messages()).toMatchObject([{ conversation: chat, isTargeted: false }, { conversation: chat }]);
      expect(writes(bench).filter(({ path }) => path.includes("isTargetedActivity"))).toHaveLength(1);
      expect(writes(bench).filter(({ path }) => path === "/v3/conversations")).toHaveLength(1);
      const messageId = sent.outcome === "sent" ? (sent.messageId ?? "") : "";
      expect(await send(bench, { operation: "edit", messageId, reply: replyOf("Done.") })).toMatchObject({
        outcome: "sent",
        messageId,
      });
      expect(bench.fake.messages()[0]).toMatchObject({ conversation: chat, activity: { text: "Done." } });
      expect(bench.channel.state().problems.join(" ")).toContain("in their own chat instead");
    }),
  );

  it(
    "goes nowhere where there is no such chat, and never to the others",
    withTeams(async (bench) => {
      bench.fake.fail({ on: "targeted", answer: { status: 400, code: "BadArgument" } });
      await send(bench, { reply: secret });
      expect(await send(bench, { reply: secret })).toEqual({ outcome: "failed", reason: "no-private-way" });
      expect(await send(bench, { reply: secret })).toEqual({ outcome: "failed", reason: "no-private-way" });
      expect(bench.fake.messages()).toEqual([]);
      expect(writes(bench).filter(({ path }) => path === "/v3/conversations")).toHaveLength(1);
      expect(bench.channel.state().problems.join(" ")).toContain("no private way");
    }),
  );

  it(
    "goes nowhere where nobody is known",
    withTeams(async (bench) => {
      const address = {
        serviceUrl: bench.fake.url,
        tenant: fakeApp.tenant,
        kind: "channel",
        conversationId: channelId,
        bot: fakeBot,
      };
      const post = postTo(bench, { reply: secret });
      const nobody = { ...post, target: { ...post.target, address } };
      const answer = await bench.channel.outbound.send(nobody, AbortSignal.timeout(5000));
      expect(answer).toEqual({ outcome: "failed", reason: "no-private-way" });
      expect(writes(bench)).toEqual([]);
    }),
  );

  it(
    "is an ordinary message where they are alone with the assistant",
    withTeams(async (bench) => {
      await send(bench, { reply: secret, address: { kind: "personal", conversationId: personalChatId } });
      expect(bench.fake.messages()).toMatchObject([{ conversation: personalChatId, isTargeted: false }]);
    }),
  );

  it(
    "is what answers somebody who spoke to the assistant alone among others",
    withTeams(async (bench) => {
      await send(bench, { address: { isPrivate: true } });
      expect(bench.fake.messages()).toMatchObject([{ isTargeted: true }]);
    }),
  );
});

describe("a person whose chat is not open yet", () => {
  it(
    "is written to in a chat that is opened for it",
    withTeams(async (bench) => {
      const chat = bench.fake.openChat(people.bram);
      const address = {
        serviceUrl: bench.fake.url,
        tenant: fakeApp.tenant,
        kind: "personal",
        bot: fakeBot,
        user: { id: people.bram.id },
      };
      const post = postTo(bench);
      const target = { ...post.target, address };
      expect(await bench.channel.outbound.send({ ...post, target }, AbortSignal.timeout(5000))).toMatchObject({
        outcome: "sent",
      });
      expect(bench.fake.messages()).toMatchObject([{ conversation: chat }]);
    }),
  );
});
