import type { Subject } from "../../core/ledger.ts";
import { readClauses } from "../text/clauses.ts";
import { isWithin, overlaps, type Range, type ReadingText } from "../text/reading-text.ts";
import type { Sentence } from "../text/sentences.ts";
import type { Cut, RoleName } from "./key-names.ts";

/** A stretch that several pilots share. */
export interface SharedStretch {
  readonly range: Range;
  /** What each of them may be, in the order in which they are named. */
  readonly candidates: readonly (readonly Subject[])[];
}

/** The words of a stretch for one of the pilots that share it. */
export interface OwnWords {
  /** All of it but the clauses that name another one only. */
  readonly ranges: readonly Range[];
  /** Of these, what does not name it alone. */
  readonly shared: readonly Range[];
}

/** What is said in a stretch of the pilot at a place in it. */
export function wordsOfOne(
  text: ReadingText,
  sentences: readonly Sentence[],
  { range, candidates }: SharedStretch,
  place: number,
  { roles, cuts }: { readonly roles: readonly RoleName[]; readonly cuts: readonly Cut[] },
): OwnWords {
  const clauses = sentences
    .filter((sentence) => overlaps(sentence, range))
    .flatMap((sentence) => readClauses(text, sentence, cuts))
    .filter(({ start }) => start >= range.start && start < range.end)
    .map((clause) => {
      const named = roles.filter(({ name, role }) => role === "named" && isWithin(name, clause.body));
      const meant = candidates.map((one) => named.some((name) => isOneOf(name, one)));
      return { clause, isTold: meant.includes(true) && meant.includes(false), isOwn: meant[place] === true };
    });
  const ofOthers = clauses.filter(({ isTold, isOwn }) => isTold && !isOwn).map(({ clause }) => clause);
  const told = clauses.filter(({ isTold }) => isTold).map(({ clause }) => clause);
  return { ranges: without(range, ofOthers), shared: without(range, told) };
}

/** A pilot's own name, or its programme's. */
function isOneOf({ name }: RoleName, candidates: readonly Subject[]): boolean {
  return candidates.some((one) =>
    "candidates" in name ? name.candidates.some(({ pilot }) => pilot.id === one.id) : name.subject.id === one.programme,
  );
}

function without(range: Range, holes: readonly Range[]): readonly Range[] {
  const kept: Range[] = [];
  let { start } = range;
  for (const hole of holes.toSorted((a, b) => a.start - b.start)) {
    if (hole.start > start) kept.push({ start, end: hole.start });
    start = Math.max(start, hole.end);
  }
  if (start < range.end) kept.push({ start, end: range.end });
  return kept;
}

const each =
  /(?<!\p{L})(?:each|apiece|every(?: one)? of|per pilot|both (?:have|had|at|on|with|spent|saw|did|reached|hit|ran|delivered|got)|all (?:three|four|five|six) (?:have|had|at|on|with|spent|saw|did|reached|hit|ran|delivered|got))(?!\p{L})/u;
const together =
  /(?<!\p{L})(?:between (?:them|us|the (?:two|three|four))|combined|together|in total|altogether|jointly|joint|across (?:both|the (?:two|three|four)|all)|shared|overall|respectively)(?!\p{L})/u;

/** True where a figure that is said of several pilots at once is each one's own: `10 homes each`, never `42 between them`. */
export function isEachOnesOwn(words: string): boolean {
  return each.test(words) && !together.test(words);
}
