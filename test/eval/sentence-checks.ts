import { coversFigure, readFigures, readQualifier, type Figure } from "./figures.ts";
import { namesOfRecord, type KnowledgeFiles, type SubjectRecord } from "./knowledge-files.ts";
import { blankName, findRecords, foldText, hasName, readNames, wordsOfName } from "./names.ts";
import type { Support } from "./support.ts";

/** A sentence, what it cites, and what is known: what every check looks at. */
export interface Claim {
  readonly sentence: string;
  readonly supports: readonly Support[];
  readonly knowledge: KnowledgeFiles;
}

/** What is wrong with a claim, one line each; empty when all holds. */
export function checkClaim(claim: Claim): readonly string[] {
  const checks = [checkFigures, checkNames, checkMembership, checkStanding, checkNegation, checkCoverage];
  return checks.flatMap((check) => check(claim));
}

function checkFigures(claim: Claim): readonly string[] {
  const figures = readFigures(claim.sentence);
  return figures.flatMap((figure) => {
    const shown = claim.sentence.slice(figure.start, figure.end);
    const stated = claim.supports.flatMap(({ words, kind }) =>
      words.flatMap((text) =>
        readFigures(text)
          .filter((other) => coversFigure(other, figure))
          .map((other) => ({ text, other, kind })),
      ),
    );
    if (stated.length === 0) {
      const beside = claim.supports.some(({ about }) =>
        readFigures(about).some((other) => coversFigure(other, figure)),
      );
      return beside || isCounted(figure, claim) ? [] : [`figure ${shown} is not in what is cited`];
    }
    const hedge = readQualifier(claim.sentence, figure);
    if (!stated.some(({ text, other }) => readQualifier(text, other) === hedge)) {
      return [`${shown} is hedged as "${hedge}" and not so in what is cited`];
    }
    if (!stated.some(({ text, other }) => keepsRange(text, other, claim.sentence))) {
      return [`${shown} is one end of a range`];
    }
    const sameThing = stated.some(
      ({ text, other, kind }) => kind === "fact" || countsSameThing(claim.sentence, figure, text, other),
    );
    return sameThing || isCounted(figure, claim) ? [] : [`${shown} counts something else in what is cited`];
  });
}

/** A figure that the sentence worked out: as many facts, records of its programme, or names in it. */
function isCounted(figure: Figure, { sentence, supports, knowledge }: Claim): boolean {
  if (figure.kind !== "number") return false;
  const count = Number(figure.value);
  const facts = supports.filter(({ kind }) => kind === "fact");
  if (facts.length === 0) return false;
  const named = findRecords(sentence, knowledge).filter(({ records }) => !records.some(isProgramme)).length;
  const subjects = new Set(facts.flatMap((support) => support.subjects.slice(0, 1)).map(({ id }) => id)).size;
  const statements = facts.reduce((sum, { facts }) => sum + facts, 0);
  const programmes = facts.flatMap(({ subjects }) => subjects).filter(isProgramme);
  const participations = programmes.map(({ id }) => countParticipations(id, sentence, knowledge));
  return [named, subjects, statements, facts.length, ...participations].includes(count);
}

function isProgramme({ list }: SubjectRecord): boolean {
  return list === "programmes";
}

function countParticipations(programme: string, sentence: string, knowledge: KnowledgeFiles): number {
  const kind = /\bmembers?\b/i.test(sentence) ? "member" : "pilot";
  return [...knowledge.subjects.values()].filter((record) => record.programme === programme && record.kind === kind)
    .length;
}

/** False where the evidence gives a range and the sentence only one end of it. */
function keepsRange(text: string, figure: Figure, sentence: string): boolean {
  const range = /\bbetween\s+(£?[\d.,]+\s?\w*)\s+and\s+(£?[\d.,]+(?:\s?(?:m|bn|k|million|billion))?)/gi;
  for (const match of text.matchAll(range)) {
    if (figure.start < match.index || figure.end > match.index + match[0].length) continue;
    const ends = readFigures(match[0]);
    const said = readFigures(sentence);
    return ends.every((end) => said.some((other) => coversFigure(end, other)));
  }
  return true;
}

/** True where the words after a number in the sentence come soon after it in the evidence too. */
function countsSameThing(sentence: string, figure: Figure, text: string, other: Figure): boolean {
  if (figure.kind !== "number") return true;
  const thing = stemsAfter(sentence, figure.end).slice(0, 1);
  const after = stemsAfter(text, other.end).slice(0, 6);
  return thing.every((stem) => after.includes(stem));
}

function stemsAfter(text: string, from: number): readonly string[] {
  const clause = /^[^.;:,()]*/.exec(text.slice(from))?.[0] ?? "";
  return contentStems(clause);
}

function checkNames({ sentence, supports, knowledge }: Claim): readonly string[] {
  const evidence = supports.flatMap(({ words, about }) => [...words, about]).join("; ");
  const known = findRecords(sentence, knowledge);
  const strangers = known.filter(
    ({ name, records }) =>
      !hasName(evidence, name) &&
      !records.some((record) => namesOfRecord(record).some((other) => hasName(evidence, other))) &&
      !isSaidAbsent(sentence, records, supports, knowledge),
  );
  const rest = known.reduce((text, { name }) => blankName(text, name), sentence);
  const invented = readNames(rest)
    .filter((name) => !hasName(evidence, name))
    .flatMap(wordsOfName)
    .filter((word) => !hasName(evidence, word.replace(/['’]s$/, "")) && !isOpening(word, sentence));
  return [
    ...strangers.map(({ name }) => `${name} is not in what is cited`),
    ...invented.map((word) => `the name ${word} is not in what is cited`),
  ];
}

function isOpening(word: string, sentence: string): boolean {
  return sentence.replace(/^\s*(?:yes|no)[:,]\s/i, "").startsWith(word);
}

const denials = /\b(?:not|no|never|none|neither|nor|without|cannot|nothing|nobody|unless)\b|n['’]t\b/gi;

function countDenials(text: string): number {
  return text.match(denials)?.length ?? 0;
}

/** Who is said to be in both, all or more than one of the programmes, or in one and not another, is so on record. */
function checkMembership(claim: Claim): readonly string[] {
  const { sentence, supports, knowledge } = claim;
  const difference = readDifference(claim);
  const places = findRecords(sentence, knowledge).filter(({ records }) => !records.some(isProgramme));
  const isIn = (records: readonly SubjectRecord[], { id }: SubjectRecord): boolean =>
    records.some((record) => isInside(record, [id], knowledge));
  if (difference) {
    const { inside, outside } = difference;
    return places
      .filter(({ records }) => !inside.every((one) => isIn(records, one)) || outside.some((one) => isIn(records, one)))
      .map(({ name }) => `${name} is not in the one programme and outside the other`);
  }
  const said = /\bin (both|all of|more than one of)\b/i.exec(sentence)?.[1]?.toLowerCase();
  if (said === undefined) return [];
  const programmes = new Set(supports.flatMap(({ subjects }) => subjects).filter(isProgramme));
  const least = said === "more than one of" ? 2 : programmes.size;
  return places
    .filter(({ records }) => [...programmes].filter((one) => isIn(records, one)).length < least)
    .map(({ name }) => `${name} is not in ${said} the programmes cited`);
}

const saidToStand = /\b(?:none of the (\d+) programmes (with pilots )?on record is|is not) recorded as (\w+)/i;

/** Where programmes are said to stand is what their records say; of none it is true only where it is of all on record. */
function checkStanding({ sentence, supports, knowledge }: Claim): readonly string[] {
  const denied = saidToStand.exec(sentence);
  const status = denied?.[3] ?? /\brecorded as (live|closed|reference):/i.exec(sentence)?.[1];
  if (status === undefined) return [];
  const [, number, onlyPilots] = denied ?? [];
  const records = [...knowledge.subjects.values()];
  const hasPilots = ({ id }: SubjectRecord): boolean =>
    records.some((one) => one.programme === id && one.kind === "pilot");
  const all = records.filter((one) => isProgramme(one) && (onlyPilots === undefined || hasPilots(one)));
  const named = findRecords(sentence, knowledge).flatMap((one) => one.records.filter(isProgramme));
  const meant = number === undefined ? named : all;
  const cited = supports.flatMap(({ subjects }) => subjects).filter(isProgramme);
  return [
    ...(number !== undefined && Number(number) !== all.length ? [`there are ${all.length} such programmes`] : []),
    ...meant
      .filter((one) => (one.status === status) === (denied !== null) || !cited.some(({ id }) => id === one.id))
      .map(({ name }) => `${name} is not cited, or stands otherwise`),
  ];
}

/** The programmes on either side of `in … and not in …:` at the head of a list. */
function readDifference({
  sentence,
  knowledge,
}: Claim): { readonly inside: readonly SubjectRecord[]; readonly outside: readonly SubjectRecord[] } | undefined {
  const match = /\bin ([^:]+?),? (?:and|but) not (?:in )?([^:]+):/.exec(sentence);
  const programmesIn = (text: string): readonly SubjectRecord[] =>
    findRecords(text, knowledge).flatMap(({ records }) => records.filter(isProgramme));
  const [inside, outside] = [programmesIn(match?.[1] ?? ""), programmesIn(match?.[2] ?? "")];
  return inside.length > 0 && outside.length > 0 ? { inside, outside } : undefined;
}

/** True where a place takes part in one of the programmes, by its own name, its councils or another record of it. */
function isInside(place: SubjectRecord, programmes: readonly string[], knowledge: KnowledgeFiles): boolean {
  const names = new Set(namesOfRecord(place).map(foldText));
  return [...knowledge.subjects.values()].some(
    (record) =>
      programmes.includes(record.programme ?? "") &&
      (record.councils.some((id) => id === place.id || place.councils.includes(id)) ||
        namesOfRecord(record).some((name) => names.has(foldText(name)))),
  );
}

function checkNegation(claim: Claim): readonly string[] {
  const { supports, knowledge } = claim;
  // That nobody on such a list is in the other programme has its own check.
  if (readDifference(claim) || saidToStand.test(claim.sentence)) return [];
  const sentence = withoutTitles(claim);
  const said = countDenials(sentence);
  const parts = supports.flatMap(({ words }) => words).flatMap((text) => text.split(/(?<=[.!?])\s+/));
  const stated = countDenials(nearest(sentence, parts));
  // A fact may be said without its note; then the denial in the note is not left out.
  const facts = supports.filter(({ kind }) => kind === "fact").map(({ words }) => countDenials(words[0] ?? ""));
  if ([stated, ...facts].some((count) => count === said || (count > 0 && said > 0 && count % 2 === said % 2)))
    return [];
  const place = findRecords(sentence, knowledge).find(({ records }) => !records.some(isProgramme));
  if (place && isSaidAbsent(sentence, place.records, supports, knowledge)) return [];
  return [said > stated ? "it denies what is cited" : "it leaves out a denial in what is cited"];
}

/** The sentence without the titles of its sources in quotation marks: what they deny, it does not. */
function withoutTitles({ sentence, supports }: Claim): string {
  return sentence.replaceAll(/“([^”]+)”/g, (whole, title: string) =>
    supports.some(({ about }) => hasName(about, title)) ? "" : whole,
  );
}

/** True where the sentence says that a place is not in a programme it cites, and no record says that it is. */
function isSaidAbsent(
  sentence: string,
  records: readonly SubjectRecord[],
  supports: readonly Support[],
  knowledge: KnowledgeFiles,
): boolean {
  const programmes = supports.flatMap(({ subjects }) => subjects).filter(isProgramme);
  if (countDenials(sentence) === 0 || programmes.length === 0 || records.length === 0) return false;
  const ids = programmes.map(({ id }) => id);
  return records.every((record) => !isInside(record, ids, knowledge));
}

function nearest(sentence: string, parts: readonly string[]): string {
  const wanted = new Set(contentStems(sentence));
  const scored = parts.map((part) => ({ part, shared: contentStems(part).filter((stem) => wanted.has(stem)).length }));
  return scored.toSorted((left, right) => right.shared - left.shared)[0]?.part ?? "";
}

/** Of the words of a sentence that say something, this share at least must stand in what it cites. */
const leastCoverage = 0.6;
/** Fewer words than this are names and figures with a verb, and those have their own checks. */
const leastWords = 4;
/** What records are counted and listed as. */
const listWords = new Set(["pilot", "member", "council", "programme", "place"].map((word) => word.slice(0, 6)));

function checkCoverage({ sentence, supports, knowledge }: Claim): readonly string[] {
  // Where programmes stand has its own check.
  if (saidToStand.test(sentence)) return [];
  // Names of records have their own check.
  const names = findRecords(sentence, knowledge);
  const rest = names.reduce((text, { name }) => blankName(text, name), sentence);
  const said = [...new Set(contentStems(rest))].filter((stem) => !/^\d+$/.test(stem));
  if (said.length < leastWords) return [];
  const evidence = new Set(supports.flatMap(({ words, about }) => [...words, about]).flatMap(contentStems));
  const isListed = supports.every(({ kind }) => kind === "fact");
  const share = said.filter((stem) => evidence.has(stem) || (isListed && listWords.has(stem))).length / said.length;
  return share >= leastCoverage ? [] : [`only ${Math.round(share * 100)} % of its words are in what is cited`];
}

const littleWords = new Set(
  (
    "a an and are as at be been by for from had has have he her his in into is it its of on or she that the their them " +
    "there these they this those to was were which who with not no yes among record recorded records file all both more " +
    "one than"
  ).split(" "),
);

/** The words of a text that say something, without the plural's s, cut to their first six letters. */
function contentStems(text: string): readonly string[] {
  const words = foldText(text).match(/[\p{L}\p{N}]+(?:'\p{L}+)?/gu) ?? [];
  return words.filter((word) => !littleWords.has(word)).map((word) => word.replace(/'?s$/, "").slice(0, 6));
}
