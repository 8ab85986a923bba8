import type { MentionCandidate } from "../../core/intent.ts";
import type { Day } from "../../core/time.ts";
import { stopWords } from "../../core/words.ts";
import type { NameEntry } from "./name-entries.ts";
import type { NameToken } from "./name-token.ts";

/** What lowers a score. */
const factors = { outOfDate: 0.6, sentenceStart: 0.6, lowerCase: 0.9, otherNumber: 0.97, typo: 0.85 } as const;

/** Up to this many words a text asks what a word means, so an acronym that is also a word may be in lower case. */
const shortText = 4;

/** Where an entry was found. */
export interface Finding {
  /** The tokens it covers, at least one. */
  readonly covered: readonly NameToken[];
  /** How many tokens the whole text has. */
  readonly textTokens: number;
  readonly typos: number;
  readonly asOf: Day | undefined;
}

/** How well what is written fits an entry, or undefined where it is not this name at all. */
export function scoreEntry(entry: NameEntry, finding: Finding): MentionCandidate | undefined {
  const fit = caseFactor(entry, finding);
  if (fit === 0) return undefined;
  const date = isInUse(entry, finding.asOf) ? 1 : factors.outOfDate;
  const number = finding.typos > 0 || isSameNumber(entry, finding.covered) ? 1 : factors.otherNumber;
  const typo = factors.typo ** finding.typos;
  const score = Math.round(entry.score * fit * date * number * typo * 1000) / 1000;
  return { subject: entry.subject, how: finding.typos > 0 ? "typo" : entry.how, score };
}

function caseFactor({ caseRule, acronym, written }: NameEntry, { covered, textTokens }: Finding): number {
  const token = covered.at(0);
  if (token === undefined) return 0;
  const isLower = !/\p{Lu}/u.test(token.text);
  if (caseRule === "exact") {
    if (token.text.replace(/['\u2019]?s$/, "") === written.replace(/s$/, "")) return 1;
    return textTokens <= shortText && !stopWords.has(token.text.toLowerCase()) ? factors.lowerCase : 0;
  }
  if (caseRule === "capital") {
    if (!token.isCapital) return 0;
    return token.startsSentence ? factors.sentenceStart : 1;
  }
  return acronym && isLower ? factors.lowerCase : 1;
}

function isInUse({ from, to }: NameEntry, asOf: Day | undefined): boolean {
  if (asOf === undefined) return true;
  return (from === undefined || from <= asOf) && (to === undefined || asOf < to);
}

function isSameNumber({ words }: NameEntry, covered: readonly NameToken[]): boolean {
  return covered.every(({ forms }, index) => forms.includes(words[index] ?? ""));
}
