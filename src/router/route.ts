import type { AnswerType } from "../core/attribute.ts";
import type { QuestionIntent } from "../core/intent.ts";
import type { Knowledge } from "../core/knowledge.ts";
import type { Subject } from "../core/ledger.ts";
import type { Day } from "../core/time.ts";
import type { Word } from "../core/words.ts";
import { contentWords, stemOf, substanceOf, wordsOf } from "../core/words.ts";
import {
  asksForContrast,
  asksForMeaning,
  asksForNames,
  asksWhyOrHow,
  isYesNo,
  readAnswerType,
} from "./question-shape.ts";
import { askedContent, blankNames, focusOf, withoutMentions } from "./asked-words.ts";
import { askWhichProgramme, clarifyAmbiguous, clarifyProgrammes } from "./clarify.ts";
import { cleanQuestion } from "./clean-question.ts";
import { completeFollowUp, takenChoice } from "./follow-up.ts";
import type { Thread } from "./follow-up.ts";
import { guardVerdict, type GuardVerdict } from "./guard-rules.ts";
import { planRecords } from "./record-plans.ts";
import { routeUpdates, type RoutedUpdates } from "./route-updates.ts";
import { writeInFull } from "./shorthand.ts";
import type { NamedThings } from "./slots.ts";
import { readNamedThings, slotsOf } from "./slots.ts";
import { readTimeSlots } from "./time-phrases.ts";
import type { Bound } from "./update-target.ts";

/** A routed text: the intent, and what the use cases need to carry it out. */
export interface Routed {
  readonly intent: QuestionIntent;
  /** The question as completed from its thread; what is looked up. */
  readonly question: string;
  readonly named: NamedThings;
  /** Content words that say what is asked about: no names, no question words. */
  readonly focus: readonly Word[];
  /** Content words of what is asked, names included. */
  readonly asked: readonly Word[];
  /** What is wanted beyond a value: an explanation, or everything about a subject. */
  readonly wants: "value" | "explanation" | "overview";
  /** What it asks of updates, where it may. */
  readonly updates?: RoutedUpdates;
}

/** What a text is routed with. */
export interface RouteInput {
  readonly text: string;
  readonly knowledge: Knowledge;
  readonly thread?: Thread | undefined;
  readonly trueAt?: string | undefined;
  readonly knownAt?: string | undefined;
  /** The day on which it is asked; without it no question is one about updates. */
  readonly today?: Day | undefined;
  /** What the place that it comes from is bound to. */
  readonly bound?: Bound | undefined;
}

// Words for the things themselves: they narrow nothing.
const thingStems: ReadonlySet<string> = stemSet(
  `pilot pilots programme programmes program scheme council councils authority authorities place places area areas member members one ones
   original all whole each every government central information detail details fact facts question please local`,
);

// Words for taking part: they narrow no list of those who did.
const takingPartStems: ReadonlySet<string> = stemSet(
  `take took taken taking part participate participated participating participant include included involve involved selected chosen choose
   belong belonged join joined sign signed initially originally appear appeared became become first england english shows show turn up go went on`,
);

function stemSet(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/).filter(Boolean).map(stemOf));
}

/** Routes a text to an intent with slots and plans, by rules alone. */
export function route(input: RouteInput): Routed {
  const choice = input.thread && takenChoice(input.text, input.thread.choices);
  const clean = cleanQuestion(choice?.text ?? input.text);
  if (clean.outcome === "unreadable") {
    return outside(input.text, clean.why === "language" ? "language" : "unreadable");
  }
  const verdict = guardVerdict(clean.text);
  if (verdict === "help" || verdict === "smallTalk") return fixed(clean.text, verdict);
  const text = writeInFull(clean.text);
  const question = completeFollowUp(text, input.thread, input.knowledge);
  const updates = updatesAsked(text, verdict, input);
  const routed = verdict === undefined ? routeQuestion(question, input) : outside(question, verdict);
  return updates ? { ...routed, updates } : routed;
}

/** What a text asks of updates: what is due next week is on record, and who should be chased is no matter of opinion. */
function updatesAsked(
  text: string,
  verdict: GuardVerdict | undefined,
  { today, thread, knowledge, bound, trueAt, knownAt }: RouteInput,
): RoutedUpdates | undefined {
  if (today === undefined || (verdict !== undefined && verdict !== "future" && verdict !== "opinion")) return undefined;
  const found = routeUpdates({ text, knowledge, today, thread, bound, trueAt, knownAt });
  return verdict === undefined || found?.certainty !== "maybe" ? found : undefined;
}

const noNames: NamedThings = { mentions: [], programmes: [], places: [], others: [] };

function outside(question: string, reason: Extract<QuestionIntent, { kind: "outOfScope" }>["reason"]): Routed {
  const intent: QuestionIntent = {
    kind: "outOfScope",
    reason,
    confidence: 0.9,
    slots: slotsOf(noNames, { attributes: [] }),
  };
  return { intent, question, named: noNames, focus: contentWords(question), asked: [], wants: "value" };
}

function fixed(question: string, kind: "help" | "smallTalk"): Routed {
  const intent: QuestionIntent = { kind, confidence: 1, slots: slotsOf(noNames, { attributes: [] }) };
  return { intent, question, named: noNames, focus: [], asked: [], wants: "value" };
}

function routeQuestion(question: string, { knowledge, trueAt, knownAt }: RouteInput): Routed {
  const time = readTimeSlots(question);
  const asOf = trueAt ?? time.trueAt;
  const known = knownAt ?? time.knownAt;
  const mentions = knowledge.findMentions(time.text, asOf ? { asOf } : {});
  const named = readNamedThings(time.text, mentions, knowledge);
  const focus = focusOf(time.text, mentions, knowledge);
  const blanked = blankNames(time.text, mentions, knowledge);
  const answers = readAnswerType(withoutMentions(time.text, mentions));
  const slots = slotsOf(named, {
    attributes: [],
    ...(answers && { answers }),
    ...(asOf && { trueAt: asOf }),
    ...(known && { knownAt: known }),
  });
  const wants = readWants(time.text, focusBesideTerms(focus, named, knowledge), answers);
  const base = { question: time.text, named, focus, asked: askedContent(time.text, mentions), wants } as const;
  const ambiguous = clarifyAmbiguous(time.text, named, knowledge) ?? clarifyProgrammes(time.text, named, knowledge);
  if (ambiguous) return { ...base, intent: { kind: "clarify", confidence: 0.9, slots, ...ambiguous } };
  const planning = planRecords({
    text: time.text,
    blanked,
    named,
    focus: narrowFocus(focus),
    knowledge,
    ...(asOf && { trueAt: asOf }),
    ...(known && { knownAt: known }),
  });
  if (planning.outcome === "whichProgramme" && !asksForMeaning(time.text)) {
    return {
      ...base,
      intent: { kind: "clarify", confidence: 0.8, slots, ...askWhichProgramme(time.text, planning.programmes) },
    };
  }
  const plans = planning.outcome === "plans" ? planning.plans : [];
  const term = definedTerm(time.text, named, focus, { wants, knowledge });
  if (term && (plans.length === 0 || asksForMeaning(time.text)) && !asksForNames(time.text))
    return { ...base, intent: { kind: "define", subject: term.id, confidence: 0.9, slots } };
  return {
    ...base,
    intent: { kind: "ask", plans, passages: plans.length === 0, query: time.text, confidence: 0.7, slots },
  };
}

/** The focus without the words of a term that is named on its own: "what is a section 151 officer" asks for nothing else. */
function focusBesideTerms(focus: readonly Word[], named: NamedThings, knowledge: Knowledge): readonly Word[] {
  if (named.programmes.length + named.places.length > 0) return focus;
  const terms = named.others.filter((subject) => subject.kind === "term");
  const own = new Set(
    terms.flatMap(({ id }) => knowledge.namesOf(id).flatMap((name) => wordsOf(name).map((word) => word.stem))),
  );
  return focus.filter((word) => !own.has(word.stem));
}

/** A question with nothing in it but a name wants everything about it. */
function readWants(text: string, focus: readonly Word[], answers: AnswerType | undefined): Routed["wants"] {
  const bare = !focus.some((word) => !isNeutralWord(word) && substanceOf(word.stem) === 1);
  const open = answers === undefined || answers === "what" || answers === "which";
  if (bare && open && !isYesNo(text)) return "overview";
  return asksWhyOrHow(text) ? "explanation" : "value";
}

function narrowFocus(focus: readonly Word[]): readonly Word[] {
  return focus.filter(
    (word) =>
      !thingStems.has(word.stem) &&
      !takingPartStems.has(word.stem) &&
      substanceOf(word.stem) === 1 &&
      !/^\d{1,2}$/.test(word.folded) &&
      !numberWords.has(word.folded),
  );
}

const numberWords = new Set(
  "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen twenty both".split(
    " ",
  ),
);

/** True for a word that narrows nothing: a word for the things themselves. */
export function isNeutralWord(word: Word): boolean {
  return thingStems.has(word.stem);
}

/** The term that a question asks the meaning of: asked for by name, or named on its own. */
function definedTerm(
  text: string,
  named: NamedThings,
  focus: readonly Word[],
  { wants, knowledge }: { readonly wants: Routed["wants"]; readonly knowledge: Knowledge },
): Subject | undefined {
  const term = named.others.find((subject) => subject.kind === "term");
  const meaning = asksForMeaning(text);
  if (!term || (named.places.length > 0 && !meaning)) return undefined;
  if (named.mentions.length > 1 && asksForContrast(text)) return undefined;
  const ownWords = new Set(knowledge.namesOf(term.id).flatMap((name) => wordsOf(name).map((word) => word.stem)));
  const inTerms = (word: Word): boolean =>
    named.mentions.some((mention) => word.start < mention.end && mention.start < word.end);
  const rest = focus.filter(
    (word) =>
      !isNeutralWord(word) &&
      !meaningWords.has(word.stem) &&
      !inTerms(word) &&
      !ownWords.has(word.stem) &&
      substanceOf(word.stem) === 1,
  );
  if (meaning && rest.length <= 1) return term;
  return wants !== "value" && named.programmes.length === 0 && rest.length === 0 ? term : undefined;
}

const meaningWords = new Set(
  "mean means meaning stand stands define definition abbreviation acronym term jargon short word phrase abbreviated"
    .split(" ")
    .map(stemOf),
);
