import { describe, expect, it } from "vitest";
import type { PostOperation } from "../../../../src/core/work.ts";
import { answeredReply } from "../../../fakes/fake-replies.ts";
import { channelId, messageActivity, people, personalChatId } from "../../../fakes/teams/activities.ts";
import { fakeBot } from "../../../fakes/teams/fake-teams.ts";
import { withTeams } from "../open-teams.ts";
import { draftReply, replyOf } from "../samples.ts";
import { postTo, send, writes } from "./post-to.ts";

describe("posting", () => {
  it(
    "posts into the thread with one request, and knows the message by its id",
    withTeams(async (bench) => {
      const answer = await send(bench);
      const [message] = bench.fake.messages();
      expect(answer).toEqual({ outcome: "sent", messageId: message?.id });
      expect(message).toMatchObject({
        conversation: `${channelId};messageid=1700000000100`,
        isTargeted: false,
        activity: {
          type: "message",
          text: "Noted.",
          from: fakeBot,
          conversation: { id: `${channelId};messageid=1700000000100` },
        },
      });
      expect(writes(bench)).toHaveLength(1);
    }),
  );

  it(
    "begins a thread of its own with what is meant for the whole place",
    withTeams(async (bench) => {
      const post = postTo(bench);
      const target = { ...post.target, conversation: post.target.place };
      await bench.channel.outbound.send({ ...post, target }, AbortSignal.timeout(5000));
      expect(bench.fake.messages()).toMatchObject([{ conversation: channelId }]);
    }),
  );

  it(
    "asks for a token once for many posts",
    withTeams(async (bench) => {
      await Promise.all(Array.from({ length: 5 }, () => send(bench)));
      expect(bench.fake.requests().filter(({ path }) => path.endsWith("/oauth2/v2.0/token"))).toHaveLength(1);
      expect(bench.fake.messages()).toHaveLength(5);
    }),
  );

  it(
    "edits and deletes what it posted",
    withTeams(async (bench) => {
      const sent = await send(bench, { operation: "card", reply: draftReply });
      const messageId = sent.outcome === "sent" ? sent.messageId : undefined;
      expect(messageId).toBeDefined();
      const change = (operation: PostOperation, reply = replyOf("Confirmed.")) =>
        send(bench, { operation, reply, ...(messageId !== undefined && { messageId }) });
      expect(await change("edit")).toEqual({ outcome: "sent", messageId });
      expect(bench.fake.messages()).toMatchObject([{ activity: { text: "Confirmed." }, versions: { length: 1 } }]);
      expect(await change("delete")).toMatchObject({ outcome: "sent" });
      expect(bench.fake.messages()).toMatchObject([{ isDeleted: true }]);
      expect(await change("delete")).toMatchObject({ outcome: "sent" });
      expect(await change("edit")).toMatchObject({ outcome: "failed" });
      expect(bench.channel.state().problems).toEqual([]);
    }),
  );

  it.each([
    ["no address", undefined],
    ["an address of something else", { channel: "C1" }],
    ["an address elsewhere", { serviceUrl: "https://evil.example.org" }],
  ])("sends nothing to %s", async (_, address) => {
    await withTeams(async (bench) => {
      const post = postTo(bench);
      const wrong =
        address && "serviceUrl" in address ? postTo(bench, { address }).target : { ...post.target, address };
      expect(await bench.channel.outbound.send({ ...post, target: wrong }, AbortSignal.timeout(5000))).toEqual({
        outcome: "failed",
        reason: "no-address",
      });
      expect(bench.fake.requests().filter(({ path }) => path.startsWith("/v3"))).toEqual([]);
    })();
  });

  it(
    "cannot ask what it posted",
    withTeams(async (bench) => {
      const post = postTo(bench);
      expect(bench.channel.outbound.canReadBack(post)).toBe(false);
      await expect(bench.channel.outbound.find(post, AbortSignal.timeout(1000))).rejects.toThrow("by its key");
    }),
  );
});

describe("what is shown", () => {
  it(
    "an answer carries its citations, linked only where they may be, and its marking",
    withTeams(async (bench) => {
      await send(bench, { reply: { ...answeredReply, receipt: "r-1" } });
      expect(bench.fake.messages()[0]?.activity).toMatchObject({
        text: expect.stringContaining("three places: Eastmere, Northholm and Saltby. [1][2]"),
        entities: [
          {
            type: "https://schema.org/Message",
            citation: [
              {
                position: 1,
                appearance: { name: "Harbour Trial: launch note", url: "https://www.example.org/harbour-trial/launch" },
              },
              { position: 2, appearance: { name: "Three towns picked for harbour experiment" } },
            ],
            usageInfo: { name: "OFFICIAL" },
          },
        ],
        channelData: { feedbackLoop: { type: "default" } },
      });
      expect(JSON.stringify(bench.fake.messages()[0]?.activity)).not.toContain("spun.example.com");
    }),
  );

  it(
    "a draft among others has no buttons, and is asked for again for its author",
    withTeams(async (bench) => {
      await send(bench, { operation: "card", reply: draftReply });
      const text = JSON.stringify(bench.fake.messages()[0]?.activity);
      expect(text).toContain(`"userIds":["${people.asha.id}"]`);
      expect(text).not.toContain('"verb":"confirm"');
    }),
  );

  it(
    "a draft among colleagues is asked for again for each of them, once they were looked up, and never for a guest",
    withTeams(async (bench) => {
      bench.fake.install(channelId, [people.asha, people.bram, people.guest]);
      await bench.deliver(messageActivity("help", { serviceUrl: bench.fake.url, mention: true }));
      await send(bench, { operation: "card", reply: draftReply });
      expect(JSON.stringify(bench.fake.messages()[0]?.activity)).toContain(
        `"userIds":["${people.asha.id}","${people.bram.id}"]`,
      );
    }),
  );

  it(
    "a draft in a chat with its author has its buttons",
    withTeams(async (bench) => {
      await send(bench, {
        operation: "card",
        reply: draftReply,
        address: { kind: "personal", conversationId: personalChatId },
      });
      const text = JSON.stringify(bench.fake.messages()[0]?.activity);
      expect(text).toContain('"verb":"confirm"');
      expect(text).not.toContain('"refresh"');
    }),
  );
});
