import type { Risk } from "../../../core/update.ts";
import type { Clause } from "../../text/clauses.ts";
import { overlaps, plainIn, trimRange, type Range, type ReadingText } from "../../text/reading-text.ts";
import { findRole, rolePattern } from "../../text/roles.ts";
import type { Sentence } from "../../text/sentences.ts";
import { withoutLead } from "../statement-text.ts";

/** A risk with the words of its parts. */
export interface FoundRisk {
  readonly risk: Risk;
  readonly ranges: { readonly text: Range; readonly ownerRole?: Range; readonly mitigation?: Range };
}

interface Draft {
  text: Range;
  owner?: Range;
  mitigation?: Range;
  /** The last sentence that belongs to it. */
  last: Sentence;
}

const none =
  /(?<!\p{L})(?:no (?:new |real |major |big |other |significant |current |further |more )?(?:risks?|concerns?|worries|issues?|blockers?)|nothing (?:to (?:worry|flag|report|escalate|raise|declare|add)|else|much|major|new)|not (?:worried|concerned|a (?:risk|worry|concern)|too worried|at risk)|(?:risks?|concerns?|issues?)[^.;]{0,60} (?:is|are|has been|have been|now) (?:now |all )?(?:closed|gone|resolved|retired|mitigated|sorted|fixed|over|down|removed)|no longer (?:a )?(?:risk|worried|concern)|risk (?:register|assessment|template|workshop|log|owner|appetite|review|training)|(?:would|will|should|may) (?:a )?risk |none)(?!\p{L})/u;
const bareNone = /^(?:none|nil|n\/a|no|nothing|as before|as last time|tbc|no change|unchanged)[ .]*$/u;
const worry =
  /(?<!\p{L})(?:(?:(?:a (?:bit|little)|bit|quite|really|slightly|getting|very|still|most|more|mildly|increasingly|somewhat|rather|also|only|just) )*(?:worr(?:ied|ying|y)|concern(?:ed|ing)|nervous|anxious|uneasy|fear(?:ful)?|afraid|scared) (?:about|over|that|by|on|for|is|if|we|it|the|of)|(?:main|only|big|biggest|key|one|real|another|other|our|top|new|first|second|slight|growing) (?:worry|worries|concern|concerns|risk|risks|fear|threat|headache|blocker)|(?:risk|danger|threat|fear|worry|concern) (?:that|of|is|to|about|around|over|on|remains|if|we)|(?:there's|there is) (?:a |some |still a |an )?(?:real |slight |small |growing |big )?(?:risk|danger|chance|worry|concern)|could (?:slip|be delayed|be late|fall through|fall over|run out|lose|cost us|derail|miss)|(?:may|might) (?:not(?= )|well not|slip|lapse|be delayed|be late|fall through|fall over|run out|lose|have to (?:stop|pause|close|delay|leave|move|shut|cancel|cut|reduce|repay|return|hand)|be (?:in breach|at risk|delayed|late|forced|unable|stuck|short|sued|fined|cut|withdrawn|pulled)|fail|miss|pull out|withdraw|leave)|at risk of|is at risk|are at risk|in danger of|is a (?:real |big |slight )?(?:risk|worry|concern|threat)|are a (?:worry|concern|risk)|keeps? me (?:up|awake)|risks? (?:losing|slipping|missing|delaying|running|being)|on (?:its|their|his|her) last legs|hanging by a thread|on thin ice|(?:up in the air|in doubt|in jeopardy|not guaranteed)|looks? shaky|is shaky|is wobbly|touch and go|under threat|threaten(?:s|ed|ing)|hinges on|flag(?:ging)? (?:a risk|that|up)|it's a (?:worry|concern|risk)|what (?:worries|keeps)|chance (?:that|of (?:losing|missing|delay)))(?!\p{L})/u;
const riskLead =
  /^(?:and |but |so |also )?(?:(?:what|the (?:one )?thing that) (?:keeps? (?:me|us) (?:up|awake)(?: at night)?|worries (?:me|us)(?: (?:most|now))?|(?:i'm|we're) (?:most )?worried about) (?:is|are) |(?:(?:main|only|big|biggest|key|one|real|another|other|our|top|new|first|second|the|a|my|possible|potential|live) )*(?:risks?|worry|worries|concerns?|fear|threat|danger|issue|blocker|headache|delay|watch point)(?: (?:here|for us|now|\d))*(?:(?: (?:is|are|remains|will be))(?: that)? | (?:that|of|around|about|over) | ?[:,-]+ ?))(?=\p{L}|\d)/u;
const conditional =
  /^(?:and |but )?(?:if|unless) .{5,120}?(?:,? (?:then )?)(?:we|it|they|the \p{L}+|\p{L}+)(?:'ll| will| would|'d)? (?:can't|cannot|won't|have to (?:stop|close|pause|delay|cancel)|slip|lose|stop|close|miss|shut|fail|run out|not be able|be (?:late|delayed|stuck|unable|short))(?!\p{L})/u;
const ownerPattern = new RegExp(
  `(?:^|[,;:.(] ?| - | and |\\b)(?<lead>(?:risk )?owner(?:s|ed)?(?: is| by|:|,| -|=)*|owned by(?: the| our)?|lead(?: is|:)|with the|issue for(?: the| our)?|one for(?: the| our)?|sits with(?: the| our)?) ?(?<who>[^.;()]{2,80}?)(?=$|[.;()]|, (?:mitigat|who|and|which)| - |,? mitigat|,? who )`,
  "u",
);
const ownsPattern = new RegExp(
  `(?<!\\p{L})(?:the |our )?(?<who>${rolePattern})(?<act> (?:owns|own) (?:this|it|that|the risk)(?: one)?(?:,? (?:and )?(?:she |he |they )?)?)`,
  "u",
);
const actsPattern = new RegExp(
  `^(?:\\(|the |our |so the |so our |and the )*(?<who>${rolePattern})(?<act>,? (?:who )?(?:(?:is|are|has|have|will|'s) (?:now |already |also |been )?|(?=\\p{L}+ing(?!\\p{L})))) ?(?<what>\\p{L}.*)$`,
  "u",
);
const mitigationPattern =
  /(?:^|[,;:.(] ?| - | and )(?<lead>(?:(?:the |our )?mitigations?(?: is| are| in place|:|,| -|=)*|mitigated by|mitigating (?:this |it |that )?(?:by|with)|mitigated (?:this |it )?(?:by|with|through)|managed by|managing (?:this|it) by|contingency(?: is|:)*|plan b(?: is|:)*|to (?:mitigate|guard against|prevent|avoid|deal with|get round|counter|reduce|head off|manage)(?: (?:this|that|it|them))?,?(?: (?:we've|we're|we have|we are))?|to manage (?:this|it),?|in response,?|so (?=we're |we are |we have |we've ))) ?(?<what>[^.;)]{3,240})/u;
const weActPattern =
  /^(?:so |and |but |to mitigate,? |in the meantime,? |meanwhile,? )?(?:we're|we are|we have|we've|i'm|i am|i've) (?:now |already |also )?(?<what>(?:\p{L}+ing|asked|agreed|booked|lined up|set up|drafted|put|got|arranged|ordered|hired|moved|started|brought)(?!\p{L}).{3,})$/u;

/** Reads risks with the role that owns each and what is done about it. Clauses that ask for help are no risks. */
export function readRisks(
  text: ReadingText,
  clauses: readonly Clause[],
  taken: readonly Range[],
  write: (range: Range) => string,
): readonly FoundRisk[] {
  const drafts: Draft[] = [];
  const bySentence = Map.groupBy(clauses, ({ sentence }) => sentence);
  for (const [sentence, own] of bySentence) readSentence(text, sentence, own, taken, drafts);
  return drafts.flatMap((draft) => finish(text, draft, write) ?? []);
}

function readSentence(
  text: ReadingText,
  sentence: Sentence,
  clauses: readonly Clause[],
  taken: readonly Range[],
  drafts: Draft[],
): void {
  const words = plainIn(text, sentence.content);
  const last = drafts.at(-1);
  if (
    last !== undefined &&
    (sentence.section === "owner" || sentence.section === "mitigation") &&
    sentence.isLabelled
  ) {
    if (sentence.section === "owner") readOwner(text, sentence.content, last);
    else last.mitigation ??= withoutOwner(text, sentence.content, last);
    last.last = sentence;
    return;
  }
  if (sentence.isQuestion) return;
  const isListed = sentence.section === "risks";
  if (isListed && !bareNone.test(words) && !none.test(words)) {
    const follows = last !== undefined && !sentence.isLabelled && last.last.line === sentence.line;
    if (follows && followUp(text, sentence.content, last)) {
      last.last = sentence;
      return;
    }
    if (sentence.isHeading || words === "") return;
    for (const range of listed(text, sentence, clauses)) drafts.push(partition(text, range, sentence));
    return;
  }
  if (last !== undefined && isNext(last.last, sentence) && followUp(text, sentence.content, last)) {
    // What follows several worries in a row is done about all of them.
    const before = drafts.at(-2);
    if (
      before !== undefined &&
      before.last.line === last.last.line &&
      before.mitigation === undefined &&
      last.mitigation !== undefined &&
      conditional.test(plainIn(text, last.text))
    ) {
      if (last.owner !== undefined) before.owner ??= last.owner;
      before.mitigation = last.mitigation;
    }
    last.last = sentence;
    return;
  }
  if (sentence.section !== undefined && !["narrative", "none", "rating", "metrics"].includes(sentence.section)) return;
  for (const [index, clause] of clauses.entries()) {
    const plain = plainIn(text, clause.body);
    const found = worry.exec(plain) ?? riskLead.exec(plain) ?? conditional.exec(plain);
    if (found === null || none.test(plain) || taken.some((range) => overlaps(range, clause.body))) continue;
    const after = clauses
      .slice(index + 1)
      .findLast((other) => isAboutRisk(text, other) || mitigationPattern.test(plainIn(text, other)));
    const end = after?.end ?? clause.end;
    drafts.push(partition(text, { start: clause.body.start + startOf(found, plain), end }, sentence));
    if (after !== undefined) return;
  }
}

/** The clause from its worry on, where something else stands before it. */
function startOf(found: RegExpExecArray, plain: string): number {
  const before = plain.slice(0, found.index);
  if (
    /^(?:(?:a (?:bit|little)|bit|quite|really|slightly|getting|very|still|most|more|mildly|increasingly|somewhat|rather|also|only|just) )*(?:worr|concerned|nervous|anxious|uneasy|fear|afraid|scared)/.test(
      found[0],
    )
  ) {
    const self = /(?:^|(?<= ))(?:(?:i'm|i am|we're|we are|am|are|was|were|been|feeling) )*$/.exec(before);
    return found.index - (self?.[0].length ?? 0);
  }
  return before.split(" ").length > 6 &&
    /(?:^|[^\p{L}])(?:i'm|i am|we're|we are|but|and|bit|a bit|though) ?(?:a bit |bit |a little |quite |really )*$/u.test(
      before,
    )
    ? (/(?:i'm|i am|we're|we are|bit|a bit)?[^]{0,20}$/u.exec(before)?.index ?? 0)
    : 0;
}

function isNext(last: Sentence, sentence: Sentence): boolean {
  return sentence.line - last.line <= 1 && (sentence.section === last.section || sentence.section === undefined);
}

/** One item a clause where they are kept apart by semicolons; else the whole sentence is one. */
function listed(text: ReadingText, sentence: Sentence, clauses: readonly Clause[]): readonly Range[] {
  const pieces = clauses.map((clause): Range => ({ start: clause.start, end: clause.end }));
  const whole = sentence.content;
  const areItems = /;/.test(plainIn(text, whole)) && !pieces.some((piece) => isAboutRisk(text, piece));
  return areItems ? pieces : [whole];
}

function isAboutRisk(text: ReadingText, piece: Range): boolean {
  const words = plainIn(text, piece);
  return (
    ownsPattern.test(words) ||
    actsPattern.test(words) ||
    /^(?:owner|mitigat|owned)/.test(words) ||
    weActPattern.test(words)
  );
}

/** Divides the words of one risk into what it is, whose it is and what is done about it. */
function partition(text: ReadingText, range: Range, sentence: Sentence): Draft {
  const draft: Draft = { text: range, last: sentence };
  const cuts: number[] = [];
  const bracket = /\((?<inside>[^()]{8,200})\)/.exec(plainIn(text, range));
  if (bracket !== null) {
    const inside = { start: range.start + bracket.index + 1, end: range.start + bracket.index + bracket[0].length - 1 };
    if (bracketed(text, inside, draft) || followUp(text, inside, draft)) cuts.push(inside.start - 1);
  }
  const owns = ownsPattern.exec(plainIn(text, range));
  if (owns !== null && owns.index > 3 && followUp(text, { start: range.start + owns.index, end: range.end }, draft))
    cuts.push(range.start + owns.index);
  const owner = ownerPattern.exec(plainIn(text, range));
  if (owner !== null && owner.index > 3 && draft.owner === undefined && readOwnerMatch(text, range, owner, draft))
    cuts.push(range.start + owner.index);
  const mitigation = mitigationPattern.exec(plainIn(text, range));
  if (mitigation?.groups?.["what"] !== undefined && mitigation.index > 3 && draft.mitigation === undefined) {
    const start = range.start + mitigation.index + mitigation[0].length - mitigation.groups["what"].length;
    const whole = { start, end: start + mitigation.groups["what"].length };
    draft.mitigation = withoutOwner(text, whole, draft);
    cuts.push(range.start + mitigation.index);
  }
  const tail = tailAction(text, range);
  if (tail !== undefined && draft.mitigation === undefined && cuts.length === 0) {
    if (followUp(text, tail, draft)) cuts.push(tail.start);
  }
  draft.text = { start: range.start, end: Math.min(range.end, ...cuts) };
  return draft;
}

const bracketPattern = new RegExp(
  `^(?:the |our )?(?<who>${rolePattern})(?:(?:,|;|:| -| to) (?<what>\\p{L}.{3,}))?$`,
  "u",
);

/** `(estates manager, break clause agreed)`: whose it is, and what is done. */
function bracketed(text: ReadingText, inside: Range, draft: Draft): boolean {
  const found = bracketPattern.exec(plainIn(text, inside));
  if (found === null || !readOwnerMatch(text, inside, found, draft)) return false;
  const what = found.groups?.["what"];
  if (what !== undefined) setMitigation(text, inside, found[0].length - what.length, what.length, draft);
  return draft.owner !== undefined;
}

/** After a comma or dash: who does something about it. */
function tailAction(text: ReadingText, range: Range): Range | undefined {
  const words = plainIn(text, range);
  const cuts = [...words.matchAll(/(?:[,;] (?:and |so )?| - |, but )(?=\p{L})/gu)];
  const cut = cuts.findLast(({ 0: sign, index }) => {
    const rest = words.slice(index + sign.length);
    return (
      weActPattern.test(rest) ||
      (actsPattern.test(rest) && /(?:ing|looking|asked|agreed|booked|drafted)(?!\p{L})/u.test(rest))
    );
  });
  return cut === undefined ? undefined : { start: range.start + cut.index + cut[0].length, end: range.end };
}

/** Reads owner and mitigation of the risk before; false where the words are about something else. */
function followUp(text: ReadingText, range: Range, draft: Draft): boolean {
  const words = plainIn(text, range);
  const owner = ownerPattern.exec(words);
  if (owner !== null && owner.index < 3) {
    readOwnerMatch(text, range, owner, draft);
    const rest = /,? (?:who|and) (?:is|has|have|will|'s|are) (?<what>.+)$/u.exec(
      words.slice(owner.index + owner[0].length),
    );
    const mitigation = mitigationPattern.exec(words);
    if (mitigation?.groups?.["what"] !== undefined)
      setMitigation(
        text,
        range,
        words.indexOf(mitigation.groups["what"], mitigation.index),
        mitigation.groups["what"].length,
        draft,
      );
    else if (rest?.groups?.["what"] !== undefined)
      setMitigation(text, range, words.length - rest.groups["what"].length, rest.groups["what"].length, draft);
    return true;
  }
  const owns = ownsPattern.exec(words);
  if (owns !== null && owns.index < 12) {
    readOwnerMatch(text, range, owns, draft);
    const rest = words
      .slice(owns.index + owns[0].length)
      .replace(/^[ ,]*(?:and |who )?(?:she |he |they )?(?:is|has|have|will|'s|are) /u, "");
    if (rest.length > 6) setMitigation(text, range, words.length - rest.length, rest.length, draft);
    return true;
  }
  const mitigation = mitigationPattern.exec(words);
  if (mitigation?.groups?.["what"] !== undefined && mitigation.index < 3) {
    setMitigation(
      text,
      range,
      mitigation.index + mitigation[0].length - mitigation.groups["what"].length,
      mitigation.groups["what"].length,
      draft,
    );
    return true;
  }
  const acts = actsPattern.exec(words);
  if (acts?.groups?.["what"] !== undefined && isRemedy(acts.groups["what"])) {
    if (draft.owner === undefined) readOwnerMatch(text, range, acts, draft);
    setMitigation(text, range, words.length - acts.groups["what"].length, acts.groups["what"].length, draft);
    return true;
  }
  const we = weActPattern.exec(words);
  if (we?.groups?.["what"] !== undefined && isRemedy(we.groups["what"])) {
    setMitigation(text, range, words.length - we.groups["what"].length, we.groups["what"].length, draft);
    return true;
  }
  return false;
}

/** What is done about a risk, and not merely what happens next. */
function isRemedy(words: string): boolean {
  if (
    /^(?:\p{L}+ly )?(?!leaving|retiring|struggling|resigning|going (?:on|off)|missing|failing|complaining|worrying|falling|waiting|ending|closing)\p{L}+ing(?!\p{L})/u.test(
      words,
    )
  )
    return true;
  return /^(?:\p{L}+ly )?(?:looking|writing|drafting|asking|asked|agreeing|agreed|booking|booked|working|talking|chasing|lining|lined|putting|setting|seeking|exploring|recruiting|arranging|arranged|negotiating|pressing|escalating|escalated|raising|raised|meeting|reviewing|finding|preparing|planning|keeping|drawing|drawn|gone|spoken|trying|dealing|handling|on it|ordered|ordering|hired|hiring|moving|using|tracking|monitoring|holding|bringing|in talks|it in hand|this in hand|that in hand|in hand|offered|offering|checking|sorting|training)(?!\p{L})/u.test(
    words,
  );
}

function setMitigation(text: ReadingText, range: Range, at: number, length: number, draft: Draft): void {
  draft.mitigation ??= trimRange(text, { start: range.start + at, end: range.start + at + length }, ",;.:)");
}

function readOwnerMatch(text: ReadingText, range: Range, found: RegExpExecArray, draft: Draft): boolean {
  const who = found.groups?.["who"];
  if (who === undefined) return false;
  const start = range.start + found.index + found[0].indexOf(who, found.groups?.["lead"]?.length ?? 0);
  return readOwner(text, { start, end: start + who.length }, draft);
}

function readOwner(text: ReadingText, range: Range, draft: Draft): boolean {
  const { start, end } = text.inMessage(range);
  const role = findRole(plainIn(text, range), text.original.slice(start, end));
  if (role !== undefined) draft.owner ??= { start: range.start + role.start, end: range.start + role.end };
  const mitigation = mitigationPattern.exec(plainIn(text, range));
  if (mitigation?.groups?.["what"] !== undefined)
    setMitigation(
      text,
      range,
      mitigation.index + mitigation[0].length - mitigation.groups["what"].length,
      mitigation.groups["what"].length,
      draft,
    );
  return true;
}

function withoutOwner(text: ReadingText, range: Range, draft: Draft): Range {
  const owner = ownerPattern.exec(plainIn(text, range));
  if (owner === null || owner.index < 4) return trimRange(text, range, ",;.:)- ");
  readOwnerMatch(text, range, owner, draft);
  return trimRange(text, { start: range.start, end: range.start + owner.index }, ",;.:)- ");
}

function finish(text: ReadingText, draft: Draft, write: (range: Range) => string): FoundRisk | undefined {
  const place = withoutLabel(text, withoutLead(text, draft.text));
  if (!/\p{L}{3}/u.test(plainIn(text, place))) return undefined;
  return {
    risk: {
      text: write(place),
      ...(draft.owner && { ownerRole: write(draft.owner) }),
      ...(draft.mitigation && { mitigation: write(draft.mitigation) }),
    },
    ranges: {
      text: place,
      ...(draft.owner && { ownerRole: draft.owner }),
      ...(draft.mitigation && { mitigation: draft.mitigation }),
    },
  };
}

function withoutLabel(text: ReadingText, range: Range): Range {
  const found = riskLead.exec(plainIn(text, range));
  const start = range.start + (found?.[0].length ?? 0);
  const tail = /(?:[ ,]+(?:so|and|but|though))+[ ,]*$/.exec(plainIn(text, range))?.[0].length ?? 0;
  return trimRange(text, { start, end: range.end - tail }, ",;.:-( ");
}
