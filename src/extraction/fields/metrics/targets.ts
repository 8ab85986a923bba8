import { matchesIn, type Range, type ReadingText } from "../../text/reading-text.ts";
import type { NumberPhrase } from "../../text/numbers.ts";
import { trimLabel, wholeBefore, type MetricDraft, type NumberPlace } from "./metric-draft.ts";

const targetBefore =
  /(?:^|[^\p{L}])(?:targets?|tgt|goal|aim(?:ing)?(?: for)?|cel|targed|objectif|ziel|planned|profile|(?:the |our |a )?(?:plan(?: of| was| is| said| says)?|trajectory(?: of)?|profile(?: of)?|ambition(?: of)?)|(?:should|shoud|shd) (?:be|have been)|said (?:we'd|we would) (?:reach|get to|hit|do|have|see)|promised (?:to (?:reach|do|see))?|(?:we |we'd |we had |they )?(?:needed|promised|wanted|planned|hoped for|aimed for|are aiming for|aiming for|were after|are after)|should be|vs\.?|versus|against)(?: (?:for|by|in) (?:the )?(?:end of )?(?:january|february|march|april|may|june|july|august|september|october|november|december|q[1-4]|(?:year|month|quarter)(?: ?end)?|this (?:year|month|quarter)))?(?: (?:is|was|of|for|our|the|a|still|at|set at|=))*[ :=(<>≤≥-]*(?:(?:the|a|our|about|around|just) )*$/u;
const targetAfter = /^ ?(?:target|tgt|planned|needed|promised|we promised|we planned|that we)(?!\p{L})/u;
const orphan =
  /(?:targets?|tgt|goal|aim(?:ing)? for)(?: (?:for|in|of|set for|across) [\p{L} ]{2,40}?)?[ :=]*(?:is |of |was |remains )*$/u;
const targetBracket =
  /^(?:[^\p{L}\p{N}]*)(?<label>\p{L}[\p{L}'’ &-]{2,50}?)(?: ?[(,:] ?| - | )(?:target|tgt)(?: of|:)? ?[\d,.]+%?\)?[ :,;/=-]+(?:(?:actual|achieved|currently|now|at|is)[ :]*)?[\d,.]+%?[ .]*$/u;
const targetNoun =
  /^(?:[^\p{L}\p{N}]*)(?:targets?|tgt|goal)(?: was| is| of|:)? ?[\d,.]+%? (?<label>\p{L}[\p{L}'’ -]{2,40}?)(?:[,;:(-]| and| but) ?(?:actual|achieved|reached|done|got|currently|now|so far|we have|we've (?:got|done|had)|at|=|:| )+[\d,.]+%?[ .)]*$/u;

/** `41 against 38 last month`: what it is compared with is no target. */
const earlierTime =
  /^(?: \p{L}+){0,2}?,? \(?(?:(?:in |for |at |by |from |over )?(?:the )?(?:last|previous|prior|same) (?:week|fortnight|month|quarter|year|time|return|report|update|period|january|february|march|april|may|june|july|august|september|october|november|december)|(?:a|one|the) (?:week|month|quarter|year) (?:ago|before|earlier)|before|previously|this time last|(?:in|at|for) (?:(?:the )?end of )?(?:january|february|march|april|may|june|july|august|september|october|november|december|q[1-4]|spring|summer|autumn|winter)(?!\p{L}))/u;

/** True where a number is what the metric before it is measured by. */
export function isTargetOf(last: MetricDraft, { text, number, before, after }: NumberPlace): boolean {
  if (earlierTime.test(after)) return false;
  if (targetBefore.test(before) || targetAfter.test(after)) return true;
  const between = text.plain.slice(Math.max(last.value.end, Math.min(last.name.end, number.start)), number.start);
  return wholeBefore.test(before) || wholeBefore.test(between) || /(?: out of|\(of)(?: the| our| a)? ?$/.test(before);
}

/** True for a number behind words such as `against` or `target`. */
export function isAimedAt({ before }: NumberPlace): boolean {
  return targetBefore.test(before);
}

/** True for a target with no metric before it: by itself it tells nothing. */
export function isTargetAlone({ before }: NumberPlace): boolean {
  return orphan.test(before);
}

/** True for words that speak of a target from their start, and so of the metric in the sentence before. */
export function opensWithTarget(words: string): boolean {
  return /^(?:the |our |my )?(?:target|goal|aim)(?!\p{L})/u.test(words);
}

/** `Referrals (target 60): 42`, `target 60 referrals, actual 42`: what is aimed at stands first. */
export function readTargetFirst(
  text: ReadingText,
  body: Range,
  numbers: readonly NumberPhrase[],
): MetricDraft | undefined {
  const [target, value, ...more] = numbers;
  if (target === undefined || value === undefined || more.length > 0) return undefined;
  const words = text.plain.slice(body.start, body.end);
  const label = (targetBracket.exec(words) ?? targetNoun.exec(words))?.groups?.["label"];
  if (label === undefined) return undefined;
  const start = body.start + words.indexOf(label);
  return { name: trimLabel(text, { start, end: start + label.length }), value, target };
}

/** `12/30` is two numbers: what was reached and what was aimed at. */
export function findRatios(text: ReadingText, range: Range): readonly NumberPhrase[] {
  const pattern =
    /(?<![\p{L}\p{N}£./-])(?<value>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?) ?\/ ?(?<whole>\d{1,3}(?:,\d{3})+|\d+)(?![\p{L}\p{N}/]|[.-]\d)/dgu;
  return matchesIn(text, range, pattern).flatMap((match) => {
    const [value, whole] = [match.group("value"), match.group("whole")];
    if (value === undefined || whole === undefined) return [];
    const read = (place: Range): NumberPhrase => ({
      ...place,
      value: Number(text.plain.slice(place.start, place.end).replaceAll(",", "")),
      isPercent: false,
      isFigures: true,
    });
    const [done, all] = [read(value), read(whole)];
    const behind = text.plain.slice(match.end, range.end);
    // More than there is, and nothing that it counts: as likely a day and a month as a figure above its target.
    const isOpen = done.value > all.value && done.value <= 31 && all.value <= 12 && !/^ \p{L}/u.test(behind);
    const isLabelled = /[:=] ?$/.test(text.plain.slice(range.start, match.start));
    return text.plain.slice(match.start, match.end) === "24/7" || (isOpen && !isLabelled) ? [] : [done, all];
  });
}
