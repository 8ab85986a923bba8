import { describe, expect, it } from "vitest";
import { channelId, eventActivity, messageActivity, people, personalChatId } from "../../../fakes/teams/activities.ts";
import { fakeApp } from "../../../fakes/teams/fake-teams.ts";
import { withTeams } from "../open-teams.ts";
import type { TeamsBench } from "../open-teams.ts";

describe("guests and other organisations", () => {
  const ask = (bench: TeamsBench, from: (typeof people)[keyof typeof people], id: string) =>
    bench.deliver(messageActivity("Who leads?", { serviceUrl: bench.fake.url, mention: true, from, id }));

  it(
    "knows a guest by the roster, and that the place is shared while a guest is in it",
    withTeams(async (bench) => {
      bench.fake.install(channelId, [people.asha, people.guest]);
      await ask(bench, people.guest, "1");
      await ask(bench, people.asha, "2");
      expect(bench.turns()).toMatchObject([
        { sender: { isExternal: true }, place: { isShared: true } },
        { sender: { user: people.asha.aadObjectId }, place: { isShared: true } },
      ]);
      expect(bench.turns()[1]?.sender).not.toHaveProperty("isExternal");
      expect(bench.fake.requests().filter(({ path }) => path.includes("pagedMembers"))).toHaveLength(1);
    }),
  );

  it(
    "knows somebody of another tenant",
    withTeams(async (bench) => {
      bench.fake.install(channelId, [people.asha, { ...people.bram, tenantId: "another" }]);
      await ask(bench, people.bram, "1");
      expect(bench.turns()).toMatchObject([{ sender: { isExternal: true }, place: { isShared: true } }]);
    }),
  );

  it(
    "knows a shared channel by its type",
    withTeams(async (bench) => {
      const activity = messageActivity("Who leads?", { serviceUrl: bench.fake.url, mention: true });
      const shared = { tenant: { id: fakeApp.tenant }, channel: { id: channelId, type: "shared" } };
      await bench.deliver({ ...activity, channelData: shared });
      expect(bench.turns()).toMatchObject([{ place: { isShared: true } }]);
    }),
  );

  it(
    "reads a team of many pages to its end",
    withTeams(async (bench) => {
      const many = Array.from({ length: 1200 }, (_, index) => ({ id: `29:many-${index}`, name: `Person ${index}` }));
      bench.fake.install(channelId, [...many, people.asha]);
      await ask(bench, people.asha, "1");
      expect(bench.turns()[0]?.sender).not.toHaveProperty("isExternal");
      expect(bench.fake.requests().filter(({ path }) => path.includes("pagedMembers"))).toHaveLength(3);
    }),
  );

  it(
    "knows a guest in a chat with the assistant",
    withTeams(async (bench) => {
      bench.fake.install(personalChatId, [people.guest]);
      const from = people.guest;
      await bench.deliver(
        messageActivity("Who leads?", { serviceUrl: bench.fake.url, place: "personal", from, id: "1" }),
      );
      expect(bench.turns()).toMatchObject([{ sender: { isExternal: true }, place: { kind: "personal" } }]);
    }),
  );

  it(
    "trusts nobody where the roster cannot be had, and says so",
    withTeams(async (bench) => {
      bench.fake.fail({ on: "members", answer: { status: 500, code: "ServiceError" } });
      await ask(bench, people.asha, "1");
      expect(bench.turns()).toMatchObject([{ sender: { isExternal: true }, place: { isShared: true } }]);
      expect(bench.channel.state().problems.join(" ")).toContain("treated as guests");
    }),
  );

  it("asks again for somebody who is not on its list, but not for each of their messages", async () => {
    let now = Date.parse("2026-03-02T12:00:00.000Z");
    await withTeams(
      async (bench) => {
        bench.fake.install(channelId, [people.asha]);
        await ask(bench, people.asha, "1");
        bench.fake.install(channelId, [people.asha, people.bram]);
        await ask(bench, people.bram, "2");
        now += 31_000;
        await ask(bench, people.bram, "3");
        await ask(bench, people.bram, "4");
        expect(bench.turns().map((turn) => turn.sender?.isExternal ?? false)).toEqual([false, true, false, false]);
        expect(bench.fake.requests().filter(({ path }) => path.includes("pagedMembers"))).toHaveLength(2);
      },
      { nowMs: () => now },
    )();
  });

  it(
    "asks again when somebody joins",
    withTeams(async (bench) => {
      await ask(bench, people.asha, "1");
      bench.fake.install(channelId, [people.asha, people.bram, people.guest]);
      await bench.deliver(
        eventActivity("conversationUpdate", { membersAdded: [people.guest] }, { serviceUrl: bench.fake.url }),
      );
      await ask(bench, people.asha, "2");
      expect(bench.turns().map((turn) => turn.place?.isShared ?? false)).toEqual([false, true, true]);
    }),
  );
});
