import type { Rating } from "../../../core/update.ts";
import type { Clause } from "../../text/clauses.ts";
import { isWithin, matchesIn, overlaps, plainIn, type Range, type ReadingText } from "../../text/reading-text.ts";
import { findRatingWords, type RatingWord } from "./rating-words.ts";

/**
 * What a rating's words say: the rating as it is, as it was, of one aspect only (`finance amber`), one of several that it may be
 * (`amber or red`), as it may become, or as the reader's is told (`we have you down as red`).
 */
export type RatingRole = "current" | "previous" | "aspect" | "possible" | "hypothetical" | "told";

/** A rating in a clause, with how surely it is the pilot's: 3 behind a label, 2 in a sentence about it, 1 by phrases like on track. */
export interface FramedRating extends Range {
  readonly rating: Rating;
  readonly role: RatingRole;
  readonly weight: number;
  readonly clause: Clause;
}

const compound =
  /^[ -](?:lights?|spaces?|belt|papers?|energy|jobs?|homes?|skills|cabinet|filing|cards?|tape|lines?|cross|alerts?|warnings?|weather|flags?|flagged|routes?|doors?|bins?|book|deal|finance|bonds?|infrastructure|roofs?|corridors?|travel|transport|party|councillors?|waste|shoots|rooms?|screens?|pens?|ink|buttons?|carpet|lion|dragon|wall|eye|velvet|cups?|tea|salad|wine|onions?|peppers?|apples?|valley|gym|agenda|investments?|champions?|spots?|zones?|fingers?|fingered|grass|fields?|lane|street|road|house|estate|park|square|gate|wood|hill|hot|box|arrow|arrows|coats?|shirts?|jumpers?|hat|wheelie|lorry|vans?|cars?|bus|buses|background|font|cells?|columns?|rows?|tabs?|template|highlighter|sticker|stickers|lanyards?|badges?|mugs?|folders?|ribbon|kite|mile|heat|wave|list|team|group|phase|steps?|goals?|initiatives?|projects?|scheme|pilots?|programmes?|ones|places|councils|areas|(?:now )?means|stands for|is when|= )(?!\p{L})/u;
const follower =
  /^(?:$|[^\p{L}\p{N}' ]| ?[^\p{L}\p{N}' ]| (?:this|these|again|still|overall|for|with|as|because|but|and|since|at|on|in|from|now|today|though|although|so|until|till|after|due|given|by|we|i|they|no|rating|ratings|rated|status|rag|too|also|only|unless|if|while|to|the|our|that|there|it|is|it's|currently|here|across|cos|bc|atm|thanks|nothing|last|per|than|not|however|yet|then|just|or|(?:january|february|march|april|june|july|august|september|october|november|december)(?!\p{L})|i'm|we're|all|both|having|following|mainly|mostly|largely|\p{L}+ly|pending|partly|has|have|hence|sadly|hopefully|probably|finally|same|down|up|straight|right|all the way|which|who|where|after|before|rather|instead|once|holding|firm|at last|throughout|improving|worsening|unchanged|steady|spend|spent|target|referrals?|plus|\d))/u;

const filler =
  "(?:still|now|currently|again|back|at|to|an?|the|as|in|on|into|with|of|for|very|firmly|solidly|solid|firm|just|only|about|around|probably|likely|maybe|perhaps|definitely|certainly|overall|broadly|mostly|largely|mainly|generally|pretty|fully|all|both|really|quite|strong|clear|comfortable|comfortably|honest|cautious|low|high|sadly|happily|finally|i think|i'd say|i would say|i suppose|we think|we'd say|sort of|kind of|a bit|for now|once more|this (?:month|week|quarter|time)|today|yet again|also|same|well|steady|unchanged|confirmed|stable|as of (?:today|now)|straight|right|status|staying|remaining|remains?|stays?|steadily|the same|officially|honestly|(?:in|into) the)";
const fillers = `(?:${filler}[ ,:]+)*`;
const standalone = new RegExp(
  `^[^\\p{L}\\p{N}]*(?:so |and |but |then |ok |yes |no |yep |plus |update |hi |well |sorry |apologies |anyway |right |yeah |ours |and ours |let's (?:say|call it|go with|stick with) )*${fillers}$`,
  "u",
);
const verbs =
  "(?:is|are|am|'s|'re|'m|was|were|been|be|being|remains?|remained|remaining|stays?|stayed|staying|gone|gon|went|go|goes|going|turned|turns|turning|moved|moves|moving|slipped|slips|slipping|dropped|drops|dropping|fallen|fell|falls|come|comes|came|down|up|improved|improves|downgraded|upgraded|rose|risen|jumped|switched|flipped|changed|(?:closed?|closes|ended|ends?|finish(?:ed|es)?|start(?:ed|s)?) the (?:month|quarter|year|week|period)|hovers?|hovering|hovered|leans?|leaning|promoted|relegated|continues?|continued|continuing|agreed|confirmed|(?:clawed|fought|worked) (?:our|its|their) way|logged|log us|recorded|record us|mark us|rated?|rates|rating|rag-rated|reported|reports?|reporting|call|calling|say|says|saying|said|reckon|showing|shows?|holding|holds?|running|takes (?:us|this|it|them|things)|took (?:us|this|it|them|things)|puts (?:us|this|it|them)|leaves (?:us|this|it|them|things)|left (?:us|this|it|them|things)|makes (?:us|this|it|them)|brings (?:us|this|it|them)|pushes (?:us|this|it|them)|sit|sits|sitting|settled|settling|plumped|opted|opting|comfortable|happy|content|confident|stick|sticking|slid|slide|slides|sliding|tumbled|crept|climbed|edged|nudged|eased|tipped|ended|landed|recovered|stood|stands|standing|finished|themselves|itself|marked|marking|self-assess(?:ed|ing)?|flag(?:ged|ging)?|score[ds]?|scoring|got|get|gets|getting|keep|keeping|kept|put|puts|give|giving|its|were|r|from|considered|assessed(?: as)?|feels?|looks?|looking|think|thinks|it's|we're|it|us|things|everything|all|ourselves|you|would)";
const verbFrame = new RegExp(`(?:^|[^\\p{L}])${verbs}[ ,:]+(?:not )?${fillers}$|'(?:s|re|m)[ ]+${fillers}$`, "u");
const labelFrame = new RegExp(
  `(?:^|[^\\p{L}])(?:rag|rating|ratings|rated|status|statws|overall|delivery confidence|dca|confidence|position|health|scored?|assessment|verdict|colour|pilot|programme|project)(?: (?:rating|status|assessment|this (?:month|week|quarter)|overall|for \\p{L}+|as of [^:]{1,20}))*[ ]*(?:[:=>-]|\\b(?:is|are|as|at|of|now|remains?|stays?|to|was)\\b| )*[ ]*${fillers}$`,
  "u",
);
const aspectFrame =
  /(?:^|[^\p{L}])(?:delivery|finances?|financial|spend(?:ing)?|budgets?|schedule|timescales?|timelines?|time|costs?|quality|scope|partnerships?|partners|resourc(?:es|ing)|staffing|people|workforce|risks?|benefits|comms|communications|data|governance|engagement|recruitment|procurement|estates?|digital|evaluation|outcomes|outputs|milestones|stakeholders?|capacity|legal|sustainability|safety|performance|strand \p{L}+|workstream \p{L}+|phase \p{L}+)(?: (?:is|are|still|now|remains?|at|rag|status|rating))*[ :=(-]*$/u;

const previousBefore =
  /(?:^|[^\p{L}])(?:from|after (?:\S+ ){0,3}(?:at|in|of|on|being)|after an?|having been(?: \S+){0,2}?|previously|prev|formerly|no longer|used to be|out of|instead of|rather than|than|upgraded from|(?:last|previous) (?:month|time|week|quarter|return|report|one|update|rating|year|spring|summer|autumn|winter)(?:'s)?(?:,? (?:it|we|was|were|rating|rag|return|report))*:?|before that|(?:was|were)(?: (?:at|still|in|an?|the|rated))*|\((?:was|from|last month|last time|previous(?:ly)?|prev)):? (?:an? |the |at |just |still |we'd (?:have )?(?:said|say) |we would have said )*$/u;
const previousAfter =
  /^,? ?\(?(?:last (?:month|time|week|quarter|return|report|year)|before(?! the)|previously|at the last|in the last|when we last)(?! ?(?:was|:|=|at)? ?(?:(?:red|amber|green|a\/[rg]|[arg])(?!\p{L})|[🟢🟡🟠🔴]))/u;
const thatMonth =
  /^ in (?:january|february|march|april|may|june|july|august|september|october|november|december)(?!\p{L})/u;
const inPast =
  /^,? (?:(?:back )?in (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}*|(?:for )?(?:the )?last (?:month|time|week|quarter|return|year)|before|previously) ?\)/u;
const was = /(?:^|[^\p{L}])(?:was|were)(?: (?:at|still|in|an?|the|rated))* $/u;
const negated =
  /(?:^|[^\p{L}])(?:not|isn't|aren't|wasn't|ain't|never|neither|nor|hardly|far from|cannot be|can't be|can't call it|n't)(?: (?:at|yet|quite|really|fully|an?|the|all|as|say|call it|be|go|just|only|so|looking|feeling))* $/u;
const nobody =
  /(?:^|[^\p{L}])(?:nobody|no one|no-one|none of us|(?:don't|do not|didn't|doesn't|wouldn't|can't) (?:think|believe|say|call|see)|not saying)(?!\p{L})[^.;,]{0,40}$/u;
const hypothetical =
  /(?:^|[^\p{L}])(?:if|unless|would(?! say| call| rate| put)|'d(?! say| call| rate| put)|risks? (?:of|that|going|we|it)|danger|heading|headed|likely to|aim(?:s|ing)?|hop(?:e|es|ing|eful|efully)|want(?:s|ed|ing)?|wish|expect(?:ed|ing|s)?|targeting|going to (?:be|go|turn|put|say|call|rate)|will|won't|'ll|due to (?:go|turn|be)|(?:(?<!has |have |had )to|can|can't|cannot) (?:get|be|go|turn|become|return|move|stay|keep|flip|push)(?: \p{L}+){0,3}|until|before|once|when|path|route|towards?|nearly|almost|close to|near|not far|verge|edging|needs? to|should|shall|forecast|predict(?:ed|ing)?|plan(?:s|ning)?|so that|make (?:it|them|us|that)|mark (?:it|them)|(?:set|change) (?:it|the|us|them|this|our)|put (?:it|the|them|this|our)|ask|asks|whether|suppose|pretend|imagine|dream|tempted|what|everyone|every pilot|all pilots|anything|anyone|someone)(?![\p{L}])[^.;]{0,40}$/u;
const hypotheticalAfter =
  /^[^.;,(]{0,24}(?<!\p{L})(?:by (?:the )?(?:end|next|mid|start|then|now|\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|christmas|easter|spring|summer|autumn|winter|mon|tue|wed|thu|fri)|if |unless |once (?!more)|soon(?!\p{L})|next (?:month|week|quarter|time))/u;
const atMost =
  /(?<!\p{L})(?:no|not|can't|cannot|couldn't|don't|won't|nothing)(?: \p{L}+){0,5} (?:better|more|higher|further|any more|any better|other) than (?:an? )?$/u;
/** `it should be amber, not green` */
const corrected = /(?<!\p{L})(?:should|ought to) (?:be|read|say|have (?:been|said|read)) (?:an? )?$/u;
const unmoved =
  /(?<!\p{L})(?:no (?:change|movement)|unchanged|(?:not|n't|nothing(?:'s| has)?) (?:changed|moved|budged|shifted)) (?:from|on|at) (?:an? |last (?:month|week|quarter|time)'s )?$/u;
/** What follows the rating that was, before the one that is: `red to amber`. */
const moves =
  /^ ?(?:-*>+|=+>|(?:straight |right |back |all the way )?(?:to|into)|(?:has |have )?(?:turned|became|become|gone|went)(?: back)?(?: to)?) ?(?:a |an )?(?=(?:red|amber|green|[rag]\b|[🟢🟡🟠🔴]))/u;
const toYou =
  /(?<!\p{L})you(?:'re| are| were|r (?:rating|rag|pilot)(?: is)?)?(?: (?:down|in|up|back|logged|marked|recorded|still))*(?: (?:as|at|to|for|is|on))* $/u;
const possible =
  /(?:^|[^\p{L}])(?:could(?:n't)?(?: well| easily)? be|may(?:be)?(?: well)? be|might(?: well)? be|either|or|between|somewhere between|borderline|toss-up|possibly|and maybe) (?:an? |the |even |at |just )*$/u;
const alternative =
  /^ ?(?:or|\/|and maybe|verging on|bordering on|trending|-ish|ish) ?(?:an? |even |maybe |possibly )*(?:red|amber|green)/u;

/** All three in a row name the scale. */
const scaleList =
  /(?<!\p{L})(?:red|amber|green)(?:(?: ?[,/|] ?| or | and |, (?:or|and) )(?:red|amber|green|amber[ -/]red|amber[ -/]green)){2,}(?!\p{L})/dgu;

/** The ratings of a clause. Words of colour that rate nothing are left out. `names` are names of pilots, which may be rated. */
export function readFramedRatings(
  text: ReadingText,
  clause: Clause,
  names: readonly Range[] = [],
): readonly FramedRating[] {
  const scale = matchesIn(text, clause.sentence, scaleList);
  const words = findRatingWords(text, clause.body).filter((word) => !scale.some((list) => overlaps(list, word)));
  const framed = words.flatMap((word, index) => frame(text, clause, { word, earlier: words[index - 1], names }) ?? []);
  return [...framed, ...readTracks(text, clause)].map((one) => ({ ...one, clause }));
}

/** Things that have a colour of their own. */
const coloured =
  /(?<!\p{L})(?:(?:traffic |warning |indicator |three |the |all )lights?(?! touch)|bins?|signals?|sky|leaves|tie|shirts?|jumper|paint(?:ed)?|wallpaper|nails|face|cheeks|eyes|strawberr\p{L}+|tomato\p{L}*|kettle|milk|lanyards?|stickers?|highlighters?)(?!\p{L})[^.;]{0,50}$/u;

type Framed = Omit<FramedRating, "clause">;

/** A rating's word with what stands around it. */
interface Candidate {
  readonly word: RatingWord;
  readonly earlier: RatingWord | undefined;
  readonly names: readonly Range[];
}

function frame(text: ReadingText, clause: Clause, { word, earlier, names }: Candidate): Framed | undefined {
  const before = text.plain.slice(clause.body.start, word.start);
  const after = text.plain.slice(word.end, clause.sentence.end);
  if (
    /^[^\p{L}]*(?:suppose|imagine|what if|say|if|were) /u.test(
      text.plain.slice(clause.sentence.content.start, word.start),
    ) &&
    clause.body.start > clause.start
  )
    return undefined;
  if (/\p{L}/u.test(text.plain.charAt(word.start)) && compound.test(after)) return undefined;
  if (!word.isSign && coloured.test(text.plain.slice(clause.sentence.content.start, word.start))) return undefined;
  if (!word.isSign && (isPerson(text, word, before, after) || isScareQuoted(before, after))) return undefined;
  const base = { start: word.start, end: word.end, rating: word.rating };
  const next = moves.exec(after);
  const isSecond =
    earlier !== undefined &&
    (/^ ?(?:or (?:maybe|possibly|perhaps|even)|maybe|possibly) ?(?:an? )?$/.test(
      text.plain.slice(earlier.end, word.start),
    ) ||
      (/^ ?(?:or|and|\/) ?(?:an? )?$/.test(text.plain.slice(earlier.end, word.start)) &&
        possible.test(text.plain.slice(clause.body.start, earlier.start))));
  // No better than amber is amber, and so is what has not moved from amber.
  if ((atMost.test(before) || unmoved.test(before)) && follower.test(after))
    return { ...base, role: "current", weight: 2 };
  if (corrected.test(before) && /^,? (?:and )?not (?:an? )?(?:red|amber|green)/.test(after))
    return { ...base, role: "current", weight: 2 };
  if (toYou.test(before) && follower.test(after)) return { ...base, role: "told", weight: 2 };
  if (/(?<!\p{L})theirs(?: is| are|'s)?(?: still| now)? $/u.test(before)) return undefined;
  if (isSecond || possible.test(before)) return { ...base, role: "possible", weight: 2 };
  const weight = weigh(text, clause, { word, earlier, names }, before, after);
  if (weight === 0) {
    if (aspectFrame.test(before)) return { ...base, role: "aspect", weight: 1 };
    return undefined;
  }
  if (weight < 3 && aspectFrame.test(before)) return { ...base, role: "aspect", weight: 1 };
  if (
    /(?<!\p{L})(?:my|your) (?!(?:(?:own|honest|personal|overall|current|gut|best) )?(?:view|opinion|book|judgement|end|team|pilot|project|rating|rag|status|patch|area|lot|side|update|return|money))\p{L}/u.test(
      plainIn(text, clause.body),
    )
  )
    return undefined;
  if (next !== null) return { ...base, role: "previous", weight };
  if (negated.test(before) && /^ any ?more(?!\p{L})/u.test(after)) return { ...base, role: "previous", weight };
  if (negated.test(before) || nobody.test(before)) return undefined;
  if (alternative.test(after)) return { ...base, role: "possible", weight };
  if (hypothetical.test(before) || hypotheticalAfter.test(after)) return { ...base, role: "hypothetical", weight };
  const isWas = was.test(before);
  if (
    (previousBefore.test(before) && !isWas) ||
    previousAfter.test(after) ||
    (/(?<!\p{L})(?:said|reported|called it) $/u.test(before) && thatMonth.test(after)) ||
    (/\([^)]*$/.test(before) && earlier !== undefined && inPast.test(after)) ||
    (isWas && (!(clause.sentence.section === "rating" && clause.sentence.isLabelled) || /\([^)]*$/.test(before)))
  )
    return { ...base, role: "previous", weight };
  return { ...base, role: "current", weight };
}

function weigh(
  text: ReadingText,
  clause: Clause,
  { word, earlier, names }: Candidate,
  before: string,
  after: string,
): number {
  const isFirst = clause.body.start === clause.sentence.content.start;
  if (clause.sentence.section === "rating" && clause.sentence.isLabelled && isFirst && !/\(/.test(before)) return 3;
  if (labelFrame.test(before)) return 3;
  const inBrackets = /\([^)]*$/.test(before);
  const between = earlier === undefined ? "" : text.plain.slice(earlier.end, word.start);
  const isMove =
    earlier !== undefined &&
    /^ ?(?:-*>+|=+>|(?:straight |right |back |all the way )?(?:to|into)|(?:has |have )?(?:turned|became|become|gone|went)(?: back)?(?: to)?|,? ?(?:but )?(?:is )?now) ?(?:a |an )?$/.test(
      between,
    );
  const ends = follower.test(after) || moves.test(after);
  if (isMove && (ends || word.isSign)) return 2;
  if (word.isSign) return inBrackets ? 1 : 2;
  if (inBrackets && !/\((?:now|still|currently|was|were|from|previous|prev|last)/.test(before))
    return ends && before.endsWith("(") ? 2 : 0;
  if (standalone.test(before) || (clause.body.start > clause.start && before === ""))
    return ends || /still|remain/.test(before) ? 2 : 0;
  const verb = verbFrame.exec(before);
  const isFrom = verb !== null && /^[^\p{L}]?from/u.test(verb[0]);
  if (verb !== null && !isFrom && !inBrackets && !isAboutPilot(text, clause, verb.index, names)) return 0;
  if (
    verb !== null ||
    /(?:^|[ (])(?:was|were|previously|previous:|prev[:.]?|from|or|no longer|summer|spring|autumn|winter|said)(?: (?:an?|at|the))* $/.test(
      before,
    )
  )
    return ends || /(?:'re|are|still) $/.test(before) ? 2 : 0;
  if (previousBefore.test(before) || (negated.test(before) && /^ any ?more/.test(after))) return ends ? 2 : 0;
  return /^ (?:rating|rag|status)(?!\p{L})/u.test(after) ? 2 : 0;
}

const subjectWords =
  "(?:so|and|but|well|yes|no|yep|ok|hi|all|we|i|it|they|he|she|this|that|these|things|thing|everything|both|the|our|us|ours|second|third|fourth|fifth|sixth|pilots?|project|programme|hub|scheme|site|work|whole|delivery|overall|rating|ratings|rag|status|position|picture|place|area|lot|patch|score|confidence|today|now|currently|officially|honestly|as|of|for|this|last|month|week|quarter|time|year|still|probably|likely|maybe|perhaps|definitely|certainly|again|also|then|here|there|who|which|think|thinks|say|says|said|sure|afraid|pleased|happy|glad|sorry|sad|to|report|confirm|note|would|could|might|must|have|has|had|been|be|being|is|are|was|were|'s|'ve|'d|'re|'m|ve|d|s|re|m|go|gone|going|went|means|mean|just|only|not|never|back|down|up|out|in|on|at|about|around|from|since|until|by|settled|having|please|(?:can|could) you|own|honest|says?|personal|gut|best|us|calling|putting|rating|going|saying|marking|reporting|holding|sticking|comfortable|heading|yesterday|january|february|march|april|may|june|july|august|september|october|november|december|summer|autumn|winter|spring|self|assessed|assessment|team's|board|steering|group|agreed|decided|rated|call|called|put|view|opinion|my|end|update|return|q[1-4]|name)";
const subject = new RegExp(
  `^[^\\p{L}\\p{N}]*(?:(?:${subjectWords}|${verbs}|${filler})(?:'(?:s|ve|re|d|m))?[ ,:-]*)*$`,
  "u",
);
const starts = /^[^]*(?:[,;:] | that | so | because | means | as | and | but | since | while | though )(?=[^,;:]*$)/u;

/** True where what is rated is the pilot, by name or as we or it; the garden and the printer are none. */
function isAboutPilot(text: ReadingText, clause: Clause, verb: number, names: readonly Range[]): boolean {
  const range = { start: clause.body.start, end: clause.body.start + verb };
  let words = plainIn(text, range);
  for (const name of names) if (isWithin(name, range)) words = words.replace(plainIn(text, name), " it ");
  const tail = words.slice(starts.exec(`${words} `)?.[0].length ?? 0);
  return subject.test(words) || subject.test(tail);
}

/** Amber, or somebody called Green. */
function isPerson(text: ReadingText, word: RatingWord, before: string, after: string): boolean {
  const { start, end } = text.inMessage(word);
  if (!/^\p{Lu}\p{Ll}/u.test(text.original.slice(start, end))) return false;
  if (/(?:mr|mrs|ms|miss|dr|cllr|councillor|sir|dame|lord|lady)\.? $/.test(before)) return true;
  return (
    (/^ (?:(?:is|was|will be) (?:on leave|off|away|out|sick|back|here|covering|joining|leading|our)|will|has|can|said|says|asked|thinks|and \p{Lu})/u.test(
      after,
    ) ||
      /^ and \p{Lu}\p{Ll}/u.test(text.original.slice(end, end + 8)) ||
      /^ (?:from|in|at|and) (?:the )?\p{L}+(?: \p{L}+)?,? (?:will|is|has|can|could|said|asked|wants|to|are|have)(?!\p{L})/u.test(
        after,
      ) ||
      /^(?:'s |, can you|, could you|, please)/.test(after)) &&
    word.rating === "amber"
  );
}

function isScareQuoted(before: string, after: string): boolean {
  return /["']$/.test(before) && /^["']/.test(after);
}

const trackPattern =
  /(?<!\p{L})(?<on>(?:back )?on[ -]?(?:track|trk|trak)|on course)(?!\p{L})|(?<!\p{L})(?<off>off[ -]track|off course)(?!\p{L})|(?<!\p{L})(?<risk>at risk)(?!\p{L})/dgu;
const trackSubject = new RegExp(
  `^[^\\p{L}\\p{N}]*(?:(?:so|and|but|well|yes|yep|update|overall|rag|rating|status|:|=|-|we|we're|we are|it|it's|things|everything|all|all of it|the (?:pilot|project|programme|whole thing|work|hub|scheme)|pilot|project|programme|delivery|is|are|'s|'re|seems?|looks?|feels?|remains?|stays?|still|now|very much|broadly|mostly|largely|generally|good|well|fine|going|back|bang|right|fully|firmly|again|currently|also|am|pleased to say|happy to say|happy to report|glad to say|i'd say|i think)[ ,]*)*$`,
  "u",
);

/** `on track`, `off track`, `at risk`, where they are said of the whole and not of one thing in it. */
function readTracks(text: ReadingText, clause: Clause): readonly Framed[] {
  return matchesIn(text, clause.body, trackPattern).flatMap((match): readonly Framed[] => {
    const before = text.plain.slice(clause.body.start, match.start);
    const after = text.plain.slice(match.end, clause.sentence.end);
    const isRating = clause.sentence.section === "rating" && clause.sentence.isLabelled;
    if (!isRating && (!trackSubject.test(before) || /^ (?:for|with|of)(?!\p{L})/u.test(after))) return [];
    if (negated.test(before) || isScareQuoted(before, after)) return [];
    if (
      match.groups["risk"] !== undefined &&
      !isRating &&
      before !== "" &&
      !/(?:we're|we are|is|status|rating|rag)[ :-]*$/.test(before)
    )
      return [];
    const rating = match.groups["on"] !== undefined ? "green" : match.groups["off"] !== undefined ? "red" : "amber";
    const role = hypothetical.test(before) ? "hypothetical" : was.test(before) ? "previous" : "current";
    return [{ start: match.start, end: match.end, rating, role, weight: isRating ? 2 : 1 }];
  });
}

/** The words from the start of a rating's clause to the rating, for what they say about a change. */
export function wordsBefore(text: ReadingText, { start, clause }: FramedRating): string {
  return text.plain.slice(clause.body.start, start);
}
