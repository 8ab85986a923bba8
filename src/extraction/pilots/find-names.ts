import type { MentionCandidate } from "../../core/intent.ts";
import type { Knowledge } from "../../core/knowledge.ts";
import type { Subject } from "../../core/ledger.ts";
import { mapUnits, rewrite } from "../text/mapped-text.ts";
import type { Range, ReadingText } from "../text/reading-text.ts";

/** A name that stands for one or several pilots, best first. */
export interface PilotName extends Range {
  readonly candidates: readonly { readonly pilot: Subject; readonly score: number }[];
}

/** A name that stands for one subject of another kind. */
export interface OtherName extends Range {
  readonly subject: Subject;
}

/** The names in a message, each kind in order. */
export interface Names {
  readonly pilots: readonly PilotName[];
  readonly programmes: readonly OtherName[];
  readonly departments: readonly OtherName[];
}

/** Below this a candidate is a guess. */
const lowestScore = 0.5;

interface Found {
  readonly place: Range;
  readonly candidates: readonly MentionCandidate[];
}

/** Finds pilots, programmes and departments; `N Marl` and `S. Marl` are read as well. */
export function findNames(text: ReadingText, knowledge: Knowledge): Names {
  const found = mentionsIn(text, knowledge);
  return {
    pilots: found.flatMap(({ place, candidates }) => {
      const pilots = candidates.flatMap(({ subject: id, score }) => {
        const pilot = knowledge.subject(id);
        return pilot?.kind === "participation" && score >= lowestScore ? [{ pilot, score }] : [];
      });
      return pilots.length === 0 ? [] : [{ ...place, candidates: pilots }];
    }),
    programmes: othersOf(found, knowledge, "programme"),
    departments: othersOf(found, knowledge, "department"),
  };
}

function othersOf(found: readonly Found[], knowledge: Knowledge, kind: Subject["kind"]): readonly OtherName[] {
  return found.flatMap(({ place, candidates }) => {
    const subject = candidates
      .map((candidate) => knowledge.subject(candidate.subject))
      .find((one) => one?.kind === kind);
    return subject === undefined ? [] : [{ ...place, subject }];
  });
}

const compass: Readonly<Record<string, string>> = { n: "North", s: "South", e: "East", w: "West" };

/** What makes a name the beginning of another place's: `Calder-on-Sea`. */
const longerPlace = /^-(?:on|under|in|by|le|next|with|super|en)-(?:the-)?\p{L}/iu;

function mentionsIn(text: ReadingText, knowledge: Knowledge): readonly Found[] {
  const written = mapUnits(text.original, (unit) =>
    /[\u2018\u2019]/.test(unit) ? "'" : unit !== "\n" && /\s/.test(unit) ? " " : unit,
  );
  const spelt = rewrite(
    written,
    /(?<![\p{L}\p{N}'.])[nsew]\.? (?=\p{L}{4})/giu,
    ([short]) => `${compass[short.charAt(0).toLowerCase()]} `,
  );
  return knowledge
    .findMentions(spelt.plain)
    .filter(({ end }) => !longerPlace.test(spelt.plain.slice(end, end + 12)))
    .map(({ start, end, candidates }) => ({
      place: text.fromMessage({ start: spelt.starts[start] ?? 0, end: spelt.ends[end - 1] ?? 0 }),
      candidates,
    }));
}
