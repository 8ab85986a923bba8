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
    "is told in both of Teams' ways that it was added to a team, of a second delivery of either only once",
    withTeams(async (bench) => {
      const options = { serviceUrl: bench.fake.url };
      const added = { membersAdded: [{ id: fakeBot.id }], ...channelData("teamMemberAdded") };
      const joined = { kind: "joined", whom: "assistant", place: { id: channelPlace, kind: "channel" } };
      for (const id of ["f:1", "f:1"])
        await bench.deliver(eventActivity("conversationUpdate", added, { ...options, id }));
      const installed = { action: "add", ...channelData("") };
      for (const id of ["f:2", "f:2"])
        await bench.deliver(eventActivity("installationUpdate", installed, { ...options, id }));
      expect(bench.turns()).toMatchObject([joined, joined]);
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

  const second = { channel: { id: "19:second@thread.tacv2", name: "Second harbour" } };
  const removed = { membersRemoved: [{ id: fakeBot.id }], ...channelData("teamMemberRemoved") };
  it.each([
    ["it was taken out", "installationUpdate", { action: "remove", ...channelData("") }, "left", channelId],
    ["it was removed from the team", "conversationUpdate", removed, "left", channelId],
    ["a channel was deleted", "conversationUpdate", channelData("channelDeleted", second), "left", second.channel.id],
    ["a channel was restored", "conversationUpdate", channelData("channelRestored", second), "kept", second.channel.id],
    ["a channel was renamed", "conversationUpdate", channelData("channelRenamed", second), "kept", second.channel.id],
    ["the team was renamed", "conversationUpdate", channelData("teamRenamed"), "kept", channelId],
    ["the team was archived", "conversationUpdate", channelData("teamArchived"), "left", channelId],
    ["the team was opened again", "conversationUpdate", channelData("teamUnarchived"), "kept", channelId],
    ["the team was deleted", "conversationUpdate", channelData("teamDeleted"), "left", channelId],
  ] as const)("is told that %s", async (_, type, more, change, id) => {
    await withTeams(async (bench) => {
      if (change === "left") bench.fake.uninstall(id);
      await bench.deliver(eventActivity(type, more, { serviceUrl: bench.fake.url }));
      expect(bench.turns()).toMatchObject([
        { kind: "placeChanged", change, place: { id: `teams:${fakeApp.tenant}:${id}`, kind: "channel" } },
      ]);
      expect(bench.turns()[0]).not.toHaveProperty("sender");
      expect(bench.channel.state().problems).toEqual([]);
    })();
  });

  it(
    "is told whom it was alone with when they take it out, and when they add it again",
    withTeams(async (bench) => {
      const play = (action: string, id: string) =>
        bench.deliver(
          eventActivity("installationUpdate", { action }, { serviceUrl: bench.fake.url, place: "personal", id }),
        );
      await play("add", "f:1");
      await play("remove", "f:2");
      await play("add", "f:3");
      const who = { sender: { user: people.asha.aadObjectId }, place: { kind: "personal" } };
      expect(bench.turns()).toMatchObject([
        { kind: "joined", ...who },
        { kind: "placeChanged", change: "left", ...who },
        { kind: "joined", ...who },
      ]);
    }),
  );

  it.each([
    ["installationUpdate", { action: "add-upgrade" }],
    ["conversationUpdate", { membersRemoved: [{ id: "29:bram" }] }],
    ["conversationUpdate", channelData("channelUnshared", second)],
    ["conversationUpdate", channelData("somethingNew")],
    ["conversationUpdate", {}],
  ])("says nothing of %s %j", async (type, more) => {
    await withTeams(async (bench) => {
      expect((await bench.deliver(eventActivity(type, more, { serviceUrl: bench.fake.url }))).status).toBe(200);
      expect(bench.turns()).toEqual([]);
    })();
  });
});
