import type { PassageSentence } from "../../core/document.ts";
import type { Block } from "./blocks.ts";
import { countWords } from "./span.ts";

/** The most of a passage: the offline encoder reads about 120 words well, and its time grows with the characters. */
export const limits = { maxWords: 120, maxCharacters: 2000 } as const;

/** A block as sentences, with what decides where a passage may begin. */
export interface Unit {
  readonly kind: Block["kind"];
  readonly sentences: readonly PassageSentence[];
  readonly words: number;
}

/** A block's unit. */
export function readUnit(kind: Unit["kind"], sentences: readonly PassageSentence[]): Unit {
  return { kind, sentences, words: sentences.reduce((sum, { text }) => sum + countWords(text), 0) };
}

/** The sentences of one passage; `leadIn` is repeated from an earlier one because its list goes on here. */
export interface FilledPassage {
  readonly leadIn?: PassageSentence;
  readonly own: readonly PassageSentence[];
}

interface Draft {
  readonly leadIn?: PassageSentence;
  readonly own: PassageSentence[];
  words: number;
  characters: number;
}

function createDraft(leadIn?: PassageSentence): Draft {
  const words = leadIn ? countWords(leadIn.text) : 0;
  return { ...(leadIn && { leadIn }), own: [], words, characters: leadIn?.text.length ?? 0 };
}

function isFull(draft: Draft, sentence: PassageSentence, target: number): boolean {
  const words = countWords(sentence.text);
  return (
    draft.own.length > 0 &&
    (draft.words + words > limits.maxWords ||
      draft.characters + sentence.text.length > limits.maxCharacters ||
      draft.words + words / 2 > target)
  );
}

/** The sentence that leads into a list, and how many words it has with the whole list. */
function readLeadIn(
  units: readonly Unit[],
  at: number,
): { readonly sentence: PassageSentence; readonly words: number } | undefined {
  const sentence = units[at]?.sentences.at(-1);
  const isBeforeList = units[at]?.kind === "paragraph" && units[at + 1]?.kind === "item";
  if (!isBeforeList || !sentence?.text.endsWith(":")) return undefined;
  let words = countWords(sentence.text);
  for (let item = at + 1; units[item]?.kind === "item"; item += 1) words += units[item]?.words ?? 0;
  return { sentence, words };
}

/** True where a list would be torn from its lead-in although both fit into a passage of their own. */
function wouldTear(draft: Draft, listWords: number): boolean {
  return listWords <= limits.maxWords && draft.words + listWords > limits.maxWords;
}

/**
 * Fills passages with the sentences of one section: as few as the limits allow, about equally long, and a list with the
 * line that leads into it.
 */
export function fillPassages(units: readonly Unit[]): FilledPassage[] {
  const total = units.reduce((sum, { words }) => sum + words, 0);
  const target = total / Math.ceil(total / limits.maxWords);
  const drafts: Draft[] = [];
  let draft = createDraft();
  let leadIn: PassageSentence | undefined;
  for (const [at, unit] of units.entries()) {
    const list = readLeadIn(units, at);
    if (unit.kind !== "item") leadIn = undefined;
    for (const sentence of unit.sentences) {
      const isTorn = draft.own.length > 0 && sentence === list?.sentence && wouldTear(draft, list.words);
      if (isTorn || isFull(draft, sentence, target)) {
        drafts.push(draft);
        draft = createDraft(leadIn);
      }
      draft.own.push(sentence);
      draft.words += countWords(sentence.text);
      draft.characters += sentence.text.length + 1;
    }
    leadIn = list?.sentence ?? leadIn;
  }
  return [...drafts, draft].filter(({ own }) => own.length > 0);
}
