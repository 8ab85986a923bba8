import { markNames } from "../core/marks.ts";
import { accountKey } from "../core/origin.ts";
import type { PlaceRef, Sender } from "../core/origin.ts";
import type { PeopleReader, PeopleWriter, Person, Place, Role } from "../core/people.ts";
import type { LedgerReader } from "../core/store.ts";
import type { Instant } from "../core/time.ts";
import { publicReader } from "../core/trust.ts";
import type { Audience, Reader } from "../core/trust.ts";
import type { Turn } from "../core/turn.ts";
import type { PostTarget } from "../core/work.ts";

/** Who sends a turn, from where, and what that lets them see and do. */
export interface Caller {
  readonly sender?: Sender;
  /** Left out until something is kept about them. */
  readonly person?: Person;
  /** Of another organisation, a guest, or nobody known: sees what is public, may propose, and decides nothing. */
  readonly isExternal: boolean;
  readonly isAdmin: boolean;
  readonly roles: readonly Role[];
  readonly place?: PlaceRef;
  /** What is known of the place; left out where it was never bound. */
  readonly bound?: Place;
  /** The bound places that they belong to: this one, and those they were seen in. */
  readonly memberOf: readonly Place[];
  /** What may be shown here: in a place that others see, only what all of them may see. */
  readonly reader: Reader;
}

/** What callers are read from: a store, or a transaction, which decides. */
export type CallerReads = PeopleReader & Pick<LedgerReader, "subjects">;

/** What else decides who a caller is. */
export interface CallerSettings {
  /** The accounts of the first admins, as `PILOTDESK_ADMINS` writes them. */
  readonly admins: readonly string[];
  readonly now: Instant;
}

/** A person belongs to a place for this long after they were last seen there. */
const seenDays = 90;

/** Works out who sends a turn. */
export async function readCaller(turn: Turn, reads: CallerReads, settings: CallerSettings): Promise<Caller> {
  const { sender, place } = turn;
  const isExternal = sender === undefined || sender.isExternal === true;
  const [person, bound] = await Promise.all([sender && reads.personOf(sender), place && reads.place(place.id)]);
  const isKnown = person !== undefined && !isExternal;
  const [roles, seen] = await Promise.all([
    isKnown ? reads.roles(person.id) : [],
    isKnown ? placesSeen(person.id, reads, settings.now) : [],
  ]);
  const accounts = [sender, ...(person?.accounts ?? [])].flatMap((account) => (account ? accountKey(account) : []));
  const here = bound && isBound(bound) && place?.kind !== "personal" ? [bound] : [];
  const memberOf = isExternal ? [] : [...here, ...seen.filter(({ id }) => id !== place?.id)];
  const known = {
    isExternal,
    isAdmin: !isExternal && (roles.some(({ role }) => role === "admin") || hasAdmin(accounts, settings.admins)),
    roles,
    memberOf,
    ...(sender && { sender }),
    ...(person && { person }),
    ...(place && { place }),
    ...(bound && { bound }),
  };
  return { ...known, reader: await readerFor(turn, known, reads) };
}

function hasAdmin(accounts: readonly string[], admins: readonly string[]): boolean {
  return accounts.some((account) => admins.includes(account));
}

/** True for a place that programmes or pilots are bound to. */
export function isBound({ programmes, pilots }: Place): boolean {
  return programmes.length + pilots.length > 0;
}

async function placesSeen(person: string, reads: PeopleReader, now: Instant): Promise<readonly Place[]> {
  const since = daysBefore(now, seenDays);
  const marks = (await reads.marks(markNames.seen, person)).filter(({ at }) => at >= since);
  const places = await Promise.all(marks.map(({ name }) => reads.place(name.slice(markNames.seen.length))));
  return places.filter((place) => place !== undefined).filter(isBound);
}

async function readerFor(turn: Turn, caller: Omit<Caller, "reader">, reads: CallerReads): Promise<Reader> {
  const { place, bound } = caller;
  if (place?.isShared === true || turn.sender?.isExternal === true) return publicReader;
  const isAlone = place?.kind === "personal";
  const places = [...(bound ? [bound] : []), ...(isAlone ? caller.memberOf : [])];
  const own = isAlone ? await programmesOfRoles(caller, reads) : [];
  const bindings = await Promise.all(places.map((one) => audiencesOf(one, reads)));
  return { audiences: [...new Set<Audience>(["public", ...turn.reader.audiences, ...own, ...bindings.flat()])] };
}

async function programmesOfRoles(
  { roles, isAdmin }: Omit<Caller, "reader">,
  reads: CallerReads,
): Promise<readonly Audience[]> {
  const isForAll = isAdmin || roles.some(({ programme }) => programme === undefined);
  const named = roles.flatMap(({ programme }) => programme ?? []);
  if (!isForAll) return named.map(programmeAudience);
  const programmes = await reads.subjects({ reader: publicReader }, { kinds: ["programme"] });
  const places = await reads.places();
  const ids = [...programmes.map(({ id }) => id), ...places.flatMap((place) => place.programmes), ...named];
  return [...new Set(ids)].map(programmeAudience);
}

/** What everybody in a bound place may see: its own, and what belongs to its programmes and to those of its pilots. */
export async function audiencesOf(place: Place, reads: Pick<LedgerReader, "subjects">): Promise<readonly Audience[]> {
  const own = place.programmes.map(programmeAudience);
  const pilots =
    place.pilots.length === 0
      ? []
      : await reads.subjects({ reader: { audiences: ["public", ...own] } }, { ids: place.pilots });
  const programmes = pilots.flatMap(({ programme }) => programme ?? []);
  return isBound(place) ? [placeAudience(place.id), ...own, ...programmes.map(programmeAudience)] : [];
}

/** The audience that a programme's own content has. */
export function programmeAudience(id: string): Audience {
  return `programme:${id}`;
}

/** The audience of what belongs to one place. */
export function placeAudience(id: string): Audience {
  return `place:${id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")}`;
}

function daysBefore(now: Instant, days: number): Instant {
  return new Date(Date.parse(now) - days * 86_400_000).toISOString();
}

/** Remembers where a person was seen, and where they can be reached alone. Writes at most once a day. */
export async function rememberCaller(
  caller: Caller,
  people: PeopleReader & PeopleWriter,
  { now, replyTo }: { readonly now: Instant; readonly replyTo?: PostTarget | undefined },
): Promise<void> {
  const { place, bound, sender, isExternal } = caller;
  if (!place || !sender) return;
  const isAlone = place.kind === "personal";
  const belongs = !isAlone && bound !== undefined && isBound(bound) && place.isShared !== true && !isExternal;
  if (!belongs && !(isAlone && replyTo)) return;
  const owner = (await people.ensurePerson(sender, now)).id;
  const name = isAlone ? markNames.personal + sender.platform : markNames.seen + place.id;
  const before = await people.mark(owner, name);
  if (before && before.at > daysBefore(now, 1)) return;
  await people.putMark({ owner, name, value: isAlone ? replyTo : true, at: now });
}
