import { describe, expect, it } from "vitest";
import {
  channelId,
  eventActivity,
  groupChatId,
  messageActivity,
  people,
  personalChatId,
} from "../../../fakes/teams/activities.ts";
import { fakeApp, fakeBot } from "../../../fakes/teams/fake-teams.ts";
import { withTeams } from "../open-teams.ts";
import { channelPlace, turnOf } from "./turn-of.ts";

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
        conversation: `${channelPlace};messageid=1700000000100`,
        reader: { audiences: ["public"] },
        place: { id: channelPlace, kind: "channel", name: "Harbour updates" },
        sender: { platform: "teams", tenant: fakeApp.tenant, user: people.asha.aadObjectId, name: "Asha Reed" },
        postedAt: "2026-03-02T11:59:00.000Z",
        message: {
          place: channelPlace,
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
        place: channelPlace,
        conversation: `${channelPlace};messageid=1700000000100`,
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
    "reads no more of a message than Teams lets anybody write",
    withTeams(async (bench) => {
      const text = "👩🏽‍🚒 1,234 ".repeat(12_000);
      const turn = await turnOf(bench, messageActivity(text, { serviceUrl: bench.fake.url, place: "personal" }));
      const read = turn?.kind === "message" ? turn.text : "";
      expect(read.length).toBe(30_000);
      expect(read.isWellFormed()).toBe(true);
      expect(text.startsWith(read.slice(0, -1))).toBe(true);
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
