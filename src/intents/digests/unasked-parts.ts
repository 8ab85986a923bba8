import type { Knowledge } from "../../core/knowledge.ts";
import type { Subject } from "../../core/ledger.ts";
import type { Store } from "../../core/store.ts";
import { dayOf, type Clock, type Day, type Instant } from "../../core/time.ts";
import { publicReader, type Reader, type ReadScope } from "../../core/trust.ts";
import type { IsWorkingDay } from "../../ledger/returns/return-periods.ts";
import { programmeAudience } from "../caller.ts";

/** What digests and reminders work with. */
export interface UnaskedParts {
  readonly store: Store;
  readonly clock: Clock;
  /** Names and declarations for a reader at a moment. */
  readonly knowledgeFor: (scope: ReadScope) => Promise<Knowledge>;
  readonly loadWorkingDays: () => Promise<IsWorkingDay>;
}

/** What follows from updates is worked out with. */
export interface AfterUpdatesParts {
  /** What those who confirm may know of. */
  readonly knowledge: Knowledge;
  readonly now: Instant;
  readonly isWorkingDay: IsWorkingDay;
  /** The accounts of the first admins. */
  readonly admins: readonly string[];
}

/** A programme that reports, and what those who work on it may know of. */
export interface LiveProgramme {
  readonly programme: Subject;
  readonly knowledge: Knowledge;
}

/** The ids of every programme: those that the public may know of, and those that places are bound to. */
async function programmeIds(known: Knowledge, { store }: Pick<UnaskedParts, "store">): Promise<readonly string[]> {
  const bound = (await store.places()).flatMap((place) => place.programmes);
  return [...new Set([...known.ofKind("programme").map(({ id }) => id), ...bound])].toSorted();
}

/** A reader of everything that belongs to any programme: to name things, never to show them. */
export async function everyProgramme(parts: UnaskedParts): Promise<Reader> {
  const ids = await programmeIds(await parts.knowledgeFor({ reader: publicReader }), parts);
  return { audiences: ["public", ...ids.map(programmeAudience)] };
}

/** Every live programme, in order of id: those that the public may know of, and those that places are bound to. */
export async function liveProgrammes(parts: UnaskedParts): Promise<readonly LiveProgramme[]> {
  const { knowledgeFor } = parts;
  const known = await knowledgeFor({ reader: publicReader });
  const ids = await programmeIds(known, parts);
  const found: LiveProgramme[] = [];
  for (const id of ids) {
    if (known.subject(id) !== undefined && known.subject(id)?.status !== "live") continue;
    const knowledge = await knowledgeFor({ reader: { audiences: ["public", programmeAudience(id)] } });
    const programme = knowledge.subject(id);
    if (programme?.status === "live") found.push({ programme, knowledge });
  }
  return found;
}

const london = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", hour: "2-digit", hourCycle: "h23" });

/** From 18:00 to 08:00, and on days on which nobody works, nothing is sent unasked. */
export function isQuiet(now: Instant, isWorkingDay: IsWorkingDay): boolean {
  const day: Day = dayOf(new Date(now));
  const hour = Number(london.format(new Date(now)));
  return hour < 8 || hour >= 18 || !isWorkingDay(day);
}
