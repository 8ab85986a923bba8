import type { Knowledge } from "../../../core/knowledge.ts";
import type { Subject } from "../../../core/ledger.ts";
import { fold } from "../../../core/words.ts";
import { sayList } from "../../../answer/say-value.ts";

/** What a row says about its pilot. */
export interface SaidPilot {
  readonly pilot: string;
  /** The name or the id of its programme; empty where the row names none. */
  readonly programme: string;
}

/** The pilot that is meant, or a sentence on why none is. `field` is the column that it is about. */
export type FoundPilot =
  | { readonly pilot: Subject }
  | { readonly field: "pilot" | "programme"; readonly problem: string };

/** Finds the pilot of a live programme by its id or one of its names, or by the name of the only council in it. */
export function findReturnPilot({ pilot: said, programme }: SaidPilot, knowledge: Knowledge): FoundPilot {
  if (said === "") return { field: "pilot", problem: "It names no pilot." };
  const meant = programme === "" ? undefined : findNamed(programme, knowledge.ofKind("programme"), knowledge);
  if (meant?.length === 0) return { field: "programme", problem: `There is no programme “${programme}”.` };
  const within = ({ programme: of = "" }: Subject): boolean => meant === undefined || meant.some(({ id }) => id === of);
  const all = knowledge.ofKind("participation").filter(within);
  const direct = findNamed(said, all, knowledge);
  const found = direct.length > 0 ? direct : ofCouncil(said, all, knowledge);
  const isLive = (subject: Subject): boolean => programmeOf(subject, knowledge)?.status === "live";
  const pilots = found.filter((subject) => subject.participationKind === "pilot" && isLive(subject));
  const [pilot] = pilots;
  if (pilot && pilots.length === 1) return { pilot };
  if (pilot) {
    const choices = pilots.map((one) => `${one.id} (${programmeOf(one, knowledge)?.name ?? ""})`);
    return {
      field: "pilot",
      problem: `“${said}” stands for several pilots: ${sayList(choices)}. Write the id of one.`,
    };
  }
  const [other] = found;
  return { field: "pilot", problem: other ? whyNone(other, knowledge) : notKnown(said, all.filter(isLive), knowledge) };
}

function programmeOf({ programme = "" }: Subject, knowledge: Knowledge): Subject | undefined {
  return knowledge.subject(programme);
}

function findNamed(said: string, subjects: readonly Subject[], knowledge: Knowledge): readonly Subject[] {
  return subjects.filter((subject) => isNamed(said, subject, knowledge));
}

/** True where a cell holds the id or one of the names of a subject. */
export function isNamed(said: string, { id }: Subject, knowledge: Knowledge): boolean {
  return id === said || knowledge.namesOf(id).some((name) => plain(name) === plain(said));
}

function plain(name: string): string {
  return fold(name)
    .replaceAll(/\s+/g, " ")
    .replace(/ pilot$/, "")
    .trim();
}

function ofCouncil(said: string, subjects: readonly Subject[], knowledge: Knowledge): readonly Subject[] {
  const councils = findNamed(said, knowledge.ofKind("council"), knowledge);
  return subjects.filter(({ councils: own = [] }) => own.length === 1 && councils.some(({ id }) => id === own[0]));
}

/** Why a participation that was found takes no return. */
function whyNone(subject: Subject, knowledge: Knowledge): string {
  const programme = programmeOf(subject, knowledge);
  const name = programme?.name ?? "a programme that is not on record";
  if (programme?.status === "closed")
    return `${subject.name} is in ${name}, which is closed: returns are taken for live programmes only.`;
  if (programme?.status !== "live")
    return `${subject.name} is in ${name}, which runs no pilots that report: returns are taken for live programmes only.`;
  return `${subject.name} is a member of ${name} and no pilot, so it owes no return.`;
}

/** Says that a name is not known, with the pilot that it may be a slip for. */
function notKnown(said: string, live: readonly Subject[], knowledge: Knowledge): string {
  const near = knowledge
    .findMentions(said)
    .flatMap(({ candidates }) => candidates.map(({ subject }) => subject))
    .flatMap((id) => live.find((one) => one.id === id || one.councils?.includes(id) === true)?.name ?? []);
  const [guess] = near;
  const none = `There is no pilot “${said}” in a live programme.`;
  return guess === undefined ? none : `${none} Is it ${guess}?`;
}
