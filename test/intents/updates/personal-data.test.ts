import { describe, expect, it } from "vitest";
import { noFields } from "../../../src/core/update.ts";
import type { ProposedUpdate } from "../../../src/core/update.ts";
import { maskText, removePersonalData, sayPersonalData } from "../../../src/intents/updates/personal-data.ts";

const text = "Amber. Call 07700 900123 or mail ann@example.org, 42 referrals.";
const phone = { kind: "phone", start: 12, end: 24 } as const;
const email = { kind: "email", start: 33, end: 48 } as const;

describe("personal data in a draft", () => {
  it("is named with the words to take out", () => {
    expect(sayPersonalData(text, [phone, email])).toEqual([
      "a phone number (“07700 900123”)",
      "an email address (“ann@example.org”)",
    ]);
  });

  it("is taken out of the words, and spans follow their own", () => {
    const masked = maskText(text, [email, phone]);
    expect(masked.text).toBe("Amber. Call [phone number removed] or mail [email address removed], 42 referrals.");
    const start = masked.moved(text.indexOf("42"), "start");
    expect(masked.text.slice(start, start + 12)).toBe("42 referrals");
    expect(masked.moved(0, "start")).toBe(0);
    expect(masked.text.slice(masked.moved(20, "start"), masked.moved(22, "end"))).toBe("[phone number removed]");
  });

  it("is taken out once where findings overlap", () => {
    expect(
      maskText("at 4 Elm Row EX4 4XX now", [
        { kind: "address", start: 3, end: 20 },
        { kind: "postcode", start: 13, end: 20 },
      ]).text,
    ).toBe("at [address removed] now");
  });

  it("is taken out of every field that repeats it, however it is spaced", () => {
    const proposed: ProposedUpdate = {
      ...noFields,
      pilot: "hnb-eastmere",
      programme: "night-buses",
      narrative: "Call 07700  900123",
      risks: [{ text: "nobody at 07700 900123", mitigation: "ring 07700 900123 again" }],
      nextSteps: [{ text: "write to ANN@example.org" }],
      personalData: [phone, email],
      spans: [{ field: "narrative", start: 7, end: 24 }],
    };
    const removed = removePersonalData(text, proposed);
    expect(JSON.stringify(removed)).not.toMatch(/07700|ann@/i);
    expect(removed.proposed).toMatchObject({
      narrative: "Call [phone number removed]",
      nextSteps: [{ text: "write to [email address removed]" }],
      personalData: [],
      spans: [{ field: "narrative", start: 7, end: 34 }],
    });
  });
});
