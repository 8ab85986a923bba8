import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { ActionCall } from "../../../src/core/action.ts";
import { encodeAction } from "../../../src/core/action.ts";
import { answeredReply } from "../../fakes/fake-replies.ts";
import { channelId, invokeActivity, messageActivity, people } from "../../fakes/teams/activities.ts";
import { fakeApp } from "../../fakes/teams/fake-teams.ts";
import { bodyOf, withTeams } from "./open-teams.ts";
import type { TeamsBench } from "./open-teams.ts";
import { draftReply, replyOf, updateForm } from "./samples.ts";

const confirm: ActionCall = { verb: "confirm", target: "draft-1", hash: "h1" };

/** Sends a request and returns what it is answered with, which is always 200. */
async function invoke(
  bench: TeamsBench,
  name: string,
  value: unknown,
  more: { readonly place?: "channel" | "personal"; readonly replyToId?: string } = {},
) {
  const answer = await bench.deliver(
    invokeActivity(name, value, { serviceUrl: bench.fake.url, replyToId: "1700000000500", ...more }),
  );
  expect(answer.status).toBe(200);
  return bodyOf(answer);
}

const pressed = (call: ActionCall) => ({
  action: { type: "Action.Execute", verb: call.verb, data: { action: encodeAction(call) } },
  trigger: "manual",
});

describe("a button of a card", () => {
  it(
    "is handed to the desk with its message, and answered with the card that the desk draws",
    withTeams(async (bench) => {
      bench.desk.answers = [replyOf("Confirmed.")];
      const body = await invoke(bench, "adaptiveCard/action", pressed(confirm));
      expect(bench.turns()).toMatchObject([
        {
          kind: "action",
          call: confirm,
          message: { place: `teams:${fakeApp.tenant}:${channelId}`, id: "1700000000500" },
          sender: { user: people.asha.aadObjectId },
        },
      ]);
      expect(body).toMatchObject({
        statusCode: 200,
        type: "application/vnd.microsoft.card.adaptive",
        value: { type: "AdaptiveCard", version: "1.5", body: [{ type: "TextBlock", text: "Confirmed." }] },
      });
    }),
  );

  it(
    "is answered with a sentence where the desk has none, and where it was pressed before",
    withTeams(async (bench) => {
      const activity = invokeActivity("adaptiveCard/action", pressed(confirm), { serviceUrl: bench.fake.url });
      const first = bodyOf(await bench.deliver(activity));
      const second = bodyOf(await bench.deliver(activity));
      expect(first).toMatchObject({
        type: "application/vnd.microsoft.activity.message",
        value: expect.stringContaining("Done"),
      });
      expect(second).toMatchObject({ value: "This was done already." });
      expect(bench.turns()).toHaveLength(1);
    }),
  );

  it(
    "that is not ours is refused inside the answer",
    withTeams(async (bench) => {
      for (const value of [
        undefined,
        null,
        7,
        {},
        { action: { data: { feedback: "x" } } },
        { action: { data: { action: '["explode","x","",""]' } } },
      ]) {
        expect(await invoke(bench, "adaptiveCard/action", value)).toMatchObject({
          statusCode: 400,
          type: "application/vnd.microsoft.error",
        });
      }
      expect(bench.turns()).toEqual([]);
    }),
  );

  it(
    "says that nothing was saved where it failed, with the number that is in the log",
    withTeams(async (bench) => {
      bench.desk.isBroken = true;
      const body = z.object({ value: z.string() }).parse(await invoke(bench, "adaptiveCard/action", pressed(confirm)));
      const id = /[0-9a-f-]{36}/.exec(body.value)?.[0] ?? "none";
      expect(body.value).toContain("nothing was saved");
      expect(bench.logged.join()).toContain(id);
      expect(bench.logged.join()).not.toContain("secret detail");
    }),
  );

  it(
    "with a choice asks as if its words had been written, and the answer comes in the conversation",
    withTeams(async (bench) => {
      const value = { action: { type: "Action.Execute", verb: "say", data: { say: "When did the trial start?" } } };
      expect(await invoke(bench, "adaptiveCard/action", value)).toMatchObject({
        type: "application/vnd.microsoft.activity.message",
      });
      expect(bench.turns()).toMatchObject([{ kind: "message", text: "When did the trial start?" }]);
      expect(bench.turns()[0]).not.toHaveProperty("isAddressed");
    }),
  );

  it(
    "that came as a message is a button all the same",
    withTeams(async (bench) => {
      const activity = {
        ...messageActivity("", { serviceUrl: bench.fake.url, place: "personal" }),
        value: { action: encodeAction(confirm) },
      };
      await bench.deliver(activity);
      expect(bench.turns()).toMatchObject([{ kind: "action", call: confirm }]);
    }),
  );
});

describe("a draft that others see", () => {
  const view = {
    action: {
      type: "Action.Execute",
      verb: "view",
      data: { action: encodeAction({ verb: "view", target: "draft-1", hash: "h1" }) },
    },
    trigger: "automatic",
  };

  it(
    "is drawn for each reader as the desk decides",
    withTeams(async (bench) => {
      bench.desk.answers = [draftReply];
      const body = JSON.stringify(await invoke(bench, "adaptiveCard/action", view));
      expect(bench.turns()).toMatchObject([{ kind: "action", call: { verb: "view", target: "draft-1" } }]);
      expect(body).toContain('"verb":"confirm"');
      expect(body).toContain("task/fetch");
    }),
  );

  it(
    "is drawn with its buttons for its author where the desk leaves it to the channel, and stays as it is for others",
    withTeams(async (bench) => {
      const target = { channel: "teams" as const, place: "p", conversation: "c", address: addressIn(bench) };
      const sent = await bench.channel.outbound.send(
        { key: "k", target, operation: "card", reply: draftReply },
        AbortSignal.timeout(5000),
      );
      const replyToId = sent.outcome === "sent" ? sent.messageId : undefined;
      const [message] = bench.fake.messages();
      expect(JSON.stringify(message?.activity)).not.toContain('"verb":"confirm"');
      const ask = (from: (typeof people)["asha" | "bram"], id: string) =>
        bench.deliver(
          invokeActivity("adaptiveCard/action", view, {
            serviceUrl: bench.fake.url,
            from,
            id,
            ...(replyToId !== undefined && { replyToId }),
          }),
        );
      expect((await ask(people.asha, "f:1")).body).toContain('\\"confirm\\"');
      expect(bodyOf(await ask(people.bram, "f:2"))).toMatchObject({ statusCode: 400 });
    }),
  );
});

function addressIn(bench: TeamsBench) {
  return {
    serviceUrl: bench.fake.url,
    tenant: fakeApp.tenant,
    kind: "channel",
    conversationId: `${channelId};messageid=1`,
    bot: { id: `28:${fakeApp.clientId}` },
    user: { id: people.asha.id },
  };
}

describe("dialogs", () => {
  const fetchOf = (call: ActionCall, more = {}) => ({
    data: { action: encodeAction(call), msteams: { type: "task/fetch" }, ...more },
    context: { theme: "default" },
  });

  it(
    "open a form with a field of each kind, what stands in it, and what is wrong",
    withTeams(async (bench) => {
      bench.desk.answers = [replyOf("", { form: updateForm, blocks: [] })];
      const body = await invoke(bench, "task/fetch", fetchOf({ verb: "edit", target: "draft-1", hash: "h1" }));
      expect(body).toMatchObject({
        task: {
          type: "continue",
          value: { title: "Update for Eastmere", card: { contentType: "application/vnd.microsoft.card.adaptive" } },
        },
      });
      const text = JSON.stringify(body);
      for (const part of [
        '"id":"field:pilot"',
        '"Input.ChoiceSet"',
        '"isMultiline":true',
        "Enter an amount, such as £12,500",
        '"Input.Number"',
        '"Input.Date"',
        '"value":"lots"',
      ]) {
        expect(text).toContain(part);
      }
      expect(text).not.toContain("Action.Execute");
    }),
  );

  it(
    "hand a form over with what was typed and chosen",
    withTeams(async (bench) => {
      bench.desk.answers = [replyOf("Saved.")];
      const data = {
        form: { id: "update", target: "draft-1", hash: "h1" },
        one: ["pilot"],
        many: ["risks"],
        "field:pilot": "buses-wexcombe",
        "field:narrative": "We opened the second desk, and a third.",
        "field:referrals": 43,
        "field:risks": "staff%2C%20cost,weather",
      };
      expect(await invoke(bench, "task/submit", { data })).toMatchObject({ task: { type: "continue" } });
      expect(bench.turns()).toMatchObject([
        {
          kind: "form",
          form: {
            id: "update",
            target: "draft-1",
            hash: "h1",
            values: {
              pilot: "buses-wexcombe",
              narrative: "We opened the second desk, and a third.",
              referrals: "43",
              risks: ["staff, cost", "weather"],
            },
          },
        },
      ]);
    }),
  );

  it(
    "stay open with the form while something in it is wrong, and close with a sentence where nothing is said",
    withTeams(async (bench) => {
      const data = { form: { id: "update", target: "draft-1", hash: "h1" } };
      bench.desk.answers = [replyOf("", { form: updateForm, blocks: [] })];
      expect(JSON.stringify(await invoke(bench, "task/submit", { data }))).toContain("There is a problem");
      bench.desk.answers = [];
      const activity = invokeActivity("task/submit", { data }, { serviceUrl: bench.fake.url, id: "f:2" });
      expect(bodyOf(await bench.deliver(activity))).toMatchObject({ task: { type: "message" } });
    }),
  );

  it(
    "show a source at its words, and the way to the others",
    withTeams(async (bench) => {
      const { receipt } = await bench.desk.ask("When did the Harbour Trial start?");
      const body = await invoke(
        bench,
        "task/fetch",
        fetchOf({ verb: "showSource", target: receipt, value: "1" }, { sources: 2 }),
      );
      const text = JSON.stringify(body);
      expect(text).toContain("The trial started on 8 November 2021 in three places");
      expect(text).toContain("Source 2");
    }),
  );

  it(
    "show the rest of a long answer",
    withTeams(async (bench) => {
      const sentences = Array.from({ length: 400 }, (_, index) => ({
        text: `Sentence number ${index} says what happened in the harbour that day.`,
        citations: [],
      }));
      bench.desk.answers = [replyOf("", { receipt: "r-1", blocks: [{ kind: "paragraph", sentences }] })];
      const text = JSON.stringify(
        await invoke(bench, "task/fetch", fetchOf({ verb: "more", target: "r-1", value: "150" })),
      );
      expect(text).not.toContain("Sentence number 149 ");
      expect(text).toContain("Sentence number 150 ");
      expect(text).toContain('\\"more\\",\\"r-1\\"');
    }),
  );

  it(
    "say so where their button is not known",
    withTeams(async (bench) => {
      expect(await invoke(bench, "task/fetch", { data: { key: "value" } })).toMatchObject({
        task: { type: "message" },
      });
      expect(await invoke(bench, "task/submit", null)).toMatchObject({ task: { type: "message" } });
      expect(bench.turns()).toEqual([]);
    }),
  );

  it(
    "say so where the desk fails",
    withTeams(async (bench) => {
      bench.desk.isBroken = true;
      const body = await invoke(bench, "task/fetch", fetchOf({ verb: "edit", target: "draft-1" }));
      expect(body).toMatchObject({ task: { type: "message", value: expect.stringContaining("nothing was saved") } });
    }),
  );
});

describe("search from the message box", () => {
  const query = (value: string, commandId = "searchPilots") => ({
    commandId,
    parameters: [{ name: "query", value }],
    queryOptions: { skip: 0, count: 25 },
  });

  it(
    "answers with a card for the answer and one for each source, none of them with buttons",
    withTeams(async (bench) => {
      bench.desk.answers = [{ ...answeredReply, receipt: "r-1" }];
      const body = await invoke(bench, "composeExtension/query", query("When did the Harbour Trial start?"));
      expect(bench.turns()).toMatchObject([
        { kind: "message", as: "question", text: "When did the Harbour Trial start?" },
      ]);
      expect(bench.turns()[0]?.conversation).not.toBe(`teams:${fakeApp.tenant}:${channelId};messageid=f:1`);
      expect(body).toMatchObject({
        composeExtension: { type: "result", attachmentLayout: "list", attachments: { length: 3 } },
      });
      expect(JSON.stringify(body)).not.toMatch(/Action\.(?:Execute|Submit)/);
      expect(JSON.stringify(body)).not.toContain("spun.example.com");
    }),
  );

  it(
    "finds documents alone, and the newest update of a pilot",
    withTeams(async (bench) => {
      bench.desk.answers = [{ ...answeredReply, receipt: "r-1" }];
      expect(await invoke(bench, "composeExtension/query", query("harbour", "searchDocuments"))).toMatchObject({
        composeExtension: { attachments: { length: 2 } },
      });
      expect(bench.turns()[0]).toMatchObject({ text: "harbour?" });
      const activity = invokeActivity("composeExtension/query", query("Eastmere", "searchUpdates"), {
        serviceUrl: bench.fake.url,
        id: "f:2",
      });
      await bench.deliver(activity);
      expect(bench.turns()[1]).toMatchObject({ text: "What is the latest update from Eastmere?" });
    }),
  );

  it(
    "says what to type before anything is typed, and that nothing was found",
    withTeams(async (bench) => {
      const initial = { commandId: "searchPilots", parameters: [{ name: "initialRun", value: "true" }] };
      expect(await invoke(bench, "composeExtension/query", initial)).toMatchObject({
        composeExtension: { type: "message" },
      });
      expect(bench.turns()).toEqual([]);
      bench.desk.answers = [replyOf("I do not know.", { outcome: "refused" })];
      expect(await invoke(bench, "composeExtension/query", query("boats"))).toMatchObject({
        composeExtension: { type: "message", text: expect.stringContaining("boats") },
      });
    }),
  );

  it(
    "counts a chat between people as one that everybody may read",
    withTeams(async (bench) => {
      const activity = invokeActivity("composeExtension/query", query("Eastmere"), { serviceUrl: bench.fake.url });
      const chat = { id: "19:asha_bram@unq.gbl.spaces", conversationType: "personal", tenantId: fakeApp.tenant };
      await bench.deliver({ ...activity, conversation: chat, channelData: {} });
      expect(bench.turns()).toMatchObject([{ place: { kind: "group", isShared: true } }]);
    }),
  );
});

describe("actions of a message", () => {
  const payload = {
    id: "1700000000050",
    createdDateTime: "2026-03-01T10:00:00.000Z",
    from: { user: { id: people.bram.aadObjectId, displayName: "Bram Holt", userIdentityType: "aadUser" } },
    body: {
      contentType: "html",
      content:
        "<div><p>All <b>green</b> from us&nbsp;&amp; on time.</p><ul><li>42 referrals</li><li>£5,000 spent</li></ul></div>",
    },
  };

  it(
    "log a message of somebody else, with its words, its author, its day and its link",
    withTeams(async (bench) => {
      bench.desk.answers = [draftReply];
      const body = await invoke(bench, "composeExtension/fetchTask", {
        commandId: "logUpdate",
        commandContext: "message",
        messagePayload: payload,
      });
      expect(bench.turns()).toMatchObject([
        {
          kind: "message",
          as: "update",
          text: "All green from us & on time.\n- 42 referrals\n- £5,000 spent",
          author: { platform: "teams", tenant: fakeApp.tenant, user: people.bram.aadObjectId, name: "Bram Holt" },
          postedAt: "2026-03-01T10:00:00.000Z",
          message: { id: "1700000000050", permalink: expect.stringContaining("/1700000000050?") },
          sender: { user: people.asha.aadObjectId },
        },
      ]);
      const text = JSON.stringify(body);
      expect(text).toContain('"type":"continue"');
      expect(text).toContain('\\"confirm\\"');
      expect(text).not.toContain("Action.Execute");
    }),
  );

  it(
    "log one's own message without another author",
    withTeams(async (bench) => {
      const own = { ...payload, from: { user: { id: people.asha.aadObjectId, displayName: "Asha Reed" } } };
      await invoke(bench, "composeExtension/fetchTask", { commandId: "logUpdate", messagePayload: own });
      expect(bench.turns()[0]).not.toHaveProperty("author");
    }),
  );

  it.each([
    ["without words", { ...payload, body: { contentType: "html", content: "<p> </p>" } }],
    ["that cannot be read", { id: 7 }],
  ])("say so of a message %s", async (_, messagePayload) => {
    await withTeams(async (bench) => {
      expect(
        await invoke(bench, "composeExtension/fetchTask", { commandId: "logUpdate", messagePayload }),
      ).toMatchObject({ task: { type: "message" } });
      expect(bench.turns()).toEqual([]);
    })();
  });

  it(
    "open an empty form for a new update, and go on with what is sent",
    withTeams(async (bench) => {
      bench.desk.answers = [replyOf("", { form: { ...updateForm, target: "new" }, blocks: [] })];
      await invoke(bench, "composeExtension/fetchTask", { commandId: "newUpdate", commandContext: "compose" });
      const activity = invokeActivity(
        "composeExtension/submitAction",
        {
          commandId: "newUpdate",
          data: { form: { id: "update", target: "new", hash: "h1" }, "field:rating": "green" },
        },
        { serviceUrl: bench.fake.url, id: "f:2" },
      );
      expect((await bench.deliver(activity)).status).toBe(200);
      expect(bench.turns()).toMatchObject([
        { kind: "action", call: { verb: "newUpdate", target: "new" } },
        { kind: "form", form: { target: "new", values: { rating: "green" } } },
      ]);
    }),
  );
});

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

describe("a request that is not known", () => {
  it.each(["config/fetch", "fileConsent/invoke", "signin/verifyState", undefined])(
    "%s is answered with 400",
    async (name) => {
      await withTeams(async (bench) => {
        const activity = { ...invokeActivity("x", {}, { serviceUrl: bench.fake.url }), name };
        expect((await bench.deliver(activity)).status).toBe(400);
        expect(bench.turns()).toEqual([]);
      })();
    },
  );
});
