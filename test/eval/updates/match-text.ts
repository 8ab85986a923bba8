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

/** The share of the words of `wanted` that a text says, from 0 to 1. Of spellings that `|` keeps apart, the likest. */
export function shareSaid(wanted: string, said: string): number {
  return best(wanted, said, (left) => left.size);
}

/** As `shareSaid`, of whichever is shorter: a name may be given with more or fewer words around its head. */
export function shareOfName(wanted: string, said: string): number {
  return best(wanted, said, (left, right) => Math.min(left.size, right.size));
}

function best(
  wanted: string,
  said: string,
  sizeOf: (left: ReadonlySet<string>, right: ReadonlySet<string>) => number,
): number {
  if (foldText(said).split(" ").length > mostWords) return 0;
  const right = stemsOf(said);
  const shares = wanted.split("|").map((spelling) => {
    const left = stemsOf(spelling);
    return shared(left, right) / Math.max(1, sizeOf(left, right));
  });
  return Math.max(...shares);
}

/** True where a text holds the wanted words, as they stand or most of them; a narrative may be of any length. */
export function holdsWords(wanted: string, text: string): boolean {
  const stems = stemsOf(wanted);
  return foldText(text).includes(foldText(wanted)) || shared(stems, stemsOf(text)) >= enough * stems.size;
}

function shared(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  return [...left].filter((stem) => right.has(stem) || [...right].some((other) => isSlipOf(stem, other))).length;
}

/** True for two longer words with one letter more, fewer or other: `referals` as it was typed, `referrals` as it is meant. */
function isSlipOf(left: string, right: string): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (short.length < 5 || long.length - short.length > 1 || /\d/.test(long)) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  return short.slice(long.length === short.length ? at + 1 : at) === long.slice(at + 1);
}
