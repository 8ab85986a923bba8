import type { Mention, Slots } from "../core/intent.ts";
import type { Knowledge } from "../core/knowledge.ts";
import type { Subject, SubjectKind } from "../core/ledger.ts";
import { wordsOf } from "../core/words.ts";
import { realOnes } from "../ledger/fictional.ts";
import { yearsIn } from "./time-phrases.ts";

/** A place named in a question: the council, and the participations that the question can mean by it. */
export interface PlaceSlot {
  readonly mention: Mention;
  readonly councils: readonly Subject[];
  readonly participations: readonly Subject[];
}

/** What the names in a question stand for. */
export interface NamedThings {
  readonly mentions: readonly Mention[];
  readonly programmes: readonly Subject[];
  readonly places: readonly PlaceSlot[];
  /** Terms, people and departments. */
  readonly others: readonly Subject[];
}

const none: readonly Subject[] = [];

/** Sorts the names of a question into programmes, places and others, and lets the question's own words narrow the places. */
export function readNamedThings(text: string, mentions: readonly Mention[], knowledge: Knowledge): NamedThings {
  const resolved = mentions.map((mention) => ({ mention, subjects: bestSubjects(mention, knowledge) }));
  const programmes = unique(resolved.flatMap(({ subjects }) => ofKind(subjects, "programme").slice(0, 1)));
  const places = resolved.flatMap(({ mention, subjects }): PlaceSlot[] => {
    if (ofKind(subjects, "programme").length > 0) return [];
    const councils = ofKind(subjects, "council");
    const participations = ofKind(subjects, "participation");
    if (councils.length === 0 && participations.length === 0) return [];
    return [{ mention, councils, participations: narrow(text, participations, programmes, knowledge) }];
  });
  const placed = new Set(places.map((place) => place.mention));
  const others = unique(
    resolved.flatMap(({ mention, subjects }) =>
      placed.has(mention)
        ? none
        : subjects.filter((subject) => ["term", "person", "department"].includes(subject.kind)),
    ),
  );
  return { mentions, programmes, places, others };
}

function bestSubjects(mention: Mention, knowledge: Knowledge): readonly Subject[] {
  return mention.candidates.flatMap((candidate) => knowledge.subject(candidate.subject) ?? []);
}

function ofKind(subjects: readonly Subject[], kind: SubjectKind): readonly Subject[] {
  return subjects.filter((subject) => subject.kind === kind);
}

function unique(subjects: readonly Subject[]): readonly Subject[] {
  return [...new Map(subjects.map((subject) => [subject.id, subject])).values()];
}

/** Keeps the participations that the named programmes, the word pilot or member, and the named years allow. */
function narrow(
  text: string,
  participations: readonly Subject[],
  programmes: readonly Subject[],
  knowledge: Knowledge,
): readonly Subject[] {
  const ids = new Set(programmes.map((programme) => programme.id));
  const own = keepIfAny(participations, (subject) => ids.has(subject.programme ?? ""), ids.size > 0);
  // What is invented counts only where nothing real can be meant, or where it is named.
  const inProgramme = realOnes(own, knowledge);
  const words = new Set(wordsOf(text).map((word) => word.stem));
  const asksPilot = words.has("pilot") && !words.has("member");
  const asksMember = words.has("member") || words.has("membership");
  const byKind = keepIfAny(
    inProgramme,
    (subject) => subject.participationKind === (asksMember ? "member" : "pilot"),
    asksPilot || asksMember,
  );
  const years = yearsIn(text);
  return keepIfAny(
    byKind,
    (subject) => years.some((year) => isNamedAfterYear(knowledge, subject, year)),
    years.length > 0,
  );
}

function keepIfAny(
  subjects: readonly Subject[],
  keep: (subject: Subject) => boolean,
  applies: boolean,
): readonly Subject[] {
  const kept = applies ? subjects.filter(keep) : subjects;
  return kept.length > 0 ? kept : subjects;
}

/** A year points at a programme when a name of the programme holds it; dates in the ledger are compared later. */
function isNamedAfterYear(knowledge: Knowledge, subject: Subject, year: number): boolean {
  return knowledge.namesOf(subject.programme ?? "").some((name) => name.includes(String(year)));
}

/** The slots of an intent, as ids. */
export function slotsOf(
  named: NamedThings,
  extra: Pick<Slots, "attributes" | "answers" | "trueAt" | "knownAt">,
): Slots {
  const ids = (subjects: readonly Subject[]): readonly string[] => unique(subjects).map((subject) => subject.id);
  return {
    programmes: ids(named.programmes),
    participations: ids(named.places.flatMap((place) => place.participations)),
    councils: ids(named.places.flatMap((place) => place.councils)),
    others: ids(named.others),
    ...extra,
  };
}
