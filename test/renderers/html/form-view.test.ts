import { describe, expect, it } from "vitest";
import type { Form, FormField } from "../../../src/core/form.ts";
import { viewForm } from "../../../src/renderers/html/form-view.ts";
import type { FormFieldView } from "../../../src/renderers/html/form-view.ts";

function formOf(...fields: readonly FormField[]): Form {
  return {
    id: "update",
    target: "new",
    hash: "h",
    title: " Edit  it ",
    intro: "One.\n\nTwo.",
    submitLabel: "Save",
    fields,
  };
}

function viewOf(field: FormField): FormFieldView {
  const [view] = viewForm(formOf(field)).fields;
  if (!view) throw new Error("A field is shown as one.");
  return view;
}

const options = [
  { value: "g", label: "Green" },
  { value: "r", label: "Red" },
];

describe("a form on a page", () => {
  it("has its title, its introduction line by line, and an error summary that leads to each field", () => {
    const view = viewForm(
      formOf(
        { name: "from", label: "First day", kind: "date", error: "This is not a date." },
        { name: "why", label: "Why?", kind: "text", error: "Say why." },
        { name: "note", label: "Note", kind: "text" },
      ),
    );
    expect(view.title).toBe("Edit it");
    expect(view.intro).toEqual(["One.", "Two."]);
    expect(view.errors).toEqual([
      { text: "First day: This is not a date.", href: "#from-day" },
      { text: "Why: Say why.", href: "#why" },
    ]);
  });

  it("says which fields may be left out", () => {
    expect(viewOf({ name: "a", label: "Budget", kind: "money", isRequired: false }).label).toBe("Budget (optional)");
    expect(viewOf({ name: "a", label: "Pilot", kind: "text", isRequired: true }).label).toBe("Pilot");
  });

  it("lets a choice that may be left out be taken back", () => {
    const items = (value?: string) =>
      viewOf({
        name: "a",
        label: "Rating",
        kind: "choice",
        isRequired: false,
        options,
        ...(value !== undefined && { value }),
      }).items;
    expect(items().map(({ text, checked }) => [text, checked])).toEqual([
      ["Not said", true],
      ["Green", false],
      ["Red", false],
    ]);
    expect(items("r").map(({ text, checked }) => [text, checked])).toEqual([
      ["Not said", false],
      ["Green", false],
      ["Red", true],
    ]);
  });

  it("makes a menu of many options, which begins with none where none is chosen", () => {
    const many = Array.from({ length: 7 }, (_, index) => ({ value: `v${index}`, label: `V${index}` }));
    const open = viewOf({ name: "a", label: "Pilot", kind: "choice", isRequired: true, options: many });
    expect([open.isMenu, open.items[0]]).toEqual([
      true,
      { value: "", text: "Choose one", checked: true, selected: true },
    ]);
    const chosen = viewOf({ name: "a", label: "Pilot", kind: "choice", isRequired: true, options: many, value: "v3" });
    expect(chosen.items).toHaveLength(7);
    expect(viewOf({ name: "a", label: "Pilot", kind: "choice", isRequired: true, options }).isMenu).toBe(false);
    expect(viewOf({ name: "a", label: "Pilot", kind: "choice", isRequired: true, options }).items).toHaveLength(2);
  });

  it("parts a date into its boxes, and keeps what is no date as it was typed", () => {
    expect(viewOf({ name: "a", label: "Day", kind: "date", value: "2026-03-01" }).parts).toEqual({
      day: "1",
      month: "3",
      year: "2026",
    });
    expect(viewOf({ name: "a", label: "Day", kind: "date", value: "26-Smarch-32" }).parts).toEqual({
      day: "32",
      month: "Smarch",
      year: "26",
    });
    expect(viewOf({ name: "a", label: "Day", kind: "date" }).parts).toEqual({ day: "", month: "", year: "" });
  });

  it.each([
    ["2026-02-31", "First day must be a real date", ["day", "month", "year"], "day"],
    ["2026-13-01", "First day must be a real date", ["month"], "month"],
    ["2026--01", "First day must include a month", ["month"], "month"],
    ["--07", "First day must include a month and year", ["month", "year"], "month"],
    ["202-03-01", "Year must include 4 numbers", ["year"], "year"],
    ["2026-Smarch-01", "First day must be a real date", ["month"], "month"],
  ])("says of %s in its boxes what is wrong, and leads there", (value, error, boxes, first) => {
    const field = { name: "from", label: "First day", kind: "date", value, error: "Write it as 2026-11-30." } as const;
    expect(viewOf(field)).toMatchObject({ error, wrongParts: boxes });
    expect(viewForm(formOf(field)).errors).toEqual([{ text: error, href: `#from-${first}` }]);
  });

  it("keeps what is said of a day that there is, or of one that is not there", () => {
    const error = "The last day comes before the first.";
    const field = { name: "to", label: "Last day", kind: "date", error } as const;
    for (const value of ["2026-10-01", ""]) {
      expect(viewForm(formOf({ ...field, value })).errors).toEqual([{ text: `Last day: ${error}`, href: "#to-day" }]);
    }
  });

  it("chooses every value of a field that takes several, and cleans what it shows", () => {
    const view = viewOf({
      name: "a",
      label: "Themes\u0000",
      kind: "multi",
      options,
      value: ["g", "r"],
      hint: "a\u202Eb",
    });
    expect(view.items.map(({ checked }) => checked)).toEqual([true, true]);
    expect([view.label, view.hint]).toEqual(["Themes", "ab"]);
  });
});
