import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findPersonalData } from "../../src/extraction/privacy/personal-data.ts";
import { isNhsNumber } from "../../src/extraction/privacy/identifiers.ts";

function found(text: string): readonly string[] {
  return findPersonalData(text, [], []).map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);
}

describe("personal data", () => {
  it.each([
    ["Mrs Odalys Fennimore at no. 12 was helped twice.", ["name: Mrs Odalys Fennimore"]],
    ["One resident, Tamsin Quillfeather, wrote to us.", ["name: Tamsin Quillfeather"]],
    ["A service user called Orrin Blythewood-Marsh starts college.", ["name: Orrin Blythewood-Marsh"]],
    ["Ring her on 07700 900123 after six.", ["phone: 07700 900123"]],
    ["Ring (01632) 960 417 for the family.", ["phone: (01632) 960 417"]],
    ["Text +44 7700 900 245.", ["phone: +44 7700 900 245"]],
    ["Mail quillon.brathay@example.com please.", ["email: quillon.brathay@example.com"]],
    ["The tenant lives at 14 Zephyr Close, ZZ99 9ZZ.", ["address: 14 Zephyr Close", "postcode: ZZ99 9ZZ"]],
    ["Moved her to flat 3, 22 Harbour Road last week.", ["address: flat 3, 22 Harbour Road"]],
    ["NHS number 999 012 3454, seen on Monday.", ["nhsNumber: 999 012 3454"]],
    ["The patient 9990482314 did not come.", ["nhsNumber: 9990482314"]],
    ["NI number QQ 12 34 56 C is missing, AB 12 34 56 C is on file.", ["nationalInsurance: AB 12 34 56 C"]],
    ["NINO ab123456 is on file.", ["nationalInsurance: ab123456"]],
    ["DOB: 3/4/1962, referred by the surgery.", ["dateOfBirth: 3/4/1962"]],
    ["A mum (born on 17 August 1990) agreed.", ["dateOfBirth: 17 August 1990"]],
  ])("is found in %j", (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    "The ceiling per pilot is £350,000 and the budget £1,200,000.",
    "Grant reference GR-2021-0042, invoice 10023498, order no 4500012345.",
    "The lessons from 2009-2010 and 2009/10 are reused.",
    "Call the switchboard on 01632 960000.",
    "The council contact centre on 03069 990100 takes bookings.",
    "Call 0300 123 4567 or 0800 111 222.",
    "The mailbox harbour.pilot@example.gov.uk and info@example.org are live.",
    "The hub is at 22 Market Street, next to the library; post to ZZ1 1ZZ.",
    "We met at 10 Downing Street on 12 May 2026.",
    "The council, Mr Aldous Finchmoor, director of housing, agreed.",
    "Our programme manager Ms Perpetua Glaive is back on Monday.",
    "Ref 999 048 2315 logged on the case system.",
    "A man born in 1962 drives the bus now, and 48 families joined.",
    "Milestones: 3/4/2026 and 2026-05-01; 12 of 30 homes; table 4, page 12.",
    "Fund code AB 12 34 56 is closed.",
  ])("is not seen in %j", (text) => {
    expect(found(text)).toEqual([]);
  });

  it("has places inside the text that do not overlap, whatever the text", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary", maxLength: 20 }),
      fc.constantFrom(
        "Mrs Ada Example",
        "07700 900123",
        " dob 1/2/1990 ",
        "a@b.example",
        " 14 Zephyr Close",
        "999 012 3454",
        "resident, ",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join("");
        let last = 0;
        for (const { start, end } of findPersonalData(text, [], [])) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          last = end;
        }
      }),
      { seed: 20_260_301 },
    );
  });
});

describe("the check digit of an NHS number", () => {
  it("is one of ten for every nine digits, or none", () => {
    fc.assert(
      fc.property(fc.integer({ min: 100_000_000, max: 999_999_999 }), (nine) => {
        const valid = Array.from({ length: 10 }, (_, digit) => `${nine}${digit}`).filter(isNhsNumber);
        expect(valid.length).toBeLessThanOrEqual(1);
      }),
      { seed: 7 },
    );
    expect(isNhsNumber("9990123454")).toBe(true);
    expect(isNhsNumber("9990123455")).toBe(false);
  });
});
