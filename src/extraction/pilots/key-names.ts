import { plainIn, type Range, type ReadingText } from "../text/reading-text.ts";
import type { Sentence } from "../text/sentences.ts";
import { monthPattern } from "../time/date-words.ts";
import type { Names, OtherName, PilotName } from "./find-names.ts";

/** How a name stands in a message: the words after it are about it, it is only named, or it is named in passing. */
export type NameRole = "key" | "named" | "passing";

/** A pilot's or a programme's name with its role. `lead` is where the words that lead up to it begin. */
export interface RoleName {
  readonly name: PilotName | OtherName;
  readonly isPilot: boolean;
  readonly role: NameRole;
  readonly lead: number;
  /** Where the words begin that are said of it. */
  readonly after: number;
}

/** Where a part turns to a pilot: the words that lead up to the name, its start, and the end of all names that belong to it. */
export interface Cut extends Range {
  readonly name: number;
}

const leadWord = new RegExp(
  `^(?:(?:this|here|here's|it's|its|hi|hiya|hello|hey|morning|all|both|and|also|meanwhile|finally|now|then|next|plus|as|for|so|but|while|whereas|ok|okay|right|an?|the|our|my|your|quick|short|brief|latest|weekly|monthly|quarterly|october|interim|mid-month|updates?|upd|returns?|reports?|reporting|news|notes?|highlights|summary|progress|position|from|on|re|about|of|regarding|in|at|over|up|down|team|behalf|posting|logging|log|record|please|i'm|we're|am|speaking|dictating|just|pilots?|programme|rag|rating|ratings|status|round-up|roundup|highlight|is|to|with|see|fyi|area|place|site|council|councils|project|everyone|overall|ours|today|yesterday)|${monthPattern}|q[1-4]|h[12]|\\d{1,4}(?:st|nd|rd|th)?(?:[/-]\\d{2,4})*|\\p{Extended_Pictographic}+)$`,
  "u",
);

const ratingAhead =
  /^(?:[ :,.–>-]|'s| position| score| say| says| reckons?| calls? it| rates? (?:itself|themselves)| they| they're| it's| pilot| hub| team| programme| project| site| board| scheme| rag| rating| status| overall| delivery confidence| are| is| was| has| have| were| been| remains?| stays?| still| now| currently| again| back| at| to| on| gone| went| turned| moved| moving| slipped| dropped| probably| likely| also| just| today| this month| this week| reports?| reporting| rated| says?(?: they(?:'re| are))?| (?:rates?|calls?) (?:themselves|itself|it)|'s (?:position|rating|rag|status|score) is|:|'s| we're| we are| \([^)]{0,40}\))*(?:(?:red|amber|green|grn|ambr|gren|grren|yellow|a\/[rg]|r\/a|g\/a|rag [rag]|[rag])(?![\p{L}\d])|on[ -]track|off[ -]track|at risk|🟢|🟡|🟠|🔴|🟩|🟨|🟧|🟥)/u;
/** `Eastmere (amber) and Calder (green)` */
const bracketed = /^ ?\((?:still |now |rag |rated |back to )?(?:red|amber|green|a\/[rg]|[🟢🟡🟠🔴])(?:\)|[,;:] )/u;
const sayingAhead =
  /^(?:'s)?(?: (?:pilot|hub|team|programme|project|site|board|scheme|centre|council|area))*(?: (?:here|update|return|report|news)\b| ?[:–|]| - |,? ?$|\n|[.!] ?|\)|, (?:we|our|\d)| (?:is|are|was|were|has|have|had|will|hasn't|haven't|isn't|now|still|remains|continues?|stays?|reports?|needs?|spent|delivered|launched|completed|started|opened|hit|reached|held|ran|met|got|we|we're|we've|at \d|on \d|\d))/u;

const passingBefore =
  /(?:^|[^\p{L}])(?:colleagues?|counterpart|friend|contact|people|folks|friends|someone|guys|lot|lessons?|visits?|visited|visiting|met|meeting|meet|meets|call|calls|spoke|speak|speaking|talk|talked|talking|chat|chatted|chatting|learn|learning|learnt|learned|borrowed|borrowing|copied|copying|nicked|stole|stolen|same|like|unlike|similar|compared|comparison|alongside|with|via|near|outside|train|trains|trip|travel|travelling|travelled|drive|driving|drove|moved|relocated|office|event|conference|workshop|hosted|hosting|thanks|thank|joined|jointly|shared|sharing|ask|asked|asking|tell|told|heard|hear|hearing|said|see|saw|seen|ahead of|behind|than|as in|between|inspired by|modelled on|counterparts|peers|neighbours|what|shadow(?:ed|ing)?|lent|invited|congratulations|congrats|well done|contact|email(?:ed)?|phon(?:e|ed)|rang|rung)(?: (?:to|from|in|at|of|with|by|on|for|the|our|their|some|a|team|colleagues|people|folks|as|about|all|up|over|down|its|council|pilot|and))*(?: [\p{L}]+)? $/u;
const comparing =
  /(?:^|[^\p{L}])(?:well done|congrat\p{L}*(?: to)?|good luck(?: to)?|same as|just like|like|unlike|similar to|compared (?:to|with)|than|as with|as far on as|as in|further to [^,.;:]{0,60}|following [^,.;:]{0,30} with|in common with|as good as|as bad as|level with|ahead of|behind) (?:the |our )?$/u;
const passingAfter =
  /^(?:'s? (?:approach|model|experience|lead|work|idea|ideas|way|version|template|example|team)|,? (?:colleagues|folk|people|lot|team)? ?(?:said|says|say|asked|asks|told|suggested|mentioned|wrote|writes|reckons?|thinks?|wants to visit|are visiting|is visiting|sent us|lent us|gave us|offered|have offered|has offered|shared)|,? (?:university|college|police|hospital|road|street|station|airport|fc|city fc|united|prison|crown court|echo|news|gazette|chronicle|mp|colleagues|counterparts|folk|lot)(?!\p{L}))/u;

/** The roles of all names of pilots and programmes, in order. */
export function readRoles(text: ReadingText, names: Names, sentences: readonly Sentence[]): readonly RoleName[] {
  const all = [
    ...names.pilots.map((name) => ({ name, isPilot: true })),
    ...names.programmes.map((name) => ({ name, isPilot: false })),
  ].toSorted((a, b) => a.name.start - b.name.start);
  const roles = sentences.flatMap((sentence) =>
    all
      .filter(({ name }) => name.start >= sentence.start && name.end <= sentence.end)
      .map((one) => roleOf(text, one, sentence, all)),
  );
  return joined(text, joined(text, roles, "passing").toReversed(), "key").toReversed();
}

/** Names joined by `and` or a comma share their role: one that is key makes those before it key, one in passing those after it passing. */
function joined(text: ReadingText, roles: readonly RoleName[], role: NameRole): readonly RoleName[] {
  const done: RoleName[] = [];
  for (const one of roles) {
    const last = done.at(-1);
    const [left, right] = last === undefined || last.name.start < one.name.start ? [last, one] : [one, last];
    const between = left === undefined ? "" : text.plain.slice(left.name.end, right.name.start);
    const joins =
      role === "key" ? /^(?:,|,? and| &| plus|\/|,? as well as)(?: the)? ?$/ : /^,? (?:and|or|&)(?: the)? ?$/;
    const isJoint = last !== undefined && last.isPilot && one.isPilot && last.role === role && joins.test(between);
    done.push(isJoint && one.role === "named" ? { ...one, role } : one);
  }
  return done;
}

function roleOf(
  text: ReadingText,
  { name, isPilot }: { readonly name: PilotName | OtherName; readonly isPilot: boolean },
  sentence: Sentence,
  all: readonly { readonly name: PilotName | OtherName; readonly isPilot: boolean }[],
): RoleName {
  const before = text.plain.slice(sentence.start, name.start);
  const skipped = skipNames(text, name, name.end, all);
  const after = text.plain.slice(skipped, sentence.end);
  const lead = leadStart(before, (from, to) =>
    all.some((other) => isInside(other.name, sentence.start + from, sentence.start + to)),
  );
  const said = { name, isPilot, lead: sentence.start + (lead ?? before.length), after: skipped };
  if (sentence.isQuestion && !ratingAhead.test(after)) return { ...said, role: "passing" };
  if (isPilot && isAside(text, name, sentence, all)) return { ...said, role: "passing" };
  const isReported =
    /^ ?(?:(?:is|are|was|were)? ?: ?|says? (?:they(?:'re| are) )?(?=red|amber|green)|'s (?:position|rating|rag|status|score) is )/.test(
      after,
    ) && ratingAhead.test(after);
  if (isReported && !/(?:^|[^\p{L}])(?:if|unless|whether)(?!\p{L})/u.test(before)) return { ...said, role: "key" };
  if (bracketed.test(after) && !passingBefore.test(before) && !comparing.test(before)) return { ...said, role: "key" };
  if (
    comparing.test(before) ||
    (/[:,–-] as $/.test(before) && /^,? (?:but|except|only|apart|though|plus)(?!\p{L})/u.test(after))
  )
    return { ...said, role: "passing" };
  const isPassing =
    (passingAfter.test(after) && !ratingAhead.test(after)) || (lead === undefined && passingBefore.test(before));
  if (isPassing) return { ...said, role: "passing" };
  if (lead === undefined) {
    const isRated =
      ratingAhead.test(after) &&
      (startsPart(before) ||
        !/(?:^|[^\p{L}])(?:if|unless|whether|when|until|once|why|how|that|should|would|could)(?!\p{L})/u.test(before));
    return { ...said, role: isRated ? "key" : "named" };
  }
  const isKey =
    lead === 0 || ratingAhead.test(after) || sayingAhead.test(after) || ratedAt.test(before.slice(lead).trimStart());
  return { ...said, role: isKey ? "key" : "named" };
}

/** Where one of these stands between two names, the second may begin something of its own. */
const turn =
  /[.;:|,!?&+/]| [-–>] |\d|\p{Extended_Pictographic}|(?<!\p{L})(?:and|but|while|whereas|then|or|red|amber|green|is|are|also|behalf|for|covering|not)(?!\p{L})/u;

/** `Eastmere copying in Calder: amber`, `Eastmere update (Calder to follow): amber`: the words after it go on about the name before. */
function isAside(
  text: ReadingText,
  name: PilotName | OtherName,
  sentence: Sentence,
  all: readonly { readonly name: PilotName | OtherName; readonly isPilot: boolean }[],
): boolean {
  const earlier = all.findLast((one) => one.isPilot && one.name.start >= sentence.start && one.name.end <= name.start);
  if (earlier === undefined || isSameThing(earlier.name, name)) return false;
  const between = text.plain.slice(earlier.name.end, name.start);
  const after = text.plain.slice(name.end, sentence.end);
  const closed = /^(?<rest>[^()]*)\)/.exec(after)?.groups?.["rest"];
  if (/\((?:the |and )?$/.test(between) && closed !== undefined)
    return /^ \p{L}/u.test(closed) && !ratingAhead.test(after);
  return /^ ?:/.test(after) && /\p{L}/u.test(between) && !turn.test(between);
}

function isInside(range: Range, start: number, end: number): boolean {
  return start >= range.start && end <= range.end;
}

/** The end of a name together with the names that follow it at once: `Eastmere Night Buses`, `Port Calder (Ullock) Night Buses`. */
function skipNames(
  text: ReadingText,
  first: PilotName | OtherName,
  end: number,
  all: readonly { readonly name: PilotName | OtherName }[],
): number {
  const next = all.find(({ name }) => name.start >= end);
  if (next === undefined || !isSameThing(first, next.name)) return end;
  const between = text.plain.slice(end, next.name.start);
  if (!/^(?:[ ,(/)-]|'s| pilot| the| of| in| for|also|and the(?= ))*$/.test(between)) return end;
  const closed = text.plain.charAt(next.name.end) === ")" ? 1 : 0;
  return skipNames(text, first, next.name.end + closed, all);
}

/** A programme goes with any pilot; of two pilots' names both have to stand for one pilot. */
function isSameThing(first: PilotName | OtherName, next: PilotName | OtherName): boolean {
  if (!("candidates" in first) || !("candidates" in next)) return true;
  return first.candidates.some(({ pilot }) => next.candidates.some((other) => other.pilot.id === pilot.id));
}

/** Where the words begin that only lead up to a name; undefined where others stand between. */
const ratedAt =
  /^[^\p{L}\p{N}]*(?:(?:still|now|back to|we're|probably|and|but) )*(?:red|amber|green|a\/[rg]|[🟢🟡🟠🔴])(?: (?:still|again|now|overall|too))* (?=(?:here |over |down |up )?(?:at|in|for|from)(?!\p{L}))/u;

function leadStart(before: string, isNamed: (from: number, to: number) => boolean): number | undefined {
  const cut =
    /^.*(?:[;:|!]| - |, | (?:and|but|while) (?=(?:still |now )?(?:red|amber|green) (?:at|in|for)(?!\p{L})))(?=[^;:|!]*$)/u.exec(
      before,
    )?.[0].length ?? 0;
  const isLead = (from: number): boolean =>
    [...withoutRating(before, from).matchAll(/[^\s,.()[\]"*#@•–:;&+/-]+(?:-[^\s,]+)?/gu)].every(
      ({ 0: word, index }) => leadWord.test(word) || isNamed(from + index, from + index + word.length),
    );
  if (isLead(0)) return 0;
  return cut > 0 && isLead(cut) ? cut : undefined;
}

/** The words from an offset, with blanks where they say first how it stands: `amber at `. */
function withoutRating(before: string, from: number): string {
  const words = before.slice(from);
  const rated = ratedAt.exec(words)?.[0].length ?? 0;
  return " ".repeat(rated) + words.slice(rated);
}

/** Right after a sign, or after `and`. */
function startsPart(before: string): boolean {
  return /(?:^|[,;:|(-] ?|(?:^| )(?:and|but|while|with|then|or) (?:the )?)$/u.test(before);
}

/** The plain words between two ranges. */
export function wordsBetween(text: ReadingText, left: Range, right: Range): string {
  return plainIn(text, { start: left.end, end: Math.max(left.end, right.start) });
}
