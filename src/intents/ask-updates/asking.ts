import { lastAskedSchema, markNames } from "../../core/marks.ts";
import type { PeopleReader, PeopleWriter } from "../../core/people.ts";
import type { Asking, Receipt } from "../../core/receipt.ts";
import type { Instant } from "../../core/time.ts";
import { isBound, type Caller } from "../caller.ts";

/** What decides an answer besides the question: what the caller's place is bound to, and what they were told before. */
export async function readAsking(
  { bound, place, memberOf, person }: Pick<Caller, "bound" | "place" | "memberOf" | "person">,
  people: Pick<PeopleReader, "marks">,
): Promise<Asking> {
  const [only, ...others] = memberOf;
  // Somebody alone with the assistant speaks for the one place that they belong to.
  const home = place?.kind === "personal" && others.length === 0 ? only : undefined;
  const binding = bound && isBound(bound) ? bound : home;
  const marks = person ? await people.marks(markNames.lastAsked, person.id) : [];
  const lastAsked = marks.flatMap(({ name, value }) => {
    const { data } = lastAskedSchema.safeParse(value);
    return data ? [[name.slice(markNames.lastAsked.length), data] as const] : [];
  });
  return {
    ...(binding && { bound: { programmes: binding.programmes, pilots: binding.pilots } }),
    ...(lastAsked.length > 0 && { lastAsked: Object.fromEntries(lastAsked) }),
  };
}

/** Remembers up to where a person was told of the updates of programmes. An answer about what was known before tells nothing new. */
export async function markLastAsked(
  people: Pick<PeopleWriter, "putMark">,
  person: string,
  { updatesOf = [], knownSeq, reply }: Pick<Receipt, "updatesOf" | "knownSeq" | "reply">,
  now: Instant,
): Promise<void> {
  if (reply.outcome !== "answered" || reply.knownAt !== undefined) return;
  for (const programme of updatesOf) {
    const value = { seq: knownSeq, at: now };
    await people.putMark({ owner: person, name: markNames.lastAsked + programme, value, at: now });
  }
}
