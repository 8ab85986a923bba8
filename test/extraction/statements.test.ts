import { describe, expect, it } from "vitest";
import { readUpdate } from "./proposing.ts";

const posted = { postedAt: "2026-11-20T12:00:00.000Z" };

describe("milestones", () => {
  it.each([
    ["Board approval done.", [{ name: "Board approval", done: true }]],
    ["Recruitment complete.", [{ name: "Recruitment", done: true }]],
    ["Go-live due end of March.", [{ name: "Go-live", due: "2027-03-31" }]],
    ["Launch slipped from 3 Jan to 10 Feb.", [{ name: "Launch", due: "2027-01-03", forecast: "2027-02-10" }]],
    [
      "Milestone: employer breakfast, due 12 October, now forecast 26 November.",
      [{ name: "employer breakfast", due: "2026-10-12", forecast: "2026-11-26" }],
    ],
    [
      "Survey was due 31 October; it's now the end of November.",
      [{ name: "Survey", due: "2026-10-31", forecast: "2026-11-30" }],
    ],
    [
      "Lettings panel: 14 December instead of 30 November.",
      [{ name: "Lettings panel", due: "2026-11-30", forecast: "2026-12-14" }],
    ],
    ["Contract award delayed until 20 January.", [{ name: "Contract award", forecast: "2027-01-20" }]],
    ["The shelter opened on 9 November as planned.", [{ name: "The shelter opened", done: "2026-11-09" }]],
    ["Strategy signed off last Thursday.", [{ name: "Strategy signed off", done: "2026-11-19" }]],
    [
      "Milestones\nPathway live – done 8 November\nFinal report – due 31 March",
      [
        { name: "Pathway live", done: "2026-11-08" },
        { name: "Final report", due: "2027-03-31" },
      ],
    ],
  ])("are read from %j", (words, expected) => {
    expect(readUpdate(`Amber. ${words}`, posted).milestones).toEqual(expected);
  });

  it.each([
    "The lease isn't signed.",
    "We hope to finish in March.",
    "Once the board has approved it we start.",
    "Half done.",
  ])("are none in %j", (words) => {
    expect(readUpdate(`Amber. ${words}`, posted).milestones).toEqual([]);
  });
});

describe("next steps", () => {
  it.each([
    ["New wardens start Monday.", [{ text: "New wardens start", due: "2026-11-23" }]],
    ["Next step: sign the extension by 18 December.", [{ text: "sign the extension", due: "2026-12-18" }]],
    [
      "Next: newsletter out by Friday, volunteers' tea a week on Tuesday.",
      [
        { text: "newsletter out", due: "2026-11-27" },
        { text: "volunteers' tea", due: "2026-12-01" },
      ],
    ],
    ["Van MOT tomorrow.", [{ text: "Van MOT", due: "2026-11-21" }]],
    [
      "Next steps\n- Recruit two volunteers\n- Hand over the keys, 14 April",
      [{ text: "Recruit two volunteers" }, { text: "Hand over the keys", due: "2027-04-14" }],
    ],
    ["We will hold an open day on 31 June.", []],
    ["Next steps: none.", []],
    ["We met the landlord on Monday.", []],
    ["I'm on leave until 3 January.", []],
  ])("are read from %j", (words, expected) => {
    expect(readUpdate(`Amber.\n${words}`, posted).nextSteps).toEqual(expected);
  });
});

describe("risks", () => {
  it.each([
    ["Worried about the contract.", [{ text: "Worried about the contract" }]],
    [
      "Risk: installer insolvency – owner: contracts manager – mitigation: second installer on call-off.",
      [{ text: "installer insolvency", ownerRole: "contracts manager", mitigation: "second installer on call-off" }],
    ],
    [
      "One risk: landlord may not renew. Owner estates manager. Mitigation is a break clause.",
      [{ text: "landlord may not renew", ownerRole: "estates manager", mitigation: "a break clause" }],
    ],
    [
      "My main concern is the lease. The estates manager is talking to the landlord.",
      [{ text: "the lease", ownerRole: "estates manager", mitigation: "talking to the landlord" }],
    ],
    [
      "Concerned that referrals dry up, so the team leader is booking January slots now.",
      [{ text: "Concerned that referrals dry up", ownerRole: "team leader", mitigation: "booking January slots now" }],
    ],
    [
      "Risks: 1. lease (estates manager, break clause agreed) 2. staffing (service manager)",
      [
        { text: "lease", ownerRole: "estates manager", mitigation: "break clause agreed" },
        { text: "staffing", ownerRole: "service manager" },
      ],
    ],
    [
      "Risk: the venue. Owner: Perpetua Glaive, programme manager.",
      [{ text: "the venue", ownerRole: "programme manager" }],
    ],
    [
      "Key risk remains volunteer numbers, which the coordinator is addressing through an open day.",
      [{ text: "volunteer numbers", ownerRole: "coordinator", mitigation: "addressing through an open day" }],
    ],
    ["Risk 2 - cost of fuel; we're retendering.", [{ text: "cost of fuel", mitigation: "retendering" }]],
    ["The main thing that worries me is winter.", [{ text: "winter" }]],
    ["Risk: the venue. Owner: Perpetua Glaive.", [{ text: "the venue" }]],
  ])("are read from %j", (words, expected) => {
    expect(readUpdate(`Amber. ${words}`).risks).toEqual(expected);
  });

  it.each([
    "No risks to flag.",
    "Risks: none",
    "Nothing to worry about.",
    "Not worried about the lease.",
    "The January risk is closed.",
    "The risk register is up to date.",
  ])("are none in %j", (words) => {
    expect(readUpdate(`Amber. ${words}`).risks).toEqual([]);
  });
});

describe("help", () => {
  it.each([
    [
      "Need the Department for Coasts to confirm the berth by Friday.",
      [{ department: "dcc", text: "confirm the berth by Friday" }],
    ],
    [
      "Could the Department for Coasts please share the tide tables?",
      [{ department: "dcc", text: "share the tide tables" }],
    ],
    [
      "Ask of the Department for Coasts: may we pool the two grants?",
      [{ department: "dcc", text: "may we pool the two grants" }],
    ],
    ["Help wanted: Department for Coasts to send the figures.", [{ department: "dcc", text: "send the figures" }]],
    [
      "We need a decision from the Department for Coasts on pooling.",
      [{ department: "dcc", text: "a decision from the Department for Coasts on pooling" }],
    ],
    [
      "It would help if the Department for Coasts could send the figures.",
      [{ department: "dcc", text: "send the figures" }],
    ],
    ["It would help if the Department for Coasts answered us.", [{ department: "dcc", text: "answered us" }]],
    [
      "If the Department for Coasts could free the berth that would be brilliant.",
      [{ department: "dcc", text: "free the berth" }],
    ],
    ["Any chance the Department for Coasts could lend a van?", [{ department: "dcc", text: "lend a van" }]],
    ["Our ask of the Department for Coasts is simple: pay us.", [{ department: "dcc", text: "pay us" }]],
    [
      "Asks for the centre: 1) Department for Coasts to share figures 2) HMRC to answer",
      [
        { department: "dcc", text: "share figures" },
        { department: "HMRC", text: "answer" },
      ],
    ],
    ["Need the ICB to release the data.", [{ department: "ICB", text: "release the data" }]],
  ])("is read from %j", (words, expected) => {
    expect(readUpdate(`Amber. ${words}`).help).toEqual(expected);
  });

  it.each([
    "No help needed from the Department for Coasts.",
    "Asks: none",
    "Thanks to the Department for Coasts for sorting it.",
    "We need to recruit two people.",
  ])("is none in %j", (words) => {
    expect(readUpdate(`Amber. ${words}`).help).toEqual([]);
  });
});

describe("the period", () => {
  it.each([
    ["October update: amber.", "2026-10-01", "2026-11-01"],
    ["Amber this month.", "2026-11-01", "2026-12-01"],
    ["Update for Q2 2026/27. Amber.", "2026-07-01", "2026-10-01"],
    ["Reporting period: 1 September to 30 September 2026. Amber.", "2026-09-01", "2026-10-01"],
    ["Quarter 2 update (July to September 2026). Amber.", "2026-07-01", "2026-10-01"],
    ["Update for week ending 13 November: amber.", "2026-11-07", "2026-11-14"],
    ["Amber. 42 referrals since April.", "2026-04-01", "2026-11-21"],
    ["Green for the year 2025/26. 12 mentors placed.", "2025-04-01", "2026-04-01"],
  ])("of %j is from %s up to %s", (words, from, to) => {
    expect(readUpdate(words, posted).period).toEqual({ from, to });
  });

  it.each([
    "Amber. We were green in June.",
    "Amber. Spend to the end of November £5k.",
    "Amber. The January risk is closed.",
    "Amber. Launch in March.",
  ])("is not said in %j", (words) => {
    expect(readUpdate(words, posted)).not.toHaveProperty("period");
  });
});

describe("the marking", () => {
  it.each([
    ["OFFICIAL\nAmber, 42 referrals.", "OFFICIAL"],
    ["Amber, 42 referrals.\n\nOFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE"],
    ["OFFICIAL SENSITIVE: amber, 42 referrals.", "OFFICIAL-SENSITIVE"],
    ["Official – Sensitive. Amber.", "OFFICIAL-SENSITIVE"],
    ["O-S\nAmber.", "OFFICIAL-SENSITIVE"],
    ["Amber.\nHandling: OFFICIAL - SENSITIVE - COMMERCIAL", "OFFICIAL-SENSITIVE COMMERCIAL"],
    ["OFFICIAL\nAmber.\nOFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE"],
  ])("of %j is kept", (words, expected) => {
    const { marking, rating, narrative } = readUpdate(words);
    expect({ marking, rating }).toEqual({ marking: expected, rating: "amber" });
    expect(narrative).not.toMatch(/official/i);
  });

  it.each([
    "Amber. The official opening is on 20 December.",
    "Amber. Not official-sensitive, share freely.",
    "Amber. Our OFFICIAL register is attached.",
  ])("is none in %j", (words) => {
    expect(readUpdate(words)).not.toHaveProperty("marking");
  });
});
