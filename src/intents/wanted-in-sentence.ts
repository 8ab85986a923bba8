import { figuresOf } from "../answer/gate/figures.ts";
import { capitalisedWords } from "../answer/gate/names.ts";
import type { Knowledge } from "../core/knowledge.ts";
import { synonymsOf } from "../core/synonyms.ts";
import type { Word } from "../core/words.ts";
import { wordsOf } from "../core/words.ts";
import type { Wanted } from "./wanted.ts";

/** True where a figure stands with what is counted: "50 organisations", "34 local authorities", "the number of households". */
export function countsIn(text: string, stem: string): boolean {
  const counted = new Set([stem, ...synonymsOf(stem)]);
  const words = wordsOf(text);
  return words.some((word, at) => {
    const isFigure = figuresOf(word.text).length > 0 || /^number$/i.test(word.text);
    return isFigure && words.slice(at + 1, at + 5).some((next) => counted.has(next.stem) && isPlural(next));
  });
}

/** "13 pilots", "50 people"; "12 official bodies" counts no officials. */
function isPlural({ folded }: Word): boolean {
  return folded.endsWith("s") || /^(?:people|children|staff|men|women)$/.test(folded);
}

/** True where a text names at least two things that the question does not. */
export function listsNames(text: string, { text: question }: Wanted, knowledge: Knowledge): boolean {
  const isTerm = (id: string): boolean => knowledge.subject(id)?.kind === "term";
  const mentions = knowledge
    .findMentions(text)
    .filter((mention) => !question.includes(mention.text) && !mention.candidates.every((one) => isTerm(one.subject)));
  const rest = knowledge
    .findMentions(text)
    .reduce((left, { start, end }) => left.slice(0, start) + " ".repeat(end - start) + left.slice(end), text);
  return (
    new Set(mentions.map((mention) => mention.text)).size >= 2 ||
    /\p{Lu}[\p{L}' ]+(?:,|;| and) (?:the )?\p{Lu}/u.test(rest)
  );
}

/** True where a text names a council or a participation, or any other place by a name of its own. */
export function namesPlace(text: string, knowledge: Knowledge): boolean {
  const mentions = knowledge.findMentions(text);
  const isPlace = (id: string): boolean => ["council", "participation"].includes(knowledge.subject(id)?.kind ?? "");
  if (mentions.some((mention) => mention.candidates.some((candidate) => isPlace(candidate.subject)))) return true;
  const rest = mentions.reduce(
    (left, { start, end }) => left.slice(0, start) + " ".repeat(end - start) + left.slice(end),
    text,
  );
  // Whose word it is, is no place.
  return capitalisedWords(rest.replace(/,? according to [^.;]*/i, "")).length > 0;
}

/** True where a text names a person on record, or two capitalised words in a row that are no other name on record. */
export function namesPerson(text: string, knowledge: Knowledge): boolean {
  const mentions = knowledge.findMentions(text);
  const isPerson = (id: string): boolean => knowledge.subject(id)?.kind === "person";
  if (mentions.some((mention) => mention.candidates.some((candidate) => isPerson(candidate.subject)))) return true;
  const rest = mentions.reduce(
    (left, { start, end }) => left.slice(0, start) + " ".repeat(end - start) + left.slice(end),
    text,
  );
  return /\b\p{Lu}\p{Ll}+\s\p{Lu}\p{Ll}+\b/u.test(rest);
}
