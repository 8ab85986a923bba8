import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { Knowledge } from "../../../../src/core/knowledge.ts";
import { noFields } from "../../../../src/core/update.ts";
import type { ProposedUpdate } from "../../../../src/core/update.ts";
import { readUpdateForm } from "../../../../src/intents/updates/form/read-update-form.ts";
import type { ReadForm } from "../../../../src/intents/updates/form/read-update-form.ts";
import { openUpdateDesk } from "../open-update-desk.ts";

const fresh: ProposedUpdate = {
  ...noFields,
  pilot: "hnb-eastmere",
  programme: "night-buses",
  personalData: [],
  spans: [],
};
const pilot = { pilot: "hnb-eastmere" };
let knowledge: Knowledge;

beforeEach(async () => {
  const { parts } = await openUpdateDesk();
  knowledge = await parts.knowledgeFor({ reader: { audiences: ["public", "programme:night-buses"] } });
});

function read(values: Readonly<Record<string, string | readonly string[]>>, before = fresh): ReadForm {
  const submission = { id: "update", target: "new", hash: "", values } as const;
  return readUpdateForm(submission, { knowledge, before, personalDataIn: () => undefined });
}

function errorsOf(
  values: Readonly<Record<string, string | readonly string[]>>,
  before = fresh,
): Readonly<Record<string, string>> {
  const said = read({ ...pilot, rating: "amber", ...values }, before);
  return "errors" in said ? Object.fromEntries(said.errors) : {};
}

describe("a field of the update form", () => {
  it.each([
    ["trend", "sideways", "Choose one of: better, the same, worse."],
    ["marking", "TOP SECRET", "Choose one of: OFFICIAL, OFFICIAL-SENSITIVE."],
    ["rating", "purple", "This programme rates on: green, amber-green, amber, amber-red, red. Choose one of them."],
    ["pilot", "hnb-nowhere", "Choose the pilot that this is about."],
    ["narrative", "x".repeat(3001), "This has 3,001 characters. Shorten it to 3,000."],
    ["risks", "x".repeat(4000), "This has 4,000 characters. Shorten it to 3,000."],
    ["spent", "lots", "“lots” is not an amount. Write it as £12,500."],
    [
      "milestones",
      "Boat | 2026-11-01 | 2026-11-02",
      "“2026-11-02” is a second day of that kind. Write the due day once.",
    ],
    [
      "risks",
      "ice | owner: harbour master | owner: crew",
      "“owner: crew” is a second one of its kind. Write each once.",
    ],
    ["metrics", "referrals | 42 | target 60 | last week", "“target 60 | last week” is not a target. Write: target 60"],
    ["metrics", "referrals | 42 | target 60%", "“target 60%” is not a target. Write: target 60"],
    ["metrics", "fare | £2 a head", "“£2 a head” is not a number. Write a line as: referrals | 42 | target 60"],
    ["metrics", "stars | 123456789012345678901", "“123456789012345678901” is not a number."],
  ])("%s says in words what is wrong with it: %#", (name, value, error) => {
    expect(errorsOf({ [name]: value })[name]).toContain(error);
  });

  it("keeps the marking that stands, though it is none of those that are offered", () => {
    const before = { ...fresh, marking: "OFFICIAL-COMMERCIAL" };
    const said = read({ ...pilot, rating: "amber", marking: "OFFICIAL-COMMERCIAL" }, before);
    expect("proposed" in said && said.proposed.marking).toBe("OFFICIAL-COMMERCIAL");
  });

  it("that the form does not have any more gives its words back", () => {
    expect(errorsOf({ blockers: "the quay is shut" })["narrative"]).toContain("“the quay is shut” has no field");
  });

  it("keeps a backslash that stands for itself", () => {
    const said = read({ ...pilot, risks: "files in C:\\temp are lost\\" });
    expect("proposed" in said && said.proposed.risks).toEqual([{ text: "files in C:\\temp are lost\\" }]);
  });
});

/** Words that say which part of a line follows, and are not stored themselves. */
const labels = new Set(["owner", "mitigation", "target", "forecast", "due", "done", "by"]);

/** Letters and figures of a text, in order; `1,250` is 1250. */
function tokens(text: string): readonly string[] {
  return (
    text
      .replace(/(\d),(?=\d{3}\b)/g, "$1")
      .toLowerCase()
      .match(/\p{L}+|\p{N}+/gu) ?? []
  );
}

/** What was typed and is nowhere in what is stored. */
function lost(typed: string, stored: unknown): readonly string[] {
  const kept = tokens(JSON.stringify(stored) ?? "");
  return tokens(typed).filter((token) => !labels.has(token) && !kept.includes(token));
}

const names = ["milestones", "metrics", "risks", "help", "nextSteps"] as const;
const piece = fc.constantFrom(
  "referrals",
  "ice on the quay",
  "42",
  "1,250",
  "62%",
  "£40",
  "target 60",
  "target 60%",
  "owner: crew",
  "mitigation: salt",
  "2026-11-30",
  "2026-02-30",
  "forecast 2026-12-05",
  "done",
  "done 2026-12-04",
  "by 2026-12-04",
  "",
  "Friday",
  "late",
);
const line = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join(" | "));
const list = fc.array(fc.oneof(line, fc.string({ maxLength: 30 })), { maxLength: 3 }).map((lines) => lines.join("\n"));
const typed = (...known: readonly string[]) => fc.oneof(fc.constantFrom("", ...known), fc.string({ maxLength: 12 }));
const submission = fc.record({
  pilot: fc.constantFrom("hnb-eastmere", "hnb-wexcombe", "", "night-buses", "x"),
  from: typed("2026-10-01", "2026-10-31", "31/09/2026"),
  to: typed("2026-10-31", "2026-09-30"),
  rating: typed("amber", "green", "Amber"),
  trend: typed("up", "same", "better"),
  narrative: fc.oneof(typed("Going well"), fc.constant("w ".repeat(251)), fc.constant("x".repeat(3001))),
  spent: typed("£12,500", "12.50", "£1.7bn", "-5"),
  forecast: typed("£1"),
  budget: typed("none"),
  marking: typed("OFFICIAL", "SECRET"),
  milestones: list,
  metrics: list,
  risks: list,
  help: list,
  nextSteps: list,
});

describe("any submission", () => {
  it("is stored as it is stated, or answered with words at the fields that are wrong", () => {
    let taken = 0;
    fc.assert(
      fc.property(submission, fc.subarray(Object.keys(noFieldsTyped)), (all, kept) => {
        const values = { ...noFieldsTyped, ...Object.fromEntries(kept.map((name) => [name, Reflect.get(all, name)])) };
        const said = read(values);
        if ("errors" in said) {
          expect(said.errors.size).toBeGreaterThan(0);
          for (const [name, error] of said.errors) {
            expect(Object.keys(noFieldsTyped)).toContain(name);
            expect(error).toMatch(/^.{5,400}[.…”]$|^.*(?:target 60|what is wanted|2026-12-12)$/su);
          }
          return;
        }
        taken += 1;
        const { proposed } = said;
        expect(proposed.pilot).toBe(values["pilot"]);
        for (const [name, stored] of [
          ["rating", proposed.rating],
          ["trend", proposed.trend],
          ["narrative", proposed.narrative],
          ["marking", proposed.marking],
        ] as const)
          expect([name, stored ?? ""]).toEqual([name, String(values[name]).trim()]);
        for (const name of names) expect([name, lost(String(values[name]), proposed[name])]).toEqual([name, []]);
        expect(proposed.period !== undefined).toBe(String(values["from"]).trim() !== "");
        const amounts = [values["spent"], values["forecast"], values["budget"]].filter(
          (one) => String(one).trim() !== "",
        );
        expect(Object.keys(proposed.spend ?? {})).toHaveLength(amounts.length);
      }),
      { numRuns: 2000 },
    );
    expect(taken).toBeGreaterThan(50);
  });
});

const noFieldsTyped: Readonly<Record<string, unknown>> = {
  pilot: "hnb-eastmere",
  from: "",
  to: "",
  rating: "",
  trend: "",
  narrative: "",
  spent: "",
  forecast: "",
  budget: "",
  marking: "",
  milestones: "",
  metrics: "",
  risks: "",
  help: "",
  nextSteps: "",
};
