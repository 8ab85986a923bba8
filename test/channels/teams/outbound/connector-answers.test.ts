import { describe, expect, it } from "vitest";
import { channelId, people } from "../../../fakes/teams/activities.ts";
import { fakeApp } from "../../../fakes/teams/fake-teams.ts";
import type { FakeFault } from "../../../fakes/teams/fake-teams.ts";
import { withTeams } from "../open-teams.ts";
import { replyOf } from "../samples.ts";
import { postTo, send, writes } from "./post-to.ts";

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
    ["cut", { outcome: "unknown", reason: "UND_ERR_SOCKET" }],
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
