import type { HelpWanted } from "../../core/update.ts";
import type { OtherName } from "../pilots/find-names.ts";
import { isWithin, plainIn, trimRange, type Range, type ReadingText } from "../text/reading-text.ts";
import type { Sentence } from "../text/sentences.ts";

/** Help that is wanted, with the words of its parts. */
export interface FoundHelp {
  readonly help: HelpWanted;
  readonly ranges: { readonly department: Range; readonly text: Range };
  readonly whole: Range;
}

interface Asked extends Range {
  /** The id of a record, or the words as written. */
  readonly department: string;
}

const none =
  /(?<!\p{L})(?:no (?:help|asks?|support|escalations?|requests?|ask)|nothing (?:needed|to ask|to escalate|wanted|from)|(?:don't|do not|didn't) (?:need|want)|no longer need|not needed|thanks to|thank you to|none)(?!\p{L})/u;
const verbs =
  "need|needs|needing|needed|wanted|required|sought|requested|escalat(?:e|es|ed|ing)|escalation|want|wants|would like|we'd like|they'd like|i'd like|'d like|would love|we'd love|'d love|asking|ask|request(?:ing)?|looking (?:to|for)|grateful (?:if|for)|appreciate(?: if)?|after|relying on|please can|pls can|chase|nudge";
const wantsBefore = new RegExp(
  `(?<!\\p{L})(?:${verbs})(?: (?:is|if|for|to|from|on|help|support|input|advice|steer|a steer|some|someone (?:at|in|from)|somebody (?:at|in|from)|a|an|the|colleagues (?:at|in)|the team at|our|any))* $`,
  "u",
);
const askOf =
  /(?:^|[^\p{L}])(?:(?:our |one |my |main |only |big |a |the )*(?:asks?|help|support|requests?|escalations?|plea|input|advice|steer|asked|asking)(?:,? (?:is|are|needed|wanted|required|please|sought|still))*|could do with (?:help|support|input)|would welcome (?:help|support|input|advice|a steer))(?: ?[,:]| (?:of|for|from|to|by))(?: (?:the|colleagues (?:at|in)|someone (?:at|in)))* $/u;
const canBefore =
  /(?:^|[^\p{L}])(?:please |pls )?(?:could|can|would|will|might)(?: (?:someone|somebody|anyone|colleagues|the team|our friends) (?:at|in|from))?(?: the)? $/u;
const canAfter =
  /^(?:,? ?(?:please|pls|possibly|kindly))? (?:please |pls )?(?!lot|people|team be|be (?!able))(?:be able to )?(?<what>\p{L}.+)/u;
const fromBefore =
  /(?<!\p{L})(?:need|needs|want|wants|would like|'d like|would welcome|'d welcome|welcome|require|requires|request(?:ing)?|asking for|could do with|seeking|grateful for) (?<what>[^.;]{3,90}?) from(?: the)? $/u;
const otherBody =
  /(?<!\p{L})(?<body>(?:the )?(?:icb|ics|pcc|nhs(?: [\p{L}]+){0,2}|gla|lga|ofsted|dvla|hmrc|cps|dbs|ukhsa|environment agency|police|programme office|central team|policy team|central government|whitehall|county council|legal(?: team)?|procurement(?: team)?|finance(?: team)?|comms(?: team)?|hr|it team|ministers?|number 10|the centre|councillors?|housing association|university)|(?:department (?:for|of)|ministry of|office for|office of)(?: \p{L}+){1,5})(?!\p{L})/dgu;

/** Reads what is asked of departments and other bodies. `names` are the departments that have a record. */
export function readHelp(
  text: ReadingText,
  sentences: readonly Sentence[],
  names: readonly OtherName[],
  write: (range: Range) => string,
): readonly FoundHelp[] {
  return sentences.flatMap((sentence) => {
    if (none.test(plainIn(text, sentence))) return [];
    const asked = departmentsIn(text, sentence, names);
    const isSection = sentence.section === "help";
    const found = asked.flatMap(
      (one, index) => helpOf(text, sentence, one, asked[index + 1], isSection, asked[0]) ?? [],
    );
    return found.map(({ department, what, whole }) => ({
      help: { department: department.department, text: write(what) },
      ranges: { department: { start: department.start, end: department.end }, text: what },
      whole,
    }));
  });
}

function departmentsIn(text: ReadingText, sentence: Sentence, names: readonly OtherName[]): readonly Asked[] {
  const known = names
    .filter((name) => isWithin(name, sentence))
    .map(({ start, end, subject }): Asked => ({ start, end, department: subject.id }));
  const words = plainIn(text, sentence);
  const others = [...words.matchAll(otherBody)].map((match): Asked => {
    const range = { start: sentence.start + match.index, end: sentence.start + match.index + match[0].length };
    const place = text.inMessage(range);
    return { ...range, department: text.original.slice(place.start, place.end).replace(/^the /i, "") };
  });
  return [
    ...known,
    ...others.filter((other) => !known.some((one) => one.start < other.end && other.start < one.end)),
  ].toSorted((a, b) => a.start - b.start);
}

interface Read {
  readonly department: Asked;
  readonly what: Range;
  readonly whole: Range;
}

function helpOf(
  text: ReadingText,
  sentence: Sentence,
  one: Asked,
  next: Asked | undefined,
  isSection: boolean,
  first: Asked | undefined,
): Read | undefined {
  const before = text.plain.slice(sentence.start, one.start);
  const end = next === undefined ? sentence.end : cutBefore(text, one, next, sentence);
  const after = text.plain.slice(one.end, end);
  const own = sentence.start + (/^[^]*(?:[,;] |: | - )(?=[^,;]*$)/u.exec(before)?.[0].length ?? 0);
  const made = (start: number, stop: number, wholeStart = own): Read | undefined => {
    const lead =
      /^ ?(?:is|are|would be|was)(?: (?:that|to|for))? (?=\p{L})/u.exec(text.plain.slice(start, stop))?.[0].length ?? 0;
    const what = trimRange(text, { start: start + lead, end: stop }, ",;:.?!- ");
    return what.end - what.start < 4 || /^(?:nothing|none|nil|n\/a)(?!\p{L})/u.test(plainIn(text, what))
      ? undefined
      : { department: one, what, whole: { start: wholeStart, end } };
  };
  const from = fromBefore.exec(before);
  if (from?.groups?.["what"] !== undefined) {
    const start = sentence.start + from.index + from[0].indexOf(from.groups["what"]);
    const goesOn = /^ (?:on|for|about|with|to|by|before|as|so|that|which|if|in|over|around)(?!\p{L})/u.test(after);
    return made(start, goesOn ? end : start + from.groups["what"].length);
  }
  const isAsk =
    askOf.test(before) ||
    (first !== one &&
      /(?:,|and|or)(?: also)? (?:from|of)(?: the)? $/.test(before) &&
      askOf.test(text.plain.slice(sentence.start, first?.start)));
  if (isAsk) {
    const lead =
      /^(?: (?:is|would be|please))*(?: ?[:–-] ?| (?:on|for|with|to|in|about|around|is|that|getting) | ?, ?)?(?:please |to |for )*/u.exec(
        after,
      )?.[0].length ?? 0;
    const read = made(one.end + lead, end);
    if (read !== undefined) return read;
  }
  const to = /^(?: (?:team|colleagues|officials))?,? (?:please )?to (?=\p{L})/u.exec(after);
  const isWanted = wantsBefore.test(before);
  const isFirst =
    /^[^\p{L}\p{N}]*$/u.test(text.plain.slice(sentence.content.start, one.start)) ||
    /^(?:(?:help|asks?|support)\b[^:]*: ?)?(?:the )?$/.test(before);
  if (to !== null && (isWanted || isSection || isFirst)) return made(one.end + to[0].length, end);
  if (isWanted) {
    const lead =
      /^(?:'s)? (?:for|on|with|about|re|help with|help on|support (?:on|with)|sign-off on|a steer on)? ?/u.exec(
        after,
      )?.[0].length ?? 0;
    const read = made(one.end + lead, end);
    if (read !== undefined && /\p{L}{3}/u.test(plainIn(text, read.what))) return read;
  }
  if (isSection || isFirst) {
    const colon = /^(?: asks?| request)? ?(?::| -|,) ?/.exec(after);
    if (
      colon !== null &&
      ((isSection && !/^,/.test(after)) ||
        /^(?: asks?| request) ?:|^ ?(?::| -|,) ?(?:please|pls|can|could|need|we need|grateful)/.test(after))
    )
      return made(one.end + colon[0].length, end);
  }
  const could =
    /^(?:'s)?(?: (?:team|colleagues|officials))? (?:could|can|would|will|might be able to) (?:please |possibly |kindly )?(?<what>\p{L}.+)/u.exec(
      after,
    )?.groups?.["what"];
  if (
    could !== undefined &&
    /(?<!\p{L})(?:if|hoping|hope|wonder(?:ing)? (?:if|whether)|help if|grateful if|whether)(?: (?:the|someone (?:at|in)|colleagues (?:at|in)))* $/u.test(
      before,
    )
  )
    return made(one.end + after.lastIndexOf(could), end);
  const word =
    /(?:^|[^\p{L}])(?<what>an? (?:quick |short |firm |clear )?(?:word|call|letter|note|nudge|push|prod|steer|line|email|decision|answer|reply|sign-off|view|introduction|nod)) (?:from|by|of)(?: the)? $/u.exec(
      before,
    );
  if (
    word?.groups?.["what"] !== undefined &&
    /(?<!\p{L})(?:would|could|might|will) (?:really |greatly |probably )?(?:help|save|be|make|unblock|let|go|mean|free|sort)/u.test(
      after,
    )
  )
    return made(one.start - word[0].length + word[0].indexOf(word.groups["what"]), end);
  if (/(?<!\p{L})only(?: the)? $/u.test(before) && /^ can(?!\p{L})/u.test(after))
    return made(sentence.content.start, sentence.content.end);
  if (/(?<!\p{L})what we(?:'d like|'re after| need| really need| want| would like) from(?: the)? $/u.test(before)) {
    const lead = /^ (?:is|would be)(?: for (?:them|you) to| to)? /.exec(after)?.[0].length ?? 0;
    return made(one.end + lead, end);
  }
  const can = canBefore.test(before) ? canAfter.exec(after)?.groups?.["what"] : undefined;
  if (can !== undefined) return made(one.end + after.lastIndexOf(can), end);
  if (!isSection) return undefined;
  const about = /^ (?:on|for|with|about|re|to|over|regarding) /.exec(after);
  if (about !== null && /(?:^|[:,;] |\d[.)] | and )(?:the )?$/.test(before))
    return made(one.end + about[0].length, end);
  // In a list of asks a department is named somewhere in what is asked of it.
  const content = sentence.content;
  const named = / from(?: the)? $/.test(before) ? { start: content.start, end: one.start - 5 } : content;
  return made(named.start, named.end);
}

/** Before the next department, where that is asked for something of its own. */
function cutBefore(text: ReadingText, one: Asked, next: Asked, sentence: Sentence): number {
  const between = text.plain.slice(one.end, next.start);
  const joint =
    /(?:[,;] (?:and |also )?|,? and )(?:(?:from|of|for|to|need|we need|we'd like|could|can|also)(?: the)? )*$/u.exec(
      between,
    );
  if (joint !== null) return one.end + joint.index;
  const listed = /(?:[,;] (?:and )?| \d[.)] )(?:the )?$/.exec(between);
  return listed === null || sentence.section !== "help" ? sentence.end : one.end + listed.index;
}
