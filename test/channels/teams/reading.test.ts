import { describe, expect, it } from "vitest";
import { readAddress } from "../../../src/channels/teams/address.ts";
import {
  channelId,
  eventActivity,
  groupChatId,
  messageActivity,
  people,
  personalChatId,
} from "../../fakes/teams/activities.ts";
import { fakeApp, fakeBot } from "../../fakes/teams/fake-teams.ts";
import { withTeams } from "./open-teams.ts";
import type { TeamsBench } from "./open-teams.ts";

const place = `teams:${fakeApp.tenant}:${channelId}`;

/** Delivers and returns the one turn that came of it. */
async function turnOf(bench: TeamsBench, activity: unknown) {
  expect((await bench.deliver(activity)).status).toBe(200);
  const turns = bench.turns();
  expect(turns).toHaveLength(1);
  return turns[0];
}

describe("messages", () => {
  it(
    "reads a mention in a channel with its thread, its sender and its link",
    withTeams(async (bench) => {
      const turn = await turnOf(
        bench,
        messageActivity("Who leads Eastmere?", { serviceUrl: bench.fake.url, mention: true }),
      );
      expect(turn).toMatchObject({
        kind: "message",
        platform: "teams",
        text: "Who leads Eastmere?",
        conversation: `${place};messageid=1700000000100`,
        reader: { audiences: ["public"] },
        place: { id: place, kind: "channel", name: "Harbour updates" },
        sender: { platform: "teams", tenant: fakeApp.tenant, user: people.asha.aadObjectId, name: "Asha Reed" },
        postedAt: "2026-03-02T11:59:00.000Z",
        message: {
          place,
          id: "1700000000100",
          permalink: `https://teams.microsoft.com/l/message/${encodeURIComponent(channelId)}/1700000000100?tenantId=${fakeApp.tenant}&groupId=b0000000-0000-0000-0000-000000000001&parentMessageId=1700000000100`,
        },
      });
      expect(turn).not.toHaveProperty("isAddressed");
      expect(turn?.sender).not.toHaveProperty("isExternal");
      expect(turn?.place).not.toHaveProperty("isShared");
    }),
  );

  it(
    "answers in the thread, by a reference that says everything that posting needs",
    withTeams(async (bench) => {
      await turnOf(
        bench,
        messageActivity("And who leads it now?", {
          serviceUrl: bench.fake.url,
          mention: true,
          id: "1700000000200",
          root: "1700000000100",
        }),
      );
      const [arrival] = bench.desk.arrivals;
      expect(arrival?.replyTo).toEqual({
        channel: "teams",
        place,
        conversation: `${place};messageid=1700000000100`,
        address: {
          serviceUrl: bench.fake.url,
          tenant: fakeApp.tenant,
          kind: "channel",
          conversationId: `${channelId};messageid=1700000000100`,
          bot: fakeBot,
          user: { id: "29:asha", aadObjectId: people.asha.aadObjectId },
        },
      });
      expect(arrival?.turn).toMatchObject({
        message: { permalink: expect.stringContaining("parentMessageId=1700000000100") },
      });
    }),
  );

  it(
    "overhears a post that mentions nobody, and does not take it for a question",
    withTeams(async (bench) => {
      const turn = await turnOf(
        bench,
        messageActivity("We opened the second desk today.", { serviceUrl: bench.fake.url }),
      );
      expect(turn).toMatchObject({ isAddressed: false, text: "We opened the second desk today." });
    }),
  );

  it(
    "does not even look into a post that mentions nobody where nobody asked it to listen",
    withTeams(async (bench) => {
      bench.desk.listens = false;
      const overheard = messageActivity("We opened the second desk today.", { serviceUrl: bench.fake.url });
      expect((await bench.deliver(overheard)).status).toBe(200);
      expect(bench.turns()).toEqual([]);
      expect(bench.fake.requests().filter(({ path }) => path.startsWith("/v3/"))).toEqual([]);
      await turnOf(bench, messageActivity("Who leads?", { serviceUrl: bench.fake.url, mention: true }));
    }),
  );

  it(
    "keeps the messages of a conversation in order while it looks up who is in it",
    withTeams(async (bench) => {
      const texts = Array.from({ length: 8 }, (_, index) => `message ${index}`);
      const deliveries = texts.map((text, index) =>
        bench.deliver(messageActivity(text, { serviceUrl: bench.fake.url, mention: true, id: `${index}`, root: "1" })),
      );
      await Promise.all(deliveries);
      expect(bench.turns().map((turn) => (turn.kind === "message" ? turn.text : ""))).toEqual(texts);
    }),
  );

  it(
    "takes every message of a chat with the assistant as addressed to it",
    withTeams(async (bench) => {
      const turn = await turnOf(bench, messageActivity("help", { serviceUrl: bench.fake.url, place: "personal" }));
      expect(turn).toMatchObject({
        place: { kind: "personal" },
        conversation: `teams:${fakeApp.tenant}:${personalChatId}`,
      });
      expect(turn).not.toHaveProperty("isAddressed");
      expect(turn).not.toHaveProperty("message.permalink");
    }),
  );

  it(
    "reads a group chat as a place without threads, with a link into the chat",
    withTeams(async (bench) => {
      const turn = await turnOf(
        bench,
        messageActivity("help", { serviceUrl: bench.fake.url, place: "group", mention: true }),
      );
      expect(turn).toMatchObject({
        place: { kind: "group", id: `teams:${fakeApp.tenant}:${groupChatId}` },
        conversation: `teams:${fakeApp.tenant}:${groupChatId}`,
        message: { permalink: expect.stringContaining("context=%7B%22contextType%22%3A%22chat%22%7D") },
      });
    }),
  );

  it.each([
    ["in the middle", "Could <at>Pilotdesk</at> say who leads?", "Could say who leads?"],
    ["at the end", "Who leads? <at>Pilotdesk</at>", "Who leads?"],
    ["with a comma after it", "<at>Pilotdesk</at>, who leads?", "who leads?"],
    ["before a comma in the middle", "Hello <at>Pilotdesk</at>, who leads?", "Hello, who leads?"],
    ["twice", "<at>Pilotdesk</at> <at>Pilotdesk</at> who leads?", "who leads?"],
    ["with non-breaking spaces", "<at>Pilotdesk</at>\u00A0\u00A0who\u00A0leads?", "who leads?"],
    ["with entities", "<at>Pilotdesk</at>&nbsp;R&amp;D &lt;10 people", "R&D <10 people"],
    ["over several lines", "<at>Pilotdesk</at>\r\n\r\nRating: green\nSpend: £5", "Rating: green\nSpend: £5"],
  ])("takes the mention out %s", async (_, text, expected) => {
    await withTeams(async (bench) => {
      const count = text.split("<at>").length - 1;
      const mention = { type: "mention", mentioned: fakeBot, text: "<at>Pilotdesk</at>" };
      const entities = [...Array.from({ length: count }, () => mention), { type: "clientInfo", locale: "en-GB" }];
      const turn = await turnOf(bench, { ...messageActivity("", { serviceUrl: bench.fake.url }), text, entities });
      expect(turn).toMatchObject({ text: expected });
      expect(turn).not.toHaveProperty("isAddressed");
    })();
  });

  it(
    "knows itself by its id where it was given another name, and keeps other people who are named",
    withTeams(async (bench) => {
      const entities = [
        { type: "mention", mentioned: { id: fakeBot.id, name: "Harbour helper" }, text: "<at>Harbour helper</at>" },
        { type: "mention", mentioned: { id: "29:bram", name: "Bram Holt" }, text: "<at>Bram</at>" },
      ];
      const text = "<at>Harbour helper</at> did <at>Bram</at> report?";
      const turn = await turnOf(bench, { ...messageActivity("", { serviceUrl: bench.fake.url }), text, entities });
      expect(turn).toMatchObject({ text: "did Bram Holt report?" });
    }),
  );

  it(
    "tells a colleague who is called like the assistant from the assistant",
    withTeams(async (bench) => {
      const at = "<at>Pilotdesk</at>";
      const entities = [
        { type: "mention", mentioned: { id: "29:bram", name: "Pilotdesk" }, text: at },
        { type: "mention", mentioned: fakeBot, text: at },
      ];
      const turn = await turnOf(bench, {
        ...messageActivity("", { serviceUrl: bench.fake.url }),
        text: `${at} asked, ${at} who leads?`,
        entities,
      });
      expect(turn).toMatchObject({ text: "Pilotdesk asked, who leads?" });
    }),
  );

  it(
    "takes a mention without a word as asking what it can do",
    withTeams(async (bench) => {
      const turn = await turnOf(bench, messageActivity("", { serviceUrl: bench.fake.url, mention: true }));
      expect(turn).toMatchObject({ text: "help" });
    }),
  );

  it(
    "stores the second delivery of a message only once",
    withTeams(async (bench) => {
      const activity = messageActivity("help", { serviceUrl: bench.fake.url, place: "personal" });
      await bench.deliver(activity);
      await bench.deliver(activity);
      expect(bench.turns()).toHaveLength(1);
    }),
  );

  it(
    "passes over its own messages and those of other bots",
    withTeams(async (bench) => {
      const ours = { ...messageActivity("help", { serviceUrl: bench.fake.url, place: "personal" }), from: fakeBot };
      const other = { ...ours, from: { id: "28:another-bot", name: "Another bot" } };
      expect((await bench.deliver(ours)).status).toBe(200);
      expect((await bench.deliver(other)).status).toBe(200);
      expect(bench.turns()).toEqual([]);
    }),
  );

  it.each(["typing", "messageReaction", "event", "endOfConversation", "somethingNew"])(
    "passes over %s",
    async (type) => {
      await withTeams(async (bench) => {
        expect((await bench.deliver(eventActivity(type, {}, { serviceUrl: bench.fake.url }))).status).toBe(200);
        expect(bench.turns()).toEqual([]);
      })();
    },
  );
});

describe("edits and deletions", () => {
  it(
    "reads an edit with its new words, each of several edits once",
    withTeams(async (bench) => {
      const edit = (text: string, timestamp: string) => ({
        ...messageActivity(text, { serviceUrl: bench.fake.url }),
        type: "messageUpdate",
        timestamp,
        channelData: { tenant: { id: fakeApp.tenant }, eventType: "editMessage" },
      });
      const first = edit("We opened three desks.", "2026-03-02T12:00:00Z");
      for (const activity of [first, first, edit("We opened two desks.", "2026-03-02T12:01:00Z")])
        await bench.deliver(activity);
      expect(bench.turns()).toMatchObject([
        { kind: "edited", text: "We opened three desks.", message: { id: "1700000000100", place } },
        { kind: "edited", text: "We opened two desks." },
      ]);
    }),
  );

  it(
    "reads a deletion, and that it was taken back",
    withTeams(async (bench) => {
      const options = { serviceUrl: bench.fake.url, id: "1700000000100" };
      const data = (eventType: string) => ({ channelData: { tenant: { id: fakeApp.tenant }, eventType } });
      await bench.deliver(eventActivity("messageDelete", data("softDeleteMessage"), options));
      await bench.deliver(eventActivity("messageUpdate", { ...data("undeleteMessage"), text: "Back again" }, options));
      expect(bench.turns()).toMatchObject([
        { kind: "deleted", message: { id: "1700000000100" } },
        { kind: "undeleted", message: { id: "1700000000100" } },
      ]);
    }),
  );
});

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
        { kind: "joined", whom: "assistant", place: { id: place, kind: "channel" } },
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
