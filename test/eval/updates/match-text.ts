import { stemmer } from "stemmer";
import { foldText } from "../names.ts";

const little = new Set(
  "a an and are as at be been by for from has have in is it its of on or our so that the their this to was we were will with".split(
    " ",
  ),
);

/** A text of more words than this is a message handed through, not a field. */
const mostWords = 60;

/** How much of the words have to be shared, from 0 to 1. */
export const enough = 0.6;

/** The stems of the words that carry a text. */
function stemsOf(text: string): ReadonlySet<string> {
  const words = foldText(text).match(/[\p{L}\p{N}]+(?:'[\p{L}]+)?/gu) ?? [];
  const carrying = words.filter((word) => !little.has(word));
  return new Set((carrying.length > 0 ? carrying : words).map((word) => stemmer(word.replace(/'s?$/, ""))));
}

/** The share of the words of `wanted` that a text says, from 0 to 1. */
export function shareSaid(wanted: string, said: string): number {
  if (foldText(said).split(" ").length > mostWords) return 0;
  return shared(stemsOf(wanted), stemsOf(said)) / Math.max(1, stemsOf(wanted).size);
}

/** As `shareSaid`, of whichever is shorter: a name may be given with more or fewer words around its head. */
export function shareOfName(wanted: string, said: string): number {
  if (foldText(said).split(" ").length > mostWords) return 0;
  const [left, right] = [stemsOf(wanted), stemsOf(said)];
  return shared(left, right) / Math.max(1, Math.min(left.size, right.size));
}

/** True where a text holds the wanted words, as they stand or most of them; a narrative may be of any length. */
export function holdsWords(wanted: string, text: string): boolean {
  return (
    foldText(text).includes(foldText(wanted)) || shared(stemsOf(wanted), stemsOf(text)) >= enough * stemsOf(wanted).size
  );
}

function shared(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  return [...left].filter((stem) => right.has(stem)).length;
}
