import { sayFact, saySubject } from "../answer/say-fact.ts";
import type { Draft, PassageEvidence } from "../core/evidence.ts";
import type { QuestionIntent } from "../core/intent.ts";
import type { Knowledge } from "../core/knowledge.ts";
import type { Subject } from "../core/ledger.ts";
import type { Choice } from "../core/reply.ts";
import type { DocumentReader, LedgerReader } from "../core/store.ts";
import type { ReadScope } from "../core/trust.ts";
import { contentWords, substanceOf, wordsOf } from "../core/words.ts";
import type { RankedFact } from "../ledger/fact-search.ts";
import type { Search } from "../retrieval/search.ts";
import type { Routed } from "../router/route.ts";
import type { NamedThings } from "../router/slots.ts";
import { asksWhyOrHow, isYesNo, readHeadNoun } from "../router/question-shape.ts";
import { isNeutralWord } from "../router/route.ts";
import { yearsIn } from "../router/time-phrases.ts";
import { readFactEvidence } from "./fact-evidence.ts";
import { choiceFor, findFacts, sayFacts, summaryFacts } from "./ask-facts.ts";
import type { FactFinding } from "./ask-facts.ts";
import { askExtreme } from "./ask-extreme.ts";
import { askContrast } from "./ask-contrast.ts";
import { askTopic } from "./ask-topic.ts";
import { findSentences } from "./ask-passages.ts";
import type { PassageFinding } from "./ask-passages.ts";
import { askRecords } from "./ask-records.ts";
import { candidateOf } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";
import { refuseNothingOnFile, refuseOutOfScope, refuseUnsearched } from "./refuse.ts";
import { readWanted } from "./wanted.ts";
import { weighWords } from "./word-weights.ts";

/** What a question is answered from. */
export interface AskContext {
  readonly store: LedgerReader & DocumentReader;
  readonly search: Search;
  readonly scope: ReadScope;
  readonly knowledge: Knowledge;
}

type AskIntent = Extract<QuestionIntent, { kind: "ask" }>;

/** Answers a question from the ledger, from documents, or from both; asks back, or says that nothing is on file. */
export async function ask(routed: Routed, intent: AskIntent, context: AskContext): Promise<Outcome> {
  const { scope, knowledge, store } = context;
  const plans = (await fitsProgrammeYears(routed, context)) ? intent.plans : [];
  const counted = plans.every((plan) => plan.say === "count" && plan.query.where.length <= 2 && !plan.query.sets);
  const planned = counted ? [] : await askRecords(plans, { ledger: store, scope, knowledge });
  if (planned.length > 0) return answered(planned, 0.95, routed, knowledge);
  // Whether a place took part is on record or it is not: nothing else answers it.
  if (plans.length > 0 && plans.every((plan) => plan.say === "yesNo" || plan.say === "value"))
    return refuseUnsearched(routed, knowledge);
  const contrasted = await askContrast(routed.question, routed.named.mentions, { ledger: store, scope, knowledge });
  if (contrasted.length > 0) return answered(contrasted, 0.9, routed, knowledge);
  const topical = await askTopic(routed, { ledger: store, scope, knowledge });
  if (topical.length > 0) return answered(topical, 0.9, routed, knowledge);
  const { weightOf, unknown } = await weighWords(routed.question, context);
  const focus = routed.focus.filter((word) => !isNeutralWord(word));
  const answers = intent.slots.answers;
  const shared = { focus, weightOf, ...(answers && { answers }) };
  const { named, question: text } = routed;
  const isEmpty = named.mentions.length === 0 && !focus.some((word) => substanceOf(word.stem) === 1);
  if (isEmpty && plans.length === 0) {
    return contentWords(text).length === 0 ? refuseOutOfScope("unreadable") : refuseUnsearched(routed, knowledge);
  }
  const withEveryName = withNames(text, named, knowledge);
  const wanted = readWanted(text, routed.focus, { named: withEveryName, mentions: named.mentions, unknown });
  const facts = await findFacts({
    ledger: store,
    scope,
    knowledge,
    named,
    text,
    question: { ...shared, words: wordsOf(text) },
    trueAt: intent.slots.trueAt,
    wanted,
  });
  const passages = await findSentences({
    documents: store,
    search: context.search,
    scope,
    knowledge,
    named,
    text,
    // Where the words say nothing but the name, what is written about it is wanted.
    bare: !focus.some((word) => substanceOf(word.stem) === 1),
    trueAt: intent.slots.trueAt,
    explains: routed.wants !== "value" || isYesNo(text),
    wanted,
    most: routed.wants === "value" ? 2 : 4,
    question: { ...shared, text: withEveryName, words: routed.asked },
  });
  if (
    plans.length > 0 &&
    !(facts.outcome === "found" && facts.best.typeFits === true && countsWhatIsAsked(facts.best, routed))
  ) {
    const listed = await askRecords(plans, { ledger: store, scope, knowledge });
    if (listed.length > 0) return answered(listed, 0.9, routed, knowledge);
  }
  const extreme = await askExtreme(routed, facts.ranked, { ledger: store, scope, knowledge });
  if (extreme.length > 0) return answered(extreme, 0.85, routed, knowledge);
  return decide(routed, facts, passages, knowledge);
}

function withNames(text: string, { programmes, places }: NamedThings, knowledge: Knowledge): string {
  const subjects = [...programmes, ...places.flatMap((place) => [...place.councils, ...place.participations])];
  const all = subjects
    .flatMap((subject) => [subject.id, subject.programme ?? ""])
    .flatMap((id) => knowledge.namesOf(id));
  return [text, ...new Set(all)].join("\n");
}

/** A list or count as of a year is on file only for the years that the programme's own dates span. */
async function fitsProgrammeYears(
  { question, named, intent }: Routed,
  { store, scope, knowledge }: AskContext,
): Promise<boolean> {
  const asked = yearsIn(question);
  if (asked.length === 0 || named.programmes.length === 0 || intent.slots.trueAt !== undefined) return true;
  const facts = await readFactEvidence(store, scope, knowledge, {
    subjects: named.programmes.map((programme) => programme.id),
  });
  const dates = facts
    .filter(({ fact }) => fact.value.kind === "date")
    .flatMap((one) => yearsIn(sayFact(one, knowledge)));
  return dates.length === 0 || asked.every((year) => year >= Math.min(...dates) && year <= Math.max(...dates));
}

/** True where a recorded count is of the very thing asked for: its unit is among the words of the question. */
function countsWhatIsAsked({ evidence }: RankedFact, { question }: Routed): boolean {
  const asked = new Set(wordsOf(question).map((word) => word.stem));
  const unit = wordsOf(evidence.attribute.unit ?? "").map((word) => word.stem);
  return unit.length > 0 && unit.every((stem) => asked.has(stem));
}

/** Records answer who, which, how many, how much and when; passages answer why and how; whichever fits where either might. */
function decide(routed: Routed, facts: FactFinding, passages: PassageFinding, knowledge: Knowledge): Outcome {
  const open = undecidedPlace(routed, facts, passages);
  if (open)
    return askWhichOne(
      open.map((subject) => choiceFor(subject, routed.question, knowledge)),
      facts,
    );
  const sentences = sayPassages(passages.chosen);
  const sentenceFit = passages.chosen.length > 0 ? (passages.best?.focusCoverage ?? 0) : 0;
  const asksByPhrase = facts.outcome === "found" && facts.best.phrase >= wholePhrase;
  if (routed.wants === "overview" && !insistsOnNames(routed) && !asksByPhrase) {
    const summary = sayFacts(summaryFacts(facts, subjectsNamed(routed)).slice(0, 3), knowledge);
    if (summary.length > 0)
      return answered(
        [...summary, ...sentences.filter((one) => !repeats(one, summary)).slice(0, 2)],
        0.9,
        routed,
        knowledge,
        passages.chosen,
      );
  }
  if (facts.outcome === "none") {
    if (sentences.length === 0) return refuseNothingOnFile(routed, facts, passages, knowledge);
    return answered(sentences, confidenceOf(sentenceFit), routed, knowledge, passages.chosen);
  }
  const factFit = facts.best.coverage;
  const bare = !routed.focus.some((word) => substanceOf(word.stem) === 1);
  const explains = routed.wants !== "value" && !(bare && facts.best.phrase > 0);
  if (facts.outcome === "found" && sentences.length > 0 && saysMoreTogether(routed, facts)) {
    const said = sayFacts(facts.chosen, knowledge).slice(0, 3);
    const beside = sentences.filter((one) => !repeats(one, said)).slice(0, 2);
    return answered([...said, ...beside], confidenceOf(factFit), routed, knowledge, passages.chosen);
  }
  if (sentences.length > 0 && (explains || (!bare && sentenceFit > factFit + marginOf(routed, facts)))) {
    return answered(sentences, confidenceOf(sentenceFit), routed, knowledge, passages.chosen);
  }
  if (facts.outcome === "whichOne") return askWhichOne(facts.choices, facts);
  return answered(sayFacts(facts.chosen, knowledge), confidenceOf(factFit), routed, knowledge);
}

/** An attribute asked for in so many words is what is wanted, however general the words. */
const wholePhrase = 3;

/** A list that is to be explained, and what is to be affirmed or denied, are told by the record and by what is written about it. */
function saysMoreTogether({ question }: Routed, { best }: Extract<FactFinding, { outcome: "found" }>): boolean {
  const isList = best.evidence.attribute.kind === "list" && best.phrase > 0;
  return (isList && asksWhyOrHow(question) && !/\bwhy\b/i.test(question)) || isYesNo(question);
}

/** "Which boroughs", "apart from X": a summary of the whole would not answer it. */
function insistsOnNames({ question, focus, named }: Routed): boolean {
  const wanted = readWanted(question, focus, { named: question, mentions: named.mentions });
  return wanted.names || wanted.newName || wanted.person || readHeadNoun(question) !== undefined;
}

/** How much better a sentence must fit than a fact: a typed fact is hard to beat, one found without any name is not. */
function marginOf({ named }: Routed, { best }: Extract<FactFinding, { outcome: "found" | "whichOne" }>): number {
  if (best.typeFits === true) return 0.35;
  return named.programmes.length + named.places.length === 0 && best.phrase < 2 ? -0.1 : 0.15;
}

/** True where a sentence says little that one of the others has not said. */
function repeats({ text }: Draft, others: readonly Draft[]): boolean {
  const own = contentWords(text).map((word) => word.stem);
  return others.some((other) => {
    const said = new Set(contentWords(other.text).map((word) => word.stem));
    return own.filter((stem) => said.has(stem)).length >= own.length * 0.8;
  });
}

function subjectsNamed({ named }: Routed): ReadonlySet<string> {
  const places = named.places.flatMap((place) => place.participations);
  return new Set((places.length > 0 ? places : named.programmes).map((subject) => subject.id));
}

/** The participations between which a question about a place does not decide, where more than one has something to say. */
function undecidedPlace(
  { named, wants }: Routed,
  facts: FactFinding,
  passages: PassageFinding,
): readonly Subject[] | undefined {
  const [place] = named.places;
  if (!place || named.programmes.length > 0 || named.places.length > 1 || place.participations.length < 2)
    return undefined;
  const cited = new Set(passages.chosen.flatMap(({ passage }) => passage.meta.participation ?? []));
  const summarised = new Set(
    wants === "overview"
      ? summaryFacts(facts, new Set(place.participations.map((one) => one.id))).map((one) => one.subject.id)
      : [],
  );
  const speaking = place.participations.filter((one) => cited.has(one.id) || summarised.has(one.id));
  const decided =
    wants !== "overview" && facts.outcome === "found" && facts.best.coverage >= (passages.best?.focusCoverage ?? 0);
  return speaking.length > 1 && !decided ? speaking : undefined;
}

function askWhichOne(choices: readonly Choice[], facts: FactFinding): Outcome {
  const candidates = facts.ranked.slice(0, 10).map((one) => candidateOf({ ...one.evidence, score: one.score }));
  return {
    outcome: "askedBack",
    question: "More than one programme fits, and they must not be mixed up. Which one do you mean?",
    choices,
    candidates,
  };
}

function confidenceOf(fit: number): number {
  return Math.round(Math.min(0.99, Math.max(0.05, fit)) * 100) / 100;
}

function sayPassages(chosen: readonly PassageEvidence[]): readonly Draft[] {
  return chosen.map((evidence) => ({ text: evidence.sentence.text, evidence: [evidence] }));
}

function answered(
  drafts: readonly Draft[],
  confidence: number,
  routed: Routed,
  knowledge: Knowledge,
  passages: readonly PassageEvidence[] = [],
): Outcome {
  const facts = drafts.flatMap((draft) => draft.evidence).filter((evidence) => evidence.kind === "fact");
  // A list of places is about its programme; each place is only one of many.
  const listed = routed.intent.kind === "ask" && routed.intent.plans.length > 0 && routed.named.places.length === 0;
  const fromFacts = listed ? [] : [...new Set(facts.map((evidence) => evidence.subject.id))];
  const fromPassages = passages.flatMap(({ passage }) => passage.meta.participation ?? passage.meta.programme ?? []);
  const named = [...routed.named.programmes, ...routed.named.others].map((subject) => subject.id);
  const about = [
    ...new Set(
      fromFacts.length > 0 && fromFacts.length <= 3
        ? fromFacts
        : fromPassages.length > 0
          ? fromPassages.slice(0, 1)
          : named,
    ),
  ];
  return {
    outcome: "answered",
    drafts,
    confidence,
    about: about.filter((id) => carriesThread(id, knowledge)).flatMap((id) => nameForThread(id, knowledge)),
    candidates: drafts.flatMap((draft) => draft.evidence.map(candidateOf)),
  };
}

/** A thread goes on about a programme or a place; a person or a term in between does not change that. */
function carriesThread(id: string, knowledge: Knowledge): boolean {
  const kind = knowledge.subject(id)?.kind;
  return kind === "programme" || kind === "participation" || kind === "council";
}

/** A name that is complete in itself: a pilot with its programme. */
function nameForThread(id: string, knowledge: Knowledge): readonly string[] {
  const subject = knowledge.subject(id);
  return subject
    ? [saySubject(subject, knowledge).replace(/^the /, "").replace(/[()]/g, " ").replace(/\s+/g, " ").trim()]
    : [];
}
