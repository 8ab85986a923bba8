import type { Metric } from "../../core/update.ts";
import type { Clause } from "../text/clauses.ts";
import { findNumbers, type NumberPhrase } from "../text/numbers.ts";
import { findUncounted, isDuration } from "../text/not-counts.ts";
import { matchesIn, overlaps, trimRange, type Range, type ReadingText } from "../text/reading-text.ts";
import { readCountedNoun } from "./counted-noun.ts";

/** A metric with the words of its parts. */
export interface FoundMetric {
  readonly metric: Metric;
  readonly ranges: { readonly name: Range; readonly value: Range; readonly unit?: Range; readonly target?: Range };
}

/** What metrics are read from besides the words. */
export interface MetricContext {
  /** The dates of a range, whose figures count nothing. */
  readonly dateWordsIn: (range: Range) => readonly Range[];
  /** Sums of money. */
  readonly sums: readonly Range[];
  /** Telephone numbers, addresses and the like. */
  readonly private: readonly Range[];
  /** Names of pilots and programmes, which name no metric. */
  readonly names: readonly Range[];
  /** The words of a metric as they are kept. */
  readonly write: (range: Range) => string;
}

interface Draft {
  name: Range;
  value: NumberPhrase;
  unit?: Range;
  unitText?: string;
  target?: NumberPhrase;
}

const targetBefore =
  /(?:^|[^\p{L}])(?:targets?|tgt|goal|aim(?:ing)?(?: for)?|cel|targed|objectif|ziel|planned|profile|(?:the |our |a )?(?:plan(?: of| was| is| said| says)?|trajectory(?: of)?|profile(?: of)?|ambition(?: of)?)|(?:should|shoud|shd) (?:be|have been)|said (?:we'd|we would) (?:reach|get to|hit|do|have|see)|promised (?:to (?:reach|do|see))?|(?:we |we'd |we had |they )?(?:needed|promised|wanted|planned|hoped for|aimed for|are aiming for|aiming for|were after|are after)|should be|vs\.?|versus|against)(?: (?:is|was|of|for|our|the|a|still|at|set at|=))*[ :=(-]*(?:(?:the|a|our|about|around|just) )*$/u;
const targetAfter = /^ ?(?:target|tgt|planned|needed|promised|we promised|we planned|that we)(?!\p{L})/u;
const wholeBefore = /^ ?(?:\/|of|out of)(?: (?:the|our|a|an|about|around|an? (?:planned|expected|original)|planned|expected|total|possible))* ?$/u;
const meta =
  /^ ?(?:new |main |top |big |key |other |more |quick |small |minor |major |open |live |little )*(?:risks?|asks?|things?|points?|items?|steps?|questions?|concerns?|issues?|worries|programmes?|options?|pilots?|places?|colou?rs?|notches|notch|phases?|strands?|reasons?|messages?|updates?|returns?|fields?|columns?|milestones?|actions?|priorities|ways|words|lines|bits|from|of us|of you|of them|and|or|to|pages?|cases worth|thoughts?|caveats?|headlines?|highlights?|ratings?|red cards?|goals?|nil|all|people off|people down|gaps?|ones|short|reds|ambers|greens)(?!\p{L})/u;
const lossAfter =
  /^[^.;,]{0,40}(?<!\p{L})(?:off (?:long|sick|work)|on (?:long-term|leave|suspension)|have left|has left|left|leaving|pulled out|pull out|resigned|withdrawn|withdrew|dropped out|lost|missed|off sick|are off|is off|cancelled|failed|quit|gone|vacant|short|still to|yet to|left to|to go|remaining|outstanding|overdue|awaiting|waiting)(?!\p{L})/u;
const plan =
  /(?<!\p{L})(?:will|'ll|won't|going to|gonna|plan(?:ning|s|ned)? to|hope to|hoping|aim(?:ing)? to|expect(?:ing)? to|need(?:s)?|want|would|could|should|might|may|if|unless|risk|next week|next month|next quarter|due to (?:start|open|join|arrive)|promise[ds]?)(?!\p{L})/u;

/** Reads what was counted in the clauses of one pilot. */
export function readMetrics(text: ReadingText, clauses: readonly Clause[], context: MetricContext): readonly FoundMetric[] {
  const drafts: Draft[] = [];
  for (const clause of clauses) {
    if (clause.sentence.isQuestion && !/\d/.test(text.plain.slice(clause.start, clause.end))) continue;
    if (clause.sentence.isQuestion || isOtherSection(clause)) continue;
    readClause(text, clause, drafts, context);
  }
  return drafts.map((draft) => written(draft, context));
}

function isOtherSection({ sentence: { section } }: Clause): boolean {
  return section !== undefined && ["risks", "owner", "mitigation", "help", "next", "spend", "period"].includes(section);
}

function readClause(text: ReadingText, clause: Clause, drafts: Draft[], context: MetricContext): void {
  const { body } = clause;
  const uncounted = [...findUncounted(text, body, context.dateWordsIn(body)), ...context.private, ...context.sums];
  const paired = ratios(text, body);
  const numbers = [...findNumbers(text, body).filter((number) => !paired.some((other) => overlaps(number, other))), ...paired]
    .filter((number) => !uncounted.some((other) => overlaps(number, other)))
    .toSorted((a, b) => a.start - b.start);
  const isPlan = plan.test(text.plain.slice(body.start, body.end)) && clause.sentence.section !== "metrics";
  const first = drafts.length;
  let isPassedOver = false;
  const aimed = targetFirst(text, clause, numbers);
  if (aimed !== undefined) {
    drafts.push(aimed);
    return;
  }
  for (const [index, number] of numbers.entries()) {
    const before = text.plain.slice(numbers[index - 1]?.end ?? body.start, number.start);
    const after = text.plain.slice(number.end, body.end);
    const last = drafts.at(-1);
    const isNear =
      last !== undefined &&
      (drafts.length > first || last.value.end > clause.sentence.start || /^(?:the |our |my )?(?:target|goal|aim)(?!\p{L})/u.test(text.plain.slice(body.start, body.end)));
    if (last?.target === number) continue;
    if (last !== undefined && isNear && last.target === undefined && isTarget(text, last, number, before, after)) {
      if (!isScore(last, number, after)) last.target = number;
      continue;
    }
    // What is out of a number that counts nothing counts nothing either: one of three, two of five that left.
    if (isPassedOver && wholeBefore.test(before)) continue;
    isPassedOver = false;
    // A target stands for nothing where there is no metric that it is the target of.
    if (/(?:targets?|tgt|goal|aim(?:ing)? for)(?: (?:for|in|of|set for|across) [\p{L} ]{2,40}?)?[ :=]*(?:is |of |was |remains )*$/u.test(before)) continue;
    if (isCorrection(before) && last !== undefined && isNear) {
      last.value = number;
      continue;
    }
    if (isPlan && !isLabelled(text, body, number)) continue;
    const draft = labelFirst(text, body, number, isSegmentFirst(text, body, numbers, index)) ?? countFirst(text, body, number, before, after, numbers[index + 1]);
    const isNamed = draft !== undefined && context.names.some((name) => name.start === draft.name.start && name.end === draft.name.end);
    if (draft === undefined || isNamed || isBareResult(text, draft.name)) isPassedOver = true;
    else drafts.push(draft);
  }
}

const targetBracket = /^(?:[^\p{L}\p{N}]*)(?<label>\p{L}[\p{L}'’ &-]{2,50}?) ?[(,] ?(?:target|tgt)(?: of|:)? ?[\d,.]+%?\)?[ :=-]+(?:(?:actual|achieved|currently|now|at|is)[ :]*)?[\d,.]+%?[ .]*$/u;
const targetNoun = /^(?:[^\p{L}\p{N}]*)(?:targets?|tgt|goal)(?: was| is| of|:)? ?[\d,.]+%? (?<label>\p{L}[\p{L}'’ -]{2,40}?)(?:[,;:(-]| and| but) ?(?:actual|achieved|reached|done|got|currently|now|so far|we have|we've (?:got|done|had)|at|=|:| )+[\d,.]+%?[ .)]*$/u;

/** `Referrals (target 60): 42`, `target 60 referrals, actual 42`: what is aimed at stands first. */
function targetFirst(text: ReadingText, { body }: Clause, numbers: readonly NumberPhrase[]): Draft | undefined {
  const [target, value, ...more] = numbers;
  if (target === undefined || value === undefined || more.length > 0) return undefined;
  const words = text.plain.slice(body.start, body.end);
  const label = (targetBracket.exec(words) ?? targetNoun.exec(words))?.groups?.["label"];
  if (label === undefined) return undefined;
  const start = body.start + words.indexOf(label);
  return { name: trimLabel(text, { start, end: start + label.length }), value, target };
}

/** True for the first number since the last comma. */
function isSegmentFirst(text: ReadingText, body: Range, numbers: readonly NumberPhrase[], index: number): boolean {
  const [number, earlier] = [numbers[index], numbers[index - 1]];
  if (number !== undefined && /(?:from \S+(?: \p{L}+)? to|(?:up|down) (?:by )?\S+ to)(?: (?:about|around|just|over|nearly))? $/u.test(text.plain.slice(body.start, number.start))) return true;
  return number !== undefined && (earlier === undefined || segmentStart(text, body, number.start) >= earlier.end);
}

/** `42 achieved`: achieved of what is not said. */
function isBareResult(text: ReadingText, name: Range): boolean {
  return /^(?:achieved|actual|done|reached|so far|to date|in total|total|received|completed)$/.test(text.plain.slice(name.start, name.end));
}

/** `4.6 out of 5` is a mark and no target. */
function isScore({ value }: Draft, whole: NumberPhrase, after: string): boolean {
  return (whole.value === 5 || whole.value === 10) && (!Number.isInteger(value.value) || /^ ?(?:satisfaction|stars?|rating|score)/.test(after));
}

/** `12/30` is two numbers: what was reached and what was aimed at. */
function ratios(text: ReadingText, range: Range): readonly NumberPhrase[] {
  const pattern = /(?<![\p{L}\p{N}£./-])(?<value>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?) ?\/ ?(?<whole>\d{1,3}(?:,\d{3})+|\d+)(?![\p{L}\p{N}/]|[.-]\d)/dgu;
  return matchesIn(text, range, pattern).flatMap((match) => {
    const [value, whole] = [match.group("value"), match.group("whole")];
    if (value === undefined || whole === undefined) return [];
    const read = (place: Range): NumberPhrase => ({
      ...place,
      value: Number(text.plain.slice(place.start, place.end).replaceAll(",", "")),
      isPercent: false,
      isFigures: true,
    });
    return text.plain.slice(match.start, match.end) === "24/7" ? [] : [read(value), read(whole)];
  });
}

function isTarget(text: ReadingText, last: Draft, number: NumberPhrase, before: string, after: string): boolean {
  if (targetBefore.test(before) || targetAfter.test(after)) return true;
  const between = text.plain.slice(Math.max(last.value.end, Math.min(last.name.end, number.start)), number.start);
  return wholeBefore.test(before) || wholeBefore.test(between) || / out of(?: the| our)? ?$/.test(before);
}

/** `so that's 442`, `bringing the total to 90`: the number before it is put right. */
function isCorrection(before: string): boolean {
  return /(?:(?:so )?that's|that makes|making(?: it)?|which makes(?: it)?|bring(?:s|ing) (?:the total|us|it)(?: up)? to|tak(?:es|ing) (?:the total|us|it)(?: up)? to|total(?:s|ling)? (?:is |of )?(?:now )?|up \d+ to|up from \S+ to|now(?: at)?|i\.?e\.?|in total)[ :,]*(?:a total of |now |up to )*$/.test(before) && before.length > 3;
}

const labelWords = "(?<label>(?:[\\p{L}][\\p{L}'’&-]*)(?: (?:[\\p{L}\\d][\\p{L}\\d'’&/-]*|\\([^)]{1,20}\\))){0,6}?)";
const labelPattern = new RegExp(`^(?:[^\\p{L}\\p{N}]*)${labelWords}(?<sign> ?[:=] ?| - | (?:is|are|at|was|were|now|now at|stands? at|stand(?:ing)? at|currently|total(?:s|led)?|reached|have reached|has reached|hit|have hit|rose to|risen to|has risen to|up to|(?:up |down )?from \\S+(?: \\p{L}+)? to|up \\d+ to|down to|fell to|remains? at|still|of|have gone up to|have gone to|has gone to|=|so far|to date|:|in total)(?: (?:now|at|still|about|around|just|a total of|over|up to|only))* ?| )$`, "u");
const notLabel =
  /(?:^|[^\p{L}])(?:we|we've|we're|i|they|it|he|she|there|there's|who|which|the|a|an|and|with|have|has|had|at|in|on|by|for|from|about|around|over|under|nearly|almost|only|just|another|so|is|are|was|were|target|budget|spend|spent|met|than|phase|stage|level|room|unit|of|to|another|all|around|approx|only|did|got|run|ran|held|saw|seen|delivered|supported|trained|helped|recruited|reached|signed|completed|visited|that|those|these|our|still|amber|green|red|rag|not|no|up|down|us|another|further|grand|some|roughly)$/u;

/** `Referrals: 42`, `attendance 87%`, `average wait 14 days`, `referrals are at 42`. */
function labelFirst(text: ReadingText, body: Range, number: NumberPhrase, isFirst: boolean): Draft | undefined {
  const start = segmentStart(text, body, number.start);
  if (number.value === 1 && !number.isFigures) return undefined;
  const match = labelPattern.exec(text.plain.slice(start, number.start));
  const label = match?.groups?.["label"];
  const sign = match?.groups?.["sign"] ?? " ";
  if (match === null || label === undefined) return undefined;
  const after = text.plain.slice(number.end, body.end);
  const isSigned = /[:=]| - /.test(sign);
  if (/ of $/.test(sign) && !number.isPercent && !/(?:list|backlog|total|cohort|caseload|turnout|average|attendance|audience|queue|membership|team)$/.test(label)) return undefined;
  if (isSigned && /^ ?(?:of|out of) (?:the |our )?[\d,.]+ (?!so far|to date|this|last|in total)\p{L}{3}/u.test(after)) return undefined;
  if (/^(?:is|are|was|were|we|they|i|it|there|he|she)(?:'|(?!\p{L}))/u.test(label)) return undefined;
  if (!isSigned && (/^ of (?=\p{L})/u.test(after) || verbWord.test(label))) return undefined;
  const isAlone = /^(?:$|[.,;)!]| ?[(/,;]| (?:so far|to date|this|last|in total|now|of|out of|against|vs|versus|target|tgt|up|down|and|but|since|from|compared|cel|minutes|days|hours|weeks)(?!\p{L})|%)/u.test(after);
  if (!isSigned && (!isAlone || notLabel.test(label) || (!isFirst && sign === " "))) return undefined;
  if (isSigned && readCountedNoun(text, number.end, body.end) !== undefined && !isAlone) return undefined;
  if (/^(?:target|tgt|rag|rating|status|spend|budget|forecast|phase|risk|owner|week|month|date|q[1-4]|cel)(?: |$)/.test(label)) return undefined;
  const at = start + match[0].indexOf(label);
  const name = trimLabel(text, { start: at, end: at + label.length });
  if (name.end - name.start < 3 || (/^(?:we|they|i|it|there)(?:'|\b)/.test(label) && !isSigned)) return undefined;
  const unit = /^ (?<unit>days?|weeks?|months?|hours?|hrs|minutes?|mins|years?|miles|km|tonnes|kg)(?!\p{L})/u.exec(after);
  if (unit !== null && !isSigned && !/(?:average|mean|median|wait|time|times|length|duration|turnaround|delay|hours|stay)/.test(label)) return undefined;
  const place = unit === null ? undefined : { start: number.end + 1, end: number.end + unit[0].length };
  return { name, value: number, ...(place && { unit: place }) };
}

const verbWord = /(?:^| )(?:hold|holds|held|have|has|had|is|are|was|were|run|runs|ran|do|did|get|gets|got|make|made|see|saw|take|took|give|gave|want|need|will|can|we|they|i|who|that|which|been|say|use|add|put)(?: |$)/;

function segmentStart(text: ReadingText, body: Range, at: number): number {
  const before = text.plain.slice(body.start, at);
  const cut = /^.*(?:[,;(|]|\. | and )/u.exec(before);
  return body.start + (cut?.[0].length ?? 0);
}

function trimLabel(text: ReadingText, range: Range): Range {
  const words = text.plain.slice(range.start, range.end);
  const lead = /^(?:(?:and|also|plus|the|our|total|number of|no of|with|current|currently|overall|latest) )+(?=\p{L})/u.exec(words)?.[0].length ?? 0;
  const tail = /(?: (?:so far|to date|this (?:month|week|quarter|year)|now|have|has|in total|total|currently))+$/u.exec(words)?.[0].length ?? 0;
  return trimRange(text, { start: range.start + lead, end: range.end - tail });
}

function isLabelled(text: ReadingText, body: Range, number: NumberPhrase): boolean {
  return labelFirst(text, body, number, false) !== undefined && /[:=] ?$/.test(text.plain.slice(body.start, number.start));
}

/** `42 referrals`, `12 of 30 homes`, `85% of participants`, `fifty-six contacts`, `38 housed`. */
function countFirst(
  text: ReadingText,
  body: Range,
  number: NumberPhrase,
  before: string,
  after: string,
  next: NumberPhrase | undefined,
): Draft | undefined {
  if (number.value === 1 && !number.isFigures) return undefined;
  if (isDuration(after) || meta.test(after) || /^ (?:thirds|quarters|halves|fifths|tenths)(?!\p{L})|^ (?:more|fewer|less) [^.,;]{2,40} than(?!\p{L})/u.test(after)) return undefined;
  if (next !== undefined && wholeBefore.test(text.plain.slice(number.end, next.start)) && meta.test(text.plain.slice(next.end, body.end))) return undefined;
  if (/(?:^|[^\p{L}])(?:the|(?<!of )these|(?<!of )those|first|last|next|top|one of|my|your|his|her|their|every|each|aged(?: under| over)?|age|between|extra)(?: (?:other|main|first|last|top))? ?$/u.test(before)) return undefined;
  if (/(?:up|down|by|rise of|increase of|fall of|drop of) $/.test(before) && number.isPercent) return undefined;
  // Where a second number is what it is out of, what is counted stands after that.
  const whole = next !== undefined && wholeBefore.test(text.plain.slice(number.end, next.start)) ? next : undefined;
  const afterWhole = whole === undefined ? undefined : readCountedNoun(text, whole.end, body.end);
  if (number.value < 5 && (lossAfter.test(after) || lossAfter.test(text.plain.slice(whole?.end ?? number.end, body.end)))) return undefined;
  const noun = afterWhole ?? (whole === undefined ? readCountedNoun(text, number.end, body.end) : undefined);
  if (noun === undefined) return nounBefore(text, number, before, whole);
  return {
    name: noun.name,
    value: number,
    ...(noun.unit && { unit: noun.unit }),
    ...(whole && !isScore({ name: noun.name, value: number }, whole, text.plain.slice(whole.end, body.end)) && { target: whole }),
  };
}

/** `homes surveyed 14 out of 25`, `older people's survey got 90`: the noun that stands before the number. */
function nounBefore(
  text: ReadingText,
  number: NumberPhrase,
  before: string,
  whole: NumberPhrase | undefined,
): Draft | undefined {
  const match = /(?<name>(?:\p{L}[\p{L}'-]* ){0,3}\p{L}[\p{L}'-]*?) (?:is |are |at |now |got |had |reached |of )*$/u.exec(before);
  const words = match?.groups?.["name"];
  if (match === null || words === undefined || (whole === undefined && !number.isPercent)) return undefined;
  if (notLabel.test(words)) return undefined;
  const start = number.start - before.length + match.index;
  return { name: trimLabel(text, { start, end: start + words.length }), value: number, ...(whole && { target: whole }) };
}

function written(draft: Draft, { write }: MetricContext): FoundMetric {
  const unit = draft.value.isPercent ? "%" : draft.unit === undefined ? undefined : write(draft.unit);
  const unitRange = draft.value.isPercent ? undefined : draft.unit;
  return {
    metric: {
      name: write(draft.name),
      value: draft.value.value,
      ...(unit !== undefined && { unit }),
      ...(draft.target !== undefined && { target: draft.target.value }),
    },
    ranges: {
      name: draft.name,
      value: draft.value,
      ...(unitRange !== undefined && { unit: unitRange }),
      ...(draft.target !== undefined && { target: draft.target }),
    },
  };
}
