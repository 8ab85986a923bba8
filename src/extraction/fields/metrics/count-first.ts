import type { NumberPhrase } from "../../text/numbers.ts";
import { isDuration } from "../../text/not-counts.ts";
import { readCountedNoun } from "./counted-noun.ts";
import { notLabel } from "./label-first.ts";
import { isScore, trimLabel, wholeBefore, type MetricDraft, type NumberPlace } from "./metric-draft.ts";

const meta =
  /^ ?(?:new |main |top |big |key |other |more |quick |small |minor |major |open |live |little )*(?:risks?|asks?|things?|points?|items?|steps?|questions?|concerns?|issues?|worries|programmes?|options?|pilots?|places?|colou?rs?|notches|notch|phases?|strands?|reasons?|messages?|updates?|returns?|fields?|columns?|milestones?|actions?|priorities|ways|words|lines|bits|from|of us|of you|of them|and|or|to|pages?|cases worth|thoughts?|caveats?|headlines?|highlights?|ratings?|red cards?|goals?|nil|all|people off|people down|gaps?|ones|short|reds|ambers|greens)(?!\p{L})/u;
const lossAfter =
  /^[^.;,]{0,40}(?<!\p{L})(?:off (?:long|sick|work)|on (?:long-term|leave|suspension)|have left|has left|left|leaving|pulled out|pull out|resigned|withdrawn|withdrew|dropped out|lost|missed|never \p{L}+|(?:did|do|have|has|are|were)(?:n't| not)|off sick|are off|is off|cancelled|failed|quit|gone|vacant|short|still to|yet to|left to|to go|remaining|outstanding|overdue|awaiting|waiting)(?!\p{L})/u;
const comparison =
  /^ in (?:every )?(?:\d|(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)(?!\p{L}))|^ (?:thirds|quarters|halves|fifths|tenths)(?!\p{L})|^ (?:more|fewer|less) [^.,;]{2,40} than(?!\p{L})/u;
const definite =
  /(?:^|[^\p{L}])(?:the|(?<!of )these|(?<!of )those|first|last|next|top|one of|my|your|his|her|their|every|each|aged(?: under| over)?|age|between|extra|(?:board|panel|committee|team|crew|staff) of|short of|lost|losing|cutting|axing|moving|sending|lending|seconding|borrowing|swapping|sharing|sparing|releasing)(?: (?:other|main|first|last|top))? ?$/u;
/** `40 people on their call, apparently` */
const ofOthers =
  /^[^.;,]{0,50}(?<!\p{L})(?:their (?:call|meeting|team|event|sessions?|list|patch|area|programme|project|books|side|hub|first|last)|apparently|reportedly|allegedly|supposedly)(?!\p{L})/u;
/** `it took six weeks and four meetings` */
const itTook = /(?:^|[^\p{L}])(?:it|this|that|which)(?:'s| has)? (?:took|takes|taken) (?:[^.;,]* and )?$/u;
const change = /(?:up|down|by|rise of|increase of|fall of|drop of) $/;

/** `42 referrals`, `12 of 30 homes`, `85% of participants`, `fifty-six contacts`, `38 housed`. */
export function readCountFirst(place: NumberPlace): MetricDraft | undefined {
  const { text, body, number, next } = place;
  // Where a second number is what it is out of, what is counted stands after that.
  const whole = next !== undefined && wholeBefore.test(text.plain.slice(number.end, next.start)) ? next : undefined;
  const end = whole?.end ?? number.end;
  // `14 (of 20) mentors`
  const from =
    whole !== undefined && text.plain.startsWith("(", number.end + 1) && text.plain.startsWith(")", end)
      ? end + 1
      : end;
  const afterWhole = text.plain.slice(from, body.end);
  if (isNoCount(place, afterWhole)) return undefined;
  const noun = readCountedNoun(text, from, body.end);
  if (noun === undefined) return readNounBefore(place, whole);
  const isMark = whole !== undefined && isScore(number, whole, afterWhole);
  return {
    name: noun.name,
    value: number,
    ...(noun.unit && { unit: noun.unit }),
    ...(whole && !isMark && { target: whole }),
  };
}

function isNoCount({ text, body, number, before, after }: NumberPlace, afterWhole: string): boolean {
  return (
    (number.value === 1 && !number.isFigures) ||
    isDuration(after) ||
    comparison.test(after) ||
    meta.test(after) ||
    meta.test(afterWhole) ||
    definite.test(before) ||
    itTook.test(text.plain.slice(body.start, number.start)) ||
    /^ in (?:every )?$/.test(before) ||
    ofOthers.test(after) ||
    (/\p{L} for $/u.test(before) && /^ \p{L}+ed(?!\p{L})/u.test(after)) ||
    (number.isPercent && change.test(before)) ||
    (number.value < 5 && (lossAfter.test(after) || lossAfter.test(afterWhole)))
  );
}

/** `homes surveyed 14 out of 25`, `older people's survey got 90`: the noun that stands before the number. */
function readNounBefore(
  { text, number, before }: NumberPlace,
  whole: NumberPhrase | undefined,
): MetricDraft | undefined {
  const match =
    /(?<name>(?:\p{L}[\p{L}'-]* ){0,3}\p{L}[\p{L}'-]*?) (?:is |are |at |now |got |had |reached |of )*$/u.exec(before);
  const words = match?.groups?.["name"];
  if (match === null || words === undefined || (whole === undefined && !number.isPercent)) return undefined;
  if (notLabel.test(words)) return undefined;
  const start = number.start - before.length + match.index;
  const name = trimLabel(text, { start, end: start + words.length });
  return { name, value: number, ...(whole && { target: whole }) };
}
