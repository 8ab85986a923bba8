import { namesOfRecord, type KnowledgeFiles, type SubjectRecord } from "./knowledge-files.ts";

/** Lower case, without diacritics, straight apostrophes, single spaces. */
export function foldText(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}+/gu, "")
    .replaceAll(/[\u2018\u2019]/g, "'")
    .replaceAll(/[\u00a0\s]+/g, " ")
    .toLowerCase();
}

function wholeWords(name: string): string {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return String.raw`(?<![\p{L}\p{N}])${escaped}(?![\p{L}\p{N}])`;
}

/** True where a text has a name as whole words, whatever the case. */
export function hasName(text: string, name: string): boolean {
  return new RegExp(wholeWords(foldText(name)), "u").test(foldText(text));
}

/** A text with spaces in place of a name, wherever it stands as whole words in its own capitals. */
export function blankName(text: string, name: string): string {
  return text.replaceAll(new RegExp(wholeWords(name), "gu"), " ".repeat(name.length));
}

const calendar = new Set(
  (
    "January February March April May June July August September October November December Monday Tuesday Wednesday " +
    "Thursday Friday Saturday Sunday"
  ).split(" "),
);

const capital = String.raw`\p{Lu}[\p{L}\p{N}'’.&-]*[\p{L}\p{N}]|\p{Lu}`;
const linked = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${capital})(?:(?:\s(?:of|and|the|for|upon|in|on|&))*\s(?:${capital}))*`,
  "gu",
);

/**
 * The runs of capitalised words in a sentence, with the little words that join them. A first word that stands alone is
 * left out: it may owe its capital to its place.
 */
export function readNames(sentence: string): readonly string[] {
  return [...sentence.matchAll(linked)]
    .filter(([name], at) => !(at === 0 && sentence.trimStart().startsWith(name) && !name.includes(" ")))
    .map(([name]) => name.replace(/['’]s$/, ""))
    .filter((name) => !calendar.has(name));
}

/** The capitalised words of a run one by one, without what joins them and without months and days. */
export function wordsOfName(name: string): readonly string[] {
  return name.split(/\s+/).filter((word) => /^\p{Lu}/u.test(word) && !calendar.has(word));
}

/** A record's name in a sentence, where it stands first, and every record that may be meant by it. */
export interface NamedRecord {
  readonly at: number;
  readonly name: string;
  readonly records: readonly SubjectRecord[];
}

/** The names of records that stand in a sentence in their own capitals, in order; longer names hide those inside them. */
export function findRecords(sentence: string, knowledge: KnowledgeFiles): readonly NamedRecord[] {
  const byName = new Map<string, SubjectRecord[]>();
  for (const subject of knowledge.subjects.values()) {
    if (subject.list === "terms") continue;
    for (const name of namesOfRecord(subject)) byName.set(name, [...(byName.get(name) ?? []), subject]);
  }
  const found: NamedRecord[] = [];
  let rest = sentence;
  for (const name of [...byName.keys()].toSorted((left, right) => right.length - left.length)) {
    const left = /^\p{Lu}/u.test(name) && rest.includes(name) ? blankName(rest, name) : rest;
    if (left === rest) continue;
    found.push({ at: sentence.search(new RegExp(wholeWords(name), "u")), name, records: byName.get(name) ?? [] });
    rest = left;
  }
  return found.toSorted((left, right) => left.at - right.at);
}
