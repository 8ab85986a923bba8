import { describe, expect, it } from "vitest";
import { z } from "zod";
import { encodeAction } from "../../../../src/core/action.ts";
import { channelId, invokeActivity, messageActivity, people } from "../../../fakes/teams/activities.ts";
import { fakeApp } from "../../../fakes/teams/fake-teams.ts";
import { bodyOf, withTeams } from "../open-teams.ts";
import { draftReply, replyOf } from "../samples.ts";
import { addressIn, confirm, invoke, pressed } from "./invoke.ts";

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
    "that is refused leaves the card as it is, and says why",
    withTeams(async (bench) => {
      bench.desk.answers = [replyOf("That draft is somebody else's.", { outcome: "refused" })];
      expect(await invoke(bench, "adaptiveCard/action", pressed(confirm))).toEqual({
        statusCode: 200,
        type: "application/vnd.microsoft.activity.message",
        value: "That draft is somebody else's.",
      });
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
      const replyToId = "1700000000777";
      bench.desk.shown.set(replyToId, { reply: draftReply, address: addressIn(bench) });
      const ask = (from: (typeof people)["asha" | "bram"], id: string) =>
        bench.deliver(invokeActivity("adaptiveCard/action", view, { serviceUrl: bench.fake.url, from, id, replyToId }));
      expect((await ask(people.asha, "f:1")).body).toContain('\\"confirm\\"');
      expect(bodyOf(await ask(people.bram, "f:2"))).toMatchObject({ statusCode: 400 });
    }),
  );
});

describe("a question about a record whose message is gone", () => {
  const question = replyOf("The message behind u-1 was deleted. Keep it, or withdraw it?", {
    outcome: "askedBack",
    blocks: [
      { kind: "notice", tone: "info", text: "The message behind u-1 was deleted." },
      {
        kind: "actions",
        buttons: [
          { label: "Keep it", call: { verb: "keep", target: "u-1", hash: "h1" } },
          { label: "Withdraw it", call: { verb: "withdraw", target: "u-1", hash: "h1" } },
        ],
      },
    ],
  });

  it(
    "keeps both of its buttons when it is drawn again for whoever may decide, and has none for the others",
    withTeams(async (bench) => {
      bench.desk.shown.set("1700000000500", { reply: question });
      bench.desk.answers = [replyOf("Recorded for Eastmere.")];
      const view = pressed({ verb: "view", target: "u-1", hash: "h1" });
      const body = JSON.stringify(await invoke(bench, "adaptiveCard/action", view));
      expect(body).toContain("Keep it");
      expect(body).toContain("Withdraw it");
      bench.desk.answers = [];
      const activity = invokeActivity("adaptiveCard/action", view, {
        serviceUrl: bench.fake.url,
        id: "f:2",
        replyToId: "1700000000500",
      });
      expect(bodyOf(await bench.deliver(activity))).toMatchObject({ statusCode: 400 });
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
