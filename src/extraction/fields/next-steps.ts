import type { NextStep } from "../../core/update.ts";
import type { Clause } from "../text/clauses.ts";
import { overlaps, plainIn, type Range, type ReadingText } from "../text/reading-text.ts";
import type { DatePhrase } from "../time/date-rule.ts";
import { tenseOf } from "../time/tense.ts";
import type { DatedContext } from "./milestones.ts";
import { withoutDates, withoutLead } from "./statement-text.ts";

/** A next step with the words of its parts. */
export interface FoundStep {
  readonly step: NextStep;
  readonly ranges: { readonly text: Range; readonly due?: Range };
}

const nextLead =
  /^(?:and |so |then |our |the |my )*(?:(?:next(?: up| steps?| things?| actions?| job)?(?: for us)?|up next|coming up|to do)(?: (?:is|are|will be)(?: to)?|:|,| -| =)+ |next (?:steps?|up|job) (?:to |(?=we|i'm|they)))/u;
const notStep =
  /(?<!\p{L})(?:on leave|annual leave|back (?:on|in|from)|out of (?:the )?office|holiday|off (?:on|until|from)|lunch|birthday|if |unless|whether|may (?:slip|lapse)|might|would|could|hopefully|see you|speak (?:then|soon)|deadline|returns? (?:is|are) due|last (?:met|reported|heard)|(?:update|return|returns|report|note|more|details|news|figures|numbers)(?: (?:will|to|should))?(?: be)? (?:follow|follows|following|sent|come|coming|open|opens|close|closes|due)|send (?:you |it |them |over )?(?:our|the|an|a|my|your|update|it|them)|said (?:we'd|we would)|to follow|promised|will probably|(?:covers|covering|is covering|on cover|stands in|standing in)(?= (?:from|for|until|on))|shooting for|aiming for|hoping for|on course for|visiting|travelling|working from home|wfh|will know|know more|dictat)/u;
const none = /^(?:none|nothing|n\/a|nil|tbc|no (?:next )?(?:steps|actions|plans?))(?!\p{L})/u;

/** Reads what is done next: what a label says, and what else has a day to come. */
export function readNextSteps(
  text: ReadingText,
  clauses: readonly Clause[],
  taken: readonly Range[],
  context: DatedContext,
): readonly FoundStep[] {
  return clauses.flatMap((clause) => {
    if (taken.some((range) => overlaps(range, clause.body))) return [];
    const { section, isQuestion } = clause.sentence;
    const words = plainIn(text, clause.body);
    if (isQuestion || none.test(words)) return [];
    const isLed = section === "next" || nextLead.test(words);
    if (!isLed && section !== undefined && section !== "narrative" && section !== "milestones" && section !== "rating")
      return [];
    return stepOf(text, clause, isLed, context) ?? [];
  });
}

function stepOf(text: ReadingText, clause: Clause, isLed: boolean, context: DatedContext): FoundStep | undefined {
  const words = plainIn(text, clause.body);
  const tense = isLed ? "future" : tenseOf(words);
  // What no label calls a next step may as well be over: then the nearer day is meant.
  const dates = context.datesIn(clause.body, tense === "past" ? "past" : isLed ? "future" : "either");
  const date = dates.find(({ due }) => due !== undefined);
  if (!isLed && (date === undefined || !isComing(text, clause, date, tense, context) || notStep.test(words)))
    return undefined;
  const place = withoutDates(text, withoutLead(text, ledRange(clause.body, words)), date === undefined ? [] : [date]);
  const named = plainIn(text, place);
  const bare = dates.reduce((words, found) => words.replace(plainIn(text, found), ""), named);
  if (
    !/\p{L}{3}/u.test(bare) ||
    /^(?:the |our )?(?:update|return|report|note|red|amber|green|expected|hopefully|needed|wanted|due|deadline|needed please|that|this|it)$/.test(
      named,
    )
  )
    return undefined;
  return {
    step: { text: context.write(place), ...(date?.due !== undefined && { due: date.due }) },
    ranges: { text: place, ...(date?.due !== undefined && { due: date }) },
  };
}

function ledRange(body: Range, words: string): Range {
  const lead = nextLead.exec(words);
  return lead === null ? body : { start: body.start + lead[0].length, end: body.end };
}

/** `the third one in a month`: how long it took. */
const isSpan =
  /^(?:the |our |that's |that is )*(?:\d+|first|second|third|fourth|fifth|sixth|\p{L}+(?:est|th)|one|two|three|four|five|six|seven|eight|nine|ten|most|best|worst|only)(?!\p{L}).* in (?:a|an|one|the) (?:single )?(?:day|week|fortnight|month|quarter|year)$/u;

/** True for a day from today on that something happens on, and not since. */
function isComing(
  text: ReadingText,
  clause: Clause,
  date: DatePhrase,
  tense: string,
  { today }: DatedContext,
): boolean {
  if (date.due === undefined || date.due < today || tense === "past") return false;
  if (
    date.due === today &&
    (!/(?:today|tonight|this (?:afternoon|evening)|\d)/.test(plainIn(text, date)) ||
      / (?:is|are|'s|was|we're) /.test(plainIn(text, clause.body)))
  )
    return false;
  const before = text.plain.slice(clause.body.start, date.start);
  if (isSpan.test(before + plainIn(text, date))) return false;
  if (/(?:target|tgt|goal|aim)[^.;]{0,24}$/.test(before)) return false;
  return !/(?:since|of|for the|after)(?: the)? $/.test(before) || /end of/.test(plainIn(text, date));
}
