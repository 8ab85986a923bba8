import type { Assistant } from "../core/assistant.ts";
import type { Receipt } from "../core/receipt.ts";
import type { Reply } from "../core/reply.ts";
import type { Store, StoreTransaction } from "../core/store.ts";
import type { Clock, Instant } from "../core/time.ts";
import type { Reader } from "../core/trust.ts";
import type { MessageTurn, Turn } from "../core/turn.ts";
import type { Effects } from "../core/turn-handler.ts";
import { pauseOf, readPauses } from "../ledger/pauses.ts";
import { threadSchema } from "../router/follow-up.ts";
import type { Answerer } from "./answerer.ts";
import { answerPaused } from "./paused.ts";

/** What the desk works with. */
export interface DeskParts {
  readonly store: Store;
  /** Answers, here or in a thread of its own; only the desk writes. */
  readonly answerer: Answerer;
  readonly clock: Clock;
  /** A new id that nobody can guess. */
  readonly newId: () => string;
  /** How long questions and receipts are kept. */
  readonly receiptDays: number;
}

/** Puts the use cases behind the port that channels talk to. */
export function createDesk(parts: DeskParts): Assistant {
  const { store, answerer } = parts;
  const receiptFor = async (id: string, reader: Reader): Promise<Receipt | "purged" | undefined> =>
    visibleReceipt(await store.receipt(id), reader);
  const decide = (turn: Turn): Promise<Effects> => decideTurn(turn, parts);
  return {
    decide,
    async respond(turn) {
      const effects = await decide(turn);
      return store.transaction((transaction) => effects.commit(transaction));
    },
    async handle(turn) {
      const handled = await answerTurn(turn, parts);
      await store.transaction((transaction) => keep(transaction, turn, handled, parts));
      return handled.reply;
    },
    receipt: receiptFor,
    async replay(id, reader) {
      const receipt = await receiptFor(id, reader);
      return receipt && answerer.replay(receipt, reader);
    },
    showSource: (citation, reader) => answerer.showSource(citation, reader),
    suggestions: () => answerer.suggestions(),
  };
}

/** A receipt is shown to those who may see all that its answer was allowed to use. */
function visibleReceipt(receipt: Receipt | "purged" | undefined, reader: Reader): Receipt | "purged" | undefined {
  if (receipt === undefined || receipt === "purged") return receipt;
  return receipt.audiences.every((audience) => reader.audiences.includes(audience)) ? receipt : undefined;
}

/** What a turn is answered with and leaves behind. */
interface Handled {
  readonly reply: Reply;
  readonly receipt: Receipt;
  readonly thread: unknown;
}

async function decideTurn(turn: Turn, parts: DeskParts): Promise<Effects> {
  if (turn.kind !== "message" || turn.isAddressed === false) return { commit: () => Promise.resolve([]) };
  const handled = await answerTurn(turn, parts);
  const { reply } = handled;
  return {
    async commit(transaction) {
      await keep(transaction, turn, handled, parts);
      return reply.repeated ? [] : [{ operation: "post", reply, isForRequest: true }];
    },
  };
}

/** Stores the receipt and what the conversation's next question follows. */
async function keep(
  transaction: Pick<StoreTransaction, "putReceipt" | "putThreadState">,
  turn: MessageTurn,
  { receipt, thread }: Handled,
  { clock, receiptDays }: DeskParts,
): Promise<void> {
  const purgeAfter = new Date(clock.now().getTime() + receiptDays * 86_400_000).toISOString();
  await transaction.putReceipt(receipt, purgeAfter);
  await transaction.putThreadState(turn.conversation, thread, purgeAfter);
}

async function answerTurn(turn: MessageTurn, { store, answerer, clock, newId }: DeskParts): Promise<Handled> {
  const { text, reader, conversation, trueAt, knownAt } = turn;
  const threadBefore = await store.threadState(conversation);
  const pause = pauseOf(await readPauses(store), conversation);
  if (pause) {
    const createdAt: Instant = clock.now().toISOString();
    const receipt = { id: newId(), createdAt, knownSeq: (await store.head()).seq };
    return answerPaused({ turn, pause, threadBefore, receipt });
  }
  const thread = threadSchema.safeParse(threadBefore).data;
  return answerer.answer({ text, reader, thread, conversation, trueAt, knownAt });
}
