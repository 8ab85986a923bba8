import type { Subject } from "../core/ledger.ts";
import type { ProposalQuestion, Rating } from "../core/update.ts";
import { boundSubjects, type PilotContext } from "./pilots/resolve-pilot.ts";
import type { PartReading } from "./read-part.ts";

/** More choices than this are no choice. */
const mostChoices = 40;

const ratingNames: Readonly<Record<Rating, string>> = {
  red: "Red",
  "amber-red": "Amber-red",
  amber: "Amber",
  "amber-green": "Amber-green",
  green: "Green",
};

/** The one question that is asked first: whose update it is, then which rating is meant. */
export function askAbout(read: readonly PartReading[], context: PilotContext): ProposalQuestion | undefined {
  const nameless = read.findIndex(({ proposed }) => proposed.pilot === null);
  const part = read[nameless];
  if (part !== undefined) return askPilot(part, nameless, context);
  const unrated = read.findIndex(({ rating }) => rating.choices.length > 1);
  const open = read[unrated];
  if (open === undefined) return undefined;
  const choices = open.rating.choices.map((rating) => ({ value: rating, label: ratingNames[rating] }));
  return { field: "rating", proposal: unrated, text: "Which rating is it?", choices };
}

function askPilot({ part }: PartReading, proposal: number, context: PilotContext): ProposalQuestion | undefined {
  const { candidates } = part.whom;
  const offered = candidates.length > 0 ? candidates : everyPilot(context, part.whom.programme);
  if (offered.length === 0) return undefined;
  const text =
    candidates.length > 1 ? "The name fits more than one pilot. Which one is it?" : "Which pilot is this update for?";
  const choices = offered
    .slice(0, mostChoices)
    .map((pilot) => ({ value: pilot.id, label: labelOf(pilot, context) }))
    .toSorted((a, b) => (a.label < b.label ? -1 : 1));
  return { field: "pilot", proposal, text, choices };
}

/** The pilots of the place; else those of live programmes, else all. Members of a network report only where they are named. */
function everyPilot(context: PilotContext, programme: string | undefined): readonly Subject[] {
  const bound = boundSubjects(context);
  if (bound.length > 0) return bound;
  const programmes = programme === undefined ? context.boundProgrammes : [programme];
  const pilots = context.knowledge.ofKind("participation");
  const within = pilots.filter((pilot) => pilot.programme !== undefined && programmes.includes(pilot.programme));
  if (within.length > 0) return within;
  const live = pilots.filter((pilot) => context.knowledge.subject(pilot.programme ?? "")?.status === "live");
  return live.length > 0 ? live : pilots.filter(({ participationKind }) => participationKind !== "member");
}

function labelOf(pilot: Subject, { knowledge }: PilotContext): string {
  const programme = knowledge.subject(pilot.programme ?? "")?.name;
  return programme === undefined ? pilot.name : `${pilot.name} (${programme})`;
}
