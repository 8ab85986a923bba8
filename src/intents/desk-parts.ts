import type { Knowledge } from "../core/knowledge.ts";
import type { Block } from "../core/reply.ts";
import type { Store, StoreTransaction } from "../core/store.ts";
import type { Clock, Instant } from "../core/time.ts";
import type { ReadScope } from "../core/trust.ts";
import type { Turn, TurnKind } from "../core/turn.ts";
import type { TurnContext } from "../core/turn-handler.ts";
import type { IsWorkingDay } from "../ledger/returns/return-periods.ts";
import type { Answerer } from "./answerer.ts";
import type { Caller } from "./caller.ts";
import { readCaller } from "./caller.ts";

/** What the desk works with. */
export interface DeskParts {
  readonly store: Store;
  /** Answers, here or in a thread of its own; only the desk writes. */
  readonly answerer: Answerer;
  /** Names and declarations for a reader at a moment. */
  readonly knowledgeFor: (scope: ReadScope) => Promise<Knowledge>;
  readonly clock: Clock;
  /** A new id that nobody can guess. */
  readonly newId: () => string;
  /** How long questions and receipts are kept. */
  readonly receiptDays: number;
  /** England's calendar of work, by which digests are drawn again after an update; where left out they are not. */
  readonly loadWorkingDays?: () => Promise<IsWorkingDay>;
  /** The accounts of the first admins. */
  readonly admins?: readonly string[];
  /** What a person's own page says about the returns that are due from these pilots. */
  readonly returnsDue?: (pilots: readonly string[], caller: Caller) => Promise<readonly Block[]>;
}

/** The turns of a kind. */
export type TurnOf<Kind extends TurnKind> = Extract<Turn, { readonly kind: Kind }>;

/** A turn with everything that a use case decides from. */
export interface Handling<Of extends Turn = Turn> {
  readonly turn: Of;
  readonly context: TurnContext;
  readonly parts: DeskParts;
  readonly caller: Caller;
  /** What the caller may know of here. */
  readonly knowledge: Knowledge;
  readonly now: Instant;
}

/** Who sends the turn as the transaction sees it: what decides whether something is done. */
export function callerNow(
  { turn, parts, now }: Pick<Handling, "turn" | "parts" | "now">,
  transaction: StoreTransaction,
): Promise<Caller> {
  return readCaller(turn, transaction, { admins: parts.admins ?? [], now });
}
