import { describe, expect, it } from "vitest";
import type { RecordQuery } from "../../../src/core/record-query.ts";
import { count, fact, find, ids, name, recordedOn, run, text, values, where } from "./example-ledger.ts";

const about = "harbour-eastmere";
const leads = [
  fact(about, "lead", name("Ann Lee"), { validFrom: "2025-01-01" }),
  fact(about, "lead", name("Bo Khan"), { validFrom: "2026-03-01", recordedSeq: 10 }),
];
const asked: RecordQuery = { select: "participation", where: [where("id", about)], do: "list", attribute: "lead" };

describe("when it was true", () => {
  it("answers with the last value when no day is asked for", async () => {
    expect(values(await find(asked, leads))).toEqual([name("Bo Khan")]);
  });

  it("lets a point hold until the day the next one begins", async () => {
    expect(values(await find({ ...asked, trueAt: "2026-02-28" }, leads))).toEqual([name("Ann Lee")]);
    expect(values(await find({ ...asked, trueAt: "2026-03-01" }, leads))).toEqual([name("Bo Khan")]);
    expect(await run({ ...asked, trueAt: "2024-12-31" }, leads)).toMatchObject({ outcome: "notRecorded" });
  });

  it("takes the end of a validity as the first day on which it no longer held", async () => {
    const ended = [fact(about, "lead", name("Ann Lee"), { validFrom: "2025-01-01", validTo: "2025-06-01" })];
    expect(values(await find({ ...asked, trueAt: "2025-05-31" }, ended))).toEqual([name("Ann Lee")]);
    expect(await run({ ...asked, trueAt: "2025-06-01" }, ended)).toMatchObject({ outcome: "notRecorded" });
  });

  it("keeps a value whose start is not known beside a dated one", async () => {
    const undated = fact(about, "lead", name("Cy Reed"));
    expect(values(await find(asked, [undated, ...leads]))).toEqual([name("Cy Reed"), name("Bo Khan")]);
  });

  it("ends a value that is known to be over when the next begins", async () => {
    const over = fact(about, "lead", name("Cy Reed"), { validTo: "2025-01-01" });
    expect(values(await find(asked, [over, ...leads]))).toEqual([name("Bo Khan")]);
  });

  it("gives the whole series of a period attribute, or the period of a day", async () => {
    const homes = [
      fact(about, "homes", count(3), { validFrom: "2025-01-01", validTo: "2025-04-01" }),
      fact(about, "homes", count(5), { validFrom: "2025-04-01", validTo: "2025-07-01" }),
    ];
    const query: RecordQuery = { ...asked, attribute: "homes" };
    expect(values(await find(query, homes))).toEqual([count(3), count(5)]);
    expect(values(await find({ ...query, trueAt: "2025-04-01" }, homes))).toEqual([count(5)]);
  });
});

describe("when it was known", () => {
  it("answers as it was known at the end of a day in London", async () => {
    const late = leads.map((each) => ({
      ...each,
      recordedAt: each.recordedSeq === 10 ? "2026-06-01T23:30:00.000Z" : each.recordedAt,
    }));
    expect(values(await find({ ...asked, knownAt: "2026-06-01" }, late))).toEqual([name("Ann Lee")]);
    expect(values(await find({ ...asked, knownAt: "2026-06-02" }, late))).toEqual([name("Bo Khan")]);
  });

  it("answers what was thought on a day with both clocks", async () => {
    const day = "2026-03-05";
    expect(values(await find({ ...asked, trueAt: day, knownAt: day }, leads))).toEqual([name("Ann Lee")]);
    expect(values(await find({ ...asked, trueAt: day }, leads))).toEqual([name("Bo Khan")]);
  });

  it("never knows more than the scope does", async () => {
    const scope = { reader: { audiences: ["public"] as const }, knownSeq: 9 };
    expect(values(await find({ ...asked, knownAt: recordedOn(12) }, leads, { scope }))).toEqual([name("Ann Lee")]);
  });

  it("forgets what was withdrawn", async () => {
    const until = new Map([[leads[1]?.id ?? "", 12]]);
    expect(values(await find({ ...asked, knownAt: recordedOn(11) }, leads, { until }))).toEqual([name("Bo Khan")]);
    expect(values(await find(asked, leads, { until }))).toEqual([name("Ann Lee")]);
  });

  it("replaces what the same class of source said of the same time", async () => {
    const corrected = fact(about, "lead", name("Anne Lee"), { validFrom: "2025-01-01", recordedSeq: 4 });
    const result = await find({ ...asked, trueAt: "2025-02-01" }, [corrected, ...leads]);
    expect(values(result)).toEqual([name("Anne Lee")]);
  });
});

describe("since, latest, history and change", () => {
  it("lists the facts recorded since the start of a day in London", async () => {
    const query: RecordQuery = { select: "fact", where: [], do: "list", since: "2026-03-10" };
    expect(values(await find(query, leads))).toEqual([name("Bo Khan")]);
    expect(await run({ ...query, since: "2026-03-11" }, leads)).toEqual({ outcome: "noResult" });
  });

  it("does not narrow conditions by since", async () => {
    const region = fact("eastmere", "region", text("East"));
    const query: RecordQuery = { ...asked, where: [where("councils.region", "East")], since: "2026-03-05" };
    expect(ids(await find(query, [region, ...leads]))).toEqual([about]);
  });

  it("gives the series in order, also up to a day", async () => {
    const query: RecordQuery = { ...asked, do: "history" };
    expect(values(await find(query, leads.toReversed()))).toEqual([name("Ann Lee"), name("Bo Khan")]);
    expect(values(await find({ ...query, trueAt: "2026-01-01" }, leads))).toEqual([name("Ann Lee")]);
  });

  it("takes the standing reference and the whole series at its end", async () => {
    const departments = [
      fact("harbour", "department", { kind: "reference", id: "eastmere" }, { validFrom: "2024-01-01" }),
      fact("harbour", "department", { kind: "reference", id: "ministry" }, { validFrom: "2025-01-01" }),
    ];
    const series = leads.map((each) => ({ ...each, subject: "ministry" }));
    const former = fact("eastmere", "lead", name("Cy Reed"));
    const query: RecordQuery = {
      select: "programme",
      where: [where("id", "harbour")],
      do: "history",
      attribute: "department.lead",
    };
    expect(values(await find(query, [...departments, ...series, former]))).toEqual([
      { kind: "reference", id: "ministry" },
      name("Ann Lee"),
      name("Bo Khan"),
    ]);
  });

  it("gives the latest of a series", async () => {
    const homes = [
      fact(about, "homes", count(3), { validFrom: "2025-01-01", validTo: "2025-04-01" }),
      fact(about, "homes", count(5), { validFrom: "2025-04-01", validTo: "2025-07-01" }),
    ];
    expect(values(await find({ ...asked, attribute: "homes", do: "latest" }, homes))).toEqual([count(5)]);
  });

  it("gives a change as the values before and after, and nothing where a value was only repeated", async () => {
    const repeated = fact(about, "lead", name("bo khan"), { validFrom: "2026-04-01", recordedSeq: 12 });
    const query: RecordQuery = { ...asked, do: "change" };
    expect(values(await find(query, [...leads, repeated]))).toEqual([name("Ann Lee"), name("Bo Khan")]);
    expect(await run({ ...query, since: recordedOn(11) }, [...leads, repeated])).toEqual({ outcome: "noResult" });
    expect(values(await find({ ...query, since: recordedOn(10) }, leads))).toEqual([name("Ann Lee"), name("Bo Khan")]);
  });

  it("finds no change where two references lead to one unchanged fact", async () => {
    const sponsor = fact("ministry", "lead", name("Ann Lee"));
    const twice = ["publication:a", "publication:b"].map((sourceClass) =>
      fact("harbour", "department", { kind: "reference", id: "ministry" }, { sourceClass }),
    );
    const later = fact("ministry", "lead", name("Bo Khan"), { validFrom: "2026-01-01" });
    const query: RecordQuery = { select: "programme", where: [], do: "change", attribute: "department.lead" };
    expect(await run(query, [...twice, sponsor])).toEqual({ outcome: "noResult" });
    const changed = await find(query, [...twice, sponsor, later]);
    expect(changed.rows.map((row) => row.facts.filter((each) => each.attribute === "lead"))).toEqual([
      [sponsor, later],
    ]);
    const backdated = { ...sponsor, recordedSeq: 9, recordedAt: recordedOn(9) };
    const sinceThe5th = { ...query, since: recordedOn(5) };
    expect(await run(sinceThe5th, [...twice, backdated, later])).toEqual({ outcome: "noResult" });
  });
});

describe("conflicts", () => {
  const counts = [
    fact("harbour", "pilotCount", count(11), { sourceClass: "publication:foreword" }),
    fact("harbour", "pilotCount", count(12), { sourceClass: "publication:invitation" }),
  ];
  const query: RecordQuery = {
    select: "programme",
    where: [where("id", "harbour")],
    do: "list",
    attribute: "pilotCount",
  };

  it("answers with both values and says that they disagree", async () => {
    const result = await find(query, counts);
    expect(values(result)).toEqual([count(11), count(12)]);
    expect(result.conflicts).toEqual([counts]);
  });

  it("shows the other value where only one met a condition", async () => {
    const result = await find({ ...query, where: [where("pilotCount", 11)] }, counts);
    expect(result.conflicts).toEqual([counts]);
  });

  it("sees no conflict between sources that agree, or that speak of other times", async () => {
    const same = counts.map((each) => ({ ...each, value: count(11) }));
    expect((await find(query, same)).conflicts).toEqual([]);
    const [first, second] = counts;
    const apart = [
      { ...first!, validTo: "2025-01-01" },
      { ...second!, validFrom: "2025-01-01" },
    ];
    expect((await find(query, apart)).conflicts).toEqual([]);
  });
});
