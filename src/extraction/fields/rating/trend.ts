import { ratings, type Rating, type Trend } from "../../../core/update.ts";
import type { Clause } from "../../text/clauses.ts";
import { matchesIn, overlaps, type Range, type ReadingText } from "../../text/reading-text.ts";
import type { FramedRating } from "./framed-rating.ts";

/** A trend with the words that say so. */
export interface FoundTrend {
  readonly trend: Trend;
  readonly range: Range;
}

/** How a rating changed from one to another. */
export function compareRatings(before: Rating, after: Rating): Trend {
  const step = ratings.indexOf(after) - ratings.indexOf(before);
  return step === 0 ? "same" : step > 0 ? "up" : "down";
}

const stays =
  /(?<!\p{L})(?:still|remain(?:s|ed|ing)?|stay(?:s|ed|ing)?(?: at| put)?|holding|continues?|sticking|stuck|staying|(?:leaving|keeping|holding) (?:us|it|this) (?:at|on)|(?:second|third|fourth|fifth|another|\p{L}+th) (?:month|week|quarter|return) (?:running|in a row|at)|yet again)(?!\p{L})/dgu;
const same =
  /(?<!\p{L})(?:unchanged|no change|not changed|hasn't changed|same (?:as|again|rating|rag)|the same|steady|stable|as before|as ever|as always|once more|as it was|(?:hasn't|not|haven't|nothing has) (?:moved|budged|shifted)|status quo|same colour|not out of the woods|for the (?:second|third|fourth|fifth|sixth) (?:month|week|quarter|time|return)|(?:has|have|'s|'ve) been since|as last (?:month|time|week|quarter)|again|no movement|holding(?: steady| firm)?|where we(?:'ve| have)? (?:been|were)|o hyd)(?!\p{L})/dgu;
const up =
  /(?<!\p{L})(?:up (?:from|to)|improv(?:ed|es|ing|ement)|upgraded|(?<!rather than |no )better(?! than (?:red|amber))|getting better|heading (?:in )?the right (?:way|direction)|climbing|moving up|trending up|upwards?|on the up|back (?:to|at|on)(?= (?:green|track))|back on track|recover(?:ed|ing)|gone green|went green|turned green|moved up|finally green|turned (?:the|a) corner|on the mend|picking up|clawed|promoted|up (?:one|a (?:notch|step|level|grade)|half)|green for the first time)(?!\p{L})|[↑⬆↗▲🔼]/dgu;
const down =
  /(?<!\p{L})(?:down (?:from|to)|(?<!rather than |no )worse(?:ning|ned)?(?: than)?|getting worse|heading (?:in )?the wrong (?:way|direction)|slid (?:back )?(?:to|from|into)|sliding|deteriorat(?:ed|es|ing|ion)|slipp(?:ed|ing) (?:back )?(?:to|from)|slipp(?:ed|ing)|dropped (?:back )?(?:to|from)|dropping|fallen (?:back )?(?:to|from)|fell (?:back )?(?:to|from)|downgraded|declin(?:ed|ing)|gone red|went red|turned red|back to red|back in(?:to)? (?:the )?red|moved down|trending down|downwards?|relegated|tipped (?:over )?(?:in)?to (?:red|amber)|falling|going backwards|down (?:one|a (?:notch|step|level|grade)|half)|red for the first time)(?!\p{L})|[↓⬇↘▼🔽]/dgu;

/** Words of change in the rating's own clause, or in a clause beside it that says nothing else. */
export function findTrend(text: ReadingText, clauses: readonly Clause[], chosen: FramedRating): FoundTrend | undefined {
  const beside = clauses.filter((clause) => {
    if (clause === chosen.clause) return true;
    const words = text.plain.slice(clause.body.start, clause.body.end);
    const isLabelled = /^(?:trend|direction(?: of travel)?)(?: is|:| -|=)/.test(words);
    return (isLabelled || clause.sentence.line === chosen.clause.sentence.line) && bareTrend.test(words);
  });
  const before = { start: chosen.clause.start, end: chosen.start };
  const behind = /^ still(?= ?(?:$|[.,;:)!(-]))/.exec(text.plain.slice(chosen.end, chosen.clause.end));
  if (behind !== null) return { trend: "same", range: { start: chosen.end + 1, end: chosen.end + behind[0].length } };
  for (const clause of beside) {
    const isOwn = clause === chosen.clause;
    const near = isOwn ? around(text, chosen) : clause;
    const said = [
      ...matchesIn(text, near, down).map((match) => ({ match, trend: "down" as const })),
      ...matchesIn(text, near, up).map((match) => ({ match, trend: "up" as const })),
      ...matchesIn(text, isOwn ? before : near, stays).map((match) => ({ match, trend: "same" as const })),
      ...matchesIn(text, near, same).map((match) => ({ match, trend: "same" as const })),
    ];
    const first = said.find(
      ({ match, trend }) =>
        !isNegated(text, match) && !isOfElse(text, match, chosen) && !(trend === "same" && overlaps(match, chosen)),
    );
    if (first !== undefined) return { trend: first.trend, range: { start: first.match.start, end: first.match.end } };
    const bare = isOwn ? undefined : bareDirection.exec(text.plain.slice(clause.body.start, clause.body.end))?.[1];
    if (bare !== undefined) return { trend: bare === "up" ? "up" : "down", range: clause.body };
  }
  return undefined;
}

const bareDirection = /(?:^|[^\p{L}])(up|down)[.!]?$/u;
const bareTrend =
  /^(?:and |but |though |so )?(?:it's |it is |we're |we are |that's |rating |rag |trend:? |direction:? |direction of travel:? )?(?:(?:things|it|that|they|we)(?:'ve| have|'s| has) )?(?:still |now |slowly |steadily |overall |very much |definitely |much |slightly |a bit |so |is )*(?:improv(?:ed|ing|ement)|turned (?:the|a) corner|status quo|not out of the woods(?: yet)?|(?:rating |rag )?(?:hasn't|not|haven't) (?:moved|budged|shifted|changed)|same colour(?: as (?:before|last (?:month|time|week|quarter)))?|better than it was|has been since \p{L}+|(?:getting|got|gotten|become) (?:better|worse)|worsen(?:ed|ing)|deteriorat(?:ed|ing)|unchanged|steady as (?:she|it) goes|no movement(?: since .{3,20})?|no change|no change (?:from|since|on) last (?:month|time|week|quarter|return)|same(?: as (?:before|last (?:month|time|week|quarter)))?|the same|same again|steady|stable|holding(?: steady)?|(?:down|up) from (?:red|amber|green|amber-green|amber-red)(?: last (?:month|time|week|quarter))?|up|down|(?:a bit |slightly |much |a little )?(?:better|worse)(?: this (?:week|month|quarter|time)| than (?:before|last))?|(?:are|is|we're|they're|it's) (?:slipping|improving|recovering|climbing|sliding)|(?:getting|got) (?:worse|better)(?: rather than (?:better|worse))?|heading (?:in )?the (?:right|wrong) (?:way|direction)|better than last (?:month|time|week|quarter)|worse than last (?:month|time|week|quarter)|[↑⬆↗↓⬇↘→])[.!]?$/u;

/** The words beside a rating that may speak of it: not those of another statement in the same clause. */
function around(text: ReadingText, chosen: FramedRating): Range {
  const after = text.plain.slice(chosen.end, chosen.clause.end);
  const stop =
    /[;]|\((?!(?:[↑⬆↗▲🔼↓⬇↘▼🔽]|trend|direction|up|down|was|no change|unchanged|same|prev|from|last|improv|worse|now))|(?<!\p{L})(?:as(?! ever| always| before| last)|because|due to|since|with|after|thanks|despite|given|while|until|if|referrals?|numbers|turnout|attendance)(?!\p{L})/u.exec(
      after,
    );
  const before = text.plain.slice(chosen.clause.start, chosen.start);
  const start = chosen.clause.start + Math.max(0, before.length - 60);
  return { start, end: chosen.end + (stop?.index ?? Math.min(after.length, 60)) };
}

/** `amber, bus late again`: what is so again is not the rating. */
function isOfElse(text: ReadingText, { start, end }: Range, chosen: Range): boolean {
  return (
    text.plain.slice(start, end) === "again" &&
    start > chosen.end &&
    /\p{L}{4}/u.test(text.plain.slice(chosen.end, start))
  );
}

function isNegated(text: ReadingText, { start }: Range): boolean {
  return /(?:not|n't|no|never|without) (?:yet |really |much |been )?$/.test(
    text.plain.slice(Math.max(0, start - 18), start),
  );
}
