import type { AnswerType } from "../core/attribute.ts";
import type { Intent, Mention } from "../core/intent.ts";
import type { Knowledge } from "../core/knowledge.ts";
import type { Subject } from "../core/ledger.ts";
import type { Choice } from "../core/reply.ts";
import type { Word } from "../core/words.ts";
import { contentWords, stemOf, substanceOf, wordsOf } from "../core/words.ts";
import { asksForMeaning, asksForNames, asksWhyOrHow, isYesNo, readAnswerType } from "./question-shape.ts";
import { cleanQuestion } from "./clean-question.ts";
import { completeFollowUp, takenChoice } from "./follow-up.ts";
import type { Thread } from "./follow-up.ts";
import { guardVerdict } from "./guard-rules.ts";
import { planRecords } from "./record-plans.ts";
import { writeInFull } from "./shorthand.ts";
import type { NamedThings } from "./slots.ts";
import { readNamedThings, slotsOf } from "./slots.ts";
import { isDateWord, readTimeSlots } from "./time-phrases.ts";

/** A routed text: the intent, and what the use cases need to carry it out. */
export interface Routed {
  readonly intent: Intent;
  /** The question as completed from its thread; what is looked up. */
  readonly question: string;
  readonly named: NamedThings;
  /** Content words that say what is asked about: no names, no question words. */
  readonly focus: readonly Word[];
  /** Content words of what is asked, names included. */
  readonly asked: readonly Word[];
  /** What is wanted beyond a value: an explanation, or everything about a subject. */
  readonly wants: "value" | "explanation" | "overview";
}

/** What a text is routed with. */
export interface RouteInput {
  readonly text: string;
  readonly knowledge: Knowledge;
  readonly thread?: Thread | undefined;
  readonly trueAt?: string | undefined;
  readonly knownAt?: string | undefined;
}

// Words for the things themselves: they narrow nothing.
const thingStems: ReadonlySet<string> = stemSet(
  `pilot pilots programme programmes program scheme council councils authority authorities place places area areas member members one ones
   original all whole each every government central information detail details fact facts question please local`,
);

// Words for taking part: they narrow no list of those who did.
const takingPartStems: ReadonlySet<string> = stemSet(
  `take took taken taking part participate participated participating participant include included involve involved selected chosen choose
   belong belonged join joined sign signed appear appeared became become first england english shows show turn up go went on`,
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
  const question = completeFollowUp(writeInFull(clean.text), input.thread, input.knowledge);
  if (verdict !== undefined) return outside(question, verdict);
  return routeQuestion(question, input);
}

const noNames: NamedThings = { mentions: [], programmes: [], places: [], others: [] };

function outside(question: string, reason: Extract<Intent, { kind: "outOfScope" }>["reason"]): Routed {
  const intent: Intent = { kind: "outOfScope", reason, confidence: 0.9, slots: slotsOf(noNames, { attributes: [] }) };
  return { intent, question, named: noNames, focus: contentWords(question), asked: [], wants: "value" };
}

function fixed(question: string, kind: "help" | "smallTalk"): Routed {
  const intent: Intent = { kind, confidence: 1, slots: slotsOf(noNames, { attributes: [] }) };
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

/** The content words outside the names of programmes, places, people and departments; a term is part of what is asked. */
function focusOf(text: string, found: readonly Mention[], knowledge: Knowledge): readonly Word[] {
  const mentions = found.filter((mention) => !isTermOnly(mention, knowledge));
  const words = wordsOutside(text, mentions);
  const inside = askedWords(text, words, found);
  return inside.some((word) => substanceOf(word.stem) === 1) || found.length > 0 ? inside : words;
}

/** The content words of what is asked, and those of every name wherever it stands. */
function askedContent(text: string, mentions: readonly Mention[]): readonly Word[] {
  const words = contentWords(text);
  const asked = new Set(askedWords(text, words, mentions));
  return words.filter(
    (word) => asked.has(word) || mentions.some((one) => word.start < one.end && one.start < word.end),
  );
}

/** The words that stand in what is asked. */
function askedWords(text: string, words: readonly Word[], mentions: readonly Mention[]): readonly Word[] {
  const asked = questionSpans(text, mentions);
  return words.filter((word) => asked.some(({ start, end }) => start <= word.start && word.end <= end));
}

/** The sentences of a longer message that ask something; the whole of it where none does. A long one begins to ask at its question word. */
function questionSpans(
  text: string,
  mentions: readonly Mention[],
): readonly { readonly start: number; readonly end: number }[] {
  const sentences = Array.from(text.matchAll(/[^.?!:]+(?:[.?!:]+(?=\s|$)|$|[.?!:])/g), (match) => {
    const cue = match[0].length > 90 ? askingCue(match[0]) : 0;
    return { start: match.index + cue, end: match.index + match[0].length, asks: match[0].includes("?") };
  });
  const marked = sentences.filter((sentence) => sentence.asks);
  const asking =
    marked.length > 0
      ? marked
      : sentences.filter(({ start, end }) => readAnswerType(text.slice(start, end)) !== undefined);
  const substance = asking
    .flatMap((one) => contentWords(text.slice(one.start, one.end)))
    .filter((word) => substanceOf(word.stem) === 1);
  const names = asking.some(({ start, end }) => mentions.some((one) => start <= one.start && one.end <= end));
  return asking.length > 0 && (substance.length > 1 || names || sentences.length === asking.length)
    ? asking
    : sentences;
}

function askingCue(sentence: string): number {
  const cues = Array.from(
    sentence.matchAll(
      /\b(?:why|what|which|how|whom?|whose|when|where|whether|i need|need to know|wants? to know|got the|looking for)\b/gi,
    ),
  );
  const cue = cues.find((match) =>
    contentWords(sentence.slice(match.index)).some((word) => substanceOf(word.stem) === 1),
  );
  return cue?.index ?? 0;
}

function wordsOutside(text: string, mentions: readonly Mention[]): readonly Word[] {
  return contentWords(text).filter(
    (word) =>
      !isDateWord(word.folded) && !mentions.some((mention) => word.start < mention.end && mention.start < word.end),
  );
}

function isTermOnly(mention: Mention, knowledge: Knowledge): boolean {
  return mention.candidates.every((candidate) => knowledge.subject(candidate.subject)?.kind === "term");
}

function withoutMentions(text: string, mentions: readonly Mention[]): string {
  return mentions.reduce(
    (rest, { start, end }) => rest.slice(0, start) + " ".repeat(end - start) + rest.slice(end),
    text,
  );
}

/** The text with the names of programmes, places and people as blanks: a programme's name may hold the word "place". */
function blankNames(text: string, mentions: readonly Mention[], knowledge: Knowledge): string {
  const names = mentions.filter((mention) => !isTermOnly(mention, knowledge));
  return names.reduce((rest, { start, end }) => {
    // "Total pilots" as a name of a programme still says that pilots are asked for.
    const kept = /\s(?:pilots?|members?|councils)$/i.exec(rest.slice(start, end))?.[0].length ?? 0;
    return rest.slice(0, start) + " ".repeat(end - kept - start) + rest.slice(end - kept);
  }, text);
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

/** A name that several programmes share is asked back. */
function clarifyProgrammes(
  text: string,
  { mentions }: NamedThings,
  knowledge: Knowledge,
): { readonly question: string; readonly choices: readonly Choice[] } | undefined {
  for (const mention of mentions) {
    const programmes = mention.candidates.flatMap((candidate) => {
      const subject = knowledge.subject(candidate.subject);
      return subject?.kind === "programme" ? [subject] : [];
    });
    if (programmes.length < 2) continue;
    const choices = programmes.map((programme) => ({
      label: programme.name,
      text: text.slice(0, mention.start) + programme.name + text.slice(mention.end),
    }));
    return { question: `“${mention.text}” can mean several programmes. Which one do you mean?`, choices };
  }
  return undefined;
}

/** A short name that several councils share is asked back, unless the programme named settles it. */
function clarifyAmbiguous(
  text: string,
  named: NamedThings,
  knowledge: Knowledge,
): { readonly question: string; readonly choices: readonly Choice[] } | undefined {
  for (const place of named.places) {
    const ids = new Set(named.programmes.map((programme) => programme.id));
    const inProgramme = place.councils.filter((council) =>
      knowledge.participationsOf(council.id).some((one) => ids.has(one.programme ?? "")),
    );
    const councils = inProgramme.length > 0 ? inProgramme : place.councils;
    if (councils.length < 2) continue;
    const choices = councils.map((council) => ({
      label: council.name,
      text: text.slice(0, place.mention.start) + council.name + text.slice(place.mention.end),
    }));
    return { question: `“${place.mention.text}” can mean several councils. Which one do you mean?`, choices };
  }
  return undefined;
}

function askWhichProgramme(
  text: string,
  programmes: readonly Subject[],
): { readonly question: string; readonly choices: readonly Choice[] } {
  const choices = programmes.map((programme) => ({
    label: programme.name,
    text: `${text.replace(/[?\s]+$/, "")} (${programme.name})?`,
  }));
  return {
    question: "Several programmes fit this question, and they must not be mixed up. Which one do you mean?",
    choices,
  };
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
