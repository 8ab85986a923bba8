import { describe, expect, it } from "vitest";
import type { UpdateFields } from "../../../../src/core/update.ts";
import { noFields } from "../../../../src/core/update.ts";
import { readAmendment } from "../../../../src/intents/updates/after/read-amendment.ts";

const words = "still amber, 1,200 visits, spent £42k of £90k, 42 referrals so far (target 60)";
const fields: UpdateFields = {
  ...noFields,
  rating: "amber",
  trend: "same",
  narrative: "Still amber. 42 referrals so far, 1,200 visits.",
  metrics: [
    { name: "visits", value: 1200 },
    { name: "referrals", value: 42, target: 60 },
  ],
  spend: { toDatePence: 4_200_000, budgetPence: 9_000_000 },
};

function amend(text: string): ReturnType<typeof readAmendment> {
  return readAmendment(text, { fields, words, scale: "five-step", propose: () => undefined });
}

/** What a message changes, as rating, visits, referrals, their target and pounds spent. */
function changed(text: string): readonly unknown[] | undefined {
  const amendment = amend(text);
  if (!amendment || !("fields" in amendment)) return undefined;
  const { rating, metrics, spend } = amendment.fields;
  return [rating, metrics[0]?.value, metrics[1]?.value, metrics[1]?.target, (spend?.toDatePence ?? 0) / 100];
}

describe("a message after one's own update", () => {
  it.each([
    ["make that green", ["green", 1200, 42, 60, 42_000]],
    ["Actually amber-red", ["amber-red", 1200, 42, 60, 42_000]],
    ["sorry, should be red", ["red", 1200, 42, 60, 42_000]],
    ["*green", ["green", 1200, 42, 60, 42_000]],
    ["green not amber", ["green", 1200, 42, 60, 42_000]],
    ["please change the rating to amber/green.", ["amber-green", 1200, 42, 60, 42_000]],
    ["make that 🟢", ["green", 1200, 42, 60, 42_000]],
    ["*45", ["amber", 1200, 45, 60, 42_000]],
    ["45*", ["amber", 1200, 45, 60, 42_000]],
    ["actually 45 referrals", ["amber", 1200, 45, 60, 42_000]],
    ["it's 45 not 42", ["amber", 1200, 45, 60, 42_000]],
    ["visits should be 1,300", ["amber", 1300, 42, 60, 42_000]],
    ["change visits to 1300 please", ["amber", 1300, 42, 60, 42_000]],
    ["change the target to 80", ["amber", 1200, 42, 80, 42_000]],
    ["target should have been 80", ["amber", 1200, 42, 80, 42_000]],
    ["the referrals target is 80", ["amber", 1200, 42, 80, 42_000]],
    ["*£50k", ["amber", 1200, 42, 60, 50_000]],
    ["spend should be £50,000", ["amber", 1200, 42, 60, 50_000]],
  ])("%s", (text, expected) => {
    expect(changed(text)).toEqual(expected);
  });

  it.each([
    "thanks",
    "great news",
    "we're green",
    "what is our target?",
    "Actually, lovely day",
    "see you at 10",
    "🎉",
    "ok",
  ])("is left alone where it is %s", (text) => {
    expect(amend(text)).toBeUndefined();
  });

  it("changes the summary with the figure that stands in it once", () => {
    const amendment = amend("*45");
    expect(amendment && "fields" in amendment && amendment.fields.narrative).toBe(
      "Still amber. 45 referrals so far, 1,200 visits.",
    );
  });

  it("works out a trend only where the words said that nothing had changed", () => {
    const trendOf = (text: string): unknown => {
      const amendment = amend(text);
      return amendment && "fields" in amendment ? amendment.fields.trend : undefined;
    };
    expect(trendOf("make that green")).toBe("up");
    expect(trendOf("make that red")).toBe("down");
    const falling = readAmendment("make that green", {
      fields: { ...fields, trend: "down" },
      words,
      scale: "five-step",
      propose: () => undefined,
    });
    expect(falling && "fields" in falling && falling.fields.trend).toBeUndefined();
  });

  it("refuses a step that the programme's scale does not have", () => {
    const amendment = readAmendment("make that amber-red", {
      fields,
      words,
      scale: "three-step",
      propose: () => undefined,
    });
    expect(amendment).toEqual({
      problem: "This programme rates on three steps: red, amber or green. Nothing was changed.",
    });
  });

  it("says so where there is no figure to replace", () => {
    const amendment = readAmendment("*45", {
      fields: { ...noFields, rating: "red" },
      words: "red",
      scale: "five-step",
      propose: () => undefined,
    });
    expect(amendment).toEqual({ problem: "That update has no figure to replace. Nothing was changed." });
  });

  it("lays what it reads behind a word of correction over the update", () => {
    const proposed = {
      ...noFields,
      pilot: null,
      programme: null,
      personalData: [],
      spans: [],
      nextSteps: [{ text: "sign the lease", due: "2026-12-12" }],
    };
    const amendment = readAmendment("Correction: we sign the lease on 12 December", {
      fields,
      words,
      scale: "five-step",
      propose: () => proposed,
    });
    expect(amendment).toEqual({ fields: { ...fields, nextSteps: [{ text: "sign the lease", due: "2026-12-12" }] } });
  });
});
