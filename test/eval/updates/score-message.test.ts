import { describe, expect, it } from "vitest";
import { countFindings, f1, precision, recall, type CountedField, type Counts } from "./field-counts.ts";
import type { Proposed, ProposedLine } from "./proposed-line.ts";
import { scoreMessage, type MessageFault } from "./score-message.ts";
import { nothingProposed, nothingWanted } from "./score-proposal.ts";
import type { ProposalLabel, UpdateMessage } from "./update-message.ts";

const exact = { optional: false, either: false };

const text =
  "Wexcombe buses: amber, up from red. 42 referrals (target 60). Spent £9k of £20k. Shelter opened 3 October. " +
  "Risk: the depot lease; depot manager has asked for a month more. Home Office to send the figures. " +
  "Next: count riders by 18 November. Call Orla Vantrip on 07700 900142.";

const label: ProposalLabel = {
  pilot: "hnb-wexcombe",
  programme: "hnb",
  period: { from: "2022-10-01", to: "2022-11-01" },
  rating: "amber",
  scale: "three-step",
  trend: "up",
  narrativeContains: ["Shelter opened"],
  milestones: [{ name: "shelter opened", done: "2022-10-03", ...exact }],
  metrics: [{ name: "referrals", value: 42, target: 60, ...exact }],
  spend: { toDatePence: 900_000, budgetPence: 2_000_000 },
  risks: [
    { textContains: "the depot lease", ownerRole: "depot manager", mitigationContains: "asked for a month", ...exact },
  ],
  help: [{ department: "home-office", textContains: "send the figures", ...exact }],
  nextSteps: [{ textContains: "count riders", due: "2022-11-18", ...exact }],
  marking: "OFFICIAL-SENSITIVE",
  personalData: [{ kind: "phone", text: "07700 900142", optional: false }],
};

const proposed: Proposed = {
  pilot: "hnb-wexcombe",
  programme: "hnb",
  period: { from: "2022-10-01", to: "2022-11-01" },
  rating: "amber",
  scale: "three-step",
  trend: "up",
  narrative: text,
  milestones: [{ name: "Shelter opened", done: "2022-10-03" }],
  metrics: [{ name: "Referral", value: 42, unit: "referrals", target: 60 }],
  spend: { toDatePence: 900_000, budgetPence: 2_000_000 },
  risks: [
    { text: "The depot's lease", ownerRole: "Depot Manager", mitigation: "depot manager has asked for a month more" },
  ],
  help: [{ department: "home-office", text: "Home Office to send the figures" }],
  nextSteps: [{ text: "Count riders by 18 November", due: "2022-11-18" }],
  marking: "Official – Sensitive",
  personalData: [{ kind: "phone", start: text.indexOf("07700"), end: text.length }],
};

function messageOf(...proposals: readonly ProposalLabel[]): UpdateMessage {
  const expected = { isUpdate: proposals.length > 0, mayAsk: false, proposals: [...proposals] };
  return { id: "x1", kind: "tidy", text, postedAt: "2022-11-09T10:00:00Z", held: false, expected };
}

function lineOf(...proposals: readonly Proposed[]): ProposedLine {
  return { id: "x1", isUpdate: proposals.length > 0, proposals: [...proposals] };
}

function countsOf(wanted: ProposalLabel, got: Proposed, field?: CountedField): Counts {
  return countFindings(scoreMessage(messageOf(wanted), lineOf(got)).findings, field);
}

const right: Counts = { right: 1, invented: 0, missed: 0 };
const wrong: Counts = { right: 0, invented: 1, missed: 1 };
const missed: Counts = { right: 0, invented: 0, missed: 1 };
const invented: Counts = { right: 0, invented: 1, missed: 0 };

describe("scoring one update", () => {
  it("finds every field of a right one, in other letters and with words around it", () => {
    const all = countsOf(label, proposed);
    expect(all).toEqual({ right: 23, invented: 0, missed: 0 });
    expect(f1(all)).toBe(1);
  });

  it.each<[CountedField, Partial<Proposed>, Counts]>([
    ["pilot", { pilot: "hnb-ullock" }, wrong],
    ["pilot", { pilot: null }, missed],
    ["programme", { programme: null }, missed],
    ["period", { period: { from: "2022-10-01", to: "2022-10-31" } }, wrong],
    ["rating", { rating: "red" }, wrong],
    ["rating", { rating: undefined }, missed],
    ["scale", { scale: "five-step" }, wrong],
    ["trend", { trend: "down" }, wrong],
    ["narrative", { narrative: "Buses ran." }, missed],
    ["narrative", { narrative: undefined }, missed],
    ["milestone.done", { milestones: [{ name: "Shelter opened", done: "2022-10-04" }] }, wrong],
    ["milestone.done", { milestones: [{ name: "Shelter opened", done: true }] }, wrong],
    ["milestone.due", { milestones: [{ name: "Shelter opened", due: "2022-12-01", done: "2022-10-03" }] }, invented],
    ["milestone.name", { milestones: [] }, missed],
    ["metric.value", { metrics: [{ name: "referrals", value: 24, target: 60 }] }, wrong],
    ["metric.target", { metrics: [{ name: "referrals", value: 42 }] }, missed],
    ["metric.unit", { metrics: [{ name: "referrals", value: 42, unit: "%", target: 60 }] }, invented],
    ["metric.name", { metrics: [{ name: "bus shelters", value: 42, target: 60 }] }, wrong],
    ["spend.toDate", { spend: { toDatePence: 9_000, budgetPence: 2_000_000 } }, wrong],
    ["spend.forecast", { spend: { toDatePence: 900_000, forecastPence: 1, budgetPence: 2_000_000 } }, invented],
    ["spend.budget", { spend: undefined }, missed],
    ["risk.text", { risks: [{ text: "fuel prices" }] }, wrong],
    ["risk.ownerRole", { risks: [{ text: "the depot lease", ownerRole: "treasurer" }] }, wrong],
    ["risk.mitigation", { risks: [{ text: "the depot lease", ownerRole: "depot manager" }] }, missed],
    ["help.department", { help: [{ department: "dwp", text: "send the figures" }] }, wrong],
    ["help.text", { help: [{ department: "home-office", text: "rewrite the licence" }] }, wrong],
    ["nextStep.due", { nextSteps: [{ text: "count riders", due: "2022-11-25" }] }, wrong],
    ["nextStep.text", { nextSteps: [] }, missed],
    ["marking", { marking: "OFFICIAL" }, wrong],
    ["personalData", { personalData: [] }, missed],
    [
      "personalData",
      { personalData: [{ kind: "name", start: 0, end: 8 }, ...proposed.personalData] },
      { ...right, invented: 1 },
    ],
    ["personalData", { personalData: [{ kind: "phone", start: 0, end: 8 }] }, wrong],
    ["personalData", { personalData: proposed.personalData.map((found) => ({ ...found, kind: "nhsNumber" })) }, wrong],
  ])("counts a %s that is wrong: %j", (field, change, counts) => {
    expect(countsOf(label, { ...proposed, ...change }, field)).toEqual(counts);
    expect(f1(countsOf(label, { ...proposed, ...change }))).toBeLessThan(1);
  });

  it.each<[CountedField, Partial<Proposed>]>([
    ["rating", { rating: "green" }],
    ["trend", { trend: "same" }],
    ["period", { period: { from: "2022-10-01", to: "2022-11-01" } }],
    ["milestone.name", { milestones: [{ name: "shelter opened" }] }],
    ["metric.value", { metrics: [{ name: "riders", value: 3 }] }],
    ["risk.text", { risks: [{ text: "fog" }] }],
    ["help.department", { help: [{ department: "dwp", text: "send data" }] }],
    ["nextStep.text", { nextSteps: [{ text: "lunch" }] }],
    ["marking", { marking: "OFFICIAL" }],
  ])("counts a %s that nobody wrote", (field, change) => {
    expect(countsOf(nothingWanted, { ...nothingProposed, ...change }, field)).toEqual(invented);
  });

  it("takes no message that is handed through whole for a risk", () => {
    const padded = { ...proposed, risks: [{ text: `the depot lease ${"and so on ".repeat(30)}` }] };
    expect(countsOf(label, padded, "risk.text")).toEqual(wrong);
  });

  it.each<[string, string, boolean]>([
    ["referrals", "referals", true],
    ["referrals", "deferrals", true],
    ["referrals | refs", "ref's", true],
    ["referrals", "ref's", false],
    ["homes surveyed", "homes visited", false],
    ["42000", "42001", false],
  ])("reads the name %j in %j as %j", (name, got, isSame) => {
    const wanted = { ...nothingWanted, metrics: [{ name, value: 1, ...exact }] };
    const counts = countsOf(wanted, { ...nothingProposed, metrics: [{ name: got, value: 1 }] }, "metric.name");
    expect(counts).toEqual(isSame ? right : wrong);
  });

  it("leaves the scale alone where the label has none", () => {
    const { scale: _, ...unscaled } = label;
    expect(countsOf(unscaled, proposed, "scale")).toEqual({ right: 0, invented: 0, missed: 0 });
  });
});

describe("leeway in a label", () => {
  const [step] = label.nextSteps;
  const asMilestone: Proposed = {
    ...nothingProposed,
    pilot: "hnb-wexcombe",
    programme: "hnb",
    milestones: [{ name: "count riders", forecast: "2022-11-18" }],
  };
  const wanted = (leeway: Partial<typeof exact>): ProposalLabel => ({
    ...nothingWanted,
    pilot: "hnb-wexcombe",
    programme: "hnb",
    nextSteps: step ? [{ ...step, ...leeway }] : [],
  });

  it("takes a dated thing in either list only where the label says so", () => {
    expect(countsOf(wanted({ either: true }), asMilestone)).toEqual({ right: 4, invented: 0, missed: 0 });
    expect(countsOf(wanted({}), asMilestone)).toEqual({ right: 2, invented: 2, missed: 2 });
    const late = { ...asMilestone, milestones: [{ name: "count riders", due: "2022-11-19" }] };
    expect(countsOf(wanted({ either: true }), late, "nextStep.due")).toEqual(wrong);
  });

  it("counts what may be proposed neither for nor against", () => {
    const nothing = { right: 2, invented: 0, missed: 0 };
    expect(countsOf(wanted({ optional: true }), asMilestone)).toEqual(nothing);
    expect(countsOf(wanted({ optional: true }), { ...asMilestone, milestones: [] })).toEqual(nothing);
    const other = { ...asMilestone, milestones: [{ name: "paint the depot" }] };
    expect(countsOf(wanted({ optional: true }), other, "milestone.name")).toEqual(invented);
  });

  it("takes any day, or none, for a star", () => {
    const anyDay: ProposalLabel = {
      ...nothingWanted,
      nextSteps: [{ textContains: "count riders", due: "*", ...exact }],
    };
    for (const due of ["2022-11-18", undefined]) {
      const got = { ...nothingProposed, nextSteps: [{ text: "count riders", due }] };
      expect(countsOf(anyDay, got)).toEqual(right);
    }
  });

  it("takes a postcode as pointed out with the address that it ends", () => {
    const address = "4 Zephyr Close, LU99 9ZZ";
    const personalData: ProposalLabel["personalData"] = [{ kind: "postcode", text: "LU99 9ZZ", optional: false }];
    const message = { ...messageOf({ ...nothingWanted, personalData }), text: address };
    const found = { ...nothingProposed, personalData: [{ kind: "address", start: 0, end: address.length }] };
    const { missed: none } = countFindings(scoreMessage(message, lineOf(found)).findings, "personalData");
    expect(none).toBe(0);
    expect(countFindings(scoreMessage(message, lineOf(nothingProposed)).findings, "personalData")).toEqual(missed);
  });
});

describe("scoring a message as a whole", () => {
  const faultsOf = (message: UpdateMessage, line: ProposedLine): readonly MessageFault[] =>
    scoreMessage(message, line).faults;
  const asks = { question: { text: "Which?", choices: ["a", "b"] } };

  it("tells false proposals from missed updates", () => {
    expect(faultsOf(messageOf(label), lineOf(proposed))).toEqual([]);
    expect(faultsOf(messageOf(), lineOf())).toEqual([]);
    expect(faultsOf(messageOf(), lineOf(proposed))).toEqual(["falseProposal"]);
    expect(faultsOf(messageOf(label), lineOf())).toEqual(["missedUpdate"]);
    expect(scoreMessage(messageOf(label), { id: "x1", error: "it broke" }).faults).toEqual(["error", "missedUpdate"]);
  });

  it("counts every field of a missed or false update", () => {
    const { findings } = scoreMessage(messageOf(label), lineOf());
    expect(countFindings(findings)).toEqual({ right: 0, invented: 0, missed: 23 });
    expect(countFindings(scoreMessage(messageOf(), lineOf(proposed)).findings).invented).toBeGreaterThan(15);
  });

  it("counts a wrong pilot where one is named, not where it is left open", () => {
    const wrongPilotsOf = (pilot: string | null): number =>
      scoreMessage(messageOf(label), lineOf({ ...proposed, pilot })).wrongPilots;
    expect([wrongPilotsOf("hnb-ullock"), wrongPilotsOf(null), wrongPilotsOf("hnb-wexcombe")]).toEqual([1, 0, 0]);
    const open = messageOf({ ...label, pilot: null });
    expect(faultsOf(open, lineOf(proposed))).toEqual(["wrongPilot"]);
  });

  it("holds several updates against the labels of their own pilots, in any order", () => {
    const other = { ...label, pilot: "hnb-ullock", rating: "red" as const };
    const otherProposed = { ...proposed, pilot: "hnb-ullock", rating: "red" };
    const swapped = scoreMessage(messageOf(label, other), lineOf(otherProposed, proposed));
    expect(countFindings(swapped.findings, "rating")).toEqual({ right: 2, invented: 0, missed: 0 });
    const one = scoreMessage(messageOf(label, other), lineOf(proposed));
    expect(countFindings(one.findings, "rating")).toEqual({ right: 1, invented: 0, missed: 1 });
    const tooMany = scoreMessage(messageOf(label), lineOf(proposed, otherProposed));
    expect(countFindings(tooMany.findings, "rating")).toEqual({ right: 1, invented: 1, missed: 0 });
    expect(tooMany.wrongPilots).toBe(1);
  });

  it("wants the question of the label, and no other", () => {
    const asking = messageOf({ ...label, pilot: null });
    const wanting = { ...asking, expected: { ...asking.expected, question: "pilot" as const } };
    const open = { ...proposed, pilot: null };
    expect(faultsOf(wanting, lineOf(open))).toEqual(["questionNotAsked"]);
    expect(faultsOf(wanting, { ...lineOf(open), ...asks })).toEqual([]);
    expect(faultsOf(wanting, { ...lineOf(open), question: { ...asks.question, field: "rating" } })).toEqual([
      "questionNotAsked",
    ]);
    expect(faultsOf(messageOf(label), { ...lineOf(proposed), ...asks })).toEqual(["questionWithoutNeed"]);
    const mayAsk = { ...asking, expected: { ...asking.expected, mayAsk: true } };
    expect(faultsOf(mayAsk, { ...lineOf(open), ...asks })).toEqual([]);
  });
});

describe("precision, recall and F1", () => {
  it("are shares of what was given and of what was wanted", () => {
    const counts = { right: 3, invented: 1, missed: 3 };
    expect([precision(counts), recall(counts), f1(counts)]).toEqual([0.75, 0.5, 0.6]);
  });

  it("are unknown of nothing", () => {
    const nothing = { right: 0, invented: 0, missed: 0 };
    expect([precision(nothing), recall(nothing), f1(nothing)]).toEqual([undefined, undefined, undefined]);
  });
});
