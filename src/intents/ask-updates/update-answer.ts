import type { DraftBlock } from "../../answer/compose-blocks.ts";
import { sayList } from "../../answer/say-value.ts";
import type { Draft } from "../../core/evidence.ts";
import type { Subject } from "../../core/ledger.ts";
import type { UpdateBook } from "./update-book.ts";
import { namesOf } from "./say-update.ts";

/** What is said to a question about updates: blocks before the gate, or that nothing of the kind is on record. */
export type UpdateAnswer =
  | { readonly outcome: "answered"; readonly blocks: readonly DraftBlock[] }
  | { readonly outcome: "nothing"; readonly text: string };

/** An answer of blocks; empty ones are left out. */
export function answeredWith(...blocks: readonly (DraftBlock | undefined)[]): UpdateAnswer {
  return { outcome: "answered", blocks: blocks.filter((block) => block !== undefined) };
}

/** Says that nothing of the kind is on record. */
export function nothing(text: string): UpdateAnswer {
  return { outcome: "nothing", text };
}

/** Sentences that follow one another. */
export function paragraph(...drafts: readonly Draft[]): DraftBlock | undefined {
  return drafts.length === 0 ? undefined : { kind: "paragraph", drafts };
}

/** Lines below one another. */
export function list(drafts: readonly Draft[]): DraftBlock | undefined {
  return drafts.length === 0 ? undefined : { kind: "list", drafts };
}

/** Words of our own. */
export function notice(text: string | undefined): DraftBlock | undefined {
  return text === undefined ? undefined : { kind: "notice", tone: "info", text };
}

/** Says of which pilots no update is on record; undefined where there is none. */
export function noUpdateOf(pilots: readonly Subject[]): string | undefined {
  return pilots.length === 0 ? undefined : `No update from ${namesOf(pilots)} is on record.`;
}

/** Whom a book is about: `Harbour Wardens`, or `Eastmere (Harbour Wardens)` where only some pilots are meant. */
export function nameOfBook({
  programme,
  pilots,
  isWhole,
}: Pick<UpdateBook, "programme" | "pilots" | "isWhole">): string {
  return isWhole ? programme.name : `${sayList(pilots.map(({ name }) => name))} (${programme.name})`;
}

/** Says that no update of those asked about is on record. */
export function noUpdateAtAll(book: UpdateBook): UpdateAnswer {
  return nothing(`No update from ${nameOfBook(book)} is on record.`);
}
