import { describe, expect, it } from "vitest";
import { leadSource, needsCaution, sayFact, sayFactWithSource, saySubject } from "../../src/answer/say-fact.ts";
import { closingReport, eastmerePilot, factOf, names, nightBuses, rewordedCopy, subjects } from "./samples.ts";

describe("saySubject", () => {
  it("names a pilot with its programme, so that no two are mixed up", () => {
    expect(saySubject(eastmerePilot, names)).toBe("the Eastmere pilot (Harbour Night Buses)");
  });

  it("never calls a member a pilot", () => {
    const member = subjects.get("qqn-eastmere") ?? nightBuses;
    expect(saySubject(member, names)).toBe("Eastmere (Harbour Night Buses)");
  });

  it("names anything else by its name", () => {
    expect(saySubject(nightBuses, names)).toBe("Harbour Night Buses");
  });
});

describe("sayFact", () => {
  it("fills in subject, value and programme, and begins with a capital letter", () => {
    const evidence = factOf({
      subject: eastmerePilot,
      attribute: { sentence: "{subject} of {programme} got {value}." },
    });
    expect(sayFact(evidence, names)).toBe(
      "The Eastmere pilot (Harbour Night Buses) of Harbour Night Buses got up to £5 million.",
    );
  });

  it("says of a flag that is not set that it is not so", () => {
    const evidence = factOf({ value: { kind: "flag", flag: false }, attribute: { sentence: "{subject} was paid." } });
    expect(sayFact(evidence, names)).toBe("It is recorded as not so: Harbour Night Buses was paid.");
  });

  it("ends with one full stop where the value brings its own", () => {
    const evidence = factOf({
      value: { kind: "text", text: "safe streets." },
      attribute: { sentence: "Aim: {value}." },
    });
    expect(sayFact(evidence, names)).toBe("Aim: safe streets.");
  });

  it("says which part a figure is of and what it counts", () => {
    const evidence = factOf({
      subject: eastmerePilot,
      value: { kind: "count", count: 1200 },
      attribute: { sentence: "{subject} reported {value} for {part}." },
      fact: { part: "average wait", unit: "minutes" },
    });
    expect(sayFact(evidence, names)).toBe(
      "The Eastmere pilot (Harbour Night Buses) reported 1,200 minutes for average wait.",
    );
  });

  it("takes what people wrote as it stands, whatever looks like a slot or a pattern in it", () => {
    const text = "costs {subject} $& more $1";
    const evidence = factOf({
      value: { kind: "text", text },
      attribute: { sentence: "{part}: {value}" },
      fact: { part: "{value}" },
    });
    expect(sayFact(evidence, names)).toBe("{value}: costs {subject} $& more $1");
  });

  it("writes the id of a subject that this reader does not know", () => {
    const evidence = factOf({ value: { kind: "reference", id: "unseen" }, attribute: { sentence: "Led by {value}." } });
    expect(sayFact(evidence, names)).toBe("Led by unseen.");
  });
});

describe("sayFactWithSource", () => {
  it("names an update by its day", () => {
    const fact = { update: "u-1", postedAt: "2026-10-04T09:00:00.000Z" };
    expect(sayFactWithSource(factOf({ subject: eastmerePilot, sources: [], fact }), names)).toBe(
      "The grant of the Eastmere pilot (Harbour Night Buses) was up to £5 million, according to its update of 4 October 2026.",
    );
  });

  it("names title, publisher and date", () => {
    expect(sayFactWithSource(factOf({}), names)).toBe(
      "The grant of Harbour Night Buses was up to £5 million, according to “The closing report” (Coast Office, 2 June 2025).",
    );
  });

  it("says of a weak source how weak it is", () => {
    expect(sayFactWithSource(factOf({ sources: [rewordedCopy] }), names)).toBe(
      "The grant of Harbour Night Buses was up to £5 million, according to “Reworded copy”, a machine-reworded copy, to be treated with caution.",
    );
  });

  it("says that a source is not named where none is on record", () => {
    expect(sayFactWithSource(factOf({ sources: [] }), names)).toBe(
      "The grant of Harbour Night Buses was up to £5 million, from an unnamed source.",
    );
  });
});

describe("a source that must be named", () => {
  it.each([
    ["an official one", factOf({}), false],
    ["one that the record doubts", factOf({ fact: { lowConfidence: true } }), true],
    ["an informal one", factOf({ fact: { trust: "informal" } }), false],
    ["an unsigned one", factOf({ fact: { trust: "unsigned" } }), true],
    ["a reworded one", factOf({ fact: { trust: "spun" } }), true],
  ])("%s: %#", (_, evidence, expected) => {
    expect(needsCaution(evidence)).toBe(expected);
  });

  it("is the most trusted one, the first among equals, and none where there is none", () => {
    const press = { ...closingReport, id: "press", trust: "press" as const };
    expect(leadSource([rewordedCopy, press, closingReport])?.id).toBe("closing-report");
    expect(leadSource([press, { ...press, id: "second" }])?.id).toBe("press");
    expect(leadSource([])).toBeUndefined();
  });
});
