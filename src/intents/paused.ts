import { z } from "zod";
import { sayDate } from "../answer/say-value.ts";
import type { Receipt } from "../core/receipt.ts";
import type { Reply } from "../core/reply.ts";
import { dayOf } from "../core/time.ts";
import type { Instant } from "../core/time.ts";
import type { MessageTurn } from "../core/turn.ts";
import type { Pause } from "../ledger/pauses.ts";

/** What a paused question leaves behind. */
export interface PausedAnswering {
  readonly reply: Reply;
  readonly receipt: Receipt;
  /** The thread as it was, and that it has been told. */
  readonly thread: unknown;
}

/** What a paused question is answered with. */
export interface PausedQuestion {
  readonly turn: MessageTurn;
  readonly pause: Pause;
  /** What the conversation left behind, as stored. */
  readonly threadBefore: unknown;
  readonly receipt: { readonly id: string; readonly createdAt: Instant; readonly knownSeq: number };
}

const toldSchema = z.looseObject({ toldPausedSince: z.string().optional() });

/** The reply to a question while answers are paused: one plain sentence, marked as repeated where it was said before. */
export function answerPaused({ turn, pause, threadBefore, receipt }: PausedQuestion): PausedAnswering {
  const thread = toldSchema.safeParse(threadBefore).data ?? {};
  const where = pause.place === undefined ? "" : " here";
  const text = `Answers are paused${where} since ${sayDate(dayOf(new Date(pause.since)))}; updates are still accepted.`;
  const reply: Reply = {
    outcome: "refused",
    intent: "paused",
    blocks: [{ kind: "notice", tone: "info", text }],
    citations: [],
    confidence: 1,
    ...(thread.toldPausedSince === pause.since && { repeated: true }),
    receipt: receipt.id,
  };
  return {
    reply,
    receipt: {
      ...receipt,
      question: turn.text,
      audiences: turn.reader.audiences,
      conversation: turn.conversation,
      intent: { kind: "paused", ...pause },
      candidates: [],
      verdicts: [],
      reply,
    },
    thread: { ...thread, toldPausedSince: pause.since },
  };
}
