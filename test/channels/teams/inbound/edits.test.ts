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
});
