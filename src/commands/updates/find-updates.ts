import type { Knowledge } from "../../core/knowledge.ts";
import type { SubjectKind } from "../../core/ledger.ts";
import { endOfDay, isDay } from "../../core/time.ts";
import type { Instant } from "../../core/time.ts";
import type { ConfirmedUpdate } from "../../core/update.ts";
import { fold } from "../../core/words.ts";
import { dayBefore } from "../../intents/updates/describe-fields.ts";
import type { UpdatesContext } from "./operator.ts";

/** What narrows a list of updates, as it was typed. */
export interface UpdateSearch {
  readonly programme?: string | undefined;
  readonly pilot?: string | undefined;
  readonly since?: string | undefined;
  readonly "known-at"?: string | undefined;
}

/** The updates that a search asks for, the newest first; or a sentence on what is wrong with the search. */
export async function findUpdates(
  search: UpdateSearch,
  { store, operator }: Pick<UpdatesContext, "store" | "operator">,
): Promise<readonly ConfirmedUpdate[] | string> {
  const { since, "known-at": knownAt } = search;
  for (const [name, day] of [
    ["--since", since],
    ["--known-at", knownAt],
  ] as const)
    if (day !== undefined && !isDay(day)) return `${name} takes a day, as in 2026-11-03; ${day} is none.`;
  const programmes = idsOf("programme", search.programme, operator.knowledge);
  if (typeof programmes === "string") return programmes;
  const pilots = idsOf("participation", search.pilot, operator.knowledge);
  if (typeof pilots === "string") return pilots;
  const known = knownAt === undefined ? {} : { knownSeq: await store.seqAt(endOfDay(knownAt)) };
  return store.updates(
    { ...operator.scope, ...known },
    {
      ...(programmes && { programmes }),
      ...(pilots && { pilots }),
      ...(since !== undefined && { postedFrom: startOfDay(since) }),
    },
  );
}

/** The first instant of a day in Europe/London. */
function startOfDay(day: string): Instant {
  return new Date(Date.parse(endOfDay(dayBefore(day))) + 1).toISOString();
}

/** The ids that an id or a name stands for; undefined where none was given; a sentence where it stands for nothing. */
function idsOf(
  kind: SubjectKind,
  said: string | undefined,
  knowledge: Knowledge,
): readonly string[] | string | undefined {
  if (said === undefined) return undefined;
  const wanted = fold(said);
  const found = knowledge
    .ofKind(kind)
    .filter(({ id }) => id === said || knowledge.namesOf(id).some((name) => fold(name) === wanted));
  const word = kind === "participation" ? "pilot" : kind;
  return found.length > 0
    ? found.map(({ id }) => id)
    : `There is no ${word} “${said}”. pilotdesk records ${kind} lists them.`;
}
