import type { Intent, Mention } from "../core/intent.ts";
import type { Knowledge } from "../core/knowledge.ts";
import type { Subject } from "../core/ledger.ts";
import type { Choice } from "../core/reply.ts";
import type { Word } from "../core/words.ts";
import { contentWords, stemOf } from "../core/words.ts";
import { asksForMeaning, asksForOverview, asksWhyOrHow, readAnswerType } from "./question-shape.ts";
import { cleanQuestion } from "./clean-question.ts";
import { completeFollowUp } from "./follow-up.ts";
import type { Thread } from "./follow-up.ts";
import { guardVerdict } from "./guard-rules.ts";
import { planRecords } from "./record-plans.ts";
import type { NamedThings } from "./slots.ts";
import { readNamedThings, slotsOf } from "./slots.ts";
import { readTimeSlots } from "./time-phrases.ts";

/** A routed text: the intent, and what the use cases need to carry it out. */
export interface Routed {
  readonly intent: Intent;
  /** The question as completed from its thread; what is looked up. */
  readonly question: string;
  readonly named: NamedThings;
  /** Content words that say what is asked about: no names, no question words. */
  readonly focus: readonly Word[];
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

// Words for the things themselves and for taking part in them: they narrow nothing.
const neutralStems: ReadonlySet<string> = new Set(
  `pilot pilots programme programmes program scheme council councils authority authorities place places area areas member members one ones
   take took taken taking part participate participated participating participant include included involve involved selected chosen choose
   belong belonged were was join joined sign signed first original all whole each every government central thing things information detail
   details fact facts question please england english local`
    .split(/\s+/)
    .filter(Boolean)
    .map(stemOf),
);

/** Routes a text to an intent with slots and plans, by rules alone. */
export function route(input: RouteInput): Routed {
  const clean = cleanQuestion(input.text);
  if (clean.outcome === "unreadable") {
    return outside(input.text, clean.why === "language" ? "language" : "unreadable");
  }
  const verdict = guardVerdict(clean.text);
  if (verdict === "help" || verdict === "smallTalk") return fixed(clean.text, verdict);
  const question = completeFollowUp(clean.text, input.thread, input.knowledge);
  if (verdict !== undefined) return outside(question, verdict);
  return routeQuestion(question, input);
}

const noNames: NamedThings = { mentions: [], programmes: [], places: [], others: [] };

function outside(question: string, reason: Extract<Intent, { kind: "outOfScope" }>["reason"]): Routed {
  const intent: Intent = { kind: "outOfScope", reason, confidence: 0.9, slots: slotsOf(noNames, { attributes: [] }) };
  return { intent, question, named: noNames, focus: contentWords(question), wants: "value" };
}

function fixed(question: string, kind: "help" | "smallTalk"): Routed {
  const intent: Intent = { kind, confidence: 1, slots: slotsOf(noNames, { attributes: [] }) };
  return { intent, question, named: noNames, focus: [], wants: "value" };
}

function routeQuestion(question: string, { knowledge, trueAt, knownAt }: RouteInput): Routed {
  const time = readTimeSlots(question);
  const asOf = trueAt ?? time.trueAt;
  const known = knownAt ?? time.knownAt;
  const mentions = knowledge.findMentions(time.text, asOf ? { asOf } : {});
  const named = readNamedThings(time.text, mentions, knowledge);
  const focus = focusOf(time.text, mentions);
  const answers = readAnswerType(time.text);
  const slots = slotsOf(named, {
    attributes: [],
    ...(answers && { answers }),
    ...(asOf && { trueAt: asOf }),
    ...(known && { knownAt: known }),
  });
  const wants = asksForOverview(time.text, withoutMentions(time.text, mentions))
    ? "overview"
    : asksWhyOrHow(time.text)
      ? "explanation"
      : "value";
  const base = { question: time.text, named, focus, wants } as const;
  const ambiguous = clarifyAmbiguous(time.text, named, knowledge);
  if (ambiguous) return { ...base, intent: { kind: "clarify", confidence: 0.9, slots, ...ambiguous } };
  const term = definedTerm(time.text, named, focus, wants);
  if (term) return { ...base, intent: { kind: "define", subject: term.id, confidence: 0.9, slots } };
  const planning = planRecords({
    text: time.text,
    named,
    focus: narrowFocus(focus),
    knowledge,
    ...(asOf && { trueAt: asOf }),
    ...(known && { knownAt: known }),
  });
  if (planning.outcome === "whichProgramme") {
    return {
      ...base,
      intent: { kind: "clarify", confidence: 0.8, slots, ...askWhichProgramme(time.text, planning.programmes) },
    };
  }
  const plans = planning.outcome === "plans" ? planning.plans : [];
  return {
    ...base,
    intent: { kind: "ask", plans, passages: plans.length === 0, query: time.text, confidence: 0.7, slots },
  };
}

function withoutMentions(text: string, mentions: readonly Mention[]): string {
  return mentions
    .toReversed()
    .reduce((rest, mention) => `${rest.slice(0, mention.start)} ${rest.slice(mention.end)}`, text);
}

/** The content words outside the names. */
function focusOf(text: string, mentions: readonly Mention[]): readonly Word[] {
  return contentWords(text).filter(
    (word) => !mentions.some((mention) => word.start < mention.end && mention.start < word.end),
  );
}

function narrowFocus(focus: readonly Word[]): readonly Word[] {
  return focus.filter(
    (word) => !neutralStems.has(word.stem) && !/^\d{1,2}$/.test(word.folded) && !numberWords.has(word.folded),
  );
}

const numberWords = new Set(
  "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen twenty both".split(
    " ",
  ),
);

/** True for a word that narrows nothing: a word for the things themselves or for taking part in them. */
export function isNeutralWord(word: Word): boolean {
  return neutralStems.has(word.stem);
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
  wants: Routed["wants"],
): Subject | undefined {
  const term = named.others.find((subject) => subject.kind === "term");
  if (!term || named.places.length > 0) return undefined;
  const meaning = asksForMeaning(text);
  const rest = focus.filter((word) => !isNeutralWord(word) && !meaningWords.has(word.stem));
  if (meaning && rest.length <= 1) return term;
  return wants === "overview" && named.programmes.length === 0 && rest.length === 0 ? term : undefined;
}

const meaningWords = new Set(
  "mean means meaning stand stands define definition abbreviation acronym term jargon short word phrase abbreviated"
    .split(" ")
    .map(stemOf),
);
