import type { Subject } from "../../core/ledger.ts";
import { plainIn, type Range, type ReadingText } from "../text/reading-text.ts";
import type { Sentence } from "../text/sentences.ts";
import type { Names, OtherName, PilotName } from "./find-names.ts";
import { readRoles, wordsBetween, type Cut, type RoleName } from "./key-names.ts";
import { wordsOfOne } from "./shared-words.ts";
import { isInPassing, programmeNear } from "./programme-of-name.ts";
import { boundSubjects, resolvePilot, type PilotContext } from "./resolve-pilot.ts";

/** Whom a stretch of a message is about: one pilot, or several of which one has to be chosen; none where nobody is named. */
export interface Whom {
  readonly candidates: readonly Subject[];
  /** What was named together does not go together, as a place and a programme that it is not in: even one candidate is asked about. */
  readonly isDoubtful?: boolean;
  /** The programme that is named where no pilot is. */
  readonly programme?: string;
  /** The words that say so; undefined where the place does. */
  readonly words?: Range;
}

/** What a message says of one pilot; the ranges are in order. Several pilots may share a stretch. */
export interface Part {
  readonly whom: Whom;
  readonly ranges: readonly Range[];
  /** Of these ranges, what is said of several pilots at once. */
  readonly shared: readonly SharedPlace[];
}

/** A stretch that a pilot shares with others: which of how many it is, in the order in which they are named. */
export interface SharedPlace extends Range {
  readonly place: number;
  readonly count: number;
}

/** A message divided by pilots. */
export interface Parts {
  /** Said before the first pilot is named; empty where there is one part. */
  readonly preamble: Range;
  readonly parts: readonly Part[];
  /** Where parts begin inside sentences, and where the words begin that are said of a pilot. */
  readonly cuts: readonly Cut[];
}

interface Turn {
  readonly start: number;
  readonly whoms: readonly Whom[];
}

interface OpenPart {
  readonly whom: Whom;
  readonly ranges: Range[];
  readonly shared: SharedPlace[];
}

/** Divides the sentences of a message by the pilots that they are about. */
export function divideByPilot(
  text: ReadingText,
  sentences: readonly Sentence[],
  names: Names,
  context: PilotContext,
): Parts {
  const whole = { start: sentences[0]?.start ?? 0, end: sentences.at(-1)?.end ?? 0 };
  const roles = readRoles(text, names, sentences);
  const keys = roles.filter(({ role }) => role === "key");
  const turns = readTurns(text, keys, roles, context).map((turn) => ({
    ...turn,
    whoms: turn.whoms.map((whom) => narrowed(whom, roles)),
  }));
  const cuts = keys.map(({ lead, after, name }): Cut => ({ start: lead, end: after, name: name.start }));
  if (turns.length === 0)
    return {
      preamble: { start: 0, end: 0 },
      parts: [{ whom: unnamed(roles, context), ranges: [whole], shared: [] }],
      cuts,
    };
  if (isOnePilot(turns))
    return { preamble: { start: 0, end: 0 }, parts: [{ whom: clearest(turns), ranges: [whole], shared: [] }], cuts };
  const parts = new Map<string, OpenPart>();
  for (const [index, { start, whoms }] of turns.entries()) {
    const range = { start, end: turns[index + 1]?.start ?? whole.end };
    const stretch = { range, candidates: whoms.map(({ candidates }) => candidates) };
    for (const [place, whom] of whoms.entries()) {
      const key = whom.candidates.map(({ id }) => id).join();
      const part = parts.get(key) ?? { whom, ranges: [], shared: [] };
      const own =
        whoms.length > 1
          ? wordsOfOne(text, sentences, stretch, place, { roles, cuts })
          : { ranges: [range], shared: [] };
      part.ranges.push(...own.ranges);
      part.shared.push(...own.shared.map((one) => ({ ...one, place, count: whoms.length })));
      parts.set(key, part);
    }
  }
  return { preamble: { start: whole.start, end: turns[0]?.start ?? whole.start }, parts: [...parts.values()], cuts };
}

/** A name that fits several pilots means the one that another name in the message fits alone: a place inside it. */
function narrowed(whom: Whom, roles: readonly RoleName[]): Whom {
  if (whom.candidates.length < 2 || whom.isDoubtful === true) return whom;
  const others = roles.flatMap(({ name, role }) => {
    const own = candidatesOf(name)?.candidates.map(({ pilot }) => pilot.id) ?? [];
    const [only] = own.length === 1 && role !== "passing" ? own : [];
    return only === undefined ? [] : [only];
  });
  const meant = whom.candidates.filter(({ id }) => others.includes(id));
  return meant.length === 1 ? { ...whom, candidates: meant } : whom;
}

function isOnePilot(turns: readonly Turn[]): boolean {
  return turns.every(({ whoms }) => whoms.length === 1) && shared(turns).length > 0;
}

/** The pilots that every turn may mean. */
function shared(turns: readonly Turn[]): readonly Subject[] {
  const [first, ...rest] = turns.flatMap(({ whoms }) => whoms.map(({ candidates }) => candidates));
  return (first ?? []).filter(({ id }) => rest.every((candidates) => candidates.some((one) => one.id === id)));
}

function clearest(turns: readonly Turn[]): Whom {
  const whoms = turns.flatMap((turn) => turn.whoms);
  const words = whoms[0]?.words;
  const isDoubtful = whoms.every((whom) => whom.isDoubtful === true);
  return { candidates: shared(turns), ...(isDoubtful && { isDoubtful }), ...(words && { words }) };
}

/** Pilots in the order in which the message turns to them. Neighbours joined by `and` share what follows. */
function readTurns(
  text: ReadingText,
  keys: readonly RoleName[],
  roles: readonly RoleName[],
  context: PilotContext,
): readonly Turn[] {
  const turns: { start: number; end: number; whoms: Whom[]; name: PilotName }[] = [];
  let place: PilotName | undefined;
  for (const key of keys) {
    if (!key.isPilot && isInPassing(text, key)) continue;
    const programme = key.isPilot ? programmeNear(text, key, roles) : subjectOf(key.name)?.id;
    if (key.isPilot) place = candidatesOf(key.name);
    // A programme turns the message to another pilot of the same place; by itself it names none.
    if (place === undefined || (!key.isPilot && isBeside(text, key, roles))) continue;
    const candidates = resolvePilot(place, programme, context);
    const isElsewhere = key.isPilot && !key.isSure && isOutside(candidates, context);
    // Somebody who reports here tells of another pilot.
    if (isElsewhere && key.isTold) continue;
    const whom: Whom =
      candidates.length > 0 && !isElsewhere
        ? { candidates, words: key.name }
        : {
            candidates: isElsewhere
              ? uniqueById([...boundSubjects(context), ...candidates])
              : place.candidates.map(({ pilot }) => pilot),
            isDoubtful: true,
            words: key.name,
          };
    const rival = rivalOf(text, key, roles);
    const last = turns.at(-1);
    if (rival !== undefined) {
      const either = uniqueById([...resolvePilot(rival, undefined, context), ...candidates]);
      const doubtful: Whom = { candidates: either, isDoubtful: true, words: key.name };
      if (last?.name === rival) last.whoms.splice(-1, 1, doubtful);
      else turns.push({ start: key.lead, end: key.after, whoms: [doubtful], name: place });
      continue;
    }
    const joint = last === undefined ? "" : wordsBetween(text, { start: 0, end: last.end }, key.name);
    const isJoint = last !== undefined && key.name.start > last.end && jointWords.test(joint);
    if (last !== undefined && isJoint) {
      const both = jointPilots(last.name, place);
      if (both.length > 0)
        last.whoms.splice(-1, 1, { candidates: both, words: { start: last.name.start, end: key.name.end } });
      else if (!last.whoms.some((one) => isSame(one, whom))) last.whoms.push(whom);
      [last.end, last.name] = [key.after, place];
    } else turns.push({ start: key.lead, end: key.after, whoms: [whom], name: place });
  }
  return turns;
}

/** Words between names that share what is said of them. */
const jointWords = /^(?:[ ,&/+]|and|plus|both|the|pilots?)+$/;

/** Words between two names that neither join them nor say anything of the first: which of the two is meant is open. */
const open = /^(?: ?[-–] ?| (?:to|with|as|for|via|at|in|near|by|from|into|onto)(?: the)? ?)$/u;

/** The name before a key one in its sentence that may as well be meant: `Eastmere to Calder handover`, `Eastmere, Calder as partner`. */
function rivalOf(text: ReadingText, key: RoleName, roles: readonly RoleName[]): PilotName | undefined {
  const before = roles.findLast((one) => one.isPilot && one.name.end <= key.name.start && one.role !== "passing");
  const rival = before === undefined ? undefined : candidatesOf(before.name);
  const own = candidatesOf(key.name);
  if (before === undefined || rival === undefined || own === undefined) return undefined;
  if (own.candidates.some(({ pilot }) => rival.candidates.some((other) => other.pilot.id === pilot.id)))
    return undefined;
  const between = plainIn(text, { start: before.after, end: key.name.start });
  const next = roles.find((one) => one.isPilot && one.name.start >= key.after);
  const isListed = next !== undefined && jointWords.test(plainIn(text, { start: key.after, end: next.name.start }));
  const isOpen = open.test(between) || (key.isBare && !isListed && /^, ?$/.test(between));
  return isOpen ? rival : undefined;
}

/** True for pilots of elsewhere in a place that stands for some. */
function isOutside(candidates: readonly Subject[], context: PilotContext): boolean {
  const { boundPilots } = context;
  return boundPilots.length > 0 && candidates.length > 0 && !candidates.some(({ id }) => boundPilots.includes(id));
}

/** The pilots that two names stand for together: a joint pilot named by its councils. */
function jointPilots(left: PilotName, right: PilotName): readonly Subject[] {
  return left.candidates
    .map(({ pilot }) => pilot)
    .filter(({ id, councils }) => (councils?.length ?? 0) > 1 && right.candidates.some(({ pilot }) => pilot.id === id));
}

function isSame(left: Whom, right: Whom): boolean {
  return left.candidates.some(({ id }) => right.candidates.some((other) => other.id === id));
}

function candidatesOf(name: PilotName | OtherName): PilotName | undefined {
  return "candidates" in name ? name : undefined;
}

function subjectOf(name: PilotName | OtherName): Subject | undefined {
  return "subject" in name ? name.subject : undefined;
}

/** True for a programme that only says which pilot of the name beside it is meant. */
function isBeside(text: ReadingText, key: RoleName, roles: readonly RoleName[]): boolean {
  return roles.some(
    (other) =>
      other.isPilot &&
      ((other.name.end <= key.name.start && other.after >= key.name.end) ||
        (key.name.end <= other.name.start && key.after >= other.name.end) ||
        /^[ ,(:.-]*(?:update|updates|return|for|from|in|the|pilot|-|:| )*$/.test(
          key.name.end <= other.name.start ? wordsBetween(text, key.name, other.name) : "no",
        )),
  );
}

/** Whom a message is about that turns to nobody: its place, else the only pilot that it names. */
function unnamed(roles: readonly RoleName[], context: PilotContext): Whom {
  const named = roles.filter(({ role, isPilot }) => role === "named" && isPilot);
  const bound = boundSubjects(context);
  const programmes = new Set(roles.filter(({ isPilot }) => !isPilot).map(({ name }) => subjectOf(name)?.id));
  const [programme] = programmes.size === 1 ? programmes : [];
  const meant = named.map(({ name }) => ({
    name,
    candidates: resolvePilot(candidatesOf(name) ?? { candidates: [] }, programme, context),
  }));
  // Of several names the one that stands with a programme or as a team is meant.
  const withProgramme = meant.filter(({ name }) =>
    roles.some(
      (one) =>
        !one.isPilot &&
        named.some((other) => other.name === name && one.name.start >= name.end && one.name.end <= other.after),
    ),
  );
  if (bound.length > 0) {
    const inside = bound.filter(({ id }) => meant.some(({ candidates }) => candidates.some((one) => one.id === id)));
    const ofProgramme = bound.filter((one) => one.programme === programme);
    return { candidates: inside.length === 1 ? inside : ofProgramme.length > 0 ? ofProgramme : bound };
  }
  const plain = withProgramme.length === 1 ? withProgramme : meant;
  const [first, ...rest] = plain;
  if (first === undefined) return { candidates: [], ...(programme !== undefined && { programme }) };
  const same = first.candidates.filter(({ id }) =>
    rest.every(({ candidates }) => candidates.some((one) => one.id === id)),
  );
  const all = plain.flatMap(({ candidates }) => candidates);
  return { candidates: same.length > 0 ? same : uniqueById(all), words: first.name };
}

function uniqueById(subjects: readonly Subject[]): readonly Subject[] {
  return [...new Map(subjects.map((one) => [one.id, one])).values()];
}
