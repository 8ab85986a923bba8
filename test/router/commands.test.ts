import { describe, expect, it } from "vitest";
import { readCommand } from "../../src/router/commands.ts";

describe("readCommand", () => {
  it.each([
    ["confirm", { kind: "act", verb: "confirm" }],
    ["Confirm d-12ab34cd.", { kind: "act", verb: "confirm", target: "d-12ab34cd" }],
    ["confirm all", { kind: "act", verb: "confirm", value: "all" }],
    ["yes please", { kind: "act", verb: "confirm", value: "yes" }],
    ["No, thanks", { kind: "act", verb: "discard", value: "no" }],
    ["discard it", { kind: "act", verb: "discard" }],
    ["undo", { kind: "act", verb: "undo" }],
    ["Undo u-12ab!", { kind: "act", verb: "undo", target: "u-12ab" }],
    ["new update", { kind: "act", verb: "newUpdate" }],
    [
      "withdraw u-12ab because it was counted twice",
      { kind: "withdrawUpdate", update: "u-12ab", reason: "it was counted twice" },
    ],
    ["withdraw", { kind: "withdrawUpdate" }],
    ["history u-12ab", { kind: "history", update: "u-12ab" }],
    ["show history", { kind: "history" }],
    [
      "here Eastmere, Harbour Night Buses",
      { kind: "settings", setting: { name: "here", what: "Eastmere, Harbour Night Buses" } },
    ],
    ["/pilots here", { kind: "settings", setting: { name: "here", what: "" } }],
    ["listen on", { kind: "settings", setting: { name: "listen", on: true } }],
    ["stop listening", { kind: "settings", setting: { name: "listen", on: false } }],
    ["digests off", { kind: "settings", setting: { name: "digests", on: false } }],
    ["pause", { kind: "settings", setting: { name: "pause", on: true } }],
    ["resume answers here please", { kind: "settings", setting: { name: "pause", on: false } }],
    ["contact me", { kind: "settings", setting: { name: "contact", on: true } }],
    ["link accounts", { kind: "settings", setting: { name: "link" } }],
    ["link ABCD-2345", { kind: "settings", setting: { name: "link", code: "ABCD-2345" } }],
    ["What do you hold about me?", { kind: "settings", setting: { name: "holdings" } }],
    ["forget me", { kind: "settings", setting: { name: "forget" } }],
    ["follow Eastmere", { kind: "settings", setting: { name: "follow", what: "Eastmere", on: true } }],
    ["unfollow Eastmere", { kind: "settings", setting: { name: "follow", what: "Eastmere", on: false } }],
    ["following", { kind: "settings", setting: { name: "following" } }],
    ["What do I follow?", { kind: "settings", setting: { name: "following" } }],
    ["snooze 3 days", { kind: "settings", setting: { name: "snooze", days: 3 } }],
    ["snooze for 2 weeks", { kind: "settings", setting: { name: "snooze", days: 14 } }],
    ["snooze 400 days", { kind: "settings", setting: { name: "snooze", days: 90 } }],
    ["snooze off", { kind: "settings", setting: { name: "snooze", days: 0 } }],
    ["help", { kind: "help" }],
  ])("reads %s", (text, expected) => {
    expect(readCommand(text)).toEqual(expected);
  });

  it.each([
    "Here is our update: amber, 42 referrals",
    "here we go",
    "Who confirmed the budget?",
    "confirm that the grant was £640,000",
    "Which pilots follow the sea wall?",
    "We paused the service on Monday",
    "history of the night buses",
    "yes, amber and 42 referrals",
    "They withdrew from the scheme",
    "undo the damage done in 2024",
    "What do you know about Eastmere?",
    "link to the report",
    "",
  ])("leaves %s to others", (text) => {
    expect(readCommand(text)).toBeUndefined();
  });
});
