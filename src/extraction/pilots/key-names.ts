import { plainIn, type Range, type ReadingText } from "../text/reading-text.ts";
import type { Sentence } from "../text/sentences.ts";
import type { Names, OtherName, PilotName } from "./find-names.ts";
import { listLead } from "./listed-names.ts";
import {
  bracketed,
  comparing,
  dittoBefore,
  goalBefore,
  headingAhead,
  hostAhead,
  leadWord,
  passingAfter,
  passingBefore,
  ratedAt,
  ratingAhead,
  reportLead,
  turn,
  verbAhead,
  withPartner,
  withUs,
} from "./name-surroundings.ts";

/** How a name stands in a message: the words after it are about it, it is only named, or it is named in passing. */
export type NameRole = "key" | "named" | "passing";

/** A pilot's or a programme's name with its role. `lead` is where the words that lead up to it begin. */
export interface RoleName {
  readonly name: PilotName | OtherName;
  readonly isPilot: boolean;
  readonly role: NameRole;
  readonly lead: number;
  /** Where the words begin that are said of it. */
  readonly after: number;
  /** Key beyond doubt: a heading, a rating or an update stands with it, and not only some verb. */
  readonly isSure: boolean;
  /** Key for no other reason than that it stands first. */
  readonly isBare: boolean;
  /** Its sentence may as well be somebody else's who tells of it: it speaks of us, or reports nothing. */
  readonly isTold: boolean;
}

/** Where a part turns to a pilot: the words that lead up to the name, its start, and the end of all names that belong to it. */
export interface Cut extends Range {
  readonly name: number;
}

interface AnyName {
  readonly name: PilotName | OtherName;
  readonly isPilot: boolean;
}

/** The roles of all names of pilots and programmes, in order. */
export function readRoles(text: ReadingText, names: Names, sentences: readonly Sentence[]): readonly RoleName[] {
  const all = [
    ...names.pilots.map((name) => ({ name, isPilot: true })),
    ...names.programmes.map((name) => ({ name, isPilot: false })),
  ].toSorted((a, b) => a.name.start - b.name.start);
  const roles = sentences.flatMap((sentence) =>
    all
      .filter(({ name }) => name.start >= sentence.start && name.end <= sentence.end)
      .map((one) => roleOf(text, one, sentence, all)),
  );
  return joined(text, joined(text, roles, "passing").toReversed(), "key").toReversed();
}

/** Names joined by `and` or a comma share their role: one that is key makes those before it key, one in passing those after it passing. */
function joined(text: ReadingText, roles: readonly RoleName[], role: NameRole): readonly RoleName[] {
  const done: RoleName[] = [];
  for (const one of roles) {
    const last = done.at(-1);
    const [left, right] = last === undefined || last.name.start < one.name.start ? [last, one] : [one, last];
    const between = left === undefined ? "" : text.plain.slice(left.name.end, right.name.start);
    const joins =
      role === "key" ? /^(?:,|,? and| &| plus|\/|,? as well as)(?: the)? ?$/ : /^,? (?:and|or|&)(?: the)? ?$/;
    const isJoint = last !== undefined && last.isPilot && one.isPilot && last.role === role && joins.test(between);
    done.push(isJoint && one.role === "named" ? { ...one, role } : one);
  }
  return done;
}

function roleOf(text: ReadingText, { name, isPilot }: AnyName, sentence: Sentence, all: readonly AnyName[]): RoleName {
  const before = text.plain.slice(sentence.start, name.start);
  const skipped = skipNames(text, name, name.end, all);
  const after = text.plain.slice(skipped, sentence.end);
  const lead = leadStart(before, (from, to) =>
    all.some((other) => isInside(other.name, sentence.start + from, sentence.start + to)),
  );
  const said = {
    name,
    isPilot,
    lead: sentence.start + (lead ?? before.length),
    after: skipped,
    isSure: false,
    isBare: false,
    isTold: isToldOf(after),
  };
  if (sentence.isQuestion && !ratingAhead.test(after)) return { ...said, role: "passing" };
  if (isPilot && (isAside(text, name, sentence, all) || isHost(after) || withUs.test(before)))
    return { ...said, role: "passing" };
  const listed = listLead(
    text,
    name,
    sentence,
    all.map((one) => one.name),
  );
  if (listed !== undefined) {
    const isFirst = !all.some((one) => one.name.start >= listed && one.name.start < name.start);
    return { ...said, lead: isFirst ? listed : name.start, role: "key", isSure: true };
  }
  const ditto = dittoBefore.exec(before);
  if (ditto !== null && isPilot) return { ...said, lead: sentence.start + ditto.index, role: "key", isSure: true };
  const isReported =
    /^ ?(?:(?:is|are|was|were)? ?: ?|says? (?:they(?:'re| are) )?(?=red|amber|green)|'s (?:position|rating|rag|status|score) is )/.test(
      after,
    ) && ratingAhead.test(after);
  if (isReported && !/(?:^|[^\p{L}])(?:if|unless|whether)(?!\p{L})/u.test(before))
    return { ...said, role: "key", isSure: true };
  if (bracketed.test(after) && !passingBefore.test(before) && !comparing.test(before))
    return { ...said, role: "key", isSure: true };
  if (
    comparing.test(before) ||
    (/[:,–-] as $/.test(before) && /^,? (?:but|except|only|apart|though|plus)(?!\p{L})/u.test(after))
  )
    return { ...said, role: "passing" };
  const isPassing =
    (passingAfter.test(after) && !ratingAhead.test(after)) ||
    (lead === undefined && (passingBefore.test(before) || (goalBefore.test(before) && !ratingAhead.test(after))));
  if (isPassing) return { ...said, role: "passing" };
  if (lead === undefined) {
    const isRated =
      ratingAhead.test(after) &&
      (startsPart(before) ||
        !/(?:^|[^\p{L}])(?:if|unless|whether|when|until|once|why|how|that|should|would|could)(?!\p{L})/u.test(before));
    return { ...said, role: isRated ? "key" : "named", isSure: isRated };
  }
  const isSure =
    ratingAhead.test(after) ||
    headingAhead.test(after) ||
    ratedAt.test(before.slice(lead).trimStart()) ||
    reportLead.test(before.slice(lead));
  const isSaying = isSure || verbAhead.test(after);
  return { ...said, role: isSaying || lead === 0 ? "key" : "named", isSure, isBare: !isSaying };
}

function isToldOf(after: string): boolean {
  return (
    /(?<!\p{L})(?:we|we've|we're|us|our|ours)(?!\p{L})/u.test(after) ||
    !/\d|(?<!\p{L})(?:red|amber|green|on track|off track|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\p{L}+teen|\p{L}+ty) \p{L})/u.test(
      after,
    )
  );
}

/** `Eastmere hosted us on Tuesday`: whoever does something to us is somebody else. */
function isHost(after: string): boolean {
  return hostAhead.test(after) && !ratingAhead.test(after);
}

/** `Eastmere copying in Calder: amber`, `Eastmere update (Calder to follow): amber`: the words after it go on about the name before. */
function isAside(text: ReadingText, name: PilotName | OtherName, sentence: Sentence, all: readonly AnyName[]): boolean {
  const earlier = all.findLast((one) => one.isPilot && one.name.start >= sentence.start && one.name.end <= name.start);
  if (earlier === undefined || isSameThing(earlier.name, name)) return false;
  const between = text.plain.slice(earlier.name.end, name.start);
  const after = text.plain.slice(name.end, sentence.end);
  const closed = /^(?<rest>[^()]*)\)/.exec(after)?.groups?.["rest"];
  if (withPartner.test(between) || (closed === "" && /^ ?\((?:and |the |plus )*$/.test(between))) return true;
  if (/\((?:the |and )?$/.test(between) && closed !== undefined)
    return /^ \p{L}/u.test(closed) && !ratingAhead.test(after);
  return /^ ?:/.test(after) && /\p{L}/u.test(between) && !turn.test(between);
}

function isInside(range: Range, start: number, end: number): boolean {
  return start >= range.start && end <= range.end;
}

/** The end of a name together with the names that follow it at once: `Eastmere Night Buses`, `Port Calder (Ullock) Night Buses`. */
function skipNames(
  text: ReadingText,
  first: PilotName | OtherName,
  end: number,
  all: readonly { readonly name: PilotName | OtherName }[],
): number {
  const next = all.find(({ name }) => name.start >= end);
  if (next === undefined || !isSameThing(first, next.name)) return end;
  const between = text.plain.slice(end, next.name.start);
  if (!/^(?:[ ,(/)-]|'s| pilot| the| of| in| for|also|and the(?= ))*$/.test(between)) return end;
  const closed = text.plain.charAt(next.name.end) === ")" ? 1 : 0;
  return skipNames(text, first, next.name.end + closed, all);
}

/** A programme goes with any pilot; of two pilots' names both have to stand for one pilot. */
function isSameThing(first: PilotName | OtherName, next: PilotName | OtherName): boolean {
  if (!("candidates" in first) || !("candidates" in next)) return true;
  return first.candidates.some(({ pilot }) => next.candidates.some((other) => other.pilot.id === pilot.id));
}

/** Where the words begin that only lead up to a name; undefined where others stand between. */
function leadStart(before: string, isNamed: (from: number, to: number) => boolean): number | undefined {
  const cut =
    /^.*(?:[;:|!]| - |, | (?:and|but|while) (?=(?:still |now )?(?:red|amber|green) (?:at|in|for)(?!\p{L})))(?=[^;:|!]*$)/u.exec(
      before,
    )?.[0].length ?? 0;
  const isLead = (from: number): boolean =>
    [...withoutRating(before, from).matchAll(/[^\s,.()[\]"*#@•–:;&+/-]+(?:-[^\s,]+)?/gu)].every(
      ({ 0: word, index }) => leadWord.test(word) || isNamed(from + index, from + index + word.length),
    );
  if (isLead(0)) return 0;
  return cut > 0 && isLead(cut) ? cut : undefined;
}

/** The words from an offset, with blanks where they say first how it stands: `amber at `. */
function withoutRating(before: string, from: number): string {
  const words = before.slice(from);
  const rated = ratedAt.exec(words)?.[0].length ?? 0;
  return " ".repeat(rated) + words.slice(rated);
}

/** Right after a sign, or after `and`. */
function startsPart(before: string): boolean {
  return /(?:^|[,;:|(-] ?|(?:^| )(?:and|but|while|with|then|or) (?:the )?)$/u.test(before);
}

/** The plain words between two ranges. */
export function wordsBetween(text: ReadingText, left: Range, right: Range): string {
  return plainIn(text, { start: left.end, end: Math.max(left.end, right.start) });
}
