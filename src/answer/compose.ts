import type { Citation } from "../core/citation.ts";
import type { Draft } from "../core/evidence.ts";
import type { Knowledge } from "../core/knowledge.ts";
import type { ReceiptVerdict } from "../core/receipt.ts";
import type { Sentence } from "../core/reply.ts";
import { cite } from "./cite.ts";
import { checkSentence } from "./gate/sentence-gate.ts";
import { supportsOf } from "./support.ts";

/** The drafts that passed the gate, cited, and the gate's word on every draft. */
export interface Composed {
  readonly sentences: readonly Sentence[];
  readonly citations: readonly Citation[];
  readonly verdicts: readonly ReceiptVerdict[];
}

/** Checks every draft at the gate, drops what fails and what says the same twice, and numbers the sources of the rest. */
export function compose(drafts: readonly Draft[], knowledge: Knowledge): Composed {
  const verdicts = checkDrafts(drafts, knowledge);
  const seen = new Set<string>();
  const passed = drafts.filter((draft, index) => {
    const fresh = !seen.has(draft.text);
    seen.add(draft.text);
    return fresh && verdicts[index]?.passed === true;
  });
  return { ...cite(passed, knowledge), verdicts };
}

/** The gate's word on each of the drafts, in order. */
export function checkDrafts(drafts: readonly Draft[], knowledge: Knowledge): readonly ReceiptVerdict[] {
  const findNames = (text: string): { ids: readonly string[]; text: string }[] =>
    knowledge
      .findMentions(text)
      .map((mention) => ({ ids: mention.candidates.map((candidate) => candidate.subject), text: mention.text }));
  return drafts.map((draft) => {
    const verdict = checkSentence(draft.text, supportsOf(draft, knowledge), findNames);
    return { sentence: draft.text, ...verdict };
  });
}

/** The strictest marking of what is cited, for the whole reply; undefined where nothing is marked. */
export function markingOf(citations: readonly Citation[]): string | undefined {
  const markings = citations.flatMap((citation) => citation.marking ?? []);
  return markings.toSorted((a, b) => strictness(b) - strictness(a))[0];
}

// Government Security Classifications, least strict first; a marking of another scheme counts as stricter than OFFICIAL.
const classifications = ["OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET", "TOP SECRET"];

function strictness(marking: string): number {
  const known = classifications.findLastIndex((name) => marking.toUpperCase().startsWith(name));
  return known < 0 ? 0.5 : known;
}
