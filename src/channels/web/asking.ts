import { randomUUID } from "node:crypto";
import type { Assistant } from "../../core/assistant.ts";
import type { Receipt } from "../../core/receipt.ts";
import type { Reply } from "../../core/reply.ts";
import type { Clock } from "../../core/time.ts";
import { publicReader } from "../../core/trust.ts";
import { cleanLine } from "../../renderers/clean-text.ts";
import { answerPath } from "../../renderers/html/reply-view.ts";
import type { ThreadItemView } from "./page-renderer.ts";
import { readerOf } from "./playground.ts";
import type { Playground } from "./playground.ts";
import { readThreadId } from "./question.ts";
import type { ThreadHistory } from "./thread-history.ts";

/** A question to be put to the assistant. */
export interface Asked {
  readonly question: string;
  readonly thread: string;
  readonly trueAt?: string;
  readonly knownAt?: string;
}

/** What the web knows about asking: the turn it makes and the threads it lists. Everyone on the web is the public, except in a demonstration. */
export interface Asking {
  ask(asked: Asked): Promise<Reply>;
  /** The thread a receipt belongs to, where it was asked on the web; otherwise a new one. */
  threadOf(receipt: Receipt): string;
  /** The questions of a thread that may still be shown, oldest first, without those from `before` on. */
  listThread(thread: string, before?: string): Promise<readonly ThreadItemView[]>;
}

const conversationPrefix = "web:";

/** Creates the web's way to ask. */
export function createAsking(parts: {
  readonly assistant: Assistant;
  readonly clock: Clock;
  readonly history: ThreadHistory;
  readonly playground?: Playground | undefined;
}): Asking {
  const { assistant, clock, history, playground } = parts;
  const reader = readerOf(playground);
  return {
    ask: async ({ question, thread, ...clocks }) => {
      const reply = await assistant.handle({
        id: randomUUID(),
        kind: "message",
        platform: "web",
        conversation: conversationPrefix + thread,
        reader: publicReader,
        ...(playground && { sender: playground.official.sender, place: playground.official.place }),
        text: question,
        as: "question",
        arrivedAt: clock.now().toISOString(),
        ...clocks,
      });
      history.add(thread, reply.receipt);
      return reply;
    },
    threadOf: ({ conversation }) => {
      const thread = conversation?.startsWith(conversationPrefix) && conversation.slice(conversationPrefix.length);
      return (thread ? readThreadId(thread) : undefined) ?? randomUUID();
    },
    listThread: async (thread, before) => {
      const ids = history.receipts(thread);
      const end = before === undefined ? -1 : ids.indexOf(before);
      const receipts = await Promise.all(
        (end === -1 ? ids : ids.slice(0, end)).map((id) => assistant.receipt(id, reader)),
      );
      return receipts
        .filter((receipt) => receipt !== undefined && receipt !== "purged")
        .map((receipt) => ({ question: cleanLine(receipt.question), path: answerPath(receipt.id) }));
    },
  };
}
