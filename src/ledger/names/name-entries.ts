import type { MentionCandidate } from "../../core/intent.ts";
import type { Alias, ParticipationKind, Subject } from "../../core/ledger.ts";
import type { Day } from "../../core/time.ts";
import { isCommonWord } from "./common-words.ts";
import { councilNames } from "./council-names.ts";
import { nameWords, singular } from "./name-token.ts";

/** How a name's letters must be written in a text. */
export type CaseRule =
  /** Any way. */
  | "any"
  /** An ordinary word that is also a place or surname: with a capital. */
  | "capital"
  /** An ordinary word that is also an acronym: as written here. */
  | "exact";

/** One way to write one subject. */
export interface NameEntry {
  readonly subject: string;
  /** Folded, at least one. */
  readonly words: readonly string[];
  /** As the records write it; what the case rule compares with. */
  readonly written: string;
  readonly how: MentionCandidate["how"];
  readonly score: number;
  readonly caseRule: CaseRule;
  /** Singular and plural are the same. */
  readonly loose: boolean;
  /** May be misspelt. */
  readonly misspelt: boolean;
  /** Short for something: less certain in lower case. */
  readonly acronym: boolean;
  readonly from?: Day;
  readonly to?: Day;
}

/** What a name counts for when it stands exactly as recorded. */
const scores = { name: 1, formal: 0.97, alias: 0.95, surname: 0.8, place: 0.7, ambiguous: 0.6 } as const;
/** A pilot of several councils named by one of them. */
const jointFactor = 0.9;
/** A council named in full, where a pilot of it may still be meant. */
const formalFactor = 0.85;

const honorifics = new Set(
  "sir dame lord lady baroness baron dr mr mrs ms miss cllr councillor professor prof rt hon".split(" "),
);
const honours = new Set("mp mbe obe cbe kbe dbe kcb cb dl frs".split(" "));

const formalWords = new Set("council city borough district metropolitan lb bc cc dc mbc mdc".split(" "));

interface Naming {
  readonly subject: Subject;
  readonly entries: readonly NameEntry[];
}

/** Every way to write every subject, those that follow from others included. */
export function nameEntries(subjects: readonly Subject[], aliases: readonly Alias[]): readonly NameEntry[] {
  const aliasesOf = Map.groupBy(aliases, ({ target }) => target);
  const byId = new Map(
    subjects.map((subject): [string, Naming] => {
      const own = [
        ...ownNames(subject),
        ...(aliasesOf.get(subject.id) ?? []).flatMap((alias) => aliasNames(subject, alias)),
      ];
      return [subject.id, { subject, entries: own.filter(({ words }) => words.length > 0) }];
    }),
  );
  return [...byId.values()].flatMap(({ subject, entries }) => [
    ...entries,
    ...(subject.kind === "participation" ? pilotNames(subject, entries) : []),
    ...(subject.kind === "participation" ? namesByCouncil(subject, byId) : []),
  ]);
}

function ownNames(subject: Subject): readonly NameEntry[] {
  const words = nameWords(subject.name);
  const name = entry(subject, words, subject.name, "name", scores.name);
  const listed = withoutAnd(words).map((short) => ({ ...name, words: short, score: scores.formal }));
  if (subject.kind === "council") return [name, ...listed, ...councilEntries(subject, words, scores.name)];
  return subject.kind === "person" ? [name, ...surname(subject, words)] : [name, ...listed];
}

function aliasNames(subject: Subject, alias: Alias): readonly NameEntry[] {
  const words = nameWords(alias.text);
  const [how, ownScore] = alias.place ? (["place", scores.place] as const) : (["alias", scores.alias] as const);
  const score = alias.ambiguous ? Math.min(ownScore, scores.ambiguous) : ownScore;
  const dates = {
    ...(alias.from !== undefined && { from: alias.from }),
    ...(alias.to !== undefined && { to: alias.to }),
  };
  const named = { ...entry(subject, words, alias.text, how, score), ...dates };
  const derived = subject.kind === "council" && !alias.place ? councilEntries(subject, words, score) : [];
  return [named, ...withoutAnd(words).map((short) => ({ ...named, words: short })), ...derived];
}

function entry(
  subject: Subject,
  allWords: readonly string[],
  written: string,
  how: NameEntry["how"],
  score: number,
): NameEntry {
  const words = allWords[0] === "the" && allWords.length > 1 ? allWords.slice(1) : allWords;
  const single = words.length === 1;
  const acronym = isAcronym(written);
  const ordinary = single && isCommonWord(acronym ? singular(words[0] ?? "") : (words[0] ?? ""));
  return {
    subject: subject.id,
    words,
    written,
    how,
    score,
    caseRule: ordinary ? ordinaryRule(subject, acronym) : "any",
    loose: !single || subject.kind === "term" || acronym,
    misspelt: !acronym && !ordinary,
    acronym,
  };
}

/** A term such as risk is an ordinary word on purpose and may be written like one. */
function ordinaryRule(subject: Subject, acronym: boolean): CaseRule {
  if (acronym) return "exact";
  return subject.kind === "term" ? "any" : "capital";
}

/** Up to four letters of which two or more are capitals, perhaps in the plural: SOF, DfE, HNBs. */
function isAcronym(written: string): boolean {
  const letters = written.replace(/s$/, "");
  return /^\p{L}{2,4}$/u.test(letters) && (letters.match(/\p{Lu}/gu) ?? []).length >= 2;
}

function councilEntries(subject: Subject, words: readonly string[], score: number): readonly NameEntry[] {
  const { bare, formal } = councilNames(words);
  const factor = score * scores.formal;
  return [
    ...bare.map((name) => entry(subject, name, name.join(" "), "name", factor)),
    ...formal.map((name) => entry(subject, name, name.join(" "), "name", factor)),
  ];
}

function surname(subject: Subject, words: readonly string[]): readonly NameEntry[] {
  const named = words.filter((word) => !honorifics.has(word) && !honours.has(word));
  const last = named.at(-1);
  if (last === undefined || words.length < 2) return [];
  const full =
    named.length > 1 && named.length < words.length
      ? [entry(subject, named, named.join(" "), "alias", scores.alias)]
      : [];
  return [...full, entry(subject, [last], last, "alias", scores.surname)];
}

/** Marl and Marlshire is also written Marl/Marlshire. */
function withoutAnd(words: readonly string[]): readonly (readonly string[])[] {
  const short = words.filter((word) => word !== "and");
  return short.length < words.length && short.length > 1 ? [short] : [];
}

/** The Eastmere pilot, the Eastmere one: these mean the participation and never the council. */
function pilotNames(subject: Subject, entries: readonly NameEntry[]): readonly NameEntry[] {
  const names = entries.filter(({ how, acronym }) => how !== "place" && !acronym);
  return names.flatMap((name) => asParticipation(name, subject.participationKind ?? "pilot"));
}

function asParticipation(name: NameEntry, kind: ParticipationKind): readonly NameEntry[] {
  const exact = { ...name, loose: false, caseRule: "any" } as const;
  return [
    { ...exact, words: [...name.words, kind] },
    { ...exact, words: ["the", ...name.words, "one"] },
  ];
}

/** A participation is also meant by the names of its councils; less surely where there are several, or the council is named in full. */
function namesByCouncil(subject: Subject, byId: ReadonlyMap<string, Naming>): readonly NameEntry[] {
  const councils = (subject.councils ?? []).flatMap((id) => byId.get(id) ?? []);
  const joint = councils.length > 1 ? jointFactor : 1;
  return councils.flatMap(({ entries }) => {
    const meant = entries.map((name): NameEntry => {
      const factor = isFormal(name.words) ? formalFactor : 1;
      const how = name.how === "place" ? "place" : "alias";
      return { ...name, subject: subject.id, how, score: name.score * joint * factor };
    });
    const places = meant.filter((name) => !isFormal(name.words) && name.how !== "place");
    return [...meant, ...places.flatMap((name) => asParticipation(name, subject.participationKind ?? "pilot"))];
  });
}

/** County is no sign of it: County Wending is a place. */
function isFormal(words: readonly string[]): boolean {
  return words.some((word) => formalWords.has(word));
}

/** What an entry is looked up by: its words, in the singular where number makes no difference. */
export function lookupWords({ words, loose }: NameEntry): readonly string[] {
  return loose ? words.map(singular) : words;
}
