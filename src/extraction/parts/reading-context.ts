import type { Knowledge } from "../../core/knowledge.ts";
import type { Day } from "../../core/time.ts";
import type { PersonalData, Rating } from "../../core/update.ts";
import type { DatedContext } from "../fields/milestones.ts";
import type { OwnWords } from "../own-words.ts";
import type { Names } from "../pilots/find-names.ts";
import type { Cut } from "../pilots/key-names.ts";
import { overlaps, plainIn, writtenIn, type Range, type ReadingText } from "../text/reading-text.ts";
import type { Sentence } from "../text/sentences.ts";
import { findDates } from "../time/date-phrases.ts";
import type { DatePhrase } from "../time/date-rule.ts";

/** Everything about a message that its parts are read with. */
export interface ReadingContext {
  readonly text: ReadingText;
  readonly own: OwnWords;
  readonly names: Names;
  /** Without greetings and small talk. */
  readonly sentences: readonly Sentence[];
  readonly knowledge: Knowledge;
  readonly today: Day;
  readonly lastRatings: ReadonlyMap<string, Rating>;
  /** By offsets of the message. */
  readonly private: readonly PersonalData[];
  readonly marking?: { readonly marking: string; readonly range: Range };
  /** What is said before the first of several pilots. */
  readonly preamble: Range;
  /** The names that turn to a pilot. */
  readonly cuts: readonly Cut[];
}

/** How dates are found and words are kept in a message; each stretch is looked through once. */
export function createDatedContext({ text, today, private: personal }: ReadingContext): DatedContext {
  const own = personal.map((one) => text.fromMessage(one));
  const kept = new Map<string, readonly DatePhrase[]>();
  return {
    today,
    datesIn(range, tense) {
      const key = `${range.start} ${range.end} ${tense}`;
      const found =
        kept.get(key) ??
        findDates(text, range, { today, tense }).filter((date) => !own.some((other) => overlaps(other, date)));
      kept.set(key, found);
      return found;
    },
    write(range) {
      const written = writtenIn(text, range);
      // The cells of a table stand elsewhere than their headings; fillers are no words.
      const words = /\p{L}/u.test(written) ? written : plainIn(text, range);
      return words
        .replace(/(?<![\p{L}'-])(?:[Uu]+[mM]+|[Uu]+[hH]+|[Ee]rm+|er)(?![\p{L}'-])[ ,]*/gu, "")
        .replace(/ ?[*_~]+(?=$|[ .,;:])|(?<=^| )[*_~]+/gu, "")
        .trim();
    },
  };
}
