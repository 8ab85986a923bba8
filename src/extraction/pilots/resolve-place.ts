import type { Knowledge } from "../../core/knowledge.ts";
import { createReadingText } from "../text/reading-text.ts";
import { findNames } from "./find-names.ts";
import { resolvePilot } from "./resolve-pilot.ts";

/** What a place stands for. */
export interface PlaceBinding {
  readonly boundPilots: readonly string[];
  readonly boundProgrammes: readonly string[];
}

/**
 * What a channel stands for that is known by its id or name only: the id of a pilot or a programme, or a name such as `#eastmere-pilot`
 * where exactly one pilot fits it. Nothing where several or none do.
 */
export function resolvePlace(channel: string, knowledge: Knowledge): PlaceBinding {
  const named = knowledge.subject(channel);
  if (named?.kind === "participation") return { boundPilots: [named.id], boundProgrammes: [] };
  if (named?.kind === "programme") return { boundPilots: [], boundProgrammes: [named.id] };
  const names = findNames(createReadingText(channel.replace(/[#_-]+/g, " ")), knowledge);
  const programmes = [...new Set(names.programmes.map(({ subject }) => subject.id))];
  const [programme] = programmes.length === 1 ? programmes : [];
  const context = { knowledge, boundPilots: [], boundProgrammes: [] };
  const meant = names.pilots.map((name) => resolvePilot(name, programme, context));
  const [only, ...others] = new Set(meant.flat().map(({ id }) => id));
  return {
    boundPilots: only !== undefined && others.length === 0 ? [only] : [],
    boundProgrammes: programme === undefined ? [] : [programme],
  };
}
