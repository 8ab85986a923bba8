import { describe, expect, it } from "vitest";
import { createVouch } from "../../../src/channels/slack/intake/vouch.ts";
import type { Directories, Vouch } from "../../../src/channels/slack/intake/vouch.ts";
import { createProblems } from "../../../src/channels/slack/problems.ts";
import { SlackCallError } from "../../../src/channels/slack/slack-client.ts";
import type { SlackFailure } from "../../../src/channels/slack/slack-client.ts";
import type { Arrival } from "../../../src/core/work.ts";

const start = Date.parse("2026-03-02T09:00:00.000Z");

/** A mention in a channel, as it is delivered so many seconds after the first time. */
function mention(seconds: number, key = "event:1"): { readonly kind: "turn"; readonly arrival: Arrival } {
  return {
    kind: "turn",
    arrival: {
      turn: {
        id: `t${seconds}`,
        kind: "message",
        platform: "slack",
        conversation: "c1",
        text: "How many passengers?",
        reader: { audiences: ["public"] },
        sender: { platform: "slack", tenant: "T1", user: "U1" },
        place: { id: "slack:T1:C1", kind: "channel" },
        arrivedAt: new Date(start + seconds * 1000).toISOString(),
      },
      dedupeKeys: [key],
    },
  };
}

/** Directories that fail as they are told to, and else know a person and a channel of this organisation. */
function open(): { readonly vouch: Vouch; readonly fails: { who?: SlackFailure; where?: SlackFailure } } {
  const fails: { who?: SlackFailure; where?: SlackFailure } = {};
  const clock = { now: () => new Date(start) };
  const directories: Directories = {
    people: {
      person: async () => {
        if (fails.who) throw new SlackCallError("users.info", fails.who);
        return { isExternal: false, isBot: false };
      },
      hasExternal: async () => false,
      learn: () => {},
    },
    channels: {
      place: async () => {
        if (fails.where) throw new SlackCallError("conversations.members", fails.where);
        return { kind: "channel", isShared: false };
      },
      forget: () => {},
    },
    threads: { takesPart: async () => false, note: () => {} },
    problems: createProblems(clock),
  };
  return { vouch: createVouch(directories), fails };
}

describe("who and where a delivery is from", () => {
  it.each(["who", "where"] as const)("is not guessed while Slack may still say %s", async (which) => {
    const { vouch, fails } = open();
    fails[which] = { kind: "lost" };
    await expect(vouch(mention(0))).rejects.toMatchObject({ code: "slack-did-not-say" });
    await expect(vouch(mention(1))).rejects.toMatchObject({ code: "slack-did-not-say" });
    delete fails[which];
    const turn = (await vouch(mention(60)))?.turn;
    expect(turn?.place?.isShared).toBeUndefined();
    expect(turn?.sender?.isExternal).toBeUndefined();
  });

  it("counts as external and shared where Slack still does not say when it comes again after a minute", async () => {
    const { vouch, fails } = open();
    fails.who = { kind: "unreachable" };
    fails.where = { kind: "http", status: 503 };
    await expect(vouch(mention(0))).rejects.toMatchObject({ code: "slack-did-not-say" });
    const turn = (await vouch(mention(60)))?.turn;
    expect(turn).toMatchObject({ place: { isShared: true }, sender: { isExternal: true } });
    // Another delivery has its own minute.
    await expect(vouch(mention(61, "event:2"))).rejects.toMatchObject({ code: "slack-did-not-say" });
  });

  it("counts as shared at once where Slack refuses to say", async () => {
    const { vouch, fails } = open();
    fails.where = { kind: "refused", code: "missing_scope" };
    expect((await vouch(mention(0)))?.turn.place).toMatchObject({ isShared: true });
  });
});
