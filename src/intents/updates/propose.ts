import type { Knowledge } from "../../core/knowledge.ts";
import type { Instant } from "../../core/time.ts";
import type { Proposal } from "../../core/update.ts";

/** Words to be read as an update. `binding` is what their place is bound to. */
export interface WordsToPropose {
  readonly text: string;
  readonly postedAt: Instant;
  readonly binding: { readonly pilots: readonly string[]; readonly programmes: readonly string[] };
}

/** What words propose, for whoever may know what `knowledge` knows. */
export function proposeWords(_words: WordsToPropose, _knowledge: Knowledge): Proposal {
  return { isUpdate: false, proposals: [] };
}
