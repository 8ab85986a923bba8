import { monthPattern } from "../time/date-words.ts";

/** Plain words around the name of a pilot, for what they make of it. Those before it end where it begins. */

/** One word of those that only lead up to a name. */
export const leadWord = new RegExp(
  `^(?:(?:this|here|here's|it's|its|hi|hiya|hello|hey|morning|all|both|and|also|meanwhile|finally|now|then|next|plus|as|for|so|but|while|whereas|ok|okay|right|an?|the|our|my|your|quick|short|brief|latest|weekly|monthly|quarterly|october|interim|mid-month|updates?|upd|returns?|reports?|reporting|news|notes?|highlights|summary|progress|position|from|on|re|about|of|regarding|in|at|over|up|down|team|behalf|posting|logging|log|record|please|i'm|we're|am|speaking|dictating|just|pilots?|programme|rag|rating|ratings|status|round-up|roundup|highlight|is|to|with|see|fyi|area|place|site|council|councils|project|everyone|overall|ours|today|yesterday)|${monthPattern}|q[1-4]|h[12]|\\d{1,4}(?:st|nd|rd|th)?(?:[/-]\\d{2,4})*|\\p{Extended_Pictographic}+)$`,
  "u",
);

/** Words after a name that rate it. */
export const ratingAhead =
  /^(?:[ :,.–>)-]|'s| position| score| say| says| reckons?| calls? it| rates? (?:itself|themselves)| they| they're| it's| pilot| hub| team| programme| project| site| board| scheme| rag| rating| status| overall| both| each| all| delivery confidence| are| is| was| has| have| were| been| remains?| stays?| still| now| currently| again| back| at| to| on| gone| went| turned| moved| moving| slipped| dropped| probably| likely| also| just| today| this month| this week| reports?| reporting| rated| says?(?: they(?:'re| are))?| (?:rates?|calls?) (?:themselves|itself|it)|'s (?:position|rating|rag|status|score) is|:|'s| we're| we are| \([^)]{0,40}\))*(?:(?:red|amber|green|grn|ambr|gren|grren|yellow|a\/[rg]|r\/a|g\/a|rag [rag]|[rag])(?![\p{L}\d])|on[ -]track|off[ -]track|at risk|🟢|🟡|🟠|🔴|🟩|🟨|🟧|🟥)/u;
/** `Eastmere (amber) and Calder (green)` */
export const bracketed =
  /^ ?\((?:still |now |rag |rated |back to )?(?:red|amber|green|a\/[rg]|[🟢🟡🟠🔴])(?:\)|[,;:] )/u;
/** What follows a name that is a heading: the words after it are about it. */
export const headingAhead =
  /^(?:'s)?(?: (?:pilot|hub|team|programme|project|site|board|scheme|centre|council|area))*(?: (?:here|update|return|report|news)\b| ?[:–|]| - |,? ?$|\n|[.!] ?|\)|, (?:(?:we|our)(?!\p{L})|\d)| \d)/u;
/** Verbs that a name is the subject of. */
export const verbAhead =
  /^(?:'s)?(?: (?:pilot|hub|team|programme|project|site|board|scheme|centre|council|area))*(?: (?:is|are|was|were|has|have|had|will|hasn't|haven't|isn't|now|still|remains|continues?|stays?|reports?|needs?|spent|delivered|launched|completed|started|opened|hit|reached|held|ran|met|got|we|we're|we've|at \d|on \d|\d))/u;

/** What a name's own report is called before it. */
export const reportLead =
  /(?<!\p{L})(?:updates?|upd|returns?|reports?|reporting|news|highlights|summary|progress|position|behalf|posting|logging|log|record|speaking|rag|rating|status)(?!\p{L})/u;
/** `ditto for ` before a name: it stands as the pilot before it. */
export const dittoBefore =
  /(?:(?<=^|[.;,:|-] ?)|(?<= ))(?:and )?(?:ditto|likewise|(?:the )?same(?: goes)?)(?: for| at| in| with|,|:)? (?:the )?$/u;
/** Somebody who does something to the sender. */
export const hostAhead = /^(?:'s)?(?: (?!asked |wants |want |told |us )[\p{L}'-]+){1,4}? us(?!\p{L})/u;
/** Between two names, where the second goes along with the first: `(with Calder)`. */
export const withPartner =
  /(?:\(|, | )(?:with|alongside|jointly with|together with|in partnership with|partnered (?:by|with)|supported by|hosted by|helped by|led by|not|unlike|formerly|ex|minus|excluding|except|without|copying in|cc|copy to) (?:the )?$/u;

/** `We (and Calder) are amber`: the sender reports, and somebody else stands the same. */
export const withUs =
  /(?<!\p{L})(?:we|us|ours|our \p{L}+) ?\(?(?:and|plus|like|with|as well as|along with) (?:the )?$/u;
/** Words before a name that is only named in passing. */
export const passingBefore =
  /(?:^|[^\p{L}])(?:colleagues?|counterpart|friend|contact|people|folks|friends|someone|guys|lot|lessons?|visits?|visited|visiting|met|meeting|meet|meets|call|calls|spoke|speak|speaking|talk|talked|talking|chat|chatted|chatting|learn|learning|learnt|learned|borrowed|borrowing|copied|copying|nicked|stole|stolen|same|like|unlike|similar|compared|comparison|alongside|with|via|near|outside|train|trains|trip|travel|travelling|travelled|drive|driving|drove|moved|relocated|office|event|conference|workshop|hosted|hosting|thanks|thank|joined|jointly|shared|sharing|ask|asked|asking|tell|told|heard|hear|hearing|said|see|saw|seen|ahead of|behind|than|as in|between|inspired by|modelled on|counterparts|peers|neighbours|what|shadow(?:ed|ing)?|lent|invited|congratulations|congrats|well done|contact|email(?:ed)?|phon(?:e|ed)|rang|rung)(?: (?:to|from|in|at|of|with|by|on|for|the|our|their|some|a|team|colleagues|people|folks|as|about|all|up|over|down|its|council|pilot|and))*(?: [\p{L}]+)? $/u;
/** Where somebody or something goes, or whom the sender does something for. */
export const goalBefore =
  /(?:^|[^\p{L}])(?:to|towards|into|onto|past|beyond|out of|(?:we|i|they|we've|i've|we're|i'm|we'll|i'll)(?: \p{L}+)? (?:help|support|join|owe|beat|follow|copy|give|gave|giv|lend|send|sent|host|train|advis|mentor|cover|chas|remind|pinch|help|back)(?:e|ed|ing|d|s)?) (?:the |our )?$/u;
export const comparing =
  /(?:^|[^\p{L}])(?:well done|congrat\p{L}*(?: to)?|good luck(?: to)?|same as|just like|like|unlike|similar to|compared (?:to|with)|than|as with|as far on as|as in|further to [^,.;:]{0,60}|following [^,.;:]{0,30} with|in common with|as good as|as bad as|level with|ahead of|behind) (?:the |our )?$/u;
/** Words after such a name. */
export const passingAfter =
  /^(?:'s? (?:approach|model|experience|lead|work|idea|ideas|way|version|template|example|team)|,? (?:colleagues|folk|people|lot|team)? ?(?:said|says|say|asked|asks|told|suggested|mentioned|wrote|writes|reckons?|thinks?|wants to visit|are visiting|is visiting|sent us|lent us|gave us|offered|have offered|has offered|shared)|,? (?:university|college|police|hospital|road|street|station|airport|fc|city fc|united|prison|crown court|echo|news|gazette|chronicle|mp|colleagues|counterparts|folk|lot)(?!\p{L}))/u;

/** `amber at ` before a name. */
export const ratedAt =
  /^[^\p{L}\p{N}]*(?:(?:still|now|back to|we're|probably|and|but) )*(?:red|amber|green|a\/[rg]|[🟢🟡🟠🔴])(?: (?:still|again|now|overall|too))* (?=(?:here |over |down |up )?(?:at|in|for|from)(?!\p{L}))/u;

/** Where one of these stands between two names, the second may begin something of its own. */
export const turn =
  /[.;:|,!?&+/]| [-–>] |\d|\p{Extended_Pictographic}|(?<!\p{L})(?:and|but|while|whereas|then|or|red|amber|green|is|are|also|behalf|for|covering|not)(?!\p{L})/u;
