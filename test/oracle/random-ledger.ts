import fc from "fast-check";
import type { Attribute, AttributeKind, Value } from "../../src/core/attribute.ts";
import type { Fact, Subject } from "../../src/core/ledger.ts";
import { type Money, moneyBases } from "../../src/core/money.ts";
import { readDaySpan } from "../../src/core/time.ts";
import type { ReadScope } from "../../src/core/trust.ts";
import type { World } from "./naive-snapshot.ts";
import { randomUpdateAttributes, updatesOf } from "./random-updates.ts";

function attribute(id: string, kind: AttributeKind, more: Partial<Attribute> = {}): Attribute {
  return {
    id,
    label: id,
    kind,
    validity: "point",
    asks: [id],
    answers: "what",
    sentence: "{subject}: {value}.",
    ...more,
  };
}

/** Mostly left out, so that a query rarely asks for everything at once. */
export function sometimes<Part>(part: fc.Arbitrary<Part>): fc.Arbitrary<Part | undefined> {
  return fc.oneof({ arbitrary: fc.constant(undefined), weight: 4 }, { arbitrary: part, weight: 1 });
}

const publishedAttributes: readonly Attribute[] = [
  attribute("theme", "text"),
  attribute("partners", "list"),
  attribute("lead", "name", { validity: "period" }),
  attribute("region", "text"),
  attribute("department", "reference"),
  attribute("sponsors", "references", { validity: "period" }),
  attribute("grant", "money"),
  attribute("spend", "money", { validity: "period" }),
  attribute("homes", "count", { validity: "period", unit: "homes" }),
  attribute("people", "count", { unit: "people" }),
  attribute("share", "percent"),
  attribute("started", "date"),
  attribute("open", "flag"),
];

/** One attribute of every kind, points and periods, and some that updates state. */
export const randomAttributes: readonly Attribute[] = [...publishedAttributes, ...randomUpdateAttributes];

const days = ["2023-01-01", "2023-04-01", "2023-10-29", "2024-01-01", "2024-04-01", "2024-06-01"] as const;
/** The moment of each event, 1 to 10, some around the midnights and clock changes of London. */
export const moments = [
  "2023-12-31T23:59:59.999Z",
  "2024-01-01T00:00:00.000Z",
  "2024-03-30T23:59:59.999Z",
  "2024-03-31T22:59:59.999Z",
  "2024-03-31T23:00:00.000Z",
  "2024-05-31T22:59:59.999Z",
  "2024-05-31T23:30:00.000Z",
  "2024-06-01T12:00:00.000Z",
  "2024-06-01T22:59:59.999Z",
  "2024-10-27T00:30:00.000Z",
] as const;
/** Days to ask for: those on which something begins, and some before. */
export const askedDays = [...days, "2023-12-31", "2024-03-31", "2024-05-31"] as const;
const text = fc.constantFrom("Housing", "housing", "Skills", "skills and work", "Ann Lee");
/** The subjects that every ledger has. */
export const ids = { departments: ["d1", "d2"], councils: ["c1", "c2", "c3"], programmes: ["p1", "p2"] } as const;

const money: fc.Arbitrary<Money> = fc
  .record({
    pence: fc.constantFrom(0, 100, 105, 200, 1000),
    qualifier: fc.constantFrom("exact", "exact", "about", "upTo", "atLeast", "range"),
    basis: fc.constantFrom(...moneyBases, "total", "total", "total", "cumulative"),
    more: fc.constantFrom(5, 100),
  })
  .map(({ pence, qualifier, basis, more }) =>
    qualifier === "range" ? { pence, toPence: pence + more, qualifier, basis } : { pence, qualifier, basis },
  );

const date = fc.constantFrom("2023", "2023-10", "2023-10-29", "2024-01-01", "Budget 2009").map((stated): Value => {
  const span = readDaySpan(stated);
  return span ? { kind: "date", text: stated, days: span } : { kind: "date", text: stated };
});

function valueOf(kind: AttributeKind): fc.Arbitrary<Value> {
  switch (kind) {
    case "list":
    case "names":
      return fc.array(text, { minLength: 1, maxLength: 2 }).map((items) => ({ kind, items }));
    case "count":
      return fc.constantFrom(0, 5, 10, 20).map((count) => ({ kind, count }));
    case "percent":
      return fc.constantFrom(5, 12.5).map((percent) => ({ kind, percent }));
    case "money":
      return money.map((each) => ({ kind, money: each }));
    case "date":
      return date;
    case "reference":
      return fc.constantFrom(...ids.departments, "nobody").map((id) => ({ kind, id }));
    case "references":
      return fc.subarray([...ids.departments, ...ids.councils], { minLength: 1 }).map((each) => ({ kind, ids: each }));
    case "flag":
      return fc.boolean().map((flag) => ({ kind, flag }));
    default:
      return text.map((each) => ({ kind, text: each }));
  }
}

const participation = fc.record({
  programme: fc.constantFrom(...ids.programmes),
  participationKind: fc.constantFrom("pilot" as const, "pilot" as const, "member" as const),
  councils: fc.subarray([...ids.councils]),
  audience: fc.constantFrom("public" as const, "public" as const, "programme:p1" as const),
});

function subjectsOf(participations: readonly Omit<Subject, "id" | "kind" | "name">[]): readonly Subject[] {
  const plain = (id: string, kind: Subject["kind"]): Subject => ({
    id,
    kind,
    name: `Name of ${id}`,
    audience: "public",
  });
  return [
    { ...plain("p1", "programme"), status: "live", fictional: true },
    { ...plain("p2", "programme"), status: "closed" },
    ...ids.councils.map((id) => plain(id, "council")),
    ...ids.departments.map((id) => plain(id, "department")),
    ...participations.map((each, index): Subject => ({ ...plain(`x${index}`, "participation"), ...each })),
  ];
}

const validity = fc
  .tuple(
    fc.option(fc.constantFrom(...days), { nil: undefined }),
    fc.option(fc.constantFrom(...days), { nil: undefined }),
  )
  .map(([from, to]) => ({
    ...(from && { validFrom: from }),
    ...(to && (from === undefined || from < to) && { validTo: to }),
  }));

/** Much is said of few attributes, so that sources often speak of the same and a query often finds something. */
export const favourites = ["grant", "homes", "people", "theme", "region"] as const;
const attributeSpokenOf = fc.oneof(
  { arbitrary: fc.constantFrom(...publishedAttributes), weight: 1 },
  {
    arbitrary: fc.constantFrom(...publishedAttributes.filter(({ id }) => favourites.some((each) => each === id))),
    weight: 3,
  },
);

function factAbout(subjects: readonly string[]): fc.Arbitrary<Omit<Fact, "id">> {
  return attributeSpokenOf.chain(({ id, kind }) =>
    fc
      .record({
        subject: fc.constantFrom(...subjects),
        value: valueOf(kind),
        seq: fc.integer({ min: 1, max: moments.length }),
        sourceClass: fc.constantFrom("publication:a", "publication:a", "publication:b"),
        audience: fc.constantFrom("public" as const, "public" as const, "programme:p1" as const),
        valid: validity,
      })
      .map(({ subject, value, seq, sourceClass, audience, valid }) => ({
        subject,
        attribute: id,
        value,
        ...valid,
        recordedSeq: seq,
        recordedAt: moments[seq - 1] ?? "",
        sourceClass,
        sources: ["s"],
        lowConfidence: false,
        trust: "official" as const,
        audience,
      })),
  );
}

/** A small ledger: two programmes, three councils, two departments, two to four participations, 8 to 60 facts, up to ten updates. */
export const randomWorld: fc.Arbitrary<World> = fc
  .array(participation, { minLength: 2, maxLength: 4, size: "max" })
  .map(subjectsOf)
  .chain((subjects) => {
    const subjectIds = subjects.map((subject) => subject.id);
    const participations = subjectIds.filter((id) => id.startsWith("x"));
    const spokenOf = [...subjectIds, ...participations, ...participations, ...participations, "x0", "x1", "x0", "x1"];
    return fc.record({
      subjects: fc.constant(subjects),
      attributes: fc.constant(randomAttributes),
      stated: updatesOf(subjects, moments),
      facts: fc
        .array(factAbout(spokenOf), { minLength: 8, maxLength: 60, size: "max" })
        .map((facts) => facts.map((fact, index): Fact => ({ ...fact, id: `f${String(index).padStart(2, "0")}` }))),
      subjectFrom: fc
        .dictionary(fc.constantFrom(...subjectIds), fc.integer({ min: 0, max: 4 }), { maxKeys: 2 })
        .map((seqs) => new Map(Object.entries(seqs))),
      until: fc
        .dictionary(
          fc.constantFrom("f00", "f01", "f02", "f03", "f04", "f05", "x1", "u0", "u1", "gu00"),
          fc.integer({ min: 5, max: 12 }),
          {
            maxKeys: 2,
          },
        )
        .map((seqs) => new Map(Object.entries(seqs))),
    });
  })
  .map(({ stated, facts, ...rest }) => ({ ...rest, facts: [...facts, ...stated.facts], updates: stated.updates }));

/** A reader of public records or of a programme's too, now or as of an event. */
export const randomScope: fc.Arbitrary<ReadScope> = fc
  .record({ insider: fc.boolean(), knownSeq: sometimes(fc.integer({ min: 0, max: 10 })) })
  .map(({ insider, knownSeq }) => ({
    reader: { audiences: insider ? (["public", "programme:p1"] as const) : (["public"] as const) },
    ...(knownSeq !== undefined && { knownSeq }),
  }));
