import { describe, expect, it } from "vitest";
import type { OutboundPost, PostOperation } from "../../../src/core/work.ts";
import { answeredReply } from "../../fakes/fake-replies.ts";
import { channelId, people, personalChatId } from "../../fakes/teams/activities.ts";
import { fakeApp, fakeBot } from "../../fakes/teams/fake-teams.ts";
import type { FakeFault } from "../../fakes/teams/fake-teams.ts";
import { withTeams } from "./open-teams.ts";
import type { TeamsBench } from "./open-teams.ts";
import { draftReply, replyOf } from "./samples.ts";

/** How a post may differ. */
interface PostChanges extends Partial<OutboundPost> {
  readonly address?: Readonly<Record<string, unknown>>;
}

let keys = 0;

function postTo(bench: TeamsBench, { address, ...changes }: PostChanges = {}): OutboundPost {
  keys += 1;
  return {
    key: `k${keys}`,
    operation: "post",
    reply: replyOf("Noted."),
    target: {
      channel: "teams",
      place: `teams:${fakeApp.tenant}:${channelId}`,
      conversation: "c1",
      address: {
        serviceUrl: bench.fake.url,
        tenant: fakeApp.tenant,
        kind: "channel",
        conversationId: `${channelId};messageid=1700000000100`,
        bot: fakeBot,
        user: { id: people.asha.id, aadObjectId: people.asha.aadObjectId },
        ...address,
      },
    },
    ...changes,
  };
}

const send = (bench: TeamsBench, changes?: PostChanges) =>
  bench.channel.outbound.send(postTo(bench, changes), AbortSignal.timeout(5000));

/** The calls of the connector that write, without the queries for a token. */
const writes = (bench: TeamsBench) =>
  bench.fake.requests().filter(({ method, path }) => method !== "GET" && path.startsWith("/v3/"));

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

describe("what the connector says", () => {
  const cases: readonly (readonly [FakeFault["answer"], object])[] = [
    [
      { status: 429, code: "TooManyRequests", retryAfter: "7" },
      { outcome: "retry", retryAfterMs: 7000 },
    ],
    [{ status: 429 }, { outcome: "retry", retryAfterMs: 2000 }],
    [{ status: 412, code: "PreconditionFailed" }, { outcome: "retry" }],
    [{ status: 502 }, { outcome: "retry" }],
    [{ status: 503 }, { outcome: "retry" }],
    [{ status: 504 }, { outcome: "retry" }],
    [{ status: 401 }, { outcome: "retry" }],
    [{ status: 500, code: "ServiceError" }, { outcome: "unknown" }],
    [
      { status: 400, code: "BadSyntax" },
      { outcome: "failed", reason: "http-400:BadSyntax" },
    ],
    [{ status: 403, code: "BotDisabledByAdmin" }, { outcome: "failed" }],
    [{ status: 404, code: "ConversationNotFound" }, { outcome: "failed" }],
    ["cut", { outcome: "unknown" }],
  ];
  it.each(cases)("%j is %j, without a second request", async (answer, expected) => {
    await withTeams(async (bench) => {
      bench.fake.fail({ on: "post", answer });
      expect(await send(bench)).toMatchObject(expected);
      expect(writes(bench)).toHaveLength(1);
      expect(bench.fake.messages()).toEqual([]);
    })();
  });

  it(
    "a lost answer is unknown: the message may be there",
    withTeams(async (bench) => {
      bench.fake.fail({ on: "post", answer: "lost" });
      expect(await send(bench)).toMatchObject({ outcome: "unknown" });
      expect(bench.fake.messages()).toHaveLength(1);
    }),
  );

  it(
    "a time-out is unknown, a refused connection is not",
    withTeams(async (bench) => {
      await send(bench);
      const late = AbortSignal.abort(new Error("too late"));
      expect(await bench.channel.outbound.send(postTo(bench), late)).toEqual({
        outcome: "unknown",
        reason: "time-out",
      });
      await bench.fake.close();
      expect(await send(bench)).toMatchObject({ outcome: "retry", reason: "ECONNREFUSED" });
    }),
  );

  it(
    "is told to doctor where the app is not installed, until a post there arrives",
    withTeams(async (bench) => {
      bench.fake.uninstall(channelId);
      expect(await send(bench)).toMatchObject({ outcome: "failed", reason: "http-403:BotNotInConversationRoster" });
      expect(bench.channel.state().problems.join(" ")).toContain("may not post in a conversation");
      bench.fake.install(channelId, [people.asha]);
      await send(bench);
      expect(bench.channel.state().problems).toEqual([]);
    }),
  );

  it(
    "a refused token is fetched again",
    withTeams(async (bench) => {
      await send(bench);
      bench.fake.fail({ on: "post", answer: { status: 401 } });
      await send(bench);
      expect(await send(bench)).toMatchObject({ outcome: "sent" });
      expect(bench.fake.requests().filter(({ path }) => path.endsWith("/token"))).toHaveLength(2);
    }),
  );

  it(
    "a message that is too large is drawn shorter, twice, and then given up",
    withTeams(async (bench) => {
      const sentences = Array.from({ length: 300 }, (_, index) => ({
        text: `Sentence ${index} says what happened in the harbour.`,
        citations: [],
      }));
      const post = postTo(bench, {
        reply: replyOf("", { blocks: [{ kind: "paragraph", sentences }], receipt: "r-1" }),
      });
      const signal = AbortSignal.timeout(5000);
      const tooLarge: FakeFault = { on: "post", answer: { status: 413, code: "MessageSizeTooBig" } };
      bench.fake.fail(tooLarge, tooLarge);
      expect(await bench.channel.outbound.send(post, signal)).toEqual({ outcome: "retry", reason: "too-large" });
      expect(await bench.channel.outbound.send(post, signal)).toEqual({ outcome: "retry", reason: "too-large" });
      expect(await bench.channel.outbound.send(post, signal)).toMatchObject({ outcome: "sent" });
      expect(JSON.stringify(bench.fake.messages()[0]?.activity).length * 2).toBeLessThanOrEqual(7 * 1024);
      const other = { ...post, key: "another" };
      bench.fake.fail(tooLarge, tooLarge, tooLarge);
      await bench.channel.outbound.send(other, signal);
      await bench.channel.outbound.send(other, signal);
      expect(await bench.channel.outbound.send(other, signal)).toMatchObject({ outcome: "failed" });
    }),
  );

  it.each([
    [{ status: 401 }, "TEAMS_CLIENT_SECRET"],
    [{ status: 500 }, "TEAMS_CLIENT_ID"],
  ])("no token (%j) is worth another try, and doctor says what to do", async (answer, variable) => {
    await withTeams(
      async (bench) => {
        bench.fake.fail({ on: "token", answer });
        expect(await send(bench)).toMatchObject({ outcome: "retry" });
        expect(bench.channel.state().problems.join(" ")).toContain(variable);
        expect(writes(bench)).toEqual([]);
      },
      { settings: { clientSecret: answer.status === 401 ? "a wrong secret" : fakeApp.clientSecret } },
    )();
  });
});

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
