import type { Day } from "../../core/time.ts";
import type { Milestone } from "../../core/update.ts";
import type { Clause } from "../text/clauses.ts";
import { overlaps, plainIn, trimRange, type Range, type ReadingText } from "../text/reading-text.ts";
import type { DatePhrase, Tense } from "../time/date-rule.ts";
import { withoutDates, withoutLead } from "./statement-text.ts";

/** A milestone with the words of its parts. */
export interface FoundMilestone {
  readonly milestone: Milestone;
  readonly ranges: { readonly name: Range; readonly due?: Range; readonly forecast?: Range; readonly done?: Range };
  /** Everything that was read for it. */
  readonly whole: Range;
}

/** What milestones and steps are read with. */
export interface DatedContext {
  readonly today: Day;
  /** The dates of a range, looked for in the past, ahead, or whichever is nearer. */
  readonly datesIn: (range: Range, tense: Tense) => readonly DatePhrase[];
  /** The words of a range as they are kept. */
  readonly write: (range: Range) => string;
}

const slip =
  /(?<!\p{L})(?:(?:has |have |had |is |was |been |now )*(?:slipp?(?:ed|s|ing)?|moved|postponed|delayed|pushed(?: back)?|put back|brought forward|rescheduled|deferred|shifted|bumped|extended|rearranged)(?: back| again| out| on)?)(?!\p{L})/u;
const nowDate =
  /(?:will (?:now )?be|now|new(?: \p{L}+)? date|(?:re)?forecast|expected|revised|new date|instead|moved to|revised to|likely|looking like)(?: (?:going|due|set|planned|expected|forecast|likely|it's|is|to|for|the|on|at|in|by|be|\p{L}+))*[ :(-]*$/u;
const wasDue =
  /(?:was |were |originally |planned |previously |should have been |meant to be )*(?:due|planned|scheduled|originally|should have been|meant to be|supposed to be|not|instead of|rather than|from|target(?:ed)?|deadline|baseline|promised|meant)(?: (?:on|by|for|to|in|at|be|is|was|the|date|it|start|complete|open|finish|launch|\p{L}+ed|done|ready|live|in place))*[ :(,-]*$/u;
const due =
  /(?:^|[^\p{L}])(?:due|deadline|target date|milestone)(?: (?:on|by|for|to|in|at|is|the|be|start|complete|open|finish|launch|date|end))*[ :(,-]*$/u;
const doneWord =
  "(?:done|complete|completed|finished|finshed|achieved|met|signed off|signed|approved|delivered|went live|gone live|is live|live|launched|opened|opend|in place|agreed|published|submitted|appointed|awarded|installed|set up|handed over|concluded|wrapped up|ratified|secured|passed|adopted|granted|lodged|drafted|held|ready|started|began|begun|kicked off|placed|mobilised|commissioned|recruited|trained|accepted|tested|rolled out|moved in|went to|came into force|got|took|collected|received|wrapped|bought|hired|chose|elected|moved|built|fitted|painted|finalised|confirmed|named|procured|issued|switched on|made|reopened|took place|won)";
const donePattern = new RegExp(`(?<!\\p{L})${doneWord}(?!\\p{L})`, "u");
const bareDone =
  /^(?<name>(?:(?!(?<!\p{L})(?:we|i|they|it|he|she|nothing|nobody|all|everything|not|no|isn't|who|that|this)(?:'|\b))[^\d]){3,70}?)(?: -|:|,)? ?(?:is |are |was |were |has been |have been |been |now |all |both |fully |finally |is now |has |already )*(?:done|complete|completed|finished|achieved|signed off|in place|live|launched|approved|✅|✔️?|☑️?)[ !.✅✔🎉]*$/u;
const notDone =
  /(?<!\p{L})(?:not|n't|never|yet to|nearly|almost|half|partly|until|once|when|if|unless|to be|will|'ll|should|could|would|may|might|being|still|awaiting|waiting|need|half-|before|after|can|cannot|hop(?:e|ing)|plan|expect(?:ed)?|want)(?!\p{L})/u;
const notMilestone =
  /(?<!\p{L})(?:call|returns?|portal|deadline|meeting moved|on leave|annual leave|back on|back in|out of office|holiday|invoice|lunch|coffee|email(?:ed)?|spoke|visited|chased|rang|phoned|met with|met up|resigned|quit|died|broke|flooded|cancelled|withdrew|pulled out)(?!\p{L})/u;

/** Whom we met is no milestone; a target that is met is one. */
const metSomebody =
  /^(?:we |i |also |and )*met (?!(?:our|the|its|all|every|that) (?:target|milestone|deadline|aim|goal)|target)/u;

/** Reads milestones: what is due, what moved, what is done. */
export function readMilestones(
  text: ReadingText,
  clauses: readonly Clause[],
  context: DatedContext,
): readonly FoundMilestone[] {
  const found: FoundMilestone[] = [];
  for (const [index, clause] of clauses.entries()) {
    if (clause.sentence.isQuestion || isElsewhere(clause)) continue;
    if (found.some(({ whole }) => overlaps(whole, clause))) continue;
    const one =
      readMove(text, clause, clauses[index + 1], context) ??
      readDue(text, clause, context) ??
      readDone(text, clause, context) ??
      readItem(text, clause, context);
    if (one !== undefined) found.push(one);
  }
  return found;
}

function isElsewhere({ sentence: { section } }: Clause): boolean {
  return (
    section !== undefined &&
    ["risks", "owner", "mitigation", "help", "next", "spend", "period", "rating", "metrics"].includes(section)
  );
}

/** Words that lead to a date and name nothing: `we are now looking at …`. */
const nobodysName =
  /^(?:we|i|they|it|this|that|so|and)(?:'(?:re|s|m|ve))?(?: (?:r|are|is|am|have|has|been|now|looking|think|expect(?:ing)?|aiming|hoping|at|for|to|moved|slipped|more|like|will|be|it|probably|likely))*$/u;

type Dates = Pick<Milestone, "due" | "forecast" | "done">;

function found(
  text: ReadingText,
  name: Range,
  whole: Range,
  parts: { readonly due?: DatePhrase; readonly forecast?: DatePhrase; readonly done?: DatePhrase | true },
  context: DatedContext,
): FoundMilestone | undefined {
  const place = withoutLead(text, lastStatement(text, name));
  if (!/\p{L}{3}/u.test(plainIn(text, place)) || nobodysName.test(plainIn(text, place))) return undefined;
  const done = parts.done === true ? true : parts.done?.due;
  const dates: Dates = {
    ...(parts.due?.due !== undefined && { due: parts.due.due }),
    ...(parts.forecast?.due !== undefined && { forecast: parts.forecast.due }),
    ...(done !== undefined && { done }),
  };
  if (Object.keys(dates).length === 0) return undefined;
  return {
    milestone: { name: context.write(place), ...dates },
    ranges: {
      name: place,
      ...(parts.due?.due !== undefined && { due: parts.due }),
      ...(parts.forecast?.due !== undefined && { forecast: parts.forecast }),
      ...(done !== undefined && { done: parts.done === true || parts.done === undefined ? whole : parts.done }),
    },
    whole,
  };
}

/** `the contractor is away so the open day …`: what is named stands last. */
function lastStatement(text: ReadingText, name: Range): Range {
  const cut =
    /^[^]*(?: so | because | as | - |: )(?=(?:the |our |a |an )?\p{L}{3})/u.exec(plainIn(text, name))?.[0].length ?? 0;
  return { start: name.start + cut, end: name.end };
}

/** `launch slipped from 3 Jan to 10 Feb`; `survey was due 31 January, it's now the end of Feb`; `now on 4 March not 26 February`. */
function readMove(
  text: ReadingText,
  clause: Clause,
  next: Clause | undefined,
  context: DatedContext,
): FoundMilestone | undefined {
  const joins = next !== undefined && next.sentence.line === clause.sentence.line && goesOn(text, next);
  const whole = { start: clause.body.start, end: joins ? next.end : clause.body.end };
  const dates = context.datesIn(whole, "either").filter(({ due: day }) => day !== undefined);
  const [first, second] = dates;
  if (first === undefined) return undefined;
  const before = text.plain.slice(whole.start, first.start);
  const slipped = slip.exec(before);
  if (second === undefined) {
    const isLater =
      nowDate.test(before) &&
      /(?:was |were |originally |should have been |meant to be )(?:due|planned|scheduled|in|by|on)?/.test(before);
    if (isLater)
      return found(
        text,
        { start: whole.start, end: whole.start + (wasWords.exec(before)?.index ?? before.length) },
        whole,
        { forecast: first },
        context,
      );
    if (slipped === null || !/(?:to|until|till|for|now|by)(?: the)? $/.test(before)) return undefined;
    if (first.due !== undefined && first.due < context.today) return undefined;
    return found(text, { start: whole.start, end: whole.start + slipped.index }, whole, { forecast: first }, context);
  }
  const between = text.plain.slice(first.end, second.start);
  const isForward =
    slipped !== null &&
    /(?:^|[^\p{L}])from(?: the)? $/u.test(before) &&
    /^(?:,? (?:to|until|till)|.{0,12} now)(?: (?:the|on))? $/.test(between);
  const isDueThenNow =
    wasDue.test(before) &&
    (nowDate.test(between) || slip.test(between) || /^[ ,;-]*(?:but )?(?:it's |it is )?now /.test(between));
  const isNowThenDue =
    /^[ ,(]*(?:instead of|rather than)(?: (?:on|by|the))? $/.test(between) ||
    ((nowDate.test(before) || slip.test(before) || /(?:^|[^\p{L}])now(?!\p{L})/u.test(before)) &&
      /^[ ,(]*(?:not|was|from|originally|previously|was due)(?: (?:on|by|the|due|due on))? $/.test(between));
  const named =
    slipped !== null
      ? slipped.index
      : (/[ ,(-]*(?:which |that )?(?:(?:was |were |is |are |should have been )?(?:originally |now |previously )?(?:due|planned|scheduled|meant|forecast|expected)|(?:is|are|will be|should have been) (?:now )?(?:(?:on|for|by|at|in|set for) )?$)(?!\p{L})/u.exec(
          before,
        )?.index ?? before.length);
  const name = { start: whole.start, end: whole.start + named };
  if (isForward || isDueThenNow)
    return found(text, withoutDates(text, name, []), whole, { due: first, forecast: second }, context);
  if (isNowThenDue)
    return found(text, movedName(text, whole, name, first), whole, { due: second, forecast: first }, context);
  return undefined;
}

const wasWords =
  /[ ,(-]*(?:which |that )?(?:was|were|is|are|will be|originally|should have been|meant to be|now)(?: |$)/u;

function goesOn(text: ReadingText, next: Clause): boolean {
  return /^(?:it's now|it is now|(?:but )?(?:is|are) now|now|but now|forecast|this is now|that's now|(?:re)?forecast|was due|slipped)/.test(
    plainIn(text, next.body),
  );
}

/** Where nothing is named before the move, what stands between it and the date names it. */
function movedName(text: ReadingText, whole: Range, name: Range, first: DatePhrase): Range {
  return /\p{L}{4}/u.test(plainIn(text, name)) ? name : trimRange(text, { start: whole.start, end: first.start }, ",");
}

function readDue(text: ReadingText, clause: Clause, context: DatedContext): FoundMilestone | undefined {
  const words = plainIn(text, clause.body);
  if (!/(?<!\p{L})due(?!\p{L})/u.test(words) && clause.sentence.section !== "milestones") return undefined;
  if (/due to(?! (?:start|open|complete|finish|launch|begin|report|go|be))/.test(words)) return undefined;
  const dates = context.datesIn(clause.body, "either");
  const date = dates.find(
    ({ start, due: day }) => day !== undefined && due.test(text.plain.slice(clause.body.start, start)),
  );
  if (date === undefined) return undefined;
  const before = text.plain.slice(clause.body.start, date.start);
  const cut =
    /[ ,:(–-]*(?:which |that )?(?:is |are |was |were |now |still |both |all )*due(?!\p{L})[^]*$/u.exec(before)?.index ??
    before.length;
  return found(text, { start: clause.body.start, end: clause.body.start + cut }, clause.body, { due: date }, context);
}

function readDone(text: ReadingText, clause: Clause, context: DatedContext): FoundMilestone | undefined {
  const days = context.datesIn(clause.body, "past");
  const words = days.reduce(
    (kept, { start, end }) => {
      const [from, to] = [start - clause.body.start, end - clause.body.start];
      return kept.slice(0, from) + " ".repeat(to - from) + kept.slice(to);
    },
    plainIn(text, clause.body),
  );
  if (notDone.test(words) || notMilestone.test(words) || metSomebody.test(words)) return undefined;
  const date = days.find(
    ({ grain, due: day, start }) =>
      grain === "day" &&
      day !== undefined &&
      day <= context.today &&
      !/(?:since|from|until|of|after|before|at|for|by)(?: the)? $/.test(text.plain.slice(clause.body.start, start)),
  );
  const pattern = donePattern.exec(words);
  const near =
    date === undefined ? undefined : context.datesIn(clause.body, "either").find(({ start }) => start === date.start);
  const isState = pattern !== null && /^(?:live|is live|in place|ready|held)$/.test(pattern[0]);
  // `contracts live on 1 Dec` may as well be to come: then the nearer day is meant.
  if (isState && near?.due !== undefined && near.due > context.today) return undefined;
  if (date !== undefined && pattern !== null) {
    return found(text, doneName(text, clause.body, date, pattern), clause.body, { done: date }, context);
  }
  const month = context
    .datesIn(clause.body, "past")
    .find(
      ({ grain, span, start }) =>
        grain === "month" &&
        span.from <= context.today &&
        / (?:in|during) $/.test(text.plain.slice(clause.body.start, start)),
    );
  const finish =
    /(?<!\p{L})(?:done|complete|completed|finished|signed off|signed|approved|launched|opened|agreed|published|submitted|delivered)(?: in| during) $/u;
  if (month !== undefined && finish.test(text.plain.slice(clause.body.start, month.start)))
    return found(text, withoutDates(text, clause.body, [month]), clause.body, { done: true }, context);
  const bare = bareDone.exec(words)?.groups?.["name"];
  if (bare === undefined || date !== undefined || bare.split(" ").length > 9) return undefined;
  return found(
    text,
    { start: clause.body.start, end: clause.body.start + bare.length },
    clause.body,
    { done: true },
    context,
  );
}

/** `Alcohol pathway live - done 8 February` is named by what stands before; `signed the framework` by all of it. */
function doneName(text: ReadingText, body: Range, date: DatePhrase, verb: RegExpExecArray): Range {
  const whole = withoutDates(text, body, [date]);
  const last = / ?(?:-|:|,|\() ?(?:done|complete|completed|finished|achieved)(?: on)?$/.exec(plainIn(text, whole));
  if (last !== null && last.index > 3) return { start: whole.start, end: whole.start + last.index };
  const before = text.plain.slice(body.start, body.start + verb.index);
  const isPassive = /\p{L}{3}/u.test(before) && date.start < body.start + verb.index;
  if (isPassive || date.start < whole.start + 4 || date.start >= whole.end) return isPassive ? body : whole;
  return withoutDates(text, { start: whole.start, end: date.end }, [date]);
}

/** An item of a list of milestones. */
function readItem(text: ReadingText, clause: Clause, context: DatedContext): FoundMilestone | undefined {
  if (clause.sentence.section !== "milestones") return undefined;
  const date = context.datesIn(clause.body, "future").find(({ due: day }) => day !== undefined);
  return date === undefined
    ? undefined
    : found(text, withoutDates(text, clause.body, [date]), clause.body, { due: date }, context);
}
