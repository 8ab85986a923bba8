import { describe, expect, it } from "vitest";
import { proposeText } from "./proposing.ts";

const [wexcombe, elverby, boats] = ["night-buses-wexcombe", "quiet-quays-elverby", "day-boats-port-calder"];

function ratingsOf(text: string): readonly (readonly [string | null, string | undefined])[] {
  return proposeText(text).proposals.map(({ pilot, rating }) => [pilot, rating]);
}

describe("several pilots in few words", () => {
  it.each([
    ["Everyone else green: Wexcombe, Elverby.", "green"],
    ["Both amber – Wexcombe and Elverby", "amber"],
    ["All two of ours are on track (Wexcombe, Elverby).", "green"],
    ["Wexcombe and Elverby both red", "red"],
    ["Wexcombe, Elverby: red", "red"],
  ])("share the rating of a list: %j", (text, rating) => {
    expect(ratingsOf(text)).toEqual([
      [wexcombe, rating],
      [elverby, rating],
    ]);
  });

  it("are rated one by one behind lists of their names", () => {
    expect(ratingsOf("Green: Wexcombe. Amber: Elverby, Port Calder HDB.")).toEqual([
      [wexcombe, "green"],
      [elverby, "amber"],
      [boats, "amber"],
    ]);
  });

  it.each(["Wexcombe: amber, 9 visits.\nElverby: ditto.", "Wexcombe amber, 9 visits. Same for Elverby."])(
    "stand as the one before, without its figures: %j",
    (text) => {
      const { proposals } = proposeText(text);
      expect(proposals).toMatchObject([{ metrics: [{ value: 9 }] }, { pilot: elverby, rating: "amber", metrics: [] }]);
      const span = proposals[1]?.spans.find(({ field }) => field === "rating");
      expect(text.slice(span?.start, span?.end).toLowerCase()).toMatch(/^(?:ditto|same for)$/);
    },
  );

  it("take ratings in a row in the order of their names, and are asked where the row is too short", () => {
    expect(ratingsOf("Wexcombe and Elverby: amber and green respectively")).toEqual([
      [wexcombe, "amber"],
      [elverby, "green"],
    ]);
    const short = proposeText("Wexcombe, Elverby and Port Calder HDB: amber and green");
    expect(short.proposals.map(({ rating }) => rating)).toEqual([undefined, undefined, undefined]);
    expect(short.question?.field).toBe("rating");
  });

  it("are both programmes of one place", () => {
    expect(ratingsOf("Eastmere HNB and HDB both amber this week")).toEqual([
      ["night-buses-eastmere", "amber"],
      ["day-boats-eastmere", "amber"],
    ]);
  });
});

describe("a figure in words that several pilots share", () => {
  it.each([
    "Wexcombe and Elverby have 42 referrals between them, both green.",
    "Wexcombe and Elverby: green, 42 referrals.",
    "Wexcombe and Elverby both green, £42k spent.",
  ])("is nobody's in %j", (text) => {
    expect(proposeText(text).proposals).toMatchObject([
      { pilot: wexcombe, rating: "green", metrics: [] },
      { pilot: elverby, rating: "green", metrics: [] },
    ]);
    expect(proposeText(text).proposals.map(({ spend }) => spend)).toEqual([undefined, undefined]);
  });

  it("is each one's where that is said", () => {
    expect(proposeText("Wexcombe and Elverby both green, 10 visits each").proposals).toMatchObject([
      { pilot: wexcombe, metrics: [{ name: "visits", value: 10 }] },
      { pilot: elverby, metrics: [{ name: "visits", value: 10 }] },
    ]);
  });

  it("is that of the one which its clause names", () => {
    const text = "Eastmere HNB and Eastmere HDB both amber. 31 riders on the HNB side, 18 sessions on HDB.";
    expect(proposeText(text).proposals).toMatchObject([
      { pilot: "night-buses-eastmere", metrics: [{ name: "riders", value: 31 }] },
      { pilot: "day-boats-eastmere", metrics: [{ name: "sessions", value: 18 }] },
    ]);
  });
});

describe("a table without a rule", () => {
  const rows = [
    ["Pilot", "RAG", "Referrals", "Target"],
    ["Wexcombe", "Amber", "61", "80"],
    ["Elverby", "Green", "44", "40"],
  ];
  const written = (sign: string): string => rows.map((cells) => cells.join(sign)).join("\n");

  it.each(["\t", " | ", ",", ";", "      "])("is read cell by cell between %j", (sign) => {
    expect(proposeText(written(sign)).proposals).toMatchObject([
      { pilot: wexcombe, rating: "amber", metrics: [{ name: "referrals", value: 61, target: 80 }] },
      { pilot: elverby, rating: "green", metrics: [{ name: "referrals", value: 44, target: 40 }] },
    ]);
  });

  it("may be dots that lead to what stands behind a label", () => {
    const text = "WEXCOMBE\nStatus ........ AMBER\nReferrals ..... 31\nVisits ........ 12 / 40";
    expect(proposeText(text).proposals).toMatchObject([
      { pilot: wexcombe, rating: "amber", metrics: [{ value: 31 }, { value: 12, target: 40 }] },
    ]);
  });
});
