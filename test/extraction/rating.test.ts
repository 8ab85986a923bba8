import { describe, expect, it } from "vitest";
import { proposeText, readUpdate } from "./proposing.ts";

function ratingOf(words: string): string {
  const { rating = "none", trend = "" } = readUpdate(`${words} We have had 42 referrals, target 60.`);
  return `${rating} ${trend}`.trim();
}

describe("a rating", () => {
  it.each([
    ["Amber.", "amber"],
    ["RAG: G.", "green"],
    ["RAG status is A.", "amber"],
    ["Rating - A/G.", "amber-green"],
    ["Delivery confidence: Amber/Red.", "amber-red"],
    ["R/A.", "amber-red"],
    ["We're green.", "green"],
    ["We are reporting red.", "red"],
    ["🟢", "green"],
    ["🟠", "amber"],
    ["🔴 Contractor gone.", "red"],
    [":large_green_circle:", "green"],
    ["All on track.", "green"],
    ["We are off track.", "red"],
    ["Status: at risk.", "amber"],
    ["Probably amber.", "amber"],
    ["I'd say amber.", "amber"],
    ["amber I think?", "amber"],
    ["We're calling it red until the locks are changed.", "red"],
    ["grren!!", "green"],
    ["Not green yet: amber.", "amber"],
    ["Overall: amber (delivery green, finance red).", "amber"],
    ["Nobody here thinks this is red. It's amber.", "amber"],
    ["If the lease falls through we will go red. Today it is green.", "green"],
    ["I was going to put green, we settled on amber.", "amber"],
    ["No better than amber.", "amber"],
    ["Hovering at amber.", "amber"],
    ["Amber leaning red.", "amber"],
    ["Amber. Actually, make that red.", "red"],
    ["Firm, if nervous: green.", "green"],
    ["Solidly amber territory.", "amber"],
    ["RAG (R/A/G): A.", "amber"],
    ["My honest view is amber.", "amber"],
    ["Please put us down as amber.", "amber"],
    ["RAG: A-G.", "amber-green"],
  ])("is read from %j", (words, expected) => {
    expect(ratingOf(words)).toBe(expected);
  });

  it.each([
    ["Still amber.", "amber same"],
    ["We remain green.", "green same"],
    ["Rating unchanged at green.", "green same"],
    ["Amber, no change.", "amber same"],
    ["Second month running at amber.", "amber same"],
    ["Amber (previous: amber).", "amber same"],
    ["Up from red to amber.", "amber up"],
    ["Was red, now amber.", "amber up"],
    ["Amber > green.", "green up"],
    ["red → amber.", "amber up"],
    ["Back to green.", "green up"],
    ["Amber and improving.", "amber up"],
    ["No longer red, amber now.", "amber up"],
    ["Rating hasn't moved: green.", "green same"],
    ["No change from amber.", "amber same"],
    ["Amber for the third month.", "amber same"],
    ["Turned the corner, green.", "green up"],
    ["Red turned amber on Tuesday.", "amber up"],
    ["Amber now (red in September).", "amber up"],
    ["We're amber, having been red.", "amber up"],
    ["Slipped to amber.", "amber down"],
    ["Amber rather than green.", "amber down"],
    ["Previous RAG: green. Current RAG: amber.", "amber down"],
    ["Last reported red; this time amber.", "amber up"],
    ["G->A.", "amber down"],
    ["We said green in September; it is amber now.", "amber down"],
    ["RAG: 🟠 (last month 🟢).", "amber down"],
    ["We've gone red.", "red down"],
    ["Amber, down from green.", "amber down"],
    ["Last month amber, this month red.", "red down"],
    ["Green. Trend: down.", "green down"],
  ])("changes as %j says", (words, expected) => {
    expect(ratingOf(words)).toBe(expected);
  });

  it.each([
    "Not green yet.",
    "We would go red if the lease fell through.",
    "There is a risk of going red.",
    "We hope to be green by March.",
    "The hub has a green space.",
    "We were given the green light.",
    "Two red cards on Saturday.",
    "Our budget is in the red, they say.",
    "Recruitment is on track.",
    "The 'green' label again.",
    "The scale is red, amber or green.",
  ])("is none in %j", (words) => {
    expect(ratingOf(words)).toBe("none");
  });

  it("is compared with the last one recorded where the words do not say", () => {
    const last = { "night-buses-wexcombe": "red" } as const;
    expect(readUpdate("Amber, 42 referrals.", { last })).toMatchObject({ rating: "amber", trend: "up" });
    expect(readUpdate("Still amber, 42 referrals.", { last })).toMatchObject({ rating: "amber", trend: "same" });
    expect(readUpdate("Amber, 42 referrals.")).not.toHaveProperty("trend");
  });

  it("is compared with the one that the message answers", () => {
    const text =
      "> Wexcombe: red, provider gone\nThat was last month. We are amber now, new provider signed on 8 December.";
    expect(readUpdate(text)).toMatchObject({ rating: "amber", trend: "up" });
  });

  it("brings the five-step scale where its word is one of five", () => {
    expect(readUpdate("RAG: amber-green.")).toMatchObject({ scale: "five-step" });
    expect(readUpdate("RAG: amber.")).not.toHaveProperty("scale");
  });

  it.each([
    ["Could be amber, could be red.", ["red", "amber"]],
    ["Somewhere between amber and green.", ["amber", "green"]],
    ["Not sure if amber or red.", ["red", "amber"]],
    ["Red (or is it amber?).", ["red", "amber"]],
    ["Amber on paper, honestly red.", ["red", "amber"]],
    ["Delivery green, finance amber, partnership green.", ["amber", "green"]],
  ])("is asked about in %j", (words, expected) => {
    const { proposals, question } = proposeText(`${words} 42 referrals.`, { bound: ["night-buses-wexcombe"] });
    expect(proposals[0]).not.toHaveProperty("rating");
    expect(question).toMatchObject({ field: "rating", proposal: 0 });
    expect(question?.choices.map(({ value }) => value)).toEqual(expected);
  });
});
