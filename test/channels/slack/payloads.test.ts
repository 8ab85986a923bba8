import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDelivery } from "../../../src/channels/slack/deliveries/read-delivery.ts";
import type { FakeDelivery } from "../../fakes/slack/deliveries.ts";
import { repository } from "../../house/source-modules.ts";
import { openSlack } from "./open-slack.ts";

/** Payloads that Slack published; they stay where they are and are no part of this project. */
const folder = path.resolve(repository, "../shared/payloads/slack");
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];

type Json = Readonly<Record<string, unknown>>;

/** A payload as one delivery; a bare event gets the envelope that Slack puts around it. */
function asDelivery(name: string): FakeDelivery | "frame" {
  const body = JSON.parse(readFileSync(path.join(folder, name), "utf8")) as Json;
  if (name.startsWith("socket.")) {
    const kind = body["type"];
    if (kind !== "events_api" && kind !== "interactive" && kind !== "slash_commands") return "frame";
    return { kind, body: body["payload"] as Json };
  }
  if (name.startsWith("bare_event.")) {
    return {
      kind: "events_api",
      body: { type: "event_callback", team_id: "T111", event_id: `Ev-${name}`, event: body },
    };
  }
  if (name.startsWith("event.") || name.startsWith("url_verification")) return { kind: "events_api", body };
  return name.startsWith("slash_command") ? { kind: "slash_commands", body } : { kind: "interactive", body };
}

describe.skipIf(files.length === 0)(
  `payloads of ../shared/payloads/slack (skipped where there is no such folder)`,
  () => {
    describe.each(["socket", "http"] as const)("over %s", (mode) => {
      it("are all acknowledged, and the app goes on", async () => {
        const { slack, desk, settled } = await openSlack({ mode });
        const refused: string[] = [];
        for (const name of files) {
          const delivery = asDelivery(name);
          if (delivery === "frame") continue;
          const { isAcknowledged } = await slack.deliver(delivery);
          if (!isAcknowledged) refused.push(name);
        }
        expect(refused).toEqual([]);
        await settled();
        const { id } = slack.workspace.chatWith("U0PRIYA");
        const before = desk.turns.length;
        await slack.people.say({ user: "U0PRIYA", channel: id, text: "Who leads Eastmere?" });
        await settled();
        expect(desk.turns).toHaveLength(before + 1);
      });
    });
  },
);

const context = {
  identity: { team: "T0", user: "U0PILOT", bot: "B0", url: "https://harbour.slack.com/" },
  clock: { now: () => new Date("2026-03-02T09:00:00.000Z") },
  newId: () => "t-1",
  apiOrigin: "http://127.0.0.1",
};

describe("reading a delivery", () => {
  it("throws for nothing, whatever comes", () => {
    const type = fc.constantFrom(
      "event_callback",
      "block_actions",
      "view_submission",
      "message_action",
      "shortcut",
      "block_suggestion",
      "app_rate_limited",
      "message",
    );
    const keys = fc.constantFrom(
      "type",
      "event",
      "user",
      "channel",
      "message",
      "actions",
      "view",
      "text",
      "ts",
      "item",
    );
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: "small" },
        type,
        fc.string(),
        fc.integer(),
        fc.constant(null),
        fc.array(tie("any"), { maxLength: 3 }),
        fc.dictionary(keys, tie("any"), { maxKeys: 6 }),
      ),
    })).any;
    fc.assert(
      fc.property(value, type, (body, name) => {
        const given =
          typeof body === "object" && body !== null && !Array.isArray(body) ? { ...body, type: name } : body;
        expect(readDelivery(given, context)).toHaveProperty("kind");
      }),
      { numRuns: 2000 },
    );
  });

  it("takes an address for answers only where it is Slack's", () => {
    const command = { command: "/pilots", text: "help", user_id: "U1", channel_id: "C1", trigger_id: "1.2" };
    const responseUrl = (url: string) => {
      const delivery = readDelivery({ ...command, response_url: url }, context);
      if (delivery.kind !== "turn" || !delivery.arrival.replyTo) throw new Error("It is no command.");
      return "responseUrl" in (delivery.arrival.replyTo.address as Json);
    };
    expect(responseUrl("https://hooks.slack.com/commands/T1/1/x")).toBe(true);
    expect(responseUrl("https://hooks.slack-gov.com/commands/T1/1/x")).toBe(true);
    expect(responseUrl("http://127.0.0.1/response/1")).toBe(true);
    expect(responseUrl("http://hooks.slack.com/commands/T1/1/x")).toBe(false);
    expect(responseUrl("https://hooks.slack.com.example.org/x")).toBe(false);
    expect(responseUrl("https://10.0.0.1/x")).toBe(false);
    expect(responseUrl("file:///etc/passwd")).toBe(false);
  });
});
