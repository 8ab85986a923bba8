import { describe, expect, it } from "vitest";
import { createRecordFolder } from "./record-folder.ts";
import { matching, termWith } from "./term-with-fact.ts";

describe("a fact is refused with file, line, field and reason", () => {
  it.each([
    ["theme: { value: 7, sources: [guide] }", "facts.theme.value", /must be a text.*quotes/],
    ["theme: { value: '', sources: [guide] }", "facts.theme.value", /empty/],
    ["theme: { sources: [guide] }", "facts.theme.value", /missing/],
    ["theme: { value: calm, sources: [] }", "facts.theme.sources", /at least one source/],
    ["theme: { value: calm }", "facts.theme.sources", /missing/],
    ["theme: { value: calm, sources: [rumour] }", "facts.theme.sources.0", /no source rumour/],
    ["motto: { value: calm, sources: [guide] }", "facts.motto", /no attribute motto/],
    ["theme: { value: calm, sources: [guide], form: x }", "facts.theme.form", /form is not known/],
    ["theme: { value: calm, sources: [guide], confidence: high }", "facts.theme.confidence", /one of: low/],
    ["theme: { value: calm, sources: [guide], from: 2023-02-30 }", "facts.theme.from", /day that exists/],
    ["theme: { value: calm, sources: [guide], from: 2023-05-01, to: 2023-05-01 }", "facts.theme.to", /later than/],
    ["grant: { value: '£5', sources: [guide] }", "facts.grant.value", /fields with values/],
    [
      "grant: { value: { amount: £1,500, qualifier: exact, basis: total }, sources: [guide] }",
      "facts.grant.value.500",
      /needs quotes/,
    ],
    [
      "grant: { value: { amount: 1500, qualifier: exact, basis: total }, sources: [guide] }",
      "facts.grant.value.amount",
      /must be a text/,
    ],
    [
      "grant: { value: { amount: '€5', qualifier: exact, basis: total }, sources: [guide] }",
      "facts.grant.value.amount",
      /£150,000/,
    ],
    [
      "grant: { value: { amount: '£5', qualifier: exact, basis: daily }, sources: [guide] }",
      "facts.grant.value.basis",
      /perPilot, total/,
    ],
    [
      "grant: { value: { amount: '£5', qualifier: range, basis: total }, sources: [guide] }",
      "facts.grant.value.to",
      /range needs/,
    ],
    [
      "grant: { value: { amount: '£5', to: '£4', qualifier: range, basis: total }, sources: [guide] }",
      "facts.grant.value.to",
      /more than/,
    ],
    ["homes: { value: 1.5, sources: [guide] }", "facts.homes.value", /whole number/],
    ["homes: { value: '11', sources: [guide] }", "facts.homes.value", /number/],
    ["homes: { value: -1, sources: [guide] }", "facts.homes.value", /at least 0/],
    ["when: { value: 2023-13, sources: [guide] }", "facts.when.value", /date that exists/],
    ["when: { value: 08/11/2021, sources: [guide] }", "facts.when.value", /date that exists/],
    ["parent: { value: pier, sources: [guide] }", "facts.parent.value", /no record pier/],
    [
      "theme: [{ value: calm, sources: [guide] }, { value: calm, sources: [guide] }]",
      "facts.theme.1",
      /already stated/,
    ],
    ["theme: []", "facts.theme", /empty/],
  ])("%s", async (fact, field, reason) => {
    const records = await createRecordFolder();
    await records.write("all.yaml", termWith(fact));
    const { imported, refused } = await records.import();
    expect(refused).toEqual([{ file: "records/all.yaml", line: 13, record: "quay", field, reason: matching(reason) }]);
    expect(imported).toBe(6);
  });

  it("finds the line of a field below a fact that is written over several lines", async () => {
    const records = await createRecordFolder();
    await records.write(
      "all.yaml",
      termWith("theme:\n        - value: calm\n          sources:\n            - guide\n            - rumour"),
    );
    const { refused } = await records.import();
    expect(refused).toMatchObject([{ line: 17, field: "facts.theme.0.sources.1" }]);
  });
});
