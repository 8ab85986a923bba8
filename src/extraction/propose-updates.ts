import type { Knowledge } from "../core/knowledge.ts";
import type { Instant } from "../core/time.ts";
import { dayOf } from "../core/time.ts";
import type { Proposal, Rating } from "../core/update.ts";
import { readMarkings } from "./fields/marking.ts";
import { isUpdate } from "./is-update.ts";
import { isOtherKind } from "./not-reported.ts";
import { readOwnWords } from "./own-words.ts";
import { findNames, type Names } from "./pilots/find-names.ts";
import { divideByPilot } from "./pilots/parts.ts";
import { findPersonalData } from "./privacy/personal-data.ts";
import { isPleasantry, isSmallTalk } from "./small-talk.ts";
import { askAbout } from "./questions.ts";
import type { ReadingContext } from "./parts/reading-context.ts";
import { readPart, type PartReading } from "./read-part.ts";
import { createReadingText, overlaps, plainIn, writtenIn, type ReadingText } from "./text/reading-text.ts";
import { readSentences, type Sentence } from "./text/sentences.ts";

/** A message as it was posted, with what is known of its place. */
export interface PostedMessage {
  readonly text: string;
  readonly postedAt: Instant;
  /** The pilots that its place stands for; they are meant where none is named. */
  readonly boundPilots?: readonly string[];
  readonly boundProgrammes?: readonly string[];
  /** The last recorded ratings by pilot, for the trend. */
  readonly lastRatings?: ReadonlyMap<string, Rating>;
}

const nothing: Proposal = { isUpdate: false, proposals: [] };

/**
 * Reads the updates that a message proposes, one for each pilot that it is about. What is not said is left out; what is ambiguous is one
 * question. Pure; `isUpdate: false` with no proposals for a message that reports nothing.
 */
export function proposeUpdates(message: PostedMessage, knowledge: Knowledge): Proposal {
  const text = createReadingText(message.text);
  const markings = readMarkings(text);
  const own = readOwnWords(
    text,
    markings.map(({ range }) => range),
  );
  const written = readSentences(text, own.lines);
  const goodbye = written.findLastIndex((sentence) => !isPleasantry(plainIn(text, sentence))) + 1;
  const spoken = written.slice(0, goodbye);
  const ownWords = own.lines.map((line) => plainIn(text, line)).join("\n");
  if (spoken.length === 0 || isOtherKind(ownWords)) return nothing;
  const names = findNames(text, knowledge);
  const sentences = spoken.filter(
    (sentence, index) =>
      !(isSmallTalk(plainIn(text, sentence)) || (index > 0 && isPleasantry(plainIn(text, sentence)))) ||
      [...names.pilots, ...names.programmes].some((name) => overlaps(name, sentence)),
  );
  const pilots = {
    knowledge,
    boundPilots: message.boundPilots ?? [],
    boundProgrammes: message.boundProgrammes ?? [],
  };
  const divided = divideByPilot(text, spoken, names, pilots);
  const context: ReadingContext = {
    text,
    own,
    names,
    sentences,
    knowledge,
    today: dayOf(new Date(message.postedAt)),
    lastRatings: message.lastRatings ?? new Map<string, Rating>(),
    private: findPersonalData(
      text.original,
      [...names.pilots, ...names.programmes, ...names.departments].map((name) => text.inMessage(name)),
      own.signatures.map((line) => text.inMessage(line)),
    ),
    ...(markings[0] && { marking: strictest(markings) }),
    preamble: divided.preamble,
    cuts: divided.cuts,
  };
  const parts: PartReading[] = [];
  for (const part of divided.parts) parts.push(readPart(part, context, parts.at(-1)));
  const read = parts.filter((part) => isWorthProposing(part, context, pilots.boundPilots));
  if (read.length === 0) return nothing;
  const question = askAbout(read, pilots);
  return {
    isUpdate: true,
    proposals: read.map(({ proposed }) => proposed),
    ...(question && { question }),
  };
}

/** The label that limits most, whatever the order. */
function strictest(
  markings: readonly { readonly marking: string; readonly range: { readonly start: number; readonly end: number } }[],
): { readonly marking: string; readonly range: { readonly start: number; readonly end: number } } {
  const [first, ...rest] = markings;
  return rest.reduce(
    (best, one) => (rankOf(one.marking) > rankOf(best.marking) ? one : best),
    first ?? { marking: "OFFICIAL", range: { start: 0, end: 0 } },
  );
}

function rankOf(marking: string): number {
  return ["OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET", "TOP SECRET"].findLastIndex((level) => marking.startsWith(level));
}

const stranger =
  /^(?:(?:The |the )?(?:[Mm]inister|[Mm]ayor|MP|[Pp]olice|[Gg]overnment|[Pp]ress|[Ss]chool|[Cc]ollege|[Uu]niversity|Ofsted|BBC|[Cc]ounty [Cc]ouncil|[Cc]hief exec)(?!\p{L})|\p{Lu}[\p{Ll}-]+(?: \p{Lu}[\p{Ll}-]+)+ (?:has|have|had|is|are|was|were|will)(?!\p{L})|\p{Lu}[\p{Ll}-]{3,} (?:hub|council|city|borough|town|fc|football|station|airport) (?:has|have|had|is|are|was|were|will|got|ran|held)(?!\p{L}))/u;

/** True where the first sentence is about somebody who has no record as a pilot or programme. */
function isStranger(text: ReadingText, [first]: readonly Sentence[], names: Names): boolean {
  if (first === undefined || first.isLabelled) return false;
  if ([...names.pilots, ...names.programmes].some(({ start }) => start >= first.start && start < first.start + 10))
    return false;
  return stranger.test(writtenIn(text, first));
}

function isWorthProposing(
  { proposed, rating, words, isNamed, isTurnedTo, isTitled }: PartReading,
  { text, sentences, names }: ReadingContext,
  bound: readonly string[],
): boolean {
  return isUpdate({
    fields: proposed,
    isRated: rating.isSure,
    isRatingOpen: rating.choices.length > 1,
    isNamed,
    isTurnedTo,
    isAsking: sentences.some(({ isQuestion }) => isQuestion),
    isOfStranger: isStranger(text, sentences, names),
    isBound: bound.length > 0,
    isTitled,
    words,
  });
}
