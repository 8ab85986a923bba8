import { plainIn, trimRange, type Range, type ReadingText } from "../../text/reading-text.ts";
import { findRole, rolePattern } from "../../text/roles.ts";

/** A risk while it is read: where its parts stand. */
export interface RiskDraft {
  text: Range;
  owner?: Range;
  mitigation?: Range;
}

const ownerPattern = new RegExp(
  `(?:^|[,;:.(] ?| - | and |\\b)(?<lead>(?:risk )?owner(?:s|ed)?(?: is| by|:|,| -|=)*|owned by(?: the| our)?|lead(?: is|:)|with the|issue for(?: the| our)?|one for(?: the| our)?|sits with(?: the| our)?) ?(?<who>[^.;()]{2,80}?)(?=$|[.;()]|, (?:mitigat|who|and|which)| - |,? mitigat|,? who )`,
  "du",
);
const ownsPattern = new RegExp(
  `(?<!\\p{L})(?:the |our )?(?<who>${rolePattern})(?<act> (?:owns|own) (?:this|it|that|the risk)(?: one)?(?:,? (?:and )?(?:she |he |they )?)?)`,
  "du",
);
const actsPattern = new RegExp(
  `^(?:\\(|which (?:the |our )?|the |our |so the |so our |and the )*(?<who>${rolePattern})(?<act>,? (?:who )?(?:(?:is|are|has|have|will|'s) (?:now |already |also |been )?|(?=\\p{L}+ing(?!\\p{L})))) ?(?<what>\\p{L}.*)$`,
  "du",
);
const mitigationPattern =
  /(?:^|[,;:.(] ?| - | and )(?<lead>(?:(?:the |our )?mitigations?(?: is| are| in place|:|,| -|=)*|mitigated by|mitigating (?:this |it |that )?(?:by|with)|mitigated (?:this |it )?(?:by|with|through)|managed by|managing (?:this|it) by|contingency(?: is|:)*|plan b(?: is|:)*|to (?:mitigate|guard against|prevent|avoid|deal with|get round|counter|reduce|head off|manage)(?: (?:this|that|it|them))?,?(?: (?:we've|we're|we have|we are))?|to manage (?:this|it),?|in response,?|so (?=we're |we are |we have |we've ))) ?(?<what>[^.;)]{3,240})/du;
const weActPattern =
  /^(?:so |and |but |to mitigate,? |in the meantime,? |meanwhile,? )?(?:we're|we are|we have|we've|i'm|i am|i've) (?:now |already |also )?(?<what>(?:\p{L}+ing|asked|agreed|booked|lined up|set up|drafted|put|got|arranged|ordered|hired|moved|started|brought)(?!\p{L}).*)$/du;
const bracketPattern = new RegExp(
  `^(?:(?:risk )?owner(?: is|:| -|=)? ?)?(?:the |our )?(?<who>${rolePattern})(?: (?:is )?(?:on it|leading|owns (?:it|this)|has (?:it|this)|dealing))?(?:(?:,|;|:| -| to) (?<what>\\p{L}.{3,}))?$`,
  "du",
);
const doing =
  /^(?:\p{L}+ly )?(?!leaving|retiring|struggling|resigning|going (?:on|off)|missing|failing|complaining|worrying|falling|waiting|ending|closing)\p{L}+ing(?!\p{L})/u;
const did =
  /^(?:\p{L}+ly )?(?:asked|agreed|booked|lined|arranged|negotiated|escalated|raised|drawn|gone|spoken|on it|ordered|hired|in talks|it in hand|this in hand|that in hand|in hand|offered|put|set|moved|got|secured|found|persuaded|written|applied|won)(?!\p{L})/u;
const alsoDoes = /,? (?:who|and) (?:is|has|have|will|'s|are) (?<what>.+)$/du;
const thenDoes = /^[ ,]*(?:and |who )?(?:she |he |they )?(?:is|has|have|will|'s|are) (?<what>.+)$/du;

/** True for words that say whose a risk is, or what is done about it. */
function isAnswer(words: string): boolean {
  return [ownsPattern, actsPattern, /^(?:owner|mitigat|owned)/, weActPattern].some((pattern) => pattern.test(words));
}

/** True for words that say what is done about a risk. */
export function isMitigation(words: string): boolean {
  return isAnswer(words) || mitigationPattern.test(words);
}

/** Divides the words of one risk into what it is, whose it is and what is done about it. */
export function divideRisk(text: ReadingText, range: Range): RiskDraft {
  const draft: RiskDraft = { text: range };
  const cuts = [
    inBrackets(text, range, draft),
    behindOwner(text, range, draft),
    behindMitigation(text, range, draft),
  ].flatMap((cut) => cut ?? []);
  const tail = cuts.length === 0 ? lastAction(plainIn(text, range)) : undefined;
  if (tail !== undefined && draft.mitigation === undefined) {
    const start = range.start + tail;
    if (readAnswer(text, { start, end: range.end }, draft)) cuts.push(start);
  }
  draft.text = { start: range.start, end: Math.min(range.end, ...cuts) };
  return draft;
}

/** `(estates manager, break clause agreed)`: whose it is, and what is done. Returns where the bracket stands. */
function inBrackets(text: ReadingText, range: Range, draft: RiskDraft): number | undefined {
  const bracket = /\((?<inside>[^()]{8,200})\)/d.exec(plainIn(text, range));
  const inside = bracket && groupRange(range, bracket, "inside");
  if (!inside) return undefined;
  const found = bracketPattern.exec(plainIn(text, inside));
  const who = found && groupRange(inside, found, "who");
  if (found && who && readOwner(text, who, draft)) setMitigation(text, groupRange(inside, found, "what"), draft);
  else if (!readAnswer(text, inside, draft)) return undefined;
  return inside.start - 1;
}

function behindOwner(text: ReadingText, range: Range, draft: RiskDraft): number | undefined {
  const words = plainIn(text, range);
  const owns = ownsPattern.exec(words);
  if (owns && owns.index > 3 && readAnswer(text, { start: range.start + owns.index, end: range.end }, draft))
    return range.start + owns.index;
  const owner = ownerPattern.exec(words);
  const who = owner && groupRange(range, owner, "who");
  if (!owner || !who || owner.index < 4 || draft.owner !== undefined) return undefined;
  readOwner(text, who, draft);
  return range.start + owner.index;
}

function behindMitigation(text: ReadingText, range: Range, draft: RiskDraft): number | undefined {
  const found = mitigationPattern.exec(plainIn(text, range));
  const what = found && groupRange(range, found, "what");
  if (!found || !what || found.index < 4 || draft.mitigation !== undefined) return undefined;
  draft.mitigation = withoutOwner(text, what, draft);
  return range.start + found.index;
}

/** Where the words begin, after a comma or dash, that tell who does something about it. */
function lastAction(words: string): number | undefined {
  const cuts = [
    ...words.matchAll(
      /(?:[,;] (?:and |so |but )?| - | (?:so|and|but) (?=we(?:'|(?!\p{L})))|,? (?=meanwhile|in the meantime))(?=\p{L})/gu,
    ),
  ];
  const cut = cuts.findLast(({ 0: sign, index }) => {
    const rest = words.slice(index + sign.length);
    const acts = actsPattern.exec(rest)?.groups?.["what"];
    return weActPattern.test(rest) || (acts !== undefined && isRemedy(acts));
  });
  return cut && cut.index + cut[0].length;
}

/** Reads owner and mitigation from words that may be about the risk before; false where they are about something else. */
export function readAnswer(text: ReadingText, range: Range, draft: RiskDraft): boolean {
  return readNamedOwner(text, range, draft) || readMitigation(text, range, draft) || readRemedy(text, range, draft);
}

function readNamedOwner(text: ReadingText, range: Range, draft: RiskDraft): boolean {
  const words = plainIn(text, range);
  const owner = ownerPattern.exec(words);
  const owns = ownsPattern.exec(words);
  const [found, does] =
    owner && owner.index < 3 ? [owner, alsoDoes] : owns && owns.index < 12 ? [owns, thenDoes] : [undefined, undefined];
  const who = found && groupRange(range, found, "who");
  if (!found || !who) return false;
  readOwner(text, who, draft);
  const rest = { start: range.start + found.index + found[0].length, end: range.end };
  const labelled = mitigationPattern.exec(words);
  const done = does.exec(plainIn(text, rest));
  if (labelled) setMitigation(text, groupRange(range, labelled, "what"), draft);
  else if (done) setMitigation(text, groupRange(rest, done, "what"), draft);
  return true;
}

/** `Mitigation: …`, `mitigated by …`. */
function readMitigation(text: ReadingText, range: Range, draft: RiskDraft): boolean {
  const found = mitigationPattern.exec(plainIn(text, range));
  if (!found || found.index > 2) return false;
  setMitigation(text, groupRange(range, found, "what"), draft);
  return true;
}

/** `The estates manager is talking to the landlord`, `we have booked another hall`. */
function readRemedy(text: ReadingText, range: Range, draft: RiskDraft): boolean {
  const words = plainIn(text, range);
  const found = [actsPattern.exec(words), weActPattern.exec(words)].find((one) =>
    isRemedy(one?.groups?.["what"] ?? ""),
  );
  if (!found) return false;
  const who = groupRange(range, found, "who");
  if (who && draft.owner === undefined) readOwner(text, who, draft);
  setMitigation(text, groupRange(range, found, "what"), draft);
  return true;
}

/** What is done about a risk, and not merely what happens next. */
function isRemedy(words: string): boolean {
  return doing.test(words) || did.test(words);
}

function setMitigation(text: ReadingText, range: Range | undefined, draft: RiskDraft): void {
  if (range && range.end - range.start > 3) draft.mitigation ??= trimRange(text, range, ",;.:)");
}

/** Keeps the role in the words that name an owner, and never a name; true where there is one. */
export function readOwner(text: ReadingText, range: Range, draft: RiskDraft): boolean {
  const { start, end } = text.inMessage(range);
  const role = findRole(plainIn(text, range), text.original.slice(start, end));
  if (role !== undefined) draft.owner ??= { start: range.start + role.start, end: range.start + role.end };
  const mitigation = mitigationPattern.exec(plainIn(text, range));
  if (mitigation) setMitigation(text, groupRange(range, mitigation, "what"), draft);
  return role !== undefined;
}

/** What is done, without the words at its end that say whose it is. */
export function withoutOwner(text: ReadingText, range: Range, draft: RiskDraft): Range {
  const owner = ownerPattern.exec(plainIn(text, range));
  const who = owner && groupRange(range, owner, "who");
  if (!owner || !who || owner.index < 4) return trimRange(text, range, ",;.:)- ");
  readOwner(text, who, draft);
  return trimRange(text, { start: range.start, end: range.start + owner.index }, ",;.:)- ");
}

function groupRange(range: Range, found: RegExpExecArray, group: string): Range | undefined {
  const place = found.indices?.groups?.[group];
  return place && { start: range.start + place[0], end: range.start + place[1] };
}
