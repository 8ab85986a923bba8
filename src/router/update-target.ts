import type { Knowledge } from "../core/knowledge.ts";
import type { Subject } from "../core/ledger.ts";
import type { Asking } from "../core/receipt.ts";
import { isFictional } from "../ledger/fictional.ts";
import type { NamedThings } from "./slots.ts";
import type { Certainty, UpdateQuestion, UpdateQuestionKind } from "./update-question.ts";

/** What the place that a question comes from is bound to. */
export type Bound = NonNullable<Asking["bound"]>;

/** Whose updates are asked for. No pilots mean every pilot of the programme. */
export type UpdateTarget =
  | {
      readonly outcome: "target";
      readonly programme: Subject;
      readonly pilots: readonly Subject[];
      readonly isLive: boolean;
    }
  /** Several programmes fit, and they are never mixed up. */
  | { readonly outcome: "whichProgramme"; readonly programmes: readonly Subject[] }
  /** Nothing that is named takes returns; `nobody` where no programme is live at all. */
  | { readonly outcome: "none"; readonly nobody: boolean };

/** What decides whose updates are asked for. */
export interface TargetQuestion {
  readonly named: NamedThings;
  readonly knowledge: Knowledge;
  readonly question: UpdateQuestion;
  readonly certainty: Certainty;
  readonly bound?: Bound | undefined;
  /** What the conversation was about, in the order of what it named. */
  readonly thread?: readonly Subject[];
}

/** Kinds that are about a whole programme where a place is bound to some of its pilots. */
const ofProgrammes: readonly UpdateQuestionKind[] = ["returns", "ratings", "moves", "digest", "overdue"];

/**
 * Works out whose updates a question asks for: what it names, else what its place is bound to, else what its conversation is
 * about, else the live programme. An invented programme counts only where it is named or bound, or where nothing real is live.
 */
export function readUpdateTarget(asked: TargetQuestion): UpdateTarget {
  const { named, knowledge, bound, thread = [], question } = asked;
  const isNamed = named.places.length > 0 || named.programmes.length > 0;
  if (isNamed) return targetOfNames(asked);
  const boundProgrammes = programmesOf(bound ?? { programmes: [], pilots: [] }, knowledge).filter(isLive);
  if (boundProgrammes.length > 0) {
    const pilots = ofProgrammes.includes(question.kind) ? [] : subjectsOf(bound?.pilots ?? [], knowledge);
    return oneOf(boundProgrammes, (programme) =>
      bound?.programmes.includes(programme.id) ? [] : pilots.filter((pilot) => pilot.programme === programme.id),
    );
  }
  const before = thread.flatMap((subject) => knowledge.subject(subject.programme ?? subject.id) ?? []);
  const talkedOf = unique(before.filter(({ kind }) => kind === "programme"));
  if (talkedOf.some(isLive)) return oneOf(talkedOf.filter(isLive), () => []);
  // A conversation about what is over goes on about it, unless the words leave no doubt.
  if (talkedOf.length > 0 && asked.certainty !== "sure") return { outcome: "none", nobody: false };
  return whicheverIsLive(knowledge);
}

function whicheverIsLive(knowledge: Knowledge): UpdateTarget {
  const live = knowledge.ofKind("programme").filter(isLive);
  const real = live.filter((programme) => !isFictional(programme, knowledge));
  if (live.length === 0) return { outcome: "none", nobody: true };
  return oneOf(real.length > 0 ? real : live, () => []);
}

function targetOfNames({ named, knowledge, bound }: TargetQuestion): UpdateTarget {
  const programmes = new Set(named.programmes.map(({ id }) => id));
  const pilots = unique(
    named.places.flatMap(({ participations }) => {
      const own = participations.filter(
        (one) => one.participationKind === "pilot" && (programmes.size === 0 || programmes.has(one.programme ?? "")),
      );
      return preferred(own, knowledge, bound);
    }),
  );
  if (named.places.length > 0) {
    const parents = unique(pilots.flatMap(({ programme }) => knowledge.subject(programme ?? "") ?? []));
    if (parents.length === 0) return { outcome: "none", nobody: false };
    return oneOf(parents, (programme) => pilots.filter((pilot) => pilot.programme === programme.id));
  }
  const live = named.programmes.filter(isLive);
  return oneOf(live.length > 0 ? live : named.programmes, () => []);
}

/** Of the pilots that a place can mean those of what is bound, else the live ones, and of these the real ones. */
function preferred(pilots: readonly Subject[], knowledge: Knowledge, bound: Bound | undefined): readonly Subject[] {
  const programmeOf = (pilot: Subject): Subject | undefined => knowledge.subject(pilot.programme ?? "");
  const here = pilots.filter(
    ({ id, programme }) => bound?.pilots.includes(id) === true || bound?.programmes.includes(programme ?? "") === true,
  );
  if (here.length > 0) return here;
  const live = pilots.filter((pilot) => {
    const programme = programmeOf(pilot);
    return programme !== undefined && isLive(programme);
  });
  const real = live.filter((pilot) => !isFictional(pilot, knowledge));
  return real.length > 0 ? real : live.length > 0 ? live : pilots;
}

function oneOf(programmes: readonly Subject[], pilotsOf: (programme: Subject) => readonly Subject[]): UpdateTarget {
  const [programme, ...others] = programmes;
  if (!programme) return { outcome: "none", nobody: false };
  if (others.length > 0) return { outcome: "whichProgramme", programmes };
  return { outcome: "target", programme, pilots: pilotsOf(programme), isLive: isLive(programme) };
}

function isLive({ status }: Subject): boolean {
  return status === "live";
}

function programmesOf({ programmes, pilots }: Bound, knowledge: Knowledge): readonly Subject[] {
  const own = subjectsOf(pilots, knowledge).flatMap(({ programme }) => programme ?? []);
  return unique(subjectsOf([...programmes, ...own], knowledge));
}

function subjectsOf(ids: readonly string[], knowledge: Knowledge): readonly Subject[] {
  return ids.flatMap((id) => knowledge.subject(id) ?? []);
}

function unique(subjects: readonly Subject[]): readonly Subject[] {
  return [...new Map(subjects.map((subject) => [subject.id, subject])).values()];
}
