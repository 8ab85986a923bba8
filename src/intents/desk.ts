import type { Assistant } from "../core/assistant.ts";
import type { Receipt } from "../core/receipt.ts";
import type { Reply } from "../core/reply.ts";
import type { Reader } from "../core/trust.ts";
import { publicReader } from "../core/trust.ts";
import type { Turn } from "../core/turn.ts";
import { threadSchema } from "../router/follow-up.ts";
import { answerQuestion } from "./answer-question.ts";
import type { AnswerParts } from "./answer-question.ts";
import { replayReceipt } from "./replay.ts";
import { showSource } from "./show-source.ts";
import { suggestQuestions } from "./suggest.ts";

/** What the desk works with. */
export interface DeskParts extends AnswerParts {
  /** How long questions and receipts are kept. */
  readonly receiptDays: number;
}

/** Puts the use cases behind the port that channels talk to. */
export function createDesk(parts: DeskParts): Assistant {
  const receiptFor = async (id: string, reader: Reader): Promise<Receipt | "purged" | undefined> =>
    visibleReceipt(await parts.store.receipt(id), reader);
  return {
    handle: (turn) => handleTurn(turn, parts),
    receipt: receiptFor,
    async replay(id, reader) {
      const receipt = await receiptFor(id, reader);
      return receipt && replayReceipt(receipt, reader, parts);
    },
    showSource: (citation, reader) => showSource(citation, reader, parts),
    suggestions: async () => suggestQuestions(await parts.knowledgeFor({ reader: publicReader })),
  };
}

/** A receipt is shown to those who may see all that its answer was allowed to use. */
function visibleReceipt(receipt: Receipt | "purged" | undefined, reader: Reader): Receipt | "purged" | undefined {
  if (receipt === undefined || receipt === "purged") return receipt;
  return receipt.audiences.every((audience) => reader.audiences.includes(audience)) ? receipt : undefined;
}

async function handleTurn(turn: Turn, parts: DeskParts): Promise<Reply> {
  const { store, clock, receiptDays } = parts;
  const { text, reader, conversation, trueAt, knownAt } = turn;
  const thread = threadSchema.safeParse(await store.threadState(conversation)).data;
  const answering = await answerQuestion({ text, reader, thread, conversation, trueAt, knownAt }, parts);
  const purgeAfter = new Date(clock.now().getTime() + receiptDays * 86_400_000).toISOString();
  await store.transaction(async (transaction) => {
    await transaction.putReceipt(answering.receipt, purgeAfter);
    await transaction.putThreadState(conversation, answering.thread, purgeAfter);
  });
  return answering.reply;
}
