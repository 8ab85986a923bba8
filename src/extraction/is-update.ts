import type { UpdateFields } from "../core/update.ts";
import { ofWork, social } from "./small-talk.ts";

/** What speaks for an update and against it. */
export interface Evidence {
  readonly fields: UpdateFields;
  /** The rating is said of the pilot by a label or in a sentence, and not only by a phrase such as on track. */
  readonly isRated: boolean;
  /** A rating is spoken of that has to be asked about. */
  readonly isRatingOpen: boolean;
  /** A pilot is named. */
  readonly isNamed: boolean;
  /** A name is not only in what it says: the message turns to that pilot. */
  readonly isTurnedTo: boolean;
  /** It is posted where a pilot reports. */
  readonly isBound: boolean;
  /** It calls itself an update or has the headings of one. */
  readonly isTitled: boolean;
  /** Something is asked of the reader. */
  readonly isAsking: boolean;
  /** It begins with somebody who is no pilot: another place, a minister, the police. */
  readonly isOfStranger: boolean;
  /** The plain words of the sender. */
  readonly words: string;
}

const meta =
  /(?<!\p{L})(?:template|templates|form|forms|guidance|spreadsheet|dashboard|deadline|reminder|returns (?:are )?due|return is due|column|columns|register|tracker|portal|prospectus|the digest|calendar|the channel|this channel|wrong (?:chat|channel)|bot|siri|alexa|history|example|for the new people|thank(?:s| you) to everyone|thank(?:s| you) all|sent an update|received)(?!\p{L})/gu;
const irony =
  /🙄|🙃|😏|🤡|😂|🤣|(?<!\p{L})(?:lol|lmao|haha|ha|\/s|yeah right|as if|oh (?:great|good|fantastic|joy|brilliant|lovely|wonderful)|truly (?:we are )?blessed|living the dream|can't wait|what could possibly|shocker|surprise surprise|so on track|lapped ourselves|queen of sheba|(?:rag|rating|status)[^.\n]{0,12}["'](?!red|amber|green|on track|off track)[\p{L} ]{3,20}["'])(?!\p{L})/gu;
const lifeline =
  /(?<!\p{L})my (?!team|update|return|patch|area|pilot|report|rating|rag|figures?|numbers?|understanding|view|guess|read|sense|manager|director|boss|lead|worry|worries|concern|main|only|biggest|top|one|apologies|thanks|colleagues?|end|side|opinion|call|hub|site|project|scheme|first|last (?:update|return|report)|council|deputy|honest)\p{L}+|(?<!\p{L})(?:will to live|of my life|my sanity|(?:emails?|inbox|messages) (?:unread|unanswered)|unread (?:emails|messages)|coffees drunk|biscuits eaten)(?!\p{L})|(?<!\p{L})(?:your|his|her)(?: \p{L}+)? (?:need|mood|confidence|patience|enthusiasm|inbox|desk|diary|daughter|son|wife|husband|car|dog|laptop|train|weekend|brain|will to live)(?!\p{L})/gu;

/** The least that makes a message an update: about one clear statement of progress and who it is about. */
const threshold = 2.5;

/** Words that only try something out, or show how it is done. */
const rehearsal =
  /^[^\p{L}]*(?:(?:just |only |this is )?(?:a )?(?:test|testing|example|sample|dummy)(?!\p{L})(?! (?:results|site|centre|kits?|bed|phase|runs?))|how to |for example|here's how |here is how |template|agenda|minutes|pinned|reading list|shopping list|rag (?:definitions?|key|guide)|(?:key|legend|definitions)[ :]*\n|what the colours mean|diary (?:dates?|note)|dates for (?:your|the) diar|job advert|actions? (?:from|arising)|poll(?!\p{L})|congratulations|congrats|well done|kudos|happy (?:birthday|new year|christmas))/u;

/** True where a message reports progress. Chatter, notices, questions and jokes add up to less than they take away. */
export function isUpdate(evidence: Evidence): boolean {
  const { fields } = evidence;
  const content = contentScore(evidence);
  if (content <= 0 || rehearsal.test(evidence.words)) return false;
  // What is to come tells of progress only beside something else, or under a heading.
  if (isOnlyAhead(fields) && !evidence.isTitled && !evidence.isRatingOpen) return false;
  if (!isReported(evidence)) return false;
  const frame = nameScore(evidence) + placeScore(evidence) + (evidence.isTitled ? 1 : 0) + (fields.period ? 0.5 : 0);
  const against =
    count(social, evidence.words) * 1.2 +
    count(meta, evidence.words) * 0.8 +
    count(irony, evidence.words) * 1.5 +
    count(lifeline, evidence.words) * 2;
  // What is plainly rated stays an update with a joke or a birthday in it.
  const isPlain = evidence.isRated && (evidence.isNamed || evidence.isBound);
  return content + frame - (isPlain && against < 4 ? Math.min(against, 2) : against) >= threshold;
}

/** Who it is about: the pilot it turns to, one that is mentioned, or the sender where it says so. */
function nameScore({ isTurnedTo, isNamed, isBound, isTitled, words }: Evidence): number {
  if (isTurnedTo) return 1.5;
  if (isNamed) return 0.7;
  return isBound || isTitled || /(?<!\p{L})(?:we|we're|we've|we'll|our|us|ours)(?!\p{L})/u.test(words) ? 0 : -1.5;
}

/** Where a pilot reports, a plain statement about its work is enough; in passing it is not. */
function placeScore({ isBound, isTurnedTo, words }: Evidence): number {
  if (!isBound) return 0;
  return !isTurnedTo && ofWork.test(words) ? 1.5 : 1;
}

const applause =
  /^[^\p{L}]*(?:(?:a )?(?:huge|big|massive|warm) )?(?:congrat|well done|well played|bravo|kudos|hats off|(?:great|good|brilliant|fantastic|useful|lovely|excellent) (?:news|session|meeting|call|chat|visit|day|event|workshop|to (?:see|hear))(?! for (?:us|the pilot))|lovely photos|happy (?:new year|birthday|christmas|easter|friday)|welcome|love (?:what|that|how|the))/u;
/** Without a rating it takes the words of somebody who reports on work: figures alone may be of anything. */
function isReported({ fields, isRatingOpen, isTitled, isTurnedTo, isAsking, isOfStranger, words }: Evidence): boolean {
  if (fields.rating !== undefined || isRatingOpen || isTitled) return true;
  if (applause.test(words) || (isAsking && fields.help.length === 0)) return false;
  if (isOfStranger && !/(?<!\p{L})(?:we|we've|we're|us|our|ours)(?!\p{L})/u.test(words)) return false;
  return isTurnedTo || ofWork.test(words);
}

function isOnlyAhead({ rating, metrics, milestones, spend, risks, help, trend }: UpdateFields): boolean {
  const lists = [metrics, milestones, risks, help];
  return rating === undefined && trend === undefined && spend === undefined && lists.every((list) => list.length === 0);
}

function contentScore({ fields, isRated, isRatingOpen, isNamed, isBound }: Evidence): number {
  const { spend } = fields;
  const isPlaced = isNamed || isBound;
  const metrics = fields.metrics.reduce((sum, { target }) => sum + (target === undefined ? 1 : 1.8), 0);
  return (
    (fields.rating === undefined ? 0 : isRated ? 3 : 2) +
    (isRatingOpen && isPlaced ? 1.5 : 0) +
    (fields.trend !== undefined && fields.rating === undefined && isPlaced ? 0.5 : 0) +
    Math.min(metrics, 3) +
    (spend?.toDatePence === undefined ? 0 : 2) +
    (spend?.forecastPence === undefined ? 0 : 1) +
    (spend?.budgetPence === undefined ? 0 : 0.5) +
    Math.min(fields.milestones.length * 1.5, 3) +
    Math.min(fields.risks.length, 2) +
    Math.min(fields.help.length * 1.2, 2.4) +
    Math.min(fields.nextSteps.length * 0.8, 1.6)
  );
}

function count(pattern: RegExp, words: string): number {
  return (words.match(pattern) ?? []).length;
}
