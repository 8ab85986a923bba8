import type { Knowledge } from "../../core/knowledge.ts";
import type { Subject } from "../../core/ledger.ts";
import type { PilotName } from "./find-names.ts";

/** What a message is bound to and what else decides between pilots of one name. */
export interface PilotContext {
  readonly knowledge: Knowledge;
  /** Pilots and programmes that the place is bound to. */
  readonly boundPilots: readonly string[];
  readonly boundProgrammes: readonly string[];
}

/** Names this much weaker than the best are not meant: a joint pilot by one of its councils. */
const clearLead = 0.05;

/**
 * The pilots that a name may mean, one where it is clear. A programme named beside it decides first, then what the place is bound to, then
 * how well the name fits, then which programme is live.
 */
export function resolvePilot(
  name: Pick<PilotName, "candidates">,
  programme: string | undefined,
  context: PilotContext,
): readonly Subject[] {
  const named = programme === undefined ? [] : name.candidates.filter(({ pilot }) => pilot.programme === programme);
  if (programme !== undefined && named.length === 0) return [];
  const all = named.length > 0 ? named : name.candidates;
  const bound = programme === undefined ? boundOf(all, context) : [];
  if (bound.length > 0) return bound;
  const best = Math.max(...all.map(({ score }) => score));
  const clear = all.filter(({ score }) => score > best - clearLead).map(({ pilot }) => pilot);
  const live = clear.filter(({ programme: id }) => context.knowledge.subject(id ?? "")?.status === "live");
  return live.length === 1 ? live : clear;
}

function boundOf(
  candidates: PilotName["candidates"],
  { boundPilots, boundProgrammes }: PilotContext,
): readonly Subject[] {
  const pilots = candidates.map(({ pilot }) => pilot);
  const byPilot = pilots.filter(({ id }) => boundPilots.includes(id));
  if (byPilot.length > 0) return byPilot;
  return pilots.filter(({ programme }) => programme !== undefined && boundProgrammes.includes(programme));
}

/** The pilots that a message names none of but its place stands for. */
export function boundSubjects({ knowledge, boundPilots }: PilotContext): readonly Subject[] {
  return boundPilots.flatMap((id) => knowledge.subject(id) ?? []).filter(({ kind }) => kind === "participation");
}
