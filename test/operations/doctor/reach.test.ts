import { describe, expect, it } from "vitest";
import type { Mark, Place } from "../../../src/core/people.ts";
import type { PlaceReport } from "../../../src/core/posted.ts";
import { checkReach } from "../../../src/operations/doctor/check-reach.ts";

const channel = "teams:t1:19:harbour@thread.tacv2";
const group = "teams:t1:19:chat@thread.v2";
const chat = "teams:t1:a:somebody";
const at = "2026-03-02T09:00:00.000Z";

const place = (id: string, name?: string): Place => ({
  id,
  platform: "teams",
  ...(name !== undefined && { name }),
  programmes: [],
  pilots: [],
  listens: false,
  digests: true,
  changedAt: at,
});

const present = (owner: string, kind: "channel" | "group" | "personal", more: object = {}): Mark => ({
  owner,
  name: "presence",
  value: { isIn: true, kind, ...more },
  at,
});

/** A store that holds no more than this. */
function storeOf({
  places = [],
  marks = [],
  reports = [],
}: {
  readonly places?: readonly Place[];
  readonly marks?: readonly Mark[];
  readonly reports?: readonly PlaceReport[];
}): Parameters<typeof checkReach>[1] {
  return {
    places: async () => places,
    marks: async (prefix) => marks.filter(({ name }) => name.startsWith(prefix)),
    placeReports: async () => reports,
  };
}

describe("what doctor says of a platform's places", () => {
  it("is nothing where there are none", async () => {
    expect(await checkReach("teams", storeOf({ places: [{ ...place("slack:T1:C1"), platform: "slack" }] }))).toEqual(
      [],
    );
  });

  it("is where the assistant is, whom it reaches alone, and when something arrived last", async () => {
    const found = await checkReach(
      "teams",
      storeOf({
        places: [place(group)],
        marks: [
          present(channel, "channel", { name: "Harbour updates" }),
          present(group, "group", { name: "Asha and Bram" }),
          present(chat, "personal"),
          { owner: "p1", name: "personal:teams", value: {}, at },
        ],
        reports: [{ place: channel, unknown: 0, lastSentAt: at }],
      }),
    );
    expect(found).toEqual([
      { level: "ok", about: "teams", text: "reaches 2 channels and chats, and 1 person alone" },
      { level: "ok", about: "teams", text: `${group}: nothing posted there lately` },
      { level: "ok", about: "teams", text: `“Harbour updates” (${channel}): last posted there at ${at}` },
    ]);
  });

  it("is a problem where a post was refused after the last one that arrived, and says what to do", async () => {
    const lastFailure = { at: "2026-03-03T09:00:00.000Z", reason: "http-403:BotNotInConversationRoster" };
    const found = await checkReach(
      "teams",
      storeOf({ reports: [{ place: channel, unknown: 0, lastSentAt: at, lastFailure }] }),
    );
    expect(found[1]).toMatchObject({ level: "problem", text: expect.stringContaining("BotNotInConversationRoster") });
    expect(found[1]?.text).toContain("Add the app there again");
    const since = "2026-03-04T09:00:00.000Z";
    const better = storeOf({ reports: [{ place: channel, unknown: 0, lastSentAt: since, lastFailure }] });
    expect((await checkReach("teams", better))[1]).toMatchObject({ level: "ok" });
  });

  it("is a note where posts may not have arrived, and where the assistant was taken out", async () => {
    const found = await checkReach(
      "teams",
      storeOf({
        marks: [present(channel, "channel", { isIn: false, name: "Harbour updates" })],
        reports: [
          { place: channel, unknown: 0 },
          { place: chat, unknown: 2 },
        ],
      }),
    );
    expect(found.map(({ level }) => level)).toEqual(["ok", "note", "note"]);
    expect(found[0]?.text).toContain("reaches 0 channels and chats");
    expect(found[1]?.text).toContain(`“Harbour updates” (${channel}): taken out of it on ${at}`);
    expect(found[2]?.text).toContain("of 2 posts nobody knows whether they arrived");
  });

  it("names no more than fifty", async () => {
    const marks = Array.from({ length: 60 }, (_, index) => present(`${channel}-${index}`, "channel"));
    const found = await checkReach("teams", storeOf({ marks }));
    expect(found).toHaveLength(52);
    expect(found.at(-1)?.text).toBe("and 10 more");
  });
});
