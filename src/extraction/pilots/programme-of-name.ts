import { plainIn, type ReadingText } from "../text/reading-text.ts";
import type { OtherName, PilotName } from "./find-names.ts";
import { wordsBetween, type RoleName } from "./key-names.ts";

/** Words after a programme that make it somebody's or something else: `the Night Buses office`. */
const notItself =
  /^(?:'s?)?,? (?:office|team|people|folks?|colleagues|lot(?! ?:)|guidance|templates?|forms?|veterans?|methods?|approach|model|style|money|board|call|emails?|newsletter|portal|desk|alumni|days|era|evaluation|review|report (?:of|from)|one|ones|programme (?:team|office|board)|minister|prospectus|web ?(?:site|page)|conference|event|bid)(?!\p{L})/u;
/** Words before a programme that is named for comparison, or not meant. */
const inPassing =
  /(?:^|[^\p{L}])(?:not|isn't|never|with|like|unlike|than|by|thanks to|thank|old|former|previous|previously|same as|similar to|as in|used|using|instead of|rather than|remember|asked|told|met|since|after|before|during|compared (?:to|with)|colleagues (?:in|at|on)|people (?:in|at|on)|(?:heard|email|call|letter|visit|note|mail) from)(?: (?:the|a|an|our|all|this|that|is|for|from|in))* $/u;

/**
 * The programme that a pilot's name is said with: beside it, else in its sentence, else in what stands before it, else anywhere where there
 * is one only. What stands beside another pilot's name, or is named in passing, decides nothing.
 */
export function programmeNear(text: ReadingText, key: RoleName, roles: readonly RoleName[]): string | undefined {
  const programmes = roles.filter(({ isPilot }) => !isPilot);
  const beside = programmes.find(({ name }) => name.start >= key.name.end && name.end <= key.after);
  if (beside !== undefined) return programmeOf(beside.name);
  const own = programmes.filter((one) => !isOfAnother(text, one, key, roles) && !isInPassing(text, one));
  const sameSentence = own.filter(({ name }) => !/[.\n!?]/.test(wordsBetween(text, key.name, name)));
  const after = sameSentence.find(({ name }) => name.start >= key.name.end && name.start - key.name.end < 40);
  const before = own.findLast(({ name }) => name.end <= key.name.start);
  const fitting = [after, before].find((one) => one !== undefined && fits(key, programmeOf(one.name)));
  if (fitting !== undefined) return programmeOf(fitting.name);
  const ids = new Set(programmes.map(({ name }) => programmeOf(name)));
  const [only] = new Set(own.map(({ name }) => programmeOf(name)));
  return ids.size === 1 && fits(key, only) ? only : undefined;
}

/** True for a programme right beside the name of a pilot that this one is not joined with. */
function isOfAnother(text: ReadingText, { name }: RoleName, key: RoleName, roles: readonly RoleName[]): boolean {
  const owner = roles.findLast(
    (one) => one.isPilot && one !== key && one.name.end <= name.start && one.after >= name.end,
  );
  if (owner === undefined) return false;
  const [left, right] = owner.name.start < key.name.start ? [owner, key] : [key, owner];
  return !/^(?:[ ,&/+]|and|plus|both|the|pilots?)*$/.test(
    plainIn(text, { start: left.name.end, end: right.name.start }),
  );
}

/** True for a programme that is named for comparison, as a body, or not meant. */
export function isInPassing(text: ReadingText, { name, role }: RoleName): boolean {
  const before = text.plain.slice(Math.max(0, name.start - 50), name.start);
  // What stands before a colon is a heading.
  if (/^(?: \p{L}+)? ?:/u.test(text.plain.slice(name.end, name.end + 30))) return false;
  return (
    role === "passing" ||
    notItself.test(text.plain.slice(name.end, name.end + 30)) ||
    inPassing.test(before.slice(before.search(/[^.;:\n!?]*$/)))
  );
}

function programmeOf(name: PilotName | OtherName): string | undefined {
  return "subject" in name ? name.subject.id : undefined;
}

function fits({ name }: RoleName, programme: string | undefined): boolean {
  return "candidates" in name && name.candidates.some(({ pilot }) => pilot.programme === programme);
}
