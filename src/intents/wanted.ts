import { figuresOf } from "../answer/gate/figures.ts";
import type { Mention } from "../core/intent.ts";
import type { Word } from "../core/words.ts";
import { stemOf, substanceOf, fold } from "../core/words.ts";
import {
  asksForNames,
  asksForPerson,
  readAnswerType,
  readCountedNoun,
  readHeadNoun,
} from "../router/question-shape.ts";
import { withoutMentions } from "../router/asked-words.ts";
import { isCommonForm } from "../ledger/names/common-words.ts";
import { isNeutralWord } from "../router/route.ts";

/** What a question insists on, whatever else fits. */
export interface Wanted {
  /** Stems that must be said: the noun after "which", and names that are no record of ours. */
  readonly stems: readonly string[];
  /** Names are wanted, not their number. */
  readonly names: boolean;
  /** How many names: "which three funds"; undefined where no number is said. */
  readonly count: number | undefined;
  /** Places are wanted: "which pilots", "which councils". */
  readonly place: boolean;
  /** A person is wanted. */
  readonly person: boolean;
  /** Something beside what the question names is wanted: "apart from X". */
  readonly newName: boolean;
  /** The stem of what is counted: "how many landlords"; undefined where nothing is. */
  readonly counted: string | undefined;
  /** The question with the names in it as blanks. */
  readonly plain: string;
  /** The question with every name of what it is about. */
  readonly text: string;
}

/**
 * Reads what a question insists on. `focus` are the words outside the names; `mentions` are these; `named` is the question with
 * every name of the same things; `unknown` are the stems that stand nowhere on file.
 */
export function readWanted(
  question: string,
  focus: readonly Word[],
  {
    named,
    mentions,
    unknown,
  }: { readonly named: string; readonly mentions: readonly Mention[]; readonly unknown?: ReadonlySet<string> },
): Wanted {
  const head = readHeadNoun(question);
  // "What year" and "what amount" are met by a year and an amount; "which wards" must be told of wards.
  const answers = readAnswerType(question);
  const isMet =
    answers === "when" || answers === "howMuch" || answers === "howMany" || kindsOfThing.has(head?.toLowerCase() ?? "");
  const headStem = head === undefined || isMet ? [] : [stemOf(fold(head))];
  const inFocus = new Set(
    focus.filter((word) => !isNeutralWord(word) && substanceOf(word.stem) === 1).map((word) => word.stem),
  );
  return {
    stems: [
      ...headStem.filter((stem) => inFocus.has(stem)),
      ...focus.filter((word) => isProperNoun(word, question)).map((word) => word.stem),
      ...focus.filter((word) => unknown?.has(word.stem) && isForeignName(word, question)).map((word) => word.stem),
      ...focus.filter((word) => ranks.test(question.slice(word.start))).map((word) => word.stem),
    ],
    names: asksForNames(question),
    count: asksForNames(question)
      ? figuresOf(question).find((figure) => figure.unit === "number" && figure.value >= 2)?.value
      : undefined,
    place: /^which(?: [\p{L}\p{N}-]+){0,4}? (?:pilots?|councils?|places?|areas?|authorities|members)\b/iu.test(
      question.trim(),
    ),
    person: asksForPerson(question),
    counted: countedStem(question, inFocus),
    newName: /\b(?:apart from|besides|other than|except(?: for)?|as well as) \p{Lu}/u.test(question),
    plain: withoutMentions(question, mentions),
    text: named,
  };
}

/** A word that is neither on file nor everyday English, where a name would stand: "what did ambridge's pilot cost". */
function isForeignName({ folded, stem, start, end }: Word, question: string): boolean {
  if (folded.length < 4 || substanceOf(stem) < 1 || !/^[a-z]+$/.test(folded) || isCommonForm(folded)) return false;
  const stands = /\b(?:did|does|was|were|is|has|have|in|for|from|by|at|near|around|of|to)\s+(?:the\s+)?$/i;
  const followed =
    /^(?:['\u2019]s\b|\s+(?:council|city|borough|county|district|pilot|got|get|receive|received|did)\b)/i;
  return stands.test(question.slice(0, start)) || followed.test(question.slice(end));
}

// Which of several of a kind: a prime minister is not any minister.
const ranks =
  /^(?:prime|permanent|shadow|deputy|assistant|vice|junior|former|acting)\s+(?:minister|secretary|chair|leader|director|executive|officer|mayor)/i;

function countedStem(question: string, inFocus: ReadonlySet<string>): string | undefined {
  const noun = readCountedNoun(question);
  const stem = noun === undefined ? undefined : stemOf(fold(noun));
  return stem !== undefined && inFocus.has(stem) ? stem : undefined;
}

/** Nouns for a kind of answer rather than for the thing itself: the answer seldom says them. */
const kindsOfThing: ReadonlySet<string> = new Set(
  "term terms word words name names title group entity person gender nationality ethnicity country city way form sort kind type".split(
    " ",
  ),
);

/** A capitalised word inside a sentence; at its beginning, or an everyday word, it may be no name. */
function isProperNoun(word: Word, question: string): boolean {
  if (!/^\p{Lu}/u.test(word.text) || substanceOf(word.stem) < 1) return false;
  return !/(?:^|[.!?:"\u201c(]\s*)$/.test(
    question.slice(0, word.start).trimEnd() === "" ? "" : question.slice(0, word.start),
  );
}
