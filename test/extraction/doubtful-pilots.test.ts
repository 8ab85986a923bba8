import { describe, expect, it } from "vitest";
import { proposeText } from "./proposing.ts";

const [wexcombe, elverby, boats] = ["night-buses-wexcombe", "quiet-quays-elverby", "day-boats-port-calder"];

describe("where two pilots may be meant", () => {
  it.each([
    "Wexcombe to Elverby handover: amber, 30 visits",
    "Wexcombe - Elverby joint project: amber, 30 visits",
    "Wexcombe, Elverby as partner: amber, 30 visits",
    "Wexcombe for Elverby: amber, 30 visits",
  ])("nobody is chosen, and that is asked: %j", (text) => {
    const { proposals, question } = proposeText(text);
    expect(proposals).toMatchObject([{ pilot: null, programme: null, rating: "amber", metrics: [{ value: 30 }] }]);
    expect(question?.choices.map(({ value }) => value)).toEqual(expect.arrayContaining([wexcombe, elverby]));
  });

  it.each(["Elverby have 30 visits", "Elverby visit went well, 42 referrals now"])(
    "a name that no report stands with is asked about in another pilot's place: %j",
    (text) => {
      const { proposals, question } = proposeText(text, { bound: [boats] });
      expect(proposals).toMatchObject([{ pilot: null }]);
      expect(question?.choices.map(({ value }) => value).toSorted()).toEqual([boats, elverby]);
    },
  );

  it.each([
    "Elverby hosted us on Tuesday. 42 referrals, green.",
    "Elverby next week. We are green with 42 referrals.",
    "In Elverby, the team trained some of our mentors. Green, 42 referrals.",
    "Elverby, Wexcombe and us had a joint day. 42 referrals, green.",
    "Elverby has offered us a trainer. Green, 42 referrals.",
    "We (and Elverby) are green, 42 referrals.",
  ])("the place's pilot reports where it speaks of another one: %j", (text) => {
    expect(proposeText(text, { bound: [boats] }).proposals).toMatchObject([
      { pilot: boats, rating: "green", metrics: [{ name: "referrals", value: 42 }] },
    ]);
  });

  it.each(["Elverby update: amber, 30 visits", "Elverby is amber, 30 visits", "Posting for Elverby: amber, 30 visits"])(
    "another pilot's report is its own in any place: %j",
    (text) => {
      expect(proposeText(text, { bound: [boats] }).proposals).toMatchObject([{ pilot: elverby, rating: "amber" }]);
    },
  );

  it.each(["Amber. We sent 12 families to Elverby.", "Amber, 12 visits. We helped Elverby set theirs up."])(
    "whoever something is done for or sent to does not report: %j",
    (text) => {
      expect(proposeText(text).proposals).toMatchObject([{ pilot: null, rating: "amber" }]);
    },
  );

  it.each([
    "Wexcombe (with Elverby): amber, 30 visits",
    "Wexcombe, with Elverby: amber, 30 visits",
    "Wexcombe (and Elverby) are amber",
  ])("a partner goes along: %j", (text) => {
    expect(proposeText(text).proposals).toMatchObject([{ pilot: wexcombe, rating: "amber" }]);
  });

  it.each(["We (Wexcombe) are amber", "Morning from Wexcombe! amber", "Hi Elverby, Wexcombe here: amber"])(
    "the sender's own name is the one that counts: %j",
    (text) => {
      expect(proposeText(text).proposals).toMatchObject([{ pilot: wexcombe, rating: "amber" }]);
    },
  );

  it("a longer place that begins with a name is another one", () => {
    expect(proposeText("Wexcombe-on-Sea want a copy. Amber, 20 visits.").proposals).toMatchObject([{ pilot: null }]);
  });
});

describe("a programme decides between pilots of one name", () => {
  it.each([
    ["Eastmere: amber, 12 visits (HDB)", "day-boats-eastmere"],
    ["HDB round-up: Eastmere amber, Port Calder green", "day-boats-eastmere"],
    ["Eastmere and Port Calder HDB both amber", "day-boats-eastmere"],
  ])("that is said of it: %j", (text, pilot) => {
    expect(proposeText(text).proposals[0]).toMatchObject({ pilot });
  });

  it.each([
    "Eastmere amber, Port Calder HDB green",
    "Eastmere amber. Port Calder HDB green.",
    "Eastmere amber, 12 visits. Not the HDB one.",
    "Eastmere: amber. Thanks to the HDB team for the visit.",
    "Eastmere: amber, 12 visits. We used the HDB template.",
    "Eastmere green. HDB office want figures by Friday.",
  ])("and not one that is said of something else: %j", (text) => {
    const { proposals, question } = proposeText(text);
    expect(proposals[0]).toMatchObject({ pilot: null });
    expect(question?.choices.map(({ value }) => value)).toEqual(["day-boats-eastmere", "night-buses-eastmere"]);
  });
});
