import type { NumberPhrase } from "../../text/numbers.ts";
import { readCountedNoun } from "./counted-noun.ts";
import { segmentStart, trimLabel, type MetricDraft, type NumberPlace } from "./metric-draft.ts";

const labelWords =
  "(?<label>(?:\\p{L}+-\\d+s?|[\\p{L}][\\p{L}'’&-]*)(?: (?:[\\p{L}\\d][\\p{L}\\d'’&/-]*|\\([^)]{1,20}\\))){0,6}?)";
const labelPattern = new RegExp(
  `^(?:[^\\p{L}\\p{N}]*)${labelWords}(?<sign> ?[:=] ?| - | (?:is|are|at|was|were|now|now at|stands? at|stand(?:ing)? at|currently|total(?:s|led)?|reached|have reached|has reached|hit|have hit|rose to|(?:fell|rose|dropped|grew|is up|is down) (?:by )?\\S+(?: points?)? to|risen to|has risen to|up to|(?:up |down )?from \\S+(?: \\p{L}+)? to|up \\d+ to|down to|fell to|remains? at|still|of|have gone up to|have gone to|has gone to|=|so far|to date|:|in total)(?: (?:now|at|still|about|around|just|a total of|over|up to|only))* ?| )$`,
  "u",
);
/** `we have doubled our volunteers to 28` */
const raisedPattern =
  /^[^\p{L}\p{N}]*(?:(?:we|we've|we have|and|also|have) )*(?:doubled|trebled|tripled|quadrupled|increased|raised|grown|grew|cut|reduced|lowered|lifted|brought|got|taken) (?:(?:the|our|up|down|number of) )*(?<label>\p{L}[\p{L}'-]*(?: (?!to |from |by )\p{L}[\p{L}'-]*){0,4}?)(?<sign> (?:up |down )?(?:by \S+ )?(?:from \S+ )?to (?:about |around |just |over |nearly )?)$/u;
/** A word that no label ends with. */
export const notLabel =
  /(?:^|[^\p{L}])(?:we|we've|we're|i|they|it|he|she|there|there's|who|which|the|a|an|and|with|have|has|had|at|in|on|by|for|from|about|around|over|under|nearly|almost|only|just|another|so|is|are|was|were|target|budget|spend|spent|met|than|phase|stage|level|room|unit|of|to|another|all|around|approx|only|did|got|run|ran|held|saw|seen|delivered|supported|trained|helped|recruited|reached|signed|completed|visited|gained|lost|added|that|those|these|our|still|amber|green|red|rag|not|no|up|down|us|another|further|grand|some|roughly)$/u;
const verbWord =
  /(?:^| )(?:hold|holds|held|have|has|had|is|are|was|were|run|runs|ran|do|did|get|gets|got|make|made|see|saw|take|took|give|gave|want|need|will|can|we|they|i|who|that|which|been|say|use|add|put)(?: |$)/;
const measured = /(?:average|mean|median|wait|time|times|length|duration|turnaround|delay|hours|stay)/;
const holder = /(?:list|backlog|total|cohort|caseload|turnout|average|attendance|audience|queue|membership|team)$/;
const otherLabel =
  /^(?:target|tgt|rag|rating|status|spend|budget|forecast|phase|risk|owner|week|month|date|q[1-4]|cel)(?: |$)/;
const speaker = /^(?:is|are|was|were|we|they|i|it|there|he|she)(?:'|(?!\p{L}))/u;
const standsAlone =
  /^(?:$|[.,;)!]| ?[(/,;]| (?:so far|to date|this|last|in total|now|of|out of|against|vs|versus|target|tgt|up|down|and|but|since|from|compared|cel|minutes|days|hours|weeks)(?!\p{L})|%)/u;
const wholeOfSomething = /^ ?(?:of|out of) (?:the |our )?[\d,.]+ (?!so far|to date|this|last|in total)\p{L}{3}/u;
const unitAfter = /^ (?<unit>days?|weeks?|months?|hours?|hrs|minutes?|mins|years?|miles|km|tonnes|kg)(?!\p{L})/u;

interface Label {
  readonly label: string;
  /** What stands between label and number. */
  readonly sign: string;
  readonly start: number;
}

/** `Referrals: 42`, `attendance 87%`, `average wait 14 days`, `referrals are at 42`. */
export function readLabelFirst(place: NumberPlace): MetricDraft | undefined {
  const { text, number, after } = place;
  const found = labelBefore(place);
  if (found === undefined || !isLabel(found, place)) return undefined;
  const name = trimLabel(text, { start: found.start, end: found.start + found.label.length });
  if (name.end - name.start < 3) return undefined;
  const unit = unitAfter.exec(after);
  if (unit !== null && !isSigned(found) && !measured.test(found.label)) return undefined;
  return { name, value: number, ...(unit !== null && { unit: unitRange(number, unit[0]) }) };
}

function unitRange(number: NumberPhrase, unit: string): { readonly start: number; readonly end: number } {
  return { start: number.end + 1, end: number.end + unit.length };
}

function labelBefore({ text, body, number }: NumberPlace): Label | undefined {
  const start = segmentStart(text, body, number.start);
  const before = text.plain.slice(start, number.start);
  const match = raisedPattern.exec(before) ?? labelPattern.exec(before);
  const label = match?.groups?.["label"];
  if (match === null || label === undefined) return undefined;
  return { label, sign: match.groups?.["sign"] ?? " ", start: start + match[0].indexOf(label) };
}

function isSigned({ sign }: Label): boolean {
  return /[:=]| - /.test(sign);
}

function isLabel(found: Label, { text, body, number, after, isFirst }: NumberPlace): boolean {
  const { label, sign } = found;
  if ((number.value === 1 && !number.isFigures) || otherLabel.test(label) || speaker.test(label)) return false;
  if (sign.endsWith(" of ") && !number.isPercent && !holder.test(label)) return false;
  const isAlone = standsAlone.test(after);
  if (isSigned(found))
    return !wholeOfSomething.test(after) && (isAlone || readCountedNoun(text, number.end, body.end) === undefined);
  if (/^ of (?=\p{L})/u.test(after) || verbWord.test(label) || notLabel.test(label)) return false;
  return isAlone && (isFirst || sign !== " ");
}

/** True for a number right behind a label with a colon, which counts even in words about a plan. */
export function isLabelled(place: NumberPlace): boolean {
  const { text, body, number } = place;
  return /[:=] ?$/.test(text.plain.slice(body.start, number.start)) && readLabelFirst(place) !== undefined;
}
