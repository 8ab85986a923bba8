import { describe, expect, it } from "vitest";
import { resolvePlace } from "../../src/extraction/pilots/resolve-place.ts";
import { inventedKnowledge, proposeText, type Posting } from "./proposing.ts";

function pilotsOf(text: string, posting: Posting = {}): readonly (string | null)[] {
  return proposeText(text, posting).proposals.map(({ pilot }) => pilot);
}

describe("whose update it is", () => {
  it.each([
    ["Wexcombe: green, 42 referrals."],
    ["wexcombe still amber"],
    ["Wexcome is amber, 42 referrals."],
    ["Update from Wexcombe: amber."],
    ["On behalf of Wexcombe, who are out all day: green, 42 referrals."],
    ["I'm posting for Wexcombe as their lead is off sick. Amber."],
    ["Wexcombe (HNB) - amber, 42 referrals"],
    ["42 referrals in Wexcombe so far, amber."],
    ["🟢 Wexcombe, 42 referrals"],
  ])("is told by %j", (text) => {
    expect(pilotsOf(text)).toEqual(["night-buses-wexcombe"]);
  });

  it("is told by the programme where a place is in two", () => {
    expect(pilotsOf("Eastmere Harbour Day Boats: amber.")).toEqual(["day-boats-eastmere"]);
    expect(pilotsOf("HNB update, Eastmere: amber.")).toEqual(["night-buses-eastmere"]);
  });

  it("is told by what the place is bound to, where nothing is named or a name fits several", () => {
    expect(pilotsOf("Amber, 42 referrals.", { bound: ["day-boats-eastmere"] })).toEqual(["day-boats-eastmere"]);
    expect(pilotsOf("Eastmere: amber.", { bound: ["day-boats-eastmere"] })).toEqual(["day-boats-eastmere"]);
    expect(pilotsOf("Eastmere: amber.", { programmes: ["night-buses"] })).toEqual(["night-buses-eastmere"]);
  });

  it("is told by a name against what the place is bound to", () => {
    const posting = { bound: ["day-boats-eastmere"] };
    expect(pilotsOf("Wrong channel, sorry - this is Wexcombe: green, 42 referrals.", posting)).toEqual([
      "night-buses-wexcombe",
    ]);
  });

  it.each([
    "We met colleagues from Wexcombe. Still amber, 42 referrals.",
    "Same as Wexcombe, we can't find wardens. Amber, 1 of 5 posts filled.",
    "Thanks to Wexcombe for the template. We are amber.",
    "Amber. A visit to Wexcombe is planned for 12 December.",
  ])("is not told by a name in passing: %j", (text) => {
    expect(pilotsOf(text, { bound: ["day-boats-port-calder"] })).toEqual(["day-boats-port-calder"]);
  });

  it.each([
    ["Wexcombe copying in Elverby: amber.", ["night-buses-wexcombe"]],
    ["Wexcombe update (Elverby to follow tomorrow): amber, 31 visits.", ["night-buses-wexcombe"]],
    ["Wexcombe: as Elverby but with fewer staff. Amber.", ["night-buses-wexcombe"]],
    ["Wexcombe amber. For comparison Elverby is at 52 visits.", ["night-buses-wexcombe"]],
    ["Amber at Wexcombe, green at Elverby.", ["night-buses-wexcombe", "quiet-quays-elverby"]],
    ["Wexcombe (green) and Elverby (amber) both had rain.", ["night-buses-wexcombe", "quiet-quays-elverby"]],
  ])("is the first name's, or everybody's own, in %j", (text, pilots) => {
    expect(pilotsOf(text)).toEqual(pilots);
  });

  it("is asked where a place is in two programmes", () => {
    const { proposals, question } = proposeText("Eastmere: amber, 42 referrals.");
    expect(proposals).toMatchObject([{ pilot: null, programme: null, rating: "amber" }]);
    expect(question).toEqual({
      field: "pilot",
      proposal: 0,
      text: "The name fits more than one pilot. Which one is it?",
      choices: [
        { value: "day-boats-eastmere", label: "Eastmere (Harbour Day Boats)" },
        { value: "night-buses-eastmere", label: "Eastmere (Harbour Night Buses)" },
      ],
    });
  });

  it("is asked where nobody is named, and where a place is not in the programme that is", () => {
    const nobody = proposeText("We are amber, 42 referrals.");
    expect(nobody.proposals).toMatchObject([{ pilot: null }]);
    expect(nobody.question?.field).toBe("pilot");
    const misfit = proposeText("Wexcombe Harbour Day Boats: amber, 42 referrals.");
    expect(misfit.proposals).toMatchObject([{ pilot: null, programme: null }]);
    expect(misfit.question?.choices.map(({ value }) => value)).toEqual(["night-buses-wexcombe"]);
  });

  it("is asked where the place stands for several", () => {
    const bound = ["day-boats-eastmere", "night-buses-wexcombe"];
    const { proposals, question } = proposeText("Amber, 42 referrals.", { bound });
    expect(proposals).toMatchObject([{ pilot: null }]);
    expect(question?.choices.map(({ value }) => value).toSorted()).toEqual(bound);
  });

  it("keeps the programme where only that is named", () => {
    expect(proposeText("Harbour Night Buses update: amber, 42 referrals.").proposals).toMatchObject([
      { pilot: null, programme: "night-buses" },
    ]);
  });
});

describe("a message about several pilots", () => {
  it.each([
    ["Wexcombe: green, 42 referrals. Port Calder HDB: amber, 9 sessions."],
    ["Wexcombe: green, 42 referrals\nPort Calder HDB: amber, 9 sessions"],
    ["Round-up:\n• Wexcombe: green, 42 referrals\n• Port Calder (HDB): amber, 9 sessions"],
    ["Wexcombe green, 42 referrals; Port Calder HDB amber, 9 sessions"],
  ])("gives one update each: %j", (text) => {
    expect(proposeText(text).proposals).toMatchObject([
      { pilot: "night-buses-wexcombe", rating: "green", metrics: [{ name: "referrals", value: 42 }] },
      { pilot: "day-boats-port-calder", rating: "amber", metrics: [{ name: "sessions", value: 9 }] },
    ]);
  });

  it("shares what is said of them together", () => {
    expect(proposeText("Wexcombe and Elverby both green this month.").proposals).toMatchObject([
      { pilot: "night-buses-wexcombe", rating: "green", period: { from: "2026-11-01", to: "2026-12-01" } },
      { pilot: "quiet-quays-elverby", rating: "green", period: { from: "2026-11-01", to: "2026-12-01" } },
    ]);
  });

  it("takes the period from its heading", () => {
    const { proposals } = proposeText("October updates\nWexcombe - green, 42 referrals\nElverby - amber");
    expect(proposals.map(({ period }) => period?.from)).toEqual(["2026-10-01", "2026-10-01"]);
  });

  it("turns from programme to programme in one place", () => {
    const text = "Eastmere: both programmes. Harbour Night Buses is amber. Harbour Day Boats is green.";
    expect(proposeText(text).proposals).toMatchObject([
      { pilot: "night-buses-eastmere", rating: "amber" },
      { pilot: "day-boats-eastmere", rating: "green" },
    ]);
  });

  it("leaves out whoever nothing is said of", () => {
    expect(pilotsOf("Wexcombe: green, 42 referrals. Elverby: not on the call, nothing reported.")).toEqual([
      "night-buses-wexcombe",
    ]);
  });
});

describe("what a channel stands for", () => {
  it.each([
    ["night-buses-wexcombe", ["night-buses-wexcombe"], []],
    ["#wexcombe-pilot", ["night-buses-wexcombe"], []],
    ["day-boats", [], ["day-boats"]],
    ["#eastmere-hdb", ["day-boats-eastmere"], ["day-boats"]],
    ["#eastmere", [], []],
    ["#general", [], []],
    ["", [], []],
  ])("%j", (channel, boundPilots, boundProgrammes) => {
    expect(resolvePlace(channel, inventedKnowledge)).toEqual({ boundPilots, boundProgrammes });
  });
});
