import { describe, expect, it } from "vitest";
import { createRecordFolder, soundRecords } from "./record-folder.ts";
import { example, matching, termWith } from "./term-with-fact.ts";

describe("a record is refused", () => {
  it.each([
    ["councils: [{ id: Up, name: Up }]", "id", /lower-case/],
    ["councils: [{ name: Up }]", "id", /missing/],
    ["councils: [{ id: up }]", "name", /missing/],
    ["councils: [{ id: up, name: Up, programme: x }]", "programme", /not known here/],
    ["councils: [{ id: up, name: Up, audience: everyone }]", "audience", /public, programme/],
    ["councils: [{ id: up, name: Up, audience: 'programme:x' }]", "audience", /no programme x/],
    [
      "councils: [{ id: up, name: Up, aliases: [{ text: U, until: 2020-01-01 }] }]",
      "aliases.0.until",
      /not known here/,
    ],
    ["councils: [{ id: up, name: Up, aliases: [{ text: U, from: 2020 }] }]", "aliases.0.from", /text/],
    ["councils: [up]", "", /fields with values/],
    ["councils: [null]", "", /fields with values/],
    ["programmes: [{ id: up, name: Up, status: open }]", "status", /live, closed, reference/],
    [
      "programmes: [{ id: up, name: Up, status: closed, returns: { every: month, dueWorkingDay: 5, from: 2026-04-01 } }]",
      "returns",
      /status: live/,
    ],
    [
      "programmes: [{ id: up, name: Up, returns: { every: month, dueWorkingDay: 5, from: 2026-04-01 } }]",
      "returns",
      /status: live/,
    ],
    [
      "programmes: [{ id: up, name: Up, status: live, returns: { every: week, dueWorkingDay: 5, from: 2026-04-01 } }]",
      "returns.every",
      /month, quarter, halfYear/,
    ],
    [
      "programmes: [{ id: up, name: Up, status: live, returns: { every: month, dueWorkingDay: 0, from: 2026-04-01 } }]",
      "returns.dueWorkingDay",
      /at least 1/,
    ],
    [
      "programmes: [{ id: up, name: Up, status: live, returns: { every: month, dueWorkingDay: 61, from: 2026-04-01 } }]",
      "returns.dueWorkingDay",
      /at most 60/,
    ],
    [
      "programmes: [{ id: up, name: Up, status: live, returns: { every: month, dueWorkingDay: 2.5, from: 2026-04-01 } }]",
      "returns.dueWorkingDay",
      /whole number/,
    ],
    [
      "programmes: [{ id: up, name: Up, status: live, returns: { every: month, dueWorkingDay: 5 } }]",
      "returns.from",
      /missing/,
    ],
    [
      "programmes: [{ id: up, name: Up, status: live, returns: { every: month, dueWorkingDay: 5, from: 2026-04-31 } }]",
      "returns.from",
      /day that exists/,
    ],
    [
      "programmes: [{ id: up, name: Up, status: live, returns: { every: month, dueWorkingDay: 5, from: 2026-04-01, to: 2026-04-01 } }]",
      "returns.to",
      /later than/,
    ],
    [
      "programmes: [{ id: up, name: Up, status: live, returns: { every: month, dueDay: 5, dueWorkingDay: 5, from: 2026-04-01 } }]",
      "returns.dueDay",
      /not known here/,
    ],
    ["programmes: [{ id: up, name: Up, status: live, returns: monthly }]", "returns", /fields with values/],
    ["programmes: [{ id: up, name: Up, ratingScale: four-step }]", "ratingScale", /three-step, five-step/],
    ["programmes: [{ id: up, name: Up, observer: true }]", "observer", /not known here/],
    ["sources: [{ id: up, title: Up, trust: high }]", "trust", /official, press/],
    ["sources: [{ id: up, title: Up, trust: press, url: 'javascript:alert(1)' }]", "url", /https/],
    ["sources: [{ id: up, title: Up, trust: press, published: 2023-02-30 }]", "published", /exists/],
    [
      "attributes: [{ id: kind, label: k, kind: text, validity: point, asks: [], answers: what, sentence: '{subject} {value}' }]",
      "id",
      /cannot be attributes/,
    ],
    [
      "attributes: [{ id: up, label: k, kind: texts, validity: point, asks: [], answers: what, sentence: '{subject} {value}' }]",
      "kind",
      /text, list/,
    ],
    [
      "attributes: [{ id: up, label: k, kind: text, validity: point, asks: [Up], answers: what, sentence: '{subject} {value}' }]",
      "asks.0",
      /lower case/,
    ],
    [
      "attributes: [{ id: up, label: k, kind: text, validity: point, asks: [], answers: what, sentence: '{subject} {vlaue}' }]",
      "sentence",
      /\{vlaue\} is not known/,
    ],
    [
      "attributes: [{ id: up, label: k, kind: text, validity: point, asks: [], answers: what, sentence: '{subject}' }]",
      "sentence",
      /must say \{value\}/,
    ],
  ])("%s", async (text, field, reason) => {
    const records = await createRecordFolder();
    await records.write("all.yaml", text);
    const { imported, refused } = await records.import();
    expect(refused).toMatchObject([{ file: "records/all.yaml", line: 1, field, reason: matching(reason) }]);
    expect(imported).toBe(0);
  });

  it("when its id is used in another file, which keeps it", async () => {
    const records = await createRecordFolder();
    await records.write("a.yaml", "councils:\n  - { id: up, name: Up }\n");
    await records.write("b.yaml", "terms:\n  - { id: up, name: Other }\n");
    const { imported, refused } = await records.import();
    expect(imported).toBe(1);
    expect(refused).toEqual([
      {
        file: "records/b.yaml",
        line: 2,
        record: "up",
        field: "id",
        reason: "The id up is already used in records/a.yaml, line 2.",
      },
    ]);
  });

  it("for an observer that is not said with true or false", async () => {
    const records = await createRecordFolder();
    await records.write(
      "all.yaml",
      soundRecords.replace("    kind: pilot", "    kind: pilot\n    observer: sometimes"),
    );
    const { refused } = await records.import();
    expect(refused[0]).toMatchObject({ record: "ht-eastmere", field: "observer", reason: matching(/true or false/) });
  });

  it("together with everything that refers to it, and nothing else", async () => {
    const records = await createRecordFolder();
    await records.write(
      "all.yaml",
      soundRecords.replace("name: Eastmere Borough Council", "nome: Eastmere Borough Council"),
    );
    const { imported, refused } = await records.import();
    expect(refused.map(({ record, field, reason }) => [record, field, reason])).toEqual([
      ["eastmere", "name", "It is missing."],
      ["eastmere", "nome", "The field nome is not known here."],
      ["ht-eastmere", "councils.0", "The record eastmere was refused."],
      ["ada-quill", "facts.links.value.1", "The record ht-eastmere was refused."],
    ]);
    expect(imported).toBe(17);
  });

  it("when a source or attribute of a fact was refused, and says so", async () => {
    const records = await createRecordFolder();
    await records.write(
      "all.yaml",
      termWith("theme: { value: calm, sources: [guide] }").replace("trust: official", "trust: high"),
    );
    const { refused } = await records.import();
    expect(refused.map(({ record, reason }) => [record, reason])).toEqual([
      ["guide", "It must be one of: official, press, informal, unsigned, spun."],
      ["quay", "The source guide was refused."],
    ]);
  });

  it("when a reference is of the wrong kind", async () => {
    const records = await createRecordFolder();
    await records.write("all.yaml", soundRecords.replace("councils: [eastmere]", "councils: [harbour-office]"));
    const { refused } = await records.import();
    expect(refused[0]).toMatchObject({ field: "councils.0", reason: "harbour-office is a department, not a council." });
  });

  it("but not for referring to each other in a circle", async () => {
    const records = await createRecordFolder();
    const pair = `${example}terms:
  - { id: a, name: A, facts: { parent: { value: b, sources: [guide] } } }
  - { id: b, name: B, facts: { parent: { value: a, sources: [guide] } } }
`;
    await records.write("all.yaml", pair);
    expect(await records.import()).toMatchObject({ imported: 8, refused: [] });
  });
});
