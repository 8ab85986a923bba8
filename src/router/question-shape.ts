import type { AnswerType } from "../core/attribute.ts";
import type { SubjectKind } from "../core/ledger.ts";

const answerRules: readonly (readonly [AnswerType, RegExp])[] = [
  [
    "what",
    /\bwhat (?:was|is|were|are)\b[^?]* (?:called|known as|named|termed)\W*$|\bby what name\b|\bwhat name\b|\bwhat (?:did|do|does) (?:they|people|we|you) call\b/i,
  ],
  [
    "howMuch",
    /\bhow much\b|\bwhat(?:'s| is| was| were)? (?:the )?(?:\w+ ){0,3}(?:amount|sum|budget|funding|cost|grant|value of|price|spend|spending)\b|\bhow (?:big|large) (?:is|was|were|are)\b|\bsize of\b|\bwhat(?:'s| is| was)? [^?]{0,40}?['\u2019]s (?:\w+ ){0,2}(?:budget|funding|cost|grant|allocation|award|spend|spending)\b|\btotal (?:\w+ )?(?:pot|fund(?:ing)?|budget|spend(?:ing)?)\b|\bwhat (?:did|does|do|has|have) [^?]{0,60}\b(?:spend|spent|cost|pay(?! for)|paid(?! for)|charge|charged|receive|received|get|worth)\b/i,
  ],
  [
    "howMany",
    /\bhow many\b(?! (?:years|months|weeks)\b)|\b(?:the )?(?:number|count|total number) of\b|\bwhat (?:share|percentage|proportion|per cent|percent)\b/i,
  ],
  [
    "howMany",
    /^\W*(?:did|was|were|is it true that|are|has|have|had|does|do)\b.*\b(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|twenty) (?:pilots|councils|members|places|departments|areas|authorities|principles|barriers)\b/i,
  ],
  [
    "when",
    /\bwhen\b(?! (?:do|does|should|must|would) (?:i|we|you|they|one|an?|the) (?:[\p{L}]+ )?(?:need|have|ought|think|use|ask|say|call)\b)|\bhow long\b|\bhow many (?:years|months|weeks)\b|\b(?:what|which) (?:date|day|month|year|quarter|financial year)\b|\bhow long ago\b|\bsince when\b|\bsince\W*$|\bthe (?:date|year)\b|\bfinish date\b|\bstart date\b|\bend date\b/iu,
  ],
  ["where", /\bwhere\b|\b(?:what|which) (?:part|parts|ward|wards|neighbourhood|estate|parish) of\b/i],
  [
    "who",
    /\bwho(?:m|se)?\b|\b(?:what|which) (?:\w+ ){0,2}(?:minister|department|ministry|organisation|organization|body|bodies|person|firm|firms|company|charity|university|partners?)\b/i,
  ],
  ["which", /\bwhich\b|\b(?:list|name) (?:all|the|every)\b|\bones\b/i],
  ["what", /\bwhat\b/i],
];

/** What a question wants to be told, by the question word that comes first. */
export function readAnswerType(asked: string): AnswerType | undefined {
  // Names may be blanked out of it.
  const text = asked.replace(/\s+/g, " ");
  const found = answerRules.flatMap(([answers, pattern], order) => {
    const at = pattern.exec(text)?.index;
    return at === undefined ? [] : [{ answers, at, order }];
  });
  const leading = found.toSorted((a, b) => a.at - b.at || a.order - b.order)[0];
  // "How did they know when …" asks how, whatever it goes on to name.
  const explains = /\b(?:why|how)\b(?!\s+(?:many|much|big|large|long))/i.exec(text)?.index ?? Number.POSITIVE_INFINITY;
  if (leading && explains < leading.at) return undefined;
  const first = leading?.answers;
  if (first !== undefined || text.trim().split(/\s+/).length > 7) return first;
  return terseRules.find(([, pattern]) => pattern.test(text))?.[0];
}

// "Night Buses budget?": in a note without a question word or a verb, the thing itself says what is wanted.
const terseRules: readonly (readonly [AnswerType, RegExp])[] = [
  ["howMuch", /\u00a3|\b(?:money|cash|grant|budget|funding|cost|costs|pot)\b/i],
  [
    "when",
    /\b(?:dates?|year|started|launched|announced|finished|ended)\W*$|\b(?:start|end|launch|publication) (?:date|year)\b/i,
  ],
  ["howMany", /\b(?:number|count|total|tally)\W*$/i],
];

/**
 * The noun that is asked for: "which wards was …" asks for wards, "what was the circulation of …" for circulation. Undefined
 * where a verb follows at once.
 */
export function readHeadNoun(text: string): string | undefined {
  const ofPhrase =
    /\bwhat(?:'s| is| was| are| were) the ((?:[\p{L}'-]+ ){0,2}?[\p{L}'-]+) (?:of|for|behind) (?:the |its |their )?[\p{L}]/iu.exec(
      text,
    ) ??
    /\bwhat(?:'s| is| was| are| were) the ((?:[\p{L}'-]+ ){0,2}?(?:rate|rates|number|share|percentage|level|population|turnover|budget|score|price|size|salary)) (?:in|at|among|within|after|during|before)\b/iu.exec(
      text,
    );
  const owned =
    /\bwhat(?:['\u2019]?s| is| was| are| were) [^?]{2,60}['\u2019]s ((?:[\p{L}-]+ ){0,2}?(?!worth|about|called|like|for|on|in|about)[\p{L}-]+)\W*$/iu.exec(
      text,
    );
  const asked =
    /\b(?:which|what)((?:\s+[\p{L}'-]+){1,4}?)\s+(?:did|was|were|is|are|do|does|has|have|had|could|would|can|will|worked|took|ran|led|got|made|gave|won|paid|spent|[\p{L}]{3,}ed)\b/iu.exec(
      text,
    );
  const word = (asked?.[1] ?? ofPhrase?.[1] ?? owned?.[1])?.trim().split(/\s+/).at(-1);
  return word === undefined || /^(?:did|was|were|is|are|do|does|has|have|had|of|the|a|an)$/i.test(word)
    ? undefined
    : word;
}

/** What is counted: "how many landlords took part" counts landlords, "how many social housing providers" providers. */
export function readCountedNoun(text: string): string | undefined {
  const after =
    /\bhow many ((?:[\p{L}'-]+ ){0,4}?[\p{L}'-]+)(?= (?:\p{L}+(?:ed|en) |did|do|does|were|was|are|is|have|has|had|can|could|got|get|took|take|in|of|on|for|from|to|at|there|joined|signed|by|with|between)\b|[?.,]|\s*$)/iu.exec(
      text,
    )?.[1];
  return after?.trim().split(/\s+/).at(-1);
}

/** True where names are wanted rather than their number: "name the ten councils", "which three funds". */
export function asksForNames(text: string): boolean {
  if (/\bhow many\b/i.test(text)) return false;
  return /(?:^|[.?!:,]\s*|\b(?:please|you|to|and|can|us|me)\s+)(?:name|list)\b|\bnames of\b|\bwhich (?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|\d{1,3})\b/i.test(
    text,
  );
}

/** True where a person is wanted: "who was the lead officer", "which councillor". */
export function asksForPerson(text: string): boolean {
  return /\b(?:who|which)\b.{0,40}\b(?:officer|manager|chairs?|chaired|chairman|director|minister|leader|lead (?!department|body|organisation|council)|executive|councillor|secretary|head|owner|champion|person|sro)\b/i.test(
    text,
  );
}

/** What is to be listed or counted. */
export interface Noun {
  readonly select: SubjectKind;
  /** Participations only: a council question that means whoever took part leaves it out. */
  readonly participationKind?: "pilot" | "member";
  readonly start: number;
  readonly end: number;
}

const nouns: readonly (readonly [RegExp, Omit<Noun, "start" | "end">])[] = [
  [/\b(?:programmes?|programs?|schemes?|initiatives they)\b/i, { select: "programme" }],
  [/\bpilot (?:programmes?|programs?)\b/i, { select: "programme", participationKind: "pilot" }],
  [
    /\b(?:members|member councils|member authorities|signatories)\b/i,
    { select: "participation", participationKind: "member" },
  ],
  [
    /\b(?:pilots|pilot (?:places|areas|councils|sites|projects|authorities|schemes)|pilot)\b/i,
    { select: "participation", participationKind: "pilot" },
  ],
  [
    /\bof (?:them|those|these)\b(?!\s+(?:programmes?|programs?|schemes?|pilots?|councils?|places?|members?)\b)|^\W*(?:and )?which ones\b/i,
    { select: "participation" },
  ],
  [
    /\b(?:councils?|local authorit(?:y|ies)|authorities|places?|areas?|sites|locations?|boroughs?|cit(?:y|ies)|towns?|participants|projects)\b/i,
    { select: "participation" },
  ],
];

/** The thing that a list or count question is about: the first one after its question words. */
export function readNoun(text: string): Noun | undefined {
  const found = nouns.flatMap(([pattern, noun]) => {
    const match = pattern.exec(text);
    return match ? [{ ...noun, start: match.index, end: match.index + match[0].length }] : [];
  });
  return found.toSorted((a, b) => a.start - b.start || b.end - a.end)[0];
}

/** True for "which", "list", "name the": the answer is a list of what the noun names. */
export function asksForList(text: string, noun: Noun): boolean {
  const before = text.slice(0, noun.start);
  if (/\b(?:what|which) (?:is|was|did|does|do) (?:a|an)\b/i.test(before)) return false;
  if (
    /(?:\bwhich|\bwhat|\blist|(?<!\bdid (?:it|they|he|she) )\bname|\bnames|\bshow(?: me)?|\bgive me|\bwho (?:are|were))\b[^.?!]{0,60}$/i.test(
      before,
    )
  )
    return true;
  // Telegraphic: "Night Buses members in the north", with no question word that asks for anything else.
  return !/\b(?:who|whose|when|where|why|how|what|which|was|were|is|are|did|does|do)\b/i.test(text);
}

/** True for "how many" and "number of" directly before the noun. */
export function asksForCount(text: string, noun: Noun): boolean {
  return /\b(?:how many|number of|count(?: of)?)\b[^.?!]{0,60}$/i.test(text.slice(0, noun.start));
}

/** How several programmes are combined. */
export type SetWord = "all" | "any" | "none" | "exactly";

const setWords = {
  none: /\b(?:but not|(?:was|were|did|do|does|is|are|has|have)(?:n't|n\u2019t| not| never)|never|not in|and not|without being|other than in|rather than|excluding|except)\b/i,
  exactly: /\b(?:exactly|only|just) (?:in )?(?:one|1)\b|\bonly in\b/i,
  any: /\b(?:either|at least one|any of)\b/i,
  all: /\b(?:both|all (?:three|3|of (?:them|the|these))|all the programmes|overlap(?:s|ped|ping)?|in common|shared (?:by|between)|common to|as well as|also|more than one|twice|appear(?:s|ed)? in|intersection|became|went on)\b/i,
} as const;

/** "in both", "but not", "only in": how a question combines programmes; undefined where it does not. */
export function readSetWord(text: string): SetWord | undefined {
  if (setWords.none.test(text)) return "none";
  if (setWords.exactly.test(text)) return "exactly";
  if (setWords.any.test(text)) return "any";
  return setWords.all.test(text) ? "all" : undefined;
}

/** True where the question can be answered by yes or no. */
export function isYesNo(text: string): boolean {
  return /^\W*(?:and |so |but |ok |okay |right |then )?(?:was|were|is|are|did|does|do|has|have|had)(?:n't|n\u2019t)?\b/i.test(
    text,
  );
}

/** True where an explanation is wanted rather than a fact. */
export function asksWhyOrHow(text: string): boolean {
  return /\bwhy\b|\bhow\b(?!\s+(?:many|much|long|old|far|often|big|large))|\bexplain\b|\bdescribe\b|\bwalk (?:me|us) through\b|\bwhat happened\b|\bwhat lessons\b|\bsummar/i.test(
    text,
  );
}

/** True for "what does X mean", "define X", "X stands for". */
export function asksForMeaning(text: string): boolean {
  return /\b(?:mean|means|meant|stand(?:s)? for|stood for|abbreviation|acronym|definition|define|meaning|short for|jargon)\b/i.test(
    text,
  );
}

/** "more than", "the largest": a question that weighs values against each other. */
export function readExtreme(text: string): "max" | "min" | undefined {
  if (/\b(?:largest|biggest|most|highest|greatest|maximum|latest|newest|most recent|last)\b/i.test(text)) return "max";
  if (/\b(?:smallest|least|lowest|fewest|minimum|earliest|oldest|first)\b/i.test(text)) return "min";
  return undefined;
}

const contrast =
  /\bdifferen(?:ce|ces|t)\b|\bdiffers?\b|\bvs\b|\bversus\b|\bdistinguish\b|\b(?:the )?same (?:thing )?as\b|\bconfus\w+\b|\btell .{1,40} apart\b|\bhow (?:do|does|did) .{1,60} (?:compare|relate)\b|\bwhen is (?:something|it) an? .{1,40}\bwhen is (?:it|something) an?\b/i;

/** True for "what is the difference between A and B", "A vs B", "is A the same as B". */
export function asksForContrast(text: string): boolean {
  return contrast.test(text);
}
