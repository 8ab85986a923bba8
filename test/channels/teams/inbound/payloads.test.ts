import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { withTeams } from "../open-teams.ts";

/** Activities that Microsoft publishes; they are kept beside this project, not in it. */
const folder = new URL("../../../../../shared/payloads/teams/", import.meta.url);

const sampleSchema = z.object({ activity: z.record(z.string(), z.unknown()) });

function samples(): readonly (readonly [name: string, activity: Readonly<Record<string, unknown>>])[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => [name, sampleSchema.parse(JSON.parse(readFileSync(new URL(name, folder), "utf8"))).activity]);
}

/** What each leads to, by hand: the status, and the turn or none. */
const expected: Readonly<Record<string, { readonly status: number; readonly turn?: object }>> = {
  "docs-membersAdded-personal.json": {
    status: 200,
    turn: { kind: "joined", whom: "assistant", place: { kind: "personal" } },
  },
  "docs-membersAdded-team.json": { status: 200, turn: { kind: "joined", whom: "assistant" } },
  "docs-message-personal.json": {
    status: 200,
    turn: { kind: "message", text: "Hello Teams TestBot.Sending bold-italic rich text" },
  },
  "net-captured-adaptiveCard-action.json": { status: 200 },
  "net-captured-message.json": {
    status: 200,
    turn: { kind: "message", text: "reply to thread", place: { kind: "channel" } },
  },
  "net-conversationUpdate.json": { status: 200, turn: { kind: "joined" } },
  "net-ext-fetchTask.json": { status: 400 },
  "net-ext-query.json": { status: 200, turn: { kind: "message", text: "Toronto?", as: "question" } },
  "net-ext-submitAction.json": { status: 400 },
  "net-message.json": { status: 200, turn: { kind: "message", text: "testing123" } },
  "net-message-mention.json": { status: 200, turn: { kind: "message", text: "testing123" } },
  "net-messageDelete.json": { status: 200, turn: { kind: "deleted", message: { id: "1" } } },
  "net-messageUpdate.json": { status: 200, turn: { kind: "edited", text: "test" } },
  "net-task-fetch.json": { status: 200 },
  "net-task-submit.json": { status: 200 },
  "net-typing.json": { status: 200 },
};

describe.skipIf(!existsSync(folder))(
  "activities as Microsoft publishes them (skipped where they are not kept beside the project)",
  () => {
    const list = existsSync(folder) ? samples() : [];

    it("are all known here", () => {
      expect(list.map(([name]) => name).toSorted()).toEqual(Object.keys(expected).toSorted());
    });

    it.each(list)("%s is answered, and becomes the right turn or none", async (name, activity) => {
      await withTeams(
        async ({ fake, deliver, turns }) => {
          // Where the sample posts to is not here; everything else stays as it is.
          const here = { ...activity, serviceUrl: fake.url };
          const answer = await deliver(here, null);
          expect(answer.status).toBe(expected[name]?.status);
          const turn = expected[name]?.turn;
          if (turn) expect(turns()[0]).toMatchObject(turn);
          else expect(turns()).toEqual([]);
        },
        { settings: { isUnauthenticated: true, tenants: [] } },
      )();
    });

    it.each(list)("%s is answered below 500 as it is, with and without a token", async (name, activity) => {
      await withTeams(async ({ deliver }) => {
        expect((await deliver(activity)).status).toBeLessThan(500);
        expect((await deliver(activity, null)).status).toBeLessThan(500);
      })();
      await withTeams(
        async ({ deliver }) => {
          const { status } = await deliver(activity, null);
          expect(status).toBeLessThan(500);
          // On a machine of one's own it is taken as it is, unless it names another place to answer at, or no sender.
          const isForeign =
            typeof activity["serviceUrl"] === "string" && !activity["serviceUrl"].includes("trafficmanager");
          expect(status).toBe(isForeign ? 403 : expected[name]?.status);
        },
        { settings: { isUnauthenticated: true, tenants: [] } },
      )();
    });
  },
);
