import type { z } from "zod";
import { askedSchema, markNames } from "../core/marks.ts";
import type { Receipt } from "../core/receipt.ts";
import type { Reply } from "../core/reply.ts";
import type { Store, StoreTransaction } from "../core/store.ts";
import type { Instant } from "../core/time.ts";
import type { Reader } from "../core/trust.ts";
import type { MessageTurn } from "../core/turn.ts";
import { pauseOf, readPauses } from "../ledger/pauses.ts";
import { threadSchema } from "../router/follow-up.ts";
import { markLastAsked, readAsking } from "./ask-updates/asking.ts";
import type { Caller } from "./caller.ts";
import type { DeskParts } from "./desk-parts.ts";
import { withLiveLinks } from "./live-links.ts";
import { orient } from "./orient/orient.ts";
import { orientationIntent, readOrientation } from "./orient/read-orientation.ts";
import { answerPaused } from "./paused.ts";

/** What a question is answered with and leaves behind. */
export interface Answered {
  readonly reply: Reply;
  readonly receipt: Receipt;
  readonly thread: unknown;
}

/** Answers a question for whoever asks it, or says that answers are paused here. Stores nothing. */
export async function answerTurn(
  turn: MessageTurn,
  caller: Caller,
  { store, answerer, clock, newId, knowledgeFor }: DeskParts,
): Promise<Answered> {
  const { text, conversation, trueAt, knownAt } = turn;
  const { reader } = caller;
  const threadBefore = await store.threadState(conversation);
  const pause = pauseOf(await readPauses(store), conversation);
  if (pause) {
    const createdAt: Instant = clock.now().toISOString();
    const receipt = { id: newId(), createdAt, knownSeq: (await store.head()).seq };
    return answerPaused({ turn: { ...turn, reader }, pause, threadBefore, receipt });
  }
  const thread = threadSchema.safeParse(threadBefore).data;
  const orientation = readOrientation(text);
  if (orientation) {
    const knowledge = await knowledgeFor({ reader });
    const reply = await orient(orientation, { caller, knowledge, ledger: store });
    const receipt = { id: newId(), createdAt: clock.now().toISOString(), knownSeq: (await store.head()).seq };
    return keptAsSaid(reply, { turn: { ...turn, reader }, receipt, threadBefore });
  }
  const asking = await readAsking(caller, store);
  const answering = await answerer.answer({ text, reader, thread, conversation, trueAt, knownAt, asking });
  const reply = await withLiveLinks(answering.reply, reader, store);
  return { ...answering, reply, receipt: { ...answering.receipt, reply } };
}

/** A reply that no evidence was looked for, with its receipt. The thread goes on as if it had not been said. */
function keptAsSaid(
  said: Reply,
  {
    turn,
    receipt,
    threadBefore,
  }: {
    readonly turn: MessageTurn;
    readonly receipt: Pick<Receipt, "id" | "createdAt" | "knownSeq">;
    readonly threadBefore: unknown;
  },
): Answered {
  const reply: Reply = { ...said, receipt: receipt.id };
  return {
    reply,
    receipt: {
      ...receipt,
      question: turn.text,
      audiences: turn.reader.audiences,
      conversation: turn.conversation,
      intent: { kind: orientationIntent },
      candidates: [],
      verdicts: [],
      reply,
    },
    thread: threadBefore ?? {},
  };
}

/** Stores the receipt and what the conversation's next question follows. */
export async function keepAnswer(
  transaction: StoreTransaction,
  { conversation }: MessageTurn,
  { receipt, thread }: Answered,
  { clock, receiptDays }: Pick<DeskParts, "clock" | "receiptDays">,
): Promise<void> {
  const purgeAfter = new Date(clock.now().getTime() + receiptDays * 86_400_000).toISOString();
  await transaction.putReceipt(receipt, purgeAfter);
  await transaction.putThreadState(conversation, thread, purgeAfter);
}

/** How many of a person's questions are remembered as theirs. */
const mostAsked = 200;

/** Remembers that a person asked, as long as the receipt is kept: for their own page, and for what is held about them. */
export async function rememberAsked(
  transaction: StoreTransaction,
  { sender }: Caller,
  { receipt, now, receiptDays }: { readonly receipt: Receipt; readonly now: Instant; readonly receiptDays: number },
): Promise<void> {
  if (!sender) return;
  const owner = (await transaction.ensurePerson(sender, now)).id;
  const since = new Date(Date.parse(now) - receiptDays * 86_400_000).toISOString();
  const before = readAsked(await transaction.mark(owner, markNames.asked)).filter(({ at }) => at >= since);
  const value = [{ receipt: receipt.id, at: now }, ...before].slice(0, mostAsked);
  await transaction.putMark({ owner, name: markNames.asked, value, at: now });
  await markLastAsked(transaction, owner, receipt, now);
}

/** The receipts of what a person asked, newest first. */
export function readAsked(mark: { readonly value: unknown } | undefined): z.infer<typeof askedSchema> {
  return askedSchema.safeParse(mark?.value).data ?? [];
}

/** A receipt that a reader may see, with the links of its answer that still open. */
export async function readReceipt(
  id: string,
  reader: Reader,
  store: Pick<Store, "receipt" | "updates">,
): Promise<Receipt | "purged" | undefined> {
  const receipt = visibleReceipt(await store.receipt(id), reader);
  if (receipt === undefined || receipt === "purged") return receipt;
  const reply = await withLiveLinks(receipt.reply, reader, store);
  return reply === receipt.reply ? receipt : { ...receipt, reply };
}

/** A receipt is shown to those who may see all that its answer was allowed to use. */
export function visibleReceipt(
  receipt: Receipt | "purged" | undefined,
  reader: Reader,
): Receipt | "purged" | undefined {
  if (receipt === undefined || receipt === "purged") return receipt;
  return receipt.audiences.every((audience) => reader.audiences.includes(audience)) ? receipt : undefined;
}
