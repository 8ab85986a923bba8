import { describe, expect, it } from "vitest";
import type { RecordPayload, StatedFact } from "../../src/core/ledger.ts";
import { deriveRows, recordKey } from "../../src/ledger/derive-rows.ts";
import { readRecordPayload } from "../../src/ledger/derive-payload.ts";

function matching(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}

const theme: StatedFact = {
  attribute: "theme",
  value: { kind: "text", text: "street safety" },
  sources: ["paper", "guide"],
  trust: "official",
  from: "2024-01-01",
  lowConfidence: false,
};

function council(facts: readonly StatedFact[], name = "Eastmere Borough Council"): RecordPayload {
  const subject = {
    id: "eastmere",
    kind: "council",
    name,
    audience: "programme:harbour",
    marking: "OFFICIAL",
  } as const;
  return { type: "subject", subject, aliases: [{ text: "EBC", ambiguous: true, place: false }], facts };
}

function keys(payload: RecordPayload): readonly string[] {
  return deriveRows(payload).map(({ key }) => key);
}

describe("deriveRows", () => {
  it("gives a subject, its aliases and its facts, each with the subject's audience", () => {
    const rows = deriveRows(council([theme])).map(({ row }) => row);
    expect(rows).toEqual([
      {
        table: "alias",
        alias: { target: "eastmere", text: "EBC", ambiguous: true, place: false },
        record: "eastmere",
        audience: "programme:harbour",
      },
      {
        table: "fact",
        fact: {
          id: matching(/^f-[0-9a-f]{16}$/),
          subject: "eastmere",
          attribute: "theme",
          value: { kind: "text", text: "street safety" },
          validFrom: "2024-01-01",
          sourceClass: "publication:paper",
          sources: ["paper", "guide"],
          trust: "official",
          lowConfidence: false,
          audience: "programme:harbour",
          marking: "OFFICIAL",
        },
      },
      {
        table: "subject",
        subject: {
          id: "eastmere",
          kind: "council",
          name: "Eastmere Borough Council",
          audience: "programme:harbour",
          marking: "OFFICIAL",
        },
      },
    ]);
  });

  it("changes only the key of what changed", () => {
    const before = new Set(keys(council([theme])));
    const after = keys(council([theme], "Eastmere Council"));
    expect(after.filter((key) => !before.has(key))).toEqual([matching(/^subject\//)]);
  });

  it("keeps a fact's id when only its note changed, but not its row", () => {
    const [plain, noted] = [council([theme]), council([{ ...theme, note: "from a talk" }])];
    const idOf = (payload: RecordPayload) =>
      deriveRows(payload).flatMap(({ row }) => (row.table === "fact" ? row.fact.id : []));
    expect(idOf(noted)).toEqual(idOf(plain));
    expect(keys(noted)).not.toEqual(keys(plain));
  });

  it("gives the same rows whatever the order of the fields", () => {
    const reordered: unknown = JSON.parse(
      '{"facts":[],"aliases":[],"subject":{"audience":"public","name":"Quay","kind":"term","id":"quay"},"type":"subject"}',
    );
    const payload = readRecordPayload(reordered);
    const subject = { id: "quay", kind: "term", name: "Quay", audience: "public" } as const;
    expect(payload && keys(payload)).toEqual(keys({ type: "subject", subject, aliases: [], facts: [] }));
  });

  it("keeps sources, attributes and subjects of one id apart", () => {
    const source = { id: "quay", title: "Quay", trust: "press" } as const;
    expect(recordKey({ type: "source", source })).toBe("source:quay");
    expect(recordKey(council([]))).toBe("eastmere");
  });
});

describe("readRecordPayload", () => {
  it.each([[undefined], ["text"], [{ type: "subject" }], [{ type: "purge", reason: "asked for" }]])(
    "refuses %j",
    (body) => {
      expect(readRecordPayload(body)).toBeUndefined();
    },
  );
});
