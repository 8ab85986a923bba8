import type { PersonalData } from "../../core/update.ts";
import { rolePattern } from "../text/roles.ts";

const namePart = "\\p{Lu}[\\p{L}'’-]+";
const fullName = `${namePart}(?: (?:de|van|von|al|el|bin|O'|Mc)? ?${namePart}){0,2}`;
const titled = new RegExp(
  `(?<![\\p{L}])(?<title>Mr|Mrs|Ms|Miss|Mx|mr|mrs|miss|MR|MRS|MS|MISS)\\.? (?<name>${fullName})`,
  "gu",
);
const titledSmall =
  /(?<![\p{L}])(?:mr|mrs|miss|ms) (?!and |or |x |is |was )(?<name>[\p{Ll}'’-]{3,}(?: (?!at |in |of |on |from |is |was |has |had |who |and |with |for |to |said |rang |called |came |at\.|by |again )[\p{Ll}'’-]{3,})?)/gu;
const personWord =
  "resident|residents|client|clients|service[- ]user|service[- ]users|patient|tenant|participant|pupil|child|mum|mother|father|dad|son|daughter|learner|carer|applicant|claimant|gentleman|lady|victim|beneficiary|neighbour|pensioner|widow|widower|young person|young man|young woman|woman|man|boy|girl|couple|caller|complainant|referral|case study|customer|family|lad|bloke";
const afterWord = new RegExp(
  `(?<![\\p{L}])(?:${personWord})(?:s?,? (?:called|named|known as|by the name of)|,|:| –| -|\\s\\()? ?(?<name>${namePart}(?: ${namePart}){0,2})`,
  "giu",
);
const beforeWord = new RegExp(
  `(?<name>${namePart}(?: ${namePart}){1,2})(?:,| \\(| –| -)? ?(?:an? |the |our |one of (?:our|the) )(?:local |young |elderly |new |\\d{2}[- ]year[- ]old |vulnerable |single |former |long-term )*(?:${personWord})(?![\\p{L}])`,
  "gu",
);
const withAge = new RegExp(
  `(?<![\\p{L}.]|\\p{L} )(?<name>${namePart}(?: ${namePart})?)(?:,| \\() ?(?:aged )?\\d{1,2}[,)](?! ?(?:of|out|referrals))`,
  "gu",
);
const livesAt = new RegExp(
  `(?<name>${namePart} ${namePart})(?:,? who)? (?:lives|lived|living|is living|was living|was (?:evicted|rehoused|housed|discharged|made homeless)|has been (?:housed|rehoused|evicted|discharged))(?![\\p{L}])`,
  "gu",
);
const belonging = new RegExp(
  `(?<name>${namePart} ${namePart})['’]s (?:family|mum|mother|dad|father|son|daughter|children|kids|tenancy|flat|house|home|carer|gp|case|husband|wife|partner|neighbour)(?![\\p{L}])`,
  "gu",
);
const helped = new RegExp(
  `(?<![\\p{L}])(?:helped|supported|housed|rehoused|assessed|discharged|evicted|safeguarded|counselled|befriended|took in|rescued) (?<name>${namePart} ${namePart})(?! (?:Council|Trust|College|University|School|Centre|Hub|Team|Group|Hall|Housing|Association|Court|Street|Road|Foodbank|Library))`,
  "gu",
);
const professional = new RegExp(
  `^(?:,? (?:the|our|their|from|of|at|is (?:the|our)|who (?:leads|runs|manages|chairs))|,| \\()[ ]*(?:the |our |their |a |an |new |acting |deputy )*(?:(?:${rolePattern})|MP|councillor|minister|mayor|headteacher|head teacher|teacher|gp|consultant)(?![\\p{L}])`,
  "iu",
);
const roleBefore = new RegExp(
  `(?:${rolePattern}|minister|secretary|mayor|headteacher|head teacher|teacher|cllr|councillor|mp|judge|professor),? $`,
  "iu",
);
const notNames = new Set(
  "the this that these those they their there we our it its and but or so if when while he she his her who what rag amber green red next risk risks spend milestone milestones referral referrals monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december who with has was is in on at of to for from number data group groups numbers support hub team office council".split(
    " ",
  ),
);

/** Names of residents, participants and the like. `known` are stretches that name a place, a body or a record, which are nobody's. */
export function findPeople(
  text: string,
  known: readonly { readonly start: number; readonly end: number }[],
): readonly PersonalData[] {
  const found: PersonalData[] = [];
  const add = (start: number, end: number): void => {
    const isKnown = known.some((other) => start < other.end && other.start < end);
    const isTaken = found.some((other) => start < other.end && other.start < end);
    if (!isKnown && !isTaken) found.push({ kind: "name", start, end });
  };
  for (const pattern of [titled, titledSmall]) {
    for (const { 0: written, index } of text.matchAll(pattern)) {
      const end = index + written.length;
      if (!isProfessional(text, index, end)) add(index, end);
    }
  }
  for (const pattern of [afterWord, beforeWord, withAge, livesAt, belonging, helped]) {
    for (const match of text.matchAll(pattern)) {
      const name = capitalisedPart(match.groups?.["name"] ?? "");
      const start = match.index + match[0].indexOf(name);
      if (isName(name) && !isProfessional(text, start, start + name.length)) add(start, start + name.length);
    }
  }
  return found;
}

/** Patterns that take any case of letters match small words as well: a name ends before the first of them. */
function capitalisedPart(name: string): string {
  const words = name.split(" ");
  const small = words.findIndex((word) => !/^\p{Lu}[\p{L}'’-]*\p{Ll}/u.test(word));
  return (small < 0 ? words : words.slice(0, small)).join(" ");
}

/** A name is no everyday word. */
function isName(name: string): boolean {
  return name !== "" && !name.split(" ").some((word) => notNames.has(word.toLowerCase()));
}

function isProfessional(text: string, start: number, end: number): boolean {
  return professional.test(text.slice(end, end + 60)) || roleBefore.test(text.slice(Math.max(0, start - 50), start));
}
