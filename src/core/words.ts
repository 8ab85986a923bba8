import { stemmer } from "stemmer";

/** A word of a text: as written, folded to lower case without diacritics, and its Porter stem. */
export interface Word {
  readonly text: string;
  readonly folded: string;
  readonly stem: string;
  readonly start: number;
  readonly end: number;
}

/** Words that say nothing about a subject; question words are among them. */
export const stopWords: ReadonlySet<string> = new Set(
  `a about after again all also am an and any are aren't as at be because been before being between both but by can could did do does
doing down during each either else ever few for from further get give given go got had has have having he her here hers him his how i
if in into is it its itself just know let may me might mine more most much must my near neither no nor not now of off on once only or
other our ours out over own please quite shall she should since so some such tell than that the their theirs them then there these they
this those though through thus to too under until up upon us very was we were what when where whether which while who whom whose why
will with within without would yes yet you your yours show list name explain describe say many exactly actually`
    .split(/\s+/)
    .filter(Boolean),
);

/** Lower case, no diacritics, straight apostrophes. The length may change; use it for comparing, never for offsets. */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .toLowerCase();
}

const wordPattern = /[\p{L}\p{N}]+(?:[.,](?=\p{N})[\p{N}]+)*(?:['\u2019]\p{L}+)?/gu;

/** The words of a text in order with UTF-16 offsets. A possessive 's is dropped from the folded form; `150,000` is one word. */
export function wordsOf(text: string): readonly Word[] {
  return Array.from(text.matchAll(wordPattern), (match) => {
    const folded = fold(match[0]).replace(/'s$/, "").replace(/'/g, "");
    return { text: match[0], folded, stem: stemOf(folded), start: match.index, end: match.index + match[0].length };
  });
}

/** The Porter stem of a folded word; figures are left as they are, without thousands separators. */
export function stemOf(folded: string): string {
  return /^\d/.test(folded) ? folded.replaceAll(",", "") : stemmer(folded);
}

/** The words of a text that are not stop words. */
export function contentWords(text: string): readonly Word[] {
  return wordsOf(text).filter((word) => !stopWords.has(word.folded));
}
