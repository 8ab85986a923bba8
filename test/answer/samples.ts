import type { Attribute, Value } from "../../src/core/attribute.ts";
import type { Passage } from "../../src/core/document.ts";
import type { FactEvidence, PassageEvidence } from "../../src/core/evidence.ts";
import type { Fact, Source, Subject } from "../../src/core/ledger.ts";

/** An attribute with a plain sentence. */
export function attributeOf(more: Partial<Attribute> = {}): Attribute {
  return {
    id: "grant",
    label: "grant",
    kind: "money",
    validity: "point",
    asks: ["grant"],
    answers: "howMuch",
    sentence: "The grant of {subject} was {value}.",
    ...more,
  };
}

export const nightBuses: Subject = {
  id: "night-buses",
  kind: "programme",
  name: "Harbour Night Buses",
  audience: "public",
};
export const eastmerePilot: Subject = {
  id: "hnb-eastmere",
  kind: "participation",
  name: "Eastmere",
  programme: "night-buses",
  participationKind: "pilot",
  councils: ["eastmere"],
  audience: "public",
};
export const subjects: ReadonlyMap<string, Subject> = new Map(
  [nightBuses, eastmerePilot, { ...eastmerePilot, id: "qqn-eastmere", participationKind: "member" as const }].map(
    (subject) => [subject.id, subject],
  ),
);
/** Looks up the subjects above. */
export const names = { subject: (id: string): Subject | undefined => subjects.get(id) };

export const closingReport: Source = {
  id: "closing-report",
  title: "The closing report",
  publisher: "Coast Office",
  url: "https://coasts.example/closing",
  published: "2025-06-02",
  trust: "official",
};
export const rewordedCopy: Source = {
  id: "reworded",
  title: "Reworded copy",
  url: "https://copy.example/",
  trust: "spun",
};

/** £5 million for Harbour Night Buses, from the closing report; every part may differ. */
export function factOf(more: {
  readonly fact?: Partial<Fact>;
  readonly value?: Value;
  readonly attribute?: Partial<Attribute>;
  readonly subject?: Subject;
  readonly sources?: readonly Source[];
}): FactEvidence {
  const sources = more.sources ?? [closingReport];
  const subject = more.subject ?? nightBuses;
  const attribute = attributeOf(more.attribute);
  return {
    kind: "fact",
    subject,
    attribute,
    sources,
    names: [subject.name],
    score: 1,
    fact: {
      id: "fact-1",
      subject: subject.id,
      attribute: attribute.id,
      value: more.value ?? { kind: "money", money: { pence: 500_000_000, qualifier: "upTo", basis: "total" } },
      recordedSeq: 7,
      recordedAt: "2026-03-01T09:00:00.000Z",
      sourceClass: "official",
      sources: sources.map((source) => source.id),
      lowConfidence: false,
      trust: sources[0]?.trust ?? "official",
      audience: "public",
      ...more.fact,
    },
  };
}

/** A passage of one document whose sentences are given; spans count in the sentences joined by spaces. */
export function passageOf(
  sentences: readonly string[],
  more: Partial<Passage["meta"]> = {},
  id = "notes.md#0",
): Passage {
  let at = 0;
  const spans = sentences.map((text) => {
    const start = at;
    at += text.length + 1;
    return { text, start, end: start + text.length };
  });
  return {
    id,
    versionId: "notes.md@0123456789ab",
    documentId: "notes.md",
    position: 0,
    headingPath: ["Notes", "What was learned"],
    text: sentences.join(" "),
    start: 0,
    end: at - 1,
    sentences: spans,
    sha256: "0",
    meta: { id: "notes.md", title: "Notes", trust: "official", audience: "public", ...more },
  };
}

/** A sentence of a passage as evidence, quoted as it stands. */
export function quoteOf(passage: Passage, index = 0): PassageEvidence {
  const sentence = passage.sentences[index] ?? { text: "", start: 0, end: 0 };
  return {
    kind: "passage",
    passage,
    sentence,
    start: sentence.start,
    end: sentence.end,
    quote: sentence.text,
    score: 1,
  };
}
