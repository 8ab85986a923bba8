import type { Fact } from "../../../core/ledger.ts";
import { wordsOf } from "../../../core/words.ts";

/** Equal for names of one part: case, plural and punctuation do not count. Empty for facts about their subject as a whole. */
export function partKey(part: string | undefined): string {
  if (part === undefined) return "";
  const stems = wordsOf(part).map((word) => word.stem);
  return stems.length > 0 ? stems.join(" ") : part.trim();
}

/** True where two facts of one attribute are about the same thing. */
export function isSamePart(left: Fact, right: Fact): boolean {
  return left.part === right.part || partKey(left.part) === partKey(right.part);
}
