import { describe, expect, it } from "vitest";
import { eventActivity, messageActivity } from "../../../fakes/teams/activities.ts";
import { fakeApp } from "../../../fakes/teams/fake-teams.ts";
import { withTeams } from "../open-teams.ts";
import { channelPlace } from "./turn-of.ts";

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
        { kind: "edited", text: "We opened three desks.", message: { id: "1700000000100", place: channelPlace } },
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

  const events = [
    ["an edit", "messageUpdate", "editMessage"],
    ["a deletion", "messageDelete", "softDeleteMessage"],
    ["a deletion that was taken back", "messageUpdate", "undeleteMessage"],
  ] as const;

  it.each(events)(
    "passes over %s of a post that does not mention it where nobody asked it to listen",
    async (...event) => {
      const [, type, eventType] = event;
      await withTeams(async (bench) => {
        bench.desk.listens = false;
        const activity = { ...messageActivity("Lunch at one?", { serviceUrl: bench.fake.url }), type };
        const channelData = { tenant: { id: fakeApp.tenant }, eventType };
        expect((await bench.deliver({ ...activity, channelData })).status).toBe(200);
        expect(bench.turns()).toEqual([]);
        expect(bench.fake.requests().filter(({ path }) => path.startsWith("/v3/"))).toEqual([]);
      })();
    },
  );

  it.each(events)("takes %s of a post that something was made of, wherever that is", async (...event) => {
    const [, type, eventType] = event;
    await withTeams(async (bench) => {
      bench.desk.listens = false;
      bench.desk.taken = ["1700000000100"];
      const activity = { ...messageActivity("We opened two desks.", { serviceUrl: bench.fake.url }), type };
      await bench.deliver({ ...activity, channelData: { tenant: { id: fakeApp.tenant }, eventType } });
      expect(bench.turns()).toMatchObject([{ message: { id: "1700000000100", place: channelPlace } }]);
    })();
  });

  it(
    "takes an edit that mentions it",
    withTeams(async (bench) => {
      bench.desk.listens = false;
      const activity = messageActivity("We opened two desks.", { serviceUrl: bench.fake.url, mention: true });
      await bench.deliver({ ...activity, type: "messageUpdate" });
      expect(bench.turns()).toMatchObject([{ kind: "edited", text: "We opened two desks." }]);
    }),
  );
});
