import type { Knowledge } from "../core/knowledge.ts";
import type { Condition } from "../core/record-query.ts";
import { stemOf, wordsOf } from "../core/words.ts";

/** Conditions on councils that the question's words name: a region, a type of council. */
export function readFilters(
  text: string,
  knowledge: Knowledge,
): {
  readonly conditions: readonly Condition[];
  readonly words: ReadonlySet<string>;
} {
  const stems = wordsOf(text).map((word) => word.stem);
  const conditions: Condition[] = [];
  const words = new Set<string>();
  for (const [attribute, values] of knowledge.councilValues) {
    for (const value of values) {
      const named = namesValue(stems, value, values);
      if (!named) continue;
      const comparison = isDenied(text, named) ? "isNot" : "is";
      conditions.push({ attribute: `councils.${attribute}`, comparison, value });
      for (const stem of [...named, stemOf(attribute.toLowerCase()), "region"]) words.add(stem);
    }
  }
  return { conditions, words };
}

/** True where the words that name a value are denied: "not in", "outside", "other than". */
function isDenied(text: string, named: readonly string[]): boolean {
  const words = wordsOf(text);
  const at = words.findIndex((word) => named.includes(word.stem));
  const before = words.slice(Math.max(0, at - 4), at).map((word) => word.folded);
  return before.some((word) =>
    [
      "not",
      "outside",
      "excluding",
      "except",
      "without",
      "never",
      "arent",
      "werent",
      "wasnt",
      "isnt",
      "beyond",
    ].includes(word),
  );
}

/** The stems by which a question names a value: all of them in a row, or one that no other value has. */
function namesValue(stems: readonly string[], value: string, values: readonly string[]): readonly string[] | undefined {
  const stemsOf = (text: string): readonly string[] => wordsOf(text).map((word) => word.stem);
  const phrase = stemsOf(value);
  if (phrase.length === 0 || /\d/.test(value)) return undefined;
  if (` ${stems.join(" ")} `.includes(` ${phrase.join(" ")} `)) return phrase;
  const others = values.filter((other) => other !== value).flatMap(stemsOf);
  const own = phrase.filter((stem) => !others.includes(stem) && !directions.has(stem) && stems.includes(stem));
  return own.length > 0 && phrase.length > 1 ? phrase : undefined;
}

const directions: ReadonlySet<string> = new Set(
  ["north", "south", "east", "west", "the", "of", "and", "england", "author", "counti", "district"].map(stemOf),
);
