import type { Mention } from "../core/intent.ts";
import type { Knowledge } from "../core/knowledge.ts";
import type { Subject } from "../core/ledger.ts";
import type { Day, Instant } from "../core/time.ts";
import { contentWords, wordsOf, type Word } from "../core/words.ts";
import { blankNames } from "./asked-words.ts";
import { completeFollowUp, type Thread } from "./follow-up.ts";
import { asksForMeaning } from "./question-shape.ts";
import { readNamedThings, type NamedThings } from "./slots.ts";
import { readTimeWindow, type TimeWindow } from "./time-windows.ts";
import type { UpdateQuestion, UpdateQuestionKind, UpdateReading } from "./update-question.ts";
import { readUpdateQuestion } from "./update-questions.ts";
import { isUpdateTerm, wordsBeside } from "./update-words.ts";
import { readUpdateTarget, type Bound, type UpdateTarget } from "./update-target.ts";

/** A question about updates with everything that its answer needs. */
export interface RoutedUpdates extends Omit<UpdateReading, "standsAlone"> {
  readonly target: UpdateTarget;
  /** The question as completed from its thread. */
  readonly text: string;
  readonly named: NamedThings;
  /** The content words outside names and days. */
  readonly asked: readonly Word[];
  /** Names no pilot, and asks for more than updates say of themselves: records and documents come first. */
  readonly isBeside: boolean;
  /** The day on which it is asked. */
  readonly today: Day;
}

/** What a question about updates is routed with. */
export interface UpdateRouting {
  readonly text: string;
  readonly knowledge: Knowledge;
  readonly today: Day;
  readonly thread?: Thread | undefined;
  readonly bound?: Bound | undefined;
  readonly trueAt?: Day | undefined;
  readonly knownAt?: Instant | undefined;
}

interface ReadText {
  readonly text: string;
  readonly mentions: readonly Mention[];
  readonly reading: UpdateReading | undefined;
}

/**
 * Reads a question about updates and works out whose. A question about a pilot of a live programme that asks for nothing of the
 * kind comes back as a search. Undefined where updates have nothing to do with it.
 */
export function routeUpdates(routing: UpdateRouting): RoutedUpdates | undefined {
  const { knowledge, thread } = routing;
  const raw = readText(routing.text.replace(/^\/(?:pilots?|pilotdesk)\s+/i, ""), routing);
  const isComplete = thread === undefined || (raw.reading?.standsAlone === true && !isElliptic(raw));
  const completed = isComplete ? raw : readText(completeFollowUp(raw.text, thread, knowledge), routing);
  const read = completed.reading ? completed : raw;
  const { text, mentions, reading } = read;
  const before = subjectsOfThread(thread, knowledge);
  const things = readNamedThings(text, mentions, knowledge);
  const said = reading?.question.kind === "help" ? withDepartments(things, knowledge) : things;
  const named = withPilotOfThread(said, { text, reading, before, knowledge });
  const asked = wordsAsked(read, routing);
  const isOpen = named.places.length + named.programmes.length === 0;
  if (isOpen && asksWhatItIs(text)) return undefined;
  const isBeside = isOpen && asksBeside(read, asked, knowledge);
  const question =
    reading && !(isBeside && !takesWords.includes(reading.question.kind)) ? reading.question : searchIn(read, routing);
  const certainty = isBeside && reading?.question.kind !== "returns" ? "maybe" : (reading?.certainty ?? "maybe");
  const target = readUpdateTarget({ named, knowledge, question, certainty, bound: routing.bound, thread: before });
  if (!isWorthAsking(target, { question, certainty, named, bound: routing.bound })) return undefined;
  const { trueAt = reading?.trueAt, knownAt = reading?.knownAt } = routing;
  return {
    question,
    certainty,
    target,
    text,
    named,
    asked,
    isBeside,
    today: routing.today,
    ...(trueAt !== undefined && { trueAt }),
    ...(knownAt !== undefined && { knownAt }),
  };
}

function readText(text: string, { knowledge, today }: UpdateRouting): ReadText {
  const mentions = knowledge.findMentions(text);
  return { text, mentions, reading: readUpdateQuestion(blankNames(text, mentions, knowledge), today) };
}

/** Whom help is wanted from is a department, even where its short name is also that of a council. */
function withDepartments(named: NamedThings, knowledge: Knowledge): NamedThings {
  const departmentsOf = ({ candidates }: Mention): readonly Subject[] =>
    candidates.flatMap(({ subject }) => knowledge.subject(subject) ?? []).filter(({ kind }) => kind === "department");
  const isDepartment = (mention: Mention): boolean => departmentsOf(mention).length > 0;
  return {
    ...named,
    places: named.places.filter(({ mention }) => !isDepartment(mention)),
    others: [...new Set([...named.others, ...named.mentions.flatMap(departmentsOf)])],
  };
}

/** "And Wexcombe?": a name and nothing else. */
function isElliptic({ text }: ReadText): boolean {
  return /^\W*(?:and|what about|how about|same for)\b/i.test(text);
}

function subjectsOfThread(thread: Thread | undefined, knowledge: Knowledge): readonly Subject[] {
  const ids = (thread?.about ?? []).flatMap((name) => {
    const mentions = knowledge.findMentions(name);
    const named = readNamedThings(name, mentions, knowledge);
    const places = named.places.flatMap(({ participations }) => participations);
    return (places.length > 0 ? places : named.programmes).map(({ id }) => id);
  });
  return [...new Set(ids)].flatMap((id) => knowledge.subject(id) ?? []);
}

const ofEverybody =
  /\b(?:all|pilots|across|every|each|who|which|any|anyone|anybody|programme|overall|everyone|everybody|total|totals|board)\b/i;

/** A question without a name goes on about the one pilot that the conversation is about, unless it asks about all. */
function withPilotOfThread(
  named: NamedThings,
  {
    text,
    reading,
    before,
    knowledge,
  }: {
    readonly text: string;
    readonly reading: UpdateReading | undefined;
    readonly before: readonly Subject[];
    readonly knowledge: Knowledge;
  },
): NamedThings {
  const [pilot, ...others] = before.filter(({ kind }) => kind === "participation");
  const isOpen = named.places.length + named.programmes.length === 0 && reading !== undefined;
  if (!pilot || others.length > 0 || !isOpen || ofEverybody.test(text)) return named;
  const isOfAll =
    reading.question.kind === "ratings" && (reading.question.ratings.length > 0 || !/\brating\b/i.test(text));
  if (isOfAll || reading.question.kind === "digest" || reading.question.kind === "returns") return named;
  const councils = (pilot.councils ?? []).flatMap((id) => knowledge.subject(id) ?? []);
  const mention: Mention = { start: text.length, end: text.length, text: pilot.name, candidates: [] };
  return { ...named, places: [{ mention, councils, participations: [pilot] }] };
}

function isWorthAsking(
  target: UpdateTarget,
  {
    question,
    certainty,
    named,
    bound,
  }: Pick<RoutedUpdates, "question" | "certainty" | "named"> & Pick<UpdateRouting, "bound">,
): boolean {
  const isNamed = named.places.length + named.programmes.length > 0;
  switch (target.outcome) {
    case "none":
      return target.nobody && certainty === "sure" && !isNamed;
    case "whichProgramme":
      return certainty !== "maybe" && target.programmes.some(({ status }) => status === "live");
    case "target":
      if (question.kind === "search") {
        // What is invented does not answer a question that may be about anything.
        return target.isLive && (isNamed || bound !== undefined || target.programme.fictional !== true);
      }
      // To a programme that is over somebody may still have posted; nothing is made of words that may mean its history.
      return target.isLive || certainty === "sure";
  }
}

/** A question for what something is asks for no update. */
function asksWhatItIs(text: string): boolean {
  return (
    asksForMeaning(text) ||
    /\b(?:explain|difference between|what (?:is|are|was|were) an?|when is (?:something|an?))\b/i.test(text)
  );
}

/** Kinds whose answers look for the words that stand beside what updates say of themselves. */
const takesWords: readonly UpdateQuestionKind[] = ["risks", "help", "figures", "returns", "digest", "search"];

/** True where a question without a pilot's name asks for something beside what updates say of themselves. */
function asksBeside({ text, mentions }: ReadText, asked: readonly Word[], knowledge: Knowledge): boolean {
  const terms = mentions.filter(
    ({ start, end, candidates }) =>
      candidates.every(({ subject }) => knowledge.subject(subject)?.kind !== "department") &&
      !isUpdateTerm(wordsOf(text.slice(start, end))),
  );
  return terms.length > 0 || wordsBeside(asked).length > 0;
}

function searchIn(read: ReadText, routing: UpdateRouting): UpdateQuestion {
  const window = windowIn(read, routing);
  return { kind: "search", ...(window && { window }) };
}

function windowIn({ text, mentions }: ReadText, { knowledge, today }: UpdateRouting): TimeWindow | undefined {
  return readTimeWindow(blankNames(text, mentions, knowledge).toLowerCase(), today);
}

/** The verb of "how many … did Eastmere carry" adds nothing to what is asked for. */
const verbAfterName = /\b(?:did|does|do|has|have|had)\s{2,}(?<verb>\p{L}+)/giu;

function wordsAsked(read: ReadText, routing: UpdateRouting): readonly Word[] {
  const { text, mentions } = read;
  const window = windowIn(read, routing);
  const blanked = blankNames(text, mentions, routing.knowledge);
  const verbs = Array.from(blanked.matchAll(verbAfterName), ({ index, 0: whole, groups }) => {
    const end = index + whole.length;
    return { start: end - (groups?.["verb"]?.length ?? 0), end };
  });
  const spans = [...mentions, ...(window ? [window] : []), ...verbs];
  return contentWords(text).filter((word) => !spans.some(({ start, end }) => word.start < end && start < word.end));
}
