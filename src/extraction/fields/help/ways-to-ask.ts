import { plainIn, trimRange, type Range, type ReadingText } from "../../text/reading-text.ts";
import type { Sentence } from "../../text/sentences.ts";

/** A body that is named in a sentence, with the words around it. */
export interface AskPlace {
  readonly text: ReadingText;
  readonly sentence: Sentence;
  readonly body: Range;
  /** Plain words of the sentence up to the body. */
  readonly before: string;
  /** Plain words behind it, up to `end`. */
  readonly after: string;
  /** Where what is asked of it ends: with the sentence, or before the next body that is asked for something. */
  readonly end: number;
  /** Plain words up to the first body of the sentence, where this is a later one. */
  readonly beforeFirst: string | undefined;
}

/** One way to ask: the words that say what is wanted, or undefined where it is not asked in this way. */
type WayToAsk = (place: AskPlace) => Range | undefined;

const verbs =
  "need|needs|needing|needed|wanted|required|sought|requested|escalat(?:e|es|ed|ing)|escalation|want|wants|would like|we'd like|they'd like|i'd like|'d like|would love|we'd love|'d love|asking|ask|request(?:ing)?|looking (?:to|for)|grateful (?:if|for)|appreciate(?: if)?|after|relying on|please can|pls can|chase|nudge";
const wantsBefore = new RegExp(
  `(?<!\\p{L})(?:${verbs})(?: (?:is|if|for|to|from|on|help|support|input|advice|steer|a steer|some|someone (?:at|in|from)|somebody (?:at|in|from)|a|an|the|colleagues (?:at|in)|the team at|our|any))* $`,
  "u",
);
const askOf =
  /(?:^|[^\p{L}])(?:(?:our |one |my |main |only |big |a |the |another |quick )*(?:asks?|help|support|requests?|escalations?|plea|input|advice|steer|asked|asking|thing(?= for)|favour|question(?= for))(?:,? (?:is|are|needed|wanted|required|please|sought|still))*|could do with (?:help|support|input)|would welcome (?:help|support|input|advice|a steer))(?: ?[,:]| (?:of|for|from|to|by))(?: (?:the|colleagues (?:at|in)|someone (?:at|in)))* $/u;
const canBefore =
  /(?:^|[^\p{L}])(?:please |pls )?(?:could|can|would|will|might)(?: (?:someone|somebody|anyone|colleagues|the team|our friends) (?:at|in|from))?(?: the)? $/u;
const canAfter =
  /^(?:,? ?(?:please|pls|possibly|kindly))? (?:please |pls )?(?!lot|people|team be|be (?!able))(?:be able to )?(?<what>\p{L}.+)/u;
const fromBefore =
  /(?:(?<!\p{L})|(?='))(?:need|needs|want|wants|would like|'d like|(?:would|'d) (?:really |very much )?(?:appreciate|value)|(?:useful|helpful|good|great|handy|brilliant) to (?:have|get|see|hear)|waiting (?:on|for)|would welcome|'d welcome|welcome|require|requires|request(?:ing)?|asking for|could do with|seeking|grateful for) (?<what>[^.;]{3,90}?) (?:from|at(?= \S+ $))(?: the)? $/u;
const goesOn = /^ (?:on|for|about|with|to|by|before|as|so|that|which|if|in|over|around)(?!\p{L})/u;
const askLead =
  /^(?: (?:is|would be|please|simple|clear|straightforward|the same))*(?: ?[:–-] ?| (?:on|for|with|to|in|about|around|is|that|getting) | ?, ?)?(?:please |to |for )*/u;
const wantLead = /^(?:'s)? (?:for|on|with|about|re|help with|help on|support (?:on|with)|sign-off on|a steer on)? ?/u;
const toDo = /^(?: (?:team|colleagues|officials))?,? (?:please )?to (?=\p{L})/u;
const ifBefore =
  /(?<!\p{L})(?:if|hoping|hope|any chance(?: that)?|is it possible that|wonder(?:ing)? (?:if|whether)|help if|grateful if|whether)(?: (?:the|someone (?:at|in)|colleagues (?:at|in)))* $/u;
const couldAfter =
  /^(?:'s)?(?: (?:team|colleagues|officials))? (?:could|can|would|will|might be able to) (?:please |possibly |kindly )?(?<what>\p{L}.+)/u;
const wouldHelpIf =
  /(?<!\p{L})(?:(?:would|'d|will) (?:\p{L}+ ){0,2}?(?:help|be (?:\p{L}+ )?(?:great|good|useful|helpful|brilliant|lovely|wonderful|appreciated))|grateful|appreciate it) if(?: (?:the|someone (?:at|in)|colleagues (?:at|in)))* $/u;
const didAfter =
  /^(?:'s)?(?: (?:team|colleagues|officials))? (?:(?:could|can|would|will|might be able to) (?:please |possibly |kindly )?)?(?<what>\p{L}.+)/u;
const thatWouldHelp =
  /,? (?:(?:that|it|this|we|which)(?:'d| would| will)|would) (?:\p{L}+ )?(?:help|be|mean|make|unblock|save|free|let)(?!\p{L})/u;
const smallFavour =
  /(?:^|[^\p{L}])(?<what>an? (?:quick |short |firm |clear )?(?:word|call|letter|note|nudge|push|prod|steer|line|email|decision|answer|reply|sign-off|view|introduction|nod)) (?:from|by|of)(?: the)? $/u;
const wouldHelp =
  /(?<!\p{L})(?:would|could|might|will) (?:really |greatly |probably )?(?:help|save|be|make|unblock|let|go|mean|free|sort)/u;
const whatWeNeed = /(?<!\p{L})what we(?:'d like|'re after| need| really need| want| would like) from(?: the)? $/u;

/** `we need a decision from the ministry on pooling` */
const fromThem: WayToAsk = ({ sentence, body, before, after, end }) => {
  const found = fromBefore.exec(before);
  const what = found?.groups?.["what"];
  if (!found || what === undefined) return undefined;
  const start = sentence.start + found.index + found[0].indexOf(what);
  return { start, end: goesOn.test(after) && body.end < end ? end : start + what.length };
};

/** `ask of the ministry: …`, `help wanted from the ministry on …`; the same of a later one: `and from the agency on …` */
const askOfThem: WayToAsk = ({ body, before, after, end, beforeFirst }) => {
  const goesWithFirst =
    beforeFirst !== undefined &&
    /(?:,|and|or)(?: also)? (?:from|of)(?: the)? $/.test(before) &&
    askOf.test(beforeFirst);
  if (!goesWithFirst && !askOf.test(before)) return undefined;
  return { start: body.end + (askLead.exec(after)?.[0].length ?? 0), end };
};

/** `need the ministry to confirm …`, `the ministry to confirm …` */
const theyAreTo: WayToAsk = (place) => {
  const found = toDo.exec(place.after);
  const { before, beforeFirst } = place;
  const goesWithFirst =
    beforeFirst !== undefined && wantsBefore.test(beforeFirst) && /(?:,|and)(?: the)? $/.test(before);
  if (!found || !(wantsBefore.test(before) || goesWithFirst || isSection(place) || isFirst(place))) return undefined;
  return { start: place.body.end + found[0].length, end: place.end };
};

/** `asking the ministry for …` */
const wantedOfThem: WayToAsk = ({ text, body, before, after, end }) => {
  if (!wantsBefore.test(before)) return undefined;
  const range = { start: body.end + (wantLead.exec(after)?.[0].length ?? 0), end };
  return /\p{L}{3}/u.test(plainIn(text, range)) ? range : undefined;
};

/** `The ministry: please unblock …` */
const afterColon: WayToAsk = (place) => {
  const { body, after, end } = place;
  const colon = /^(?: asks?| request)? ?(?::| -|,) ?/.exec(after);
  if (!colon || !(isSection(place) || isFirst(place))) return undefined;
  const isListed = isSection(place) && !after.startsWith(",");
  const isAsk = /^(?: asks?| request) ?:|^ ?(?::| -|,) ?(?:please|pls|can|could|need|we need|grateful)/.test(after);
  return isListed || isAsk ? { start: body.end + colon[0].length, end } : undefined;
};

/** `it would help if the ministry could send …`, `it would help if the ministry answered` */
const ifTheyCould: WayToAsk = ({ body, before, after, end }) => {
  const what = (wouldHelpIf.test(before) ? didAfter : couldAfter).exec(after)?.groups?.["what"];
  if (what === undefined || !ifBefore.test(before)) return undefined;
  const start = body.end + after.lastIndexOf(what);
  const thanks = thatWouldHelp.exec(what)?.index;
  return { start, end: thanks === undefined ? end : start + thanks };
};

/** `a word from the ministry to the landlord would help` */
const aWordFromThem: WayToAsk = ({ body, before, after, end }) => {
  const found = smallFavour.exec(before);
  const what = found?.groups?.["what"];
  if (!found || what === undefined || !wouldHelp.test(after)) return undefined;
  return { start: body.start - found[0].length + found[0].indexOf(what), end };
};

/** `only the ministry can unlock it` */
const onlyThem: WayToAsk = ({ sentence, before, after }) =>
  /(?<!\p{L})only(?: the)? $/u.test(before) && /^ can(?!\p{L})/u.test(after) ? sentence.content : undefined;

/** `what we need from the ministry is …` */
const whatIsNeeded: WayToAsk = ({ body, before, after, end }) => {
  if (!whatWeNeed.test(before)) return undefined;
  const lead = /^ (?:is|would be)(?: for (?:them|you) to| to)? /.exec(after)?.[0].length ?? 0;
  return { start: body.end + lead, end };
};

/** `could the ministry please share …` */
const canThey: WayToAsk = ({ body, before, after, end }) => {
  const what = canBefore.test(before) ? canAfter.exec(after)?.groups?.["what"] : undefined;
  return what === undefined ? undefined : { start: body.end + after.lastIndexOf(what), end };
};

/** Under a heading for help: `the ministry on the figures`, or anything that names it. */
const listed: WayToAsk = (place) => {
  if (!isSection(place)) return undefined;
  const { sentence, body, before, after, end } = place;
  const about = /^ (?:on|for|with|about|re|to|over|regarding) /.exec(after);
  if (about && /(?:^|[:,;] |\d[.)] | and )(?:the )?$/.test(before)) return { start: body.end + about[0].length, end };
  const from = / from(?: the)? $/.exec(before);
  return from ? { start: sentence.content.start, end: sentence.start + from.index } : sentence.content;
};

function isSection({ sentence }: AskPlace): boolean {
  return sentence.section === "help";
}

function isFirst({ text, sentence, body, before }: AskPlace): boolean {
  return (
    /^[^\p{L}\p{N}]*$/u.test(text.plain.slice(sentence.content.start, body.start)) ||
    /^(?:(?:help|asks?|support)\b[^:]*: ?)?(?:the )?$/.test(before) ||
    /(?: - |[;:] )(?:the )?$/.test(before)
  );
}

const ways: readonly WayToAsk[] = [
  fromThem,
  askOfThem,
  theyAreTo,
  ifTheyCould,
  wantedOfThem,
  afterColon,
  aWordFromThem,
  onlyThem,
  whatIsNeeded,
  canThey,
  listed,
];

/** The words that say what is asked of a body, by the first way that fits; undefined where nothing is. */
export function findWhatIsAsked(place: AskPlace): Range | undefined {
  for (const way of ways) {
    const range = way(place);
    const what = range && tidied(place.text, range);
    if (what) return what;
  }
  return undefined;
}

function tidied(text: ReadingText, range: Range): Range | undefined {
  const lead = /^ ?(?:is|are|would be|was)(?: (?:that|to|for))? (?=\p{L})/u.exec(plainIn(text, range))?.[0].length ?? 0;
  const what = trimRange(text, { start: range.start + lead, end: range.end }, ",;:.?!- ");
  const isNothing = /^(?:nothing|none|nil|n\/a)(?!\p{L})/u.test(plainIn(text, what));
  return isNothing || what.end - what.start < 4 ? undefined : what;
}
