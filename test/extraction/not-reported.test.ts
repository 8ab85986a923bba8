import { describe, expect, it } from "vitest";
import { isOtherKind, isSaidOfOthers } from "../../src/extraction/not-reported.ts";

describe("what is said of others", () => {
  it.each([
    "suppose eastmere went red in march",
    "if we get the extra £20k we might do 100 households",
    "fuel poverty is up 12% across the country",
    "in 2011 we did 40 families",
    "fingers crossed for ullock today",
  ])("is no statement of a pilot: %s", (words) => {
    expect(isSaidOfOthers(words, "2026-06-01")).toBe(true);
  });

  it.each([
    "we are the only ones in the country and we are green",
    "if the lease falls through we will go red",
    "42 referrals so far in 2026",
    "say 40 referrals, green",
  ])("leaves what a pilot says of itself: %s", (words) => {
    expect(isSaidOfOthers(words, "2026-06-01")).toBe(false);
  });
});

describe("messages of another kind", () => {
  it.each([
    "poll: which day suits for the visit? mon 6 feb, tue 7 feb",
    "agenda for tuesday\n10:00 eastmere\n10:20 ullock\n10:40 wexcombe - green, so short",
    "10:00 eastmere\n10:20 ullock\n10:40 wexcombe - green",
    "project officer, 2 posts. closing date 13 january",
  ])("are told by their shape: %s", (words) => {
    expect(isOtherKind(words)).toBe(true);
  });

  it.each(["eastmere is green, the poll of residents got 212 replies", "green. panel met at 10:30, next one 4 march"])(
    "are not updates that share a word: %s",
    (words) => {
      expect(isOtherKind(words)).toBe(false);
    },
  );
});
