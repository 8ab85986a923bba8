import { contentWords, stemOf, type Word } from "../core/words.ts";
import { colour, namesOnlyRatings, readRatings } from "./rating-words.ts";
import type { TimeWindow } from "./time-windows.ts";
import type { Certainty, UpdateQuestion } from "./update-question.ts";

/** A text as the rules read it. */
export interface ReadingText {
  /** In lower case, names blank, white space joined. */
  readonly text: string;
  readonly window?: TimeWindow;
}

/** Reads a question from a text, or finds none. */
export type Rule = (
  reading: ReadingText,
) => { readonly question: UpdateQuestion; readonly certainty: Certainty } | undefined;

/** A rule for texts that a pattern finds. */
function rule(
  pattern: RegExp,
  certainty: Certainty,
  questionOf: (reading: ReadingText, match: RegExpExecArray) => UpdateQuestion | undefined,
): Rule {
  return (reading) => {
    const match = pattern.exec(reading.text);
    const question = match && questionOf(reading, match);
    return question ? { question, certainty } : undefined;
  };
}

function within({ window }: ReadingText): { readonly window?: TimeWindow } {
  return window ? { window } : {};
}

const reporting =
  "(?:report(?:ed)?|sen[dt](?: in)?|submit(?:ted)?|posted?|return(?:ed)?|filed?|hand(?:ed)? in|(?:been )?log(?:ged)?|put in|gave|given|update[ds]?(?: us)?|respond(?:ed)?|repl(?:y|ied)|in touch)";
const nouns = "(?:pilots?|places?|areas?|councils?|teams?|ones?|sites?|of them)";
const whoever = `(?:who(?:'s)?|whose|any(?:one|body)|every(?:one|body)|(?:which|what|list|show|name|how many|all|any)(?: of)?(?: the)? ${nouns}(?: that| who)?|what (?:percentage|proportion|share|per ?cent)(?: of(?: the)? pilots)?|(?:which|how many)(?= (?:has|have|had|did|report|not|of)))`;
const denial = "(?:not|never|yet to|still to|still has to|failed to|no)";

// What may follow "reported" where nothing but the report itself is meant.
const afterReport = new Set(
  "update updates return returns report reports pilot month quarter half period time late yet far now soon back anything everything team one week today year financial first second third fourth"
    .split(" ")
    .map(stemOf),
);

/** True where nothing else follows: "reported for October", not "reported a fall in arrears". */
function reportsNothingElse({ text, window }: ReadingText, match: RegExpExecArray): boolean {
  const from = match.index + match[0].length;
  const isFiller = (word: Word): boolean =>
    afterReport.has(word.stem) ||
    /^(?:q[1-4]|h[12]|\d{1,4})$/.test(word.folded) ||
    (window !== undefined && word.start < window.end && window.start < word.end);
  return contentWords(text).every((word) => word.start < from || isFiller(word));
}

// Why a rating is what it is stands in the update that gives it.
const why = /\bwhy\b|\bwhat(?:'s| is) (?:behind|wrong)\b/;
const counting = /\bhow many\b|\bnumber of\b|\bcount\b/;

/** The rules in order: the first that finds something counts. */
export const updateRules: readonly Rule[] = [
  rule(/\bdigests?\b(?! (?:of|on|off)\b)/, "sure", (reading) => ({ kind: "digest", ...within(reading) })),
  rule(
    /\bsince (?:i|we) (?:was|were)? ?last (?:here|asked|checked|looked|spoke|logged|read|saw|online|in)|\bsince (?:my|our) last (?:question|visit|check|look|time)|\bsince last time\b|\bwhat(?:'s| has| is|) (?:is |been )?new\b|\banything new\b|\bwhat (?:have|did) i miss(?:ed)?\b|\bcatch me up\b/,
    "sure",
    ({ window }) => ({ kind: "changes", since: window ?? "lastAsked" }),
  ),
  rule(
    /\b(?:chang\w*|differen\w*|new|mov\w*|compar\w*|happened)\b.*\b(?:since|from|to|with|against) (?:the |their |its |his |her |our )?(?:last|previous|earlier) (?:returns?|reports?|updates?|one|period)|\b(?:return|update|report)[- ]on[- ](?:return|update|report)\b/,
    "sure",
    () => ({ kind: "changes", since: "lastReturn" }),
  ),
  rule(
    /\b(?:rating|ratings|rag|rag status|rated|colour)\b.*\b(?:trend|over time|trajectory|history|chart|graph|plot|last \w+ (?:months|quarters|weeks))\b|\b(?:trend|trajectory|history|chart|graph|plot)\b.*\b(?:ratings?|rag)\b|\bhow (?:has|have|did)\b.*\b(?:rating|rag)s?\b.*\b(?:gone|changed?|moved?|developed|been|done)\b|\bdirection of travel\b|\b(?:when did|how long|since when|ever)\b.*\b(?:red|amber|green)\b/,
    "sure",
    (reading) => ({ kind: "ratingTrend", ...within(reading) }),
  ),
  rule(
    new RegExp(
      `\\b(?:got|gone|going|getting|went|moved|dropped|slipped|fell|fallen|improv\\w*|worsen\\w*|deteriorat\\w*|downgraded|upgraded|turned|chang\\w*)\\b.{0,30}\\b(?:worse|better|up|down|backwards?|ratings?|rags?|colours?|${colour}s?)\\b|\\b(?:ratings?|rags?)\\b.{0,40}\\b(?:chang|mov|improv|worse|drop|slip|fell|gone|up|down)\\w*|\\bchanged ratings?\\b|\\b(?:improved|worsened|deteriorated|declined|been (?:downgraded|upgraded))\\b(?=\\W*$|\\s+(?:this|last|since|in|over|during|most)\\b)`,
    ),
    "likely",
    (reading) => {
      const { text } = reading;
      const named = readRatings(text);
      const direction =
        /\b(?:worse\w*|down\w*|dropped|slipped|fell|fallen|backwards?|deteriorat\w*)\b/.test(text) ||
        (named.length > 0 && named.every((one) => one !== "green" && one !== "amber-green"))
          ? "down"
          : /\b(?:better|up|improv\w*|upgraded)\b/.test(text) || named.length > 0
            ? "up"
            : "any";
      return { kind: "moves", direction, ...within(reading) };
    },
  ),
  rule(
    /\b(?:what|anything|who|which pilots|show|list|any)\b.{0,30}\bchange[ds]?\b(?=\W*$|\s+(?:since|this|last|in|for|at|with|from|on|over|today|yesterday|between)\b)|^\W*changes\b/,
    "likely",
    ({ window }) => ({ kind: "changes", since: window ?? "lastReturn" }),
  ),
  rule(
    /\bwhen (?:is|are|was|were|does|do)\b.*\b(?:returns?|reports?|updates?|it|one|that|they)\b.*\bdue\b|\bnext return\b|\bdue (?:date|day) (?:of|for)\b.*\b(?:returns?|reports?|updates?)\b|\bdeadline for\b.*\b(?:returns?|reports?|updates?)\b|\breturns? calendar\b/,
    "sure",
    (reading) => ({ kind: "returns", wants: "due", ...within(reading) }),
  ),
  rule(
    /\b(?:who|which pilots?|how many(?: pilots)?|anyone|anybody|list those) (?:was|were|is|are|has been|have been|(?:has |have )?(?:reported|submitted|sent)(?: in)?|came in) late\b|\b(?:who|which pilots?|how many(?: pilots)?) (?:has |have )?missed (?:the |a |their )?(?:deadline|due (?:day|date)|return|report)\b|\blate (?:returns?|reports?|reporters?|updates?)\b/,
    "sure",
    (reading) => ({ kind: "returns", wants: "late", ...within(reading) }),
  ),
  rule(
    /\b(?:missing|outstanding|late|overdue|unreported)\b[^?]*\b(?:returns?|reports?|updates?|reporters?)\b|\b(?:returns?|reports?|updates?)\b[^?]*\b(?:missing|outstanding|late|overdue|still due|not in)\b|\bwho(?:'s| is| are)? (?:still )?(?:late|missing|outstanding|behind|silent|quiet)\b|\bwho (?:do|are|should|must|can) (?:we|i) (?:need to )?(?:chas|missing|waiting|remind|nudg)\w*|\b(?:not|never) heard (?:from|anything)\b|\bgone quiet\b|\b(?:no|nothing) (?:updates? |returns? |word )?from (?:who|which|whom)\b/,
    "sure",
    (reading) => ({ kind: "returns", wants: "missing", ...within(reading) }),
  ),
  rule(new RegExp(`\\b${whoever}\\b.{0,40}\\b${denial}\\b.{0,14}\\b${reporting}\\b`), "sure", (reading, match) =>
    reportsNothingElse(reading, match) ? { kind: "returns", wants: "missing", ...within(reading) } : undefined,
  ),
  rule(
    new RegExp(
      `\\b${whoever}\\b(?:.{0,20}\\b(?:has|have|did|already|do))?\\s+(?:already |since |all )?${reporting}\\b|^\\W*(?:and |so )?(?:has|have|did)\\b.{0,40}\\b(?:reported|submitted|report|submit|sent|posted|updated?)\\b`,
    ),
    "sure",
    (reading, match) =>
      reportsNothingElse(reading, match) ? { kind: "returns", wants: "reported", ...within(reading) } : undefined,
  ),
  rule(
    /\b(?:return|response|reporting|completion) rate\b|\bcompleteness\b|^\W*(?:the )?returns\W*$|\breturns? (?:status|so far)\b|\breturns?\b.{0,12}\b(?:in|received|back|arrived|submitted)\b(?=\W*$|\s+(?:for|this|so|by|yet|now|last|in)\b)/,
    "sure",
    (reading) => ({ kind: "returns", wants: "reported", ...within(reading) }),
  ),
  rule(
    /^\W*(?:what(?:'s| is| are)? |anything |list |show |all )?(?:the )?overdue\b(?!.*\bmilestones?\b)|\b(?:who|which pilots?) (?:is|are) (?:overdue|behind)\b/,
    "likely",
    () => ({
      kind: "overdue",
    }),
  ),
  rule(
    /\b(?:trends?|over time|trajectory|month (?:by|on) month|chart|graph|plot)\b|\bhow (?:have|has|did)\b(?! (?:the )?(?:pilots?|programme|things|it|they|everyone|everything|we)\b)(?=.*[a-z]{4}).*\b(?:gone|changed|moved|grown|developed|risen|fallen|been (?:doing|going))\b/,
    "maybe",
    (reading) => ({ kind: "figures", says: "trend", ...within(reading) }),
  ),
  rule(
    /\b(?:rag|ratings?|rag status|ratings? board|rag board|the board|status board|dashboard|traffic lights?|delivery confidence|what colour|which colour|on track|off track)\b|\brated\b|^\W*board\W*$|\b(?:who|which pilots?|any(?:one|body| pilots?)?)\b.{0,12}\b(?:struggl\w*|in trouble|needs? attention|in difficulty|going badly)\b/,
    "likely",
    ({ text }) => {
      if (why.test(text)) return { kind: "latest" };
      const [named, counts] = [readRatings(text), counting.test(text)];
      // "How many steps does the rating have?" counts no pilots.
      const isOther = counts && named.length === 0 && !/\b(?:pilots?|places?|of them)\b/.test(text);
      return isOther ? undefined : { kind: "ratings", ratings: named, counts };
    },
  ),
  ({ text }) => {
    const named = readRatings(text);
    if (named.length === 0) return undefined;
    return {
      question: why.test(text) ? { kind: "latest" } : { kind: "ratings", ratings: named, counts: counting.test(text) },
      certainty: namesOnlyRatings(text) ? "sure" : "maybe",
    };
  },
  rule(
    /\b(?:help|support|assistance|action) (?:is |are |was |has been |being |most )?(?:wanted|needed|requested|required|asked)|\b(?:wants?|needs?|asked?|asking|asks|requests?|requested|wanted|needed) (?:for )?(?:any |some |more |our )?(?:help|support|assistance)\b|\bhelp (?:from|wanted|asks?)\b|\basks? (?:of|for|on|to|from)\b|\basked of\b|\bcalls? for help\b|\bescalat(?:ed|ions?)\b|\bwhat\b.{0,24}\b(?:do|does|did)\b.*\b(?:need|want|asked?) (?:from|of)\b|\bwho needs\b|\b(?:pilots?|they|teams?|places?) (?:is |are )?(?:asking|ask|asked) for\b/,
    "likely",
    (reading) => {
      const from = /\b(?:from|of|by|to) (?:the )?(?<who>[\p{L}][\p{L}\p{N} &'-]{1,60})/u.exec(reading.text);
      return { kind: "help", from: from?.groups?.["who"]?.trim() ?? "", ...within(reading) };
    },
  ),
  rule(
    /\bmilestones?\b|\bdeliverables?\b|\bkey dates\b|\bwhat(?:'s| has| have)? (?:has )?slipped\b|\bslippage\b|\bslipping\b/,
    "likely",
    (reading) => ({ kind: "milestones", which: whichMilestones(reading), ...within(reading) }),
  ),
  rule(
    /\bnext steps?\b|\bto-?dos?\b|\bactions? (?:due|outstanding|planned|this|next|for|from)\b|\bdue\b.*\b(?:today|tomorrow|week|fortnight|month|quarter|by|before|on|soon)\b|^\W*what(?:'s| is| are)? (?:coming up|due|planned)\b|\bcoming up\b|\bwhat(?:'s| is| are| happens)\b.{0,40}\b(?:doing |do )?next\b/,
    "likely",
    (reading) => ({ kind: "nextSteps", ...within(reading) }),
  ),
  rule(
    /\brisks?\b|\brisk register\b|\bblockers?\b|\bblock(?:ed|ing)\b(?=\W*$)|\bworr(?:y|ied|ies|ying)\b|\bconcern(?:s|ed|ing)?\b|\bissues\b|\bproblems\b|\bat risk\b/,
    "likely",
    (reading) => ({ kind: "risks", ...within(reading) }),
  ),
  rule(
    /\b(?:spend|spent|spending|expenditure|under-?spend\w*|over-?spend\w*|budgets?|outturn|forecast(?:ing)? (?:spend|to spend))\b/,
    "maybe",
    ({ text }) => ({ kind: "spend", totals: totals.test(text) }),
  ),
  rule(
    /\b(?:all (?:the )?|every )updates?\b|\bupdate history\b|\bhistory of\b.*\bupdates?\b|\bupdates? (?:so far|to date)\b/,
    "sure",
    ({ window }) => (window ? { kind: "latest", window } : { kind: "history" }),
  ),
  rule(
    /\b(?:latest|newest|recent|most recent|last|current|any|new|show|get|give me|read)\b.{0,24}\b(?:updates?|news|return|report|position|status|progress|picture|state of play|word)\b|\bupdates? (?:from|on|for|about|since|in|of|to|this|last|posted|received|today|yesterday)\b|^\W*(?:the )?(?:latest|updates?|status|progress|news|what(?:'s| is) the latest)\b(?=\W*$|\W+(?:from|on|for|about|in|with|of|please|now|today|this|last|since)\b)|^\W*(?:the )?(?:latest|updates?|status|progress|news)\W*\(|\b(?:last|latest) (?:heard|hear|posted?|reported|updated)\b|\bupdate me\b|\bbring me up to (?:date|speed)\b|\b(?:status|progress) (?:of|in|at|with|on)\b/,
    "sure",
    (reading) => ({ kind: "latest", ...within(reading) }),
  ),
  rule(
    new RegExp(
      `\\bwhat (?:has|have|did)\\b(?:[\\s,&]|\\b(?:and|they|it|everyone|the|pilots?|teams?|all|place)\\b)*\\b(?:${reporting}|say|says|said|told us)\\b`,
    ),
    "likely",
    (reading, match) => (reportsNothingElse(reading, match) ? { kind: "latest", ...within(reading) } : undefined),
  ),
  rule(
    /^\W*(?:(?:can you |could you |please )?(?:tell (?:me|us)|brief(?: me| us)?|summari[sz]e|sum up|describe|profile(?: of)?|overview(?: of)?|summary(?: of)?)(?: about| on| for| of)?\W*)?$|\bwhat (?:should|do|must) (?:i|we) (?:need to )?know\b/,
    "likely",
    () => ({ kind: "latest" }),
  ),
  rule(
    /\bhow(?:'s| is| are|'re| was| were| did)\b.{0,60}\b(?:do(?=\W*$|\s+(?:in|this|last|for|on)\b)|doing|going|getting on|getting along|coming along|progressing|faring|performing|looking)\b|\bwhere (?:are|is|were) (?:we|things|it|they)\b.{0,12}\b(?:with|on|at|in)\b|\bhow are things\b|\bwhat(?:'s| is| was) (?:happening|going on|up|the (?:latest|position|state))\b|\b(?:did|do|had) (?:we|you|they) (?:then )?(?:think|know|believe|hold|say|make)\b|^\W*(?:latest|updates?)\b|\bupdates?\W*$/,
    "likely",
    (reading) => ({ kind: "latest", ...within(reading) }),
  ),
  rule(
    /^\W*(?:all |the |show |list )*(?:numbers|figures|metrics|totals?|kpis?|measures|data)\W*$|\b(?:metrics|kpis?)\b|\b(?:numbers|figures|totals)\b (?:for|from|across|in|this|so|by|at|on)\b|\bwhat (?:are|were) the (?:numbers|figures|totals)\b/,
    "likely",
    (reading) => ({ kind: "figures", says: totals.test(reading.text) ? "total" : "latest", ...within(reading) }),
  ),
  rule(/\bhow many\b|\bnumber of\b|\btotal\b|\bagainst (?:the )?targets?\b|\btargets?\b/, "maybe", (reading) => ({
    kind: "figures",
    says: totals.test(reading.text) ? "total" : "latest",
    ...within(reading),
  })),
];

const totals =
  /\btotals?\b|\bin all\b|\baltogether\b|\bacross\b|\ball (?:the )?pilots\b|\boverall\b|\bcombined\b|\bsum\b/;

function whichMilestones({ text, window }: ReadingText): Extract<UpdateQuestion, { kind: "milestones" }>["which"] {
  if (/\b(?:slip\w*|moved|pushed back|delay\w*|put back)\b/.test(text)) return "slipped";
  if (/\b(?:overdue|late|missed|past due|behind|not (?:met|hit|done|reached))\b/.test(text)) return "overdue";
  if (/\b(?:done|complete[d]?|hit|met|reached|finished|achieved|delivered|passed)\b/.test(text)) return "done";
  return window?.how === "ahead" || /\b(?:upcoming|coming|next|ahead|due|left|remaining)\b/.test(text)
    ? "ahead"
    : "all";
}
