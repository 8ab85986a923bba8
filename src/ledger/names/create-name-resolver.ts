import type { Attribute } from "../../core/attribute.ts";
import type { Mention, MentionCandidate } from "../../core/intent.ts";
import { subjectKinds, type Alias, type Subject } from "../../core/ledger.ts";
import type { Day } from "../../core/time.ts";
import { nameEntries, type NameEntry } from "./name-entries.ts";
import { nameTokens, nameWords, type NameToken } from "./name-token.ts";
import { createNameTrie } from "./name-trie.ts";
import { scoreEntry } from "./score-entry.ts";
import { createSpelling } from "./spelling.ts";

/** What a resolver knows. The words that ask for attributes are never taken for misspelt names. */
export interface NameSource {
  readonly subjects: readonly Subject[];
  readonly aliases: readonly Alias[];
  readonly attributes?: Iterable<Pick<Attribute, "asks" | "label">>;
}

/** Finds names in texts. */
export interface NameResolver {
  /**
   * The names in a text, in order and not overlapping; of several readings the longest. Candidates come best first: a place
   * lists its council and every participation of it. With `asOf`, names that were not in use on that day come last.
   */
  findMentions(text: string, options?: { readonly asOf?: Day }): readonly Mention[];
}

/** One reading of a stretch of tokens, with everything it may mean. */
interface Reading {
  readonly first: number;
  readonly end: number;
  readonly typos: number;
  readonly found: readonly { readonly entry: NameEntry; readonly candidate: MentionCandidate }[];
}

/** Creates a resolver; everything is prepared here, so that a question costs little. */
export function createNameResolver({ subjects, aliases, attributes = [] }: NameSource): NameResolver {
  const entries = nameEntries(subjects, aliases);
  const trie = createNameTrie(entries);
  const asked = new Set(Array.from(attributes).flatMap(({ asks, label }) => [...asks, label].flatMap(nameWords)));
  const spelling = createSpelling(new Set(entries.flatMap(({ words }) => words)), (word) => asked.has(word));
  const rank = createRank(subjects);
  return {
    findMentions(text, { asOf } = {}) {
      const tokens = nameTokens(text);
      const readings = tokens.flatMap((_, at) =>
        trie.matchesAt(tokens, at, spelling).map(({ first, end, typos, entries: matched }): Reading => {
          const finding = { covered: tokens.slice(first, end), textTokens: tokens.length, typos, asOf };
          const found = matched.flatMap((entry) => {
            const candidate = scoreEntry(entry, finding);
            return candidate === undefined ? [] : [{ entry, candidate }];
          });
          return { first, end, typos, found };
        }),
      );
      return chooseReadings(readings.filter(({ found }) => found.length > 0)).map((chosen) =>
        mentionOf(text, tokens, chosen, rank),
      );
    },
  };
}

/** Readings of the chosen stretches, in the order of the text: longest first, none overlapping. A misspelt word counts half. */
function chooseReadings(readings: readonly Reading[]): readonly (readonly Reading[])[] {
  const weight = ({ first, end, typos }: Reading): number => end - first - typos / 2;
  const byLength = readings.toSorted(
    (left, right) => weight(right) - weight(left) || left.typos - right.typos || left.first - right.first,
  );
  const taken = new Map<number, Reading[]>();
  for (const reading of byLength) {
    const covers = Array.from({ length: reading.end - reading.first }, (_, index) => taken.get(reading.first + index));
    const same = covers[0];
    if (covers.every((group) => group === undefined)) {
      const group = [reading];
      for (let at = reading.first; at < reading.end; at += 1) taken.set(at, group);
    } else if (same !== undefined && isSameStretch(same[0], reading)) same.push(reading);
  }
  return [...new Set(taken.values())].toSorted((left, right) => (left[0]?.first ?? 0) - (right[0]?.first ?? 0));
}

/** A token that is an exact name is not also a misspelling of another. */
function isSameStretch(chosen: Reading | undefined, other: Reading): boolean {
  return chosen?.first === other.first && chosen.end === other.end && chosen.typos === other.typos;
}

function mentionOf(
  text: string,
  tokens: readonly NameToken[],
  readings: readonly Reading[],
  rank: (left: MentionCandidate, right: MentionCandidate) => number,
): Mention {
  const best = new Map<string, MentionCandidate>();
  const found = readings.flatMap((reading) => reading.found);
  for (const { candidate } of found) {
    const before = best.get(candidate.subject);
    if (before === undefined || candidate.score > before.score) best.set(candidate.subject, candidate);
  }
  const start = tokens[readings[0]?.first ?? 0]?.start ?? 0;
  const last = tokens[(readings[0]?.end ?? 1) - 1];
  const isOwner = last !== undefined && found.every(({ entry }) => entry.words.at(-1) !== last.forms[0]);
  const end = last === undefined ? start : last.end - (isOwner && last.forms.length > 1 ? 2 : 0);
  return { start, end, text: text.slice(start, end), candidates: [...best.values()].toSorted(rank) };
}

function createRank(subjects: readonly Subject[]): (left: MentionCandidate, right: MentionCandidate) => number {
  const order = new Map(
    subjects.map(({ id, kind, participationKind }) => [
      id,
      subjectKinds.indexOf(kind) + (participationKind === "member" ? 0.5 : 0),
    ]),
  );
  return (left, right) =>
    right.score - left.score ||
    (order.get(left.subject) ?? 0) - (order.get(right.subject) ?? 0) ||
    (left.subject < right.subject ? -1 : 1);
}
