import { describe, expect, it } from "vitest";
import { readAddress } from "../../../../src/channels/teams/address.ts";
import { channelId, eventActivity, people } from "../../../fakes/teams/activities.ts";
import { fakeApp, fakeBot } from "../../../fakes/teams/fake-teams.ts";
import { withTeams } from "../open-teams.ts";
import { channelPlace } from "./turn-of.ts";

describe("joining", () => {
  const channelData = (eventType: string, more = {}) => ({
    channelData: {
      tenant: { id: fakeApp.tenant },
      eventType,
      team: { id: channelId, name: "Eastmere harbour team" },
      ...more,
    },
    conversation: { id: channelId, conversationType: "channel", isGroup: true, tenantId: fakeApp.tenant },
  });

  it(
    "is told once that it was added to a team, however often Teams says it",
    withTeams(async (bench) => {
      const options = { serviceUrl: bench.fake.url };
      await bench.deliver(
        eventActivity(
          "conversationUpdate",
          { membersAdded: [{ id: fakeBot.id }], ...channelData("teamMemberAdded") },
          options,
        ),
      );
      await bench.deliver(eventActivity("installationUpdate", { action: "add", ...channelData("") }, options));
      expect(bench.turns()).toMatchObject([
        { kind: "joined", whom: "assistant", place: { id: channelPlace, kind: "channel" } },
      ]);
      expect(bench.turns()[0]).not.toHaveProperty("sender");
      expect(readAddress(bench.desk.arrivals[0]?.replyTo?.address)).toMatchObject({ conversationId: channelId });
    }),
  );

  it(
    "is told whom it is alone with",
    withTeams(async (bench) => {
      const options = { serviceUrl: bench.fake.url, place: "personal" as const };
      await bench.deliver(eventActivity("installationUpdate", { action: "add" }, options));
      expect(bench.turns()).toMatchObject([
        { kind: "joined", whom: "assistant", sender: { user: people.asha.aadObjectId } },
      ]);
    }),
  );

  it(
    "is told of people who join, guests among them, but not of a whole team at once",
    withTeams(async (bench) => {
      const options = { serviceUrl: bench.fake.url };
      const { userRole: _, ...guest } = people.guest;
      bench.fake.install(channelId, [people.asha, people.bram, people.guest]);
      await bench.deliver(
        eventActivity(
          "conversationUpdate",
          { membersAdded: [people.bram, guest], ...channelData("teamMemberAdded") },
          options,
        ),
      );
      expect(bench.turns()).toMatchObject([
        { kind: "joined", whom: "person", sender: { user: people.bram.aadObjectId }, place: { isShared: true } },
        { kind: "joined", whom: "person", sender: { user: people.guest.aadObjectId, isExternal: true } },
      ]);
      const many = Array.from({ length: 40 }, (_unused, index) => ({ id: `29:new-${index}` }));
      await bench.deliver(
        eventActivity("conversationUpdate", { membersAdded: many, ...channelData("teamMemberAdded") }, options),
      );
      expect(bench.turns()).toHaveLength(2);
    }),
  );

  it(
    "takes a new channel of its team as a place that it came to",
    withTeams(async (bench) => {
      const channel = { channel: { id: "19:new-channel@thread.tacv2", name: "Second harbour" } };
      bench.fake.install("19:new-channel@thread.tacv2", [people.asha]);
      await bench.deliver(
        eventActivity("conversationUpdate", channelData("channelCreated", channel), { serviceUrl: bench.fake.url }),
      );
      expect(bench.turns()).toMatchObject([
        {
          kind: "joined",
          whom: "assistant",
          place: { id: `teams:${fakeApp.tenant}:19:new-channel@thread.tacv2`, name: "Second harbour" },
        },
      ]);
    }),
  );

  it.each([
    ["installationUpdate", { action: "remove" }],
    ["installationUpdate", { action: "add-upgrade" }],
    ["conversationUpdate", { membersRemoved: [{ id: "29:bram" }] }],
    ["conversationUpdate", channelData("channelDeleted", { channel: { id: "19:gone@thread.tacv2" } })],
    ["conversationUpdate", channelData("teamRenamed")],
  ])("says nothing of %s %j", async (type, more) => {
    await withTeams(async (bench) => {
      expect((await bench.deliver(eventActivity(type, more, { serviceUrl: bench.fake.url }))).status).toBe(200);
      expect(bench.turns()).toEqual([]);
    })();
  });
});
