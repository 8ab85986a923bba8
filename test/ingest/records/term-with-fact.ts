import { expect } from "vitest";

/** Anything that a pattern matches. */
export function matching(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}

/** A source, and an attribute of every kind that is refused in its own way. */
export const example = `sources:
  - { id: guide, title: Guide, trust: official }
attributes:
  - { id: theme, label: theme, kind: text, validity: point, asks: [theme], answers: what, sentence: "{subject}: {value}." }
  - { id: grant, label: grant, kind: money, validity: point, asks: [grant], answers: howMuch, sentence: "{subject}: {value}." }
  - { id: homes, label: homes, kind: count, validity: point, asks: [homes], answers: howMany, sentence: "{subject}: {value}." }
  - { id: when, label: when, kind: date, validity: point, asks: [], answers: when, sentence: "{subject}: {value}." }
  - { id: parent, label: parent, kind: reference, validity: point, asks: [], answers: which, sentence: "{subject}: {value}." }
`;

/** A term with one fact, from line 9; the fact stands on line 13. */
export function termWith(fact: string): string {
  return `${example}terms:
  - id: quay
    name: Quay
    facts:
      ${fact}
`;
}
