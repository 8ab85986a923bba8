import type { Day } from "../core/time.ts";

const everybody =
  /(?<!\p{L})(?:each|every|any) (?:pilot|programme|place|council|area|team|project)(?!\p{L})|(?<!\p{L})all (?:the )?(?:pilots|places|councils|teams|areas)(?!\p{L})(?! (?:green|amber|red))/u;

/** Work of others that the sender only speaks of. */
const elsewhere =
  /(?<!\p{L})(?:(?:our |a |the |another |their )(?:sister|neighbouring|twin|rival|similar|other) (?:project|programme|scheme|council|pilot|team|authority|hub|site|area|borough)|(?:schemes?|projects?|programmes?|something|hubs?|set-?up|model) (?:like|just like|similar to) (?:ours|us|this)|something similar|(?:worst|best)[- ]case|our neighbours|(?:in|over in) the next (?:county|borough|district)|(?:another|a different) (?:project|programme|scheme|council|team|authority))(?!\p{L})/u;

const hearsay =
  /(?<!\p{L})(?:rumou?r|i (?:hear|heard|gather)|(?:someone|somebody|a little bird) (?:said|says|told|reckons)|word (?:is|on the street)|they reckon|gossip|(?:for|by|in) (?:comparison|contrast))(?!\p{L})|^[^\p{L}]*(?:the )?\p{L}+(?: \p{L}+){0,3} (?:told|informed|assured|claimed|mentioned)(?: \p{L}+){1,3}(?: that)? (?:they|it|she|he)(?!\p{L})|(?:only|just) pass(?:ing)? (?:that|it|this) on(?!\p{L})/u;

/** What is only imagined: `suppose we went red`, `in an ideal world we'd have …`. */
const imagined =
  /^[^\p{L}]*(?:(?:and|but|so|ok|now|or)[ ,]+)*(?:suppose|supposing|imagine|pretend|hypothetically|theoretically|in theory|in an ideal world|in a perfect world|if only|let's (?:say|imagine|pretend|assume) (?!we're |we are |it's )|assuming|what if|say (?:\p{L}+ ){1,3}(?:goes|went|drops|dropped|slips|slipped|had|gets|got|turns|turned|moves|were|was)|i(?:'d| would) have (?:thought|put|said|expected)|if (?:we|they|i|you) (?:get|got|had|were|went|won|find|found)(?!n't)(?! not)[^.;]{0,130} (?:we|they|i|you)(?:'d| might| could| would))(?!\p{L})/u;

/** Figures of the country or of the times, which no pilot counts. */
const atLarge =
  /(?<!\p{L})(?:nationally|nationwide|worldwide|globally|(?:across|in|throughout) (?:the (?:country|uk|united kingdom|nation|world)|england|britain|great britain|europe|scotland)|ons|census|inflation|unemployment|gdp|interest rates?|according to (?:the|a|an|new|latest|recent)(?: \p{L}+){0,3} (?:report|research|figures|study|survey|statistics|data|analysis)|(?:evaluation|report|study|review|research|paper|article|survey|book)(?: (?:of|on|by|from|into) (?:the )?[\p{L}\p{N}]+)? (?:said|says|found|finds|shows?|showed|concluded|reckons|claims)|the highest (?:for|since|in) \d+|(?:adults|households|people|children|councils|families) in (?:england|britain|the uk|the country))(?!\p{L})/u;
const ofUs = /(?<!\p{L})(?:we|we've|we're|we'll|our|us|ours|red|amber|green)(?!\p{L})/u;

/** What somebody wishes or wishes well: nothing has happened yet. */
const wished =
  /^[^\p{L}]*(?:fingers crossed|best of luck|good luck|wishing|here's hoping|hope (?:the|it|that|you|they|everyone))(?!\p{L})/u;

/**
 * True for words that state nothing of a pilot of today: what is said of all pilots or of the country, of years gone by, what somebody may
 * have said, and what is only imagined or wished. `words` are plain.
 */
export function isSaidOfOthers(words: string, today: Day): boolean {
  if ([everybody, elsewhere, hearsay, imagined, wished].some((pattern) => pattern.test(words))) return true;
  if (atLarge.test(words) && !ofUs.test(words)) return true;
  const year = /(?:^|[^\p{L}])(?:back )?(?:in|during|of|for) (?:(?:\p{L}+) )?(?<year>(?:19|20)\d{2})(?![\d/-])/u.exec(
    words,
  )?.groups?.["year"];
  return year !== undefined && Number(year) < Number(today.slice(0, 4)) - 1;
}

const otherKinds: readonly RegExp[] = [
  // A vote.
  /^[^\p{L}]*(?:quick |doodle )?polls?(?: time)?(?: ?[:–!-]|$)|(?<!\p{L})(?:vote (?:by|for|now|here|below)|cast your vote|which (?:day|date|time|slot|option)s? (?:suits?|works?|is best|would))(?!\p{L})/u,
  // The plan of a meeting, or what a paper will be called.
  /^[^\p{L}]*(?:(?:the |our |draft |updated |final )*(?:running order|order of (?:play|the day)|timetable|agenda|itinerary|speaking notes?|speech|lines to take|(?:draft |slide |section |chapter )*(?:headings?|titles|contents)|minutes of|notes? of the (?:meeting|call)))(?: (?:for|of|so far|on) [^:\n]{0,60})?(?: ?[:\n–-]|$)/u,
  /(?:^|\n)[^\p{L}\n]{0,4}(?:present|attendees|in attendance|apologies)(?: for absence)? ?:[^]*\n[^\p{L}\n]{0,4}(?:item|matters arising|any other business|aob)/u,
  /^[^\p{L}]*(?:(?:the|our|this|next|week's|updated|duty|on-call|staff|cover) )*(?:rota|roster|timetable)(?: (?:for|this|next) [^:\n]{2,30})? ?[:–-]/u,
  // What is put before a meeting.
  /^[^\p{L}]*(?:(?:the|our|draft|final|updated|programme|project|steering|governance|weekly|monthly|quarterly|delivery|board|group|committee|team|cabinet|meeting) )*(?:papers|agenda|pack|deck|slides?|minutes|running order|talking points|speaking notes?)(?: (?:for|of) [^:\n]{2,40})? ?[:–-]/u,
  /(?:^|\n)[^\p{L}\n]{0,4}(?:present|attendees|attending|in attendance|in the room)(?: \(\d+\))? ?:[^]*\n[^\p{L}\n]{0,4}(?:apologies|actions?|agreed|next meeting)(?!\p{L})/u,
  // People who leave or come.
  /(?<!\p{L})(?:we(?:'re| are) (?:hiring|recruiting!)|my last (?:day|week)|leaving do)(?!\p{L})/u,
  // Away.
  /^[^\p{L}]*(?:automatic reply|auto-?reply|out of (?:the )?office|ooo)(?!\p{L})/u,
];

/** True where the whole of a message shows that it is something else: a vote, the plan of a meeting, an advert, an absence. */
export function isOtherKind(words: string): boolean {
  return otherKinds.some((pattern) => pattern.test(words)) || isAdvert(words) || isTimetable(words);
}

const ofAdverts =
  /(?<!\p{L})(?:closing date|closes (?:on )?\d|apply (?:by|via|before|now|here|through)|to apply|interviews (?:week|w\/c|on|in)|vacanc(?:y|ies)|salary|fixed[- ]term|full[- ]time|part[- ]time|per annum|grade \w|job (?:advert|description|share)|\d posts?|secondment)(?!\p{L})/gu;

/** One word of these may be a pilot's that recruits; two are an advert. */
function isAdvert(words: string): boolean {
  return (words.match(ofAdverts) ?? []).length > 1;
}

/** Three lines or more that begin with the time of the day. */
function isTimetable(words: string): boolean {
  if (new Set(words.match(/(?<!\p{L})(?:mon|tue|wed|thu|fri|sat|sun)(?=s|r|n|u|d|(?!\p{L}))/gu)).size > 3) return true;
  const withMinutes = words.match(/\(\d{1,2} ?(?:mins?|minutes|m)\)/gu) ?? [];
  if (withMinutes.length > 1) return true;
  return (
    (words.match(/(?:^|\n)[-•– ]{0,3}\d{1,2}[:.]\d{2}(?: ?(?:am|pm))?(?: ?[-–] ?\d{1,2}[:.]\d{2})?[ :–-]/gu) ?? [])
      .length > 2
  );
}
