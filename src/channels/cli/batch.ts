import { z } from "zod";
import type { Assistant } from "../../core/assistant.ts";
import type { Citation } from "../../core/citation.ts";
import { messageOf } from "../../core/errors.ts";
import type { Reply } from "../../core/reply.ts";
import { isDay } from "../../core/time.ts";
import type { Reader } from "../../core/trust.ts";
import type { Clock } from "../../core/time.ts";
import { lineId, readBatchLine, sayFault } from "./batch-line.ts";
import { replySentences, replyText } from "../../renderers/plain-text.ts";

const moment = z
  .string()
  .refine((text) => isDay(text) || !Number.isNaN(Date.parse(text)), "a day (YYYY-MM-DD) or an instant");
const lineSchema = z.object({
  id: lineId,
  question: z.string(),
  thread: lineId.optional(),
  trueAt: z.string().refine(isDay, "a day (YYYY-MM-DD)").optional(),
  knownAt: moment.optional(),
});

/** What a batch is answered with. */
export interface BatchContext {
  readonly assistant: Assistant;
  readonly clock: Clock;
  /** Whom it answers for. */
  readonly reader: Reader;
  /** Tells this run's threads from those of other runs. */
  readonly runId: string;
}

/**
 * Answers one line of a batch, JSON in and JSON out. A line that cannot be read gives `{id?, line, error}`. Threads belong to
 * the run; a question without one stands alone.
 */
export async function answerBatchLine(text: string, number: number, context: BatchContext): Promise<string> {
  const read = readBatchLine(text, lineSchema);
  if ("error" in read) return sayFault(read, number);
  const { line } = read;
  const started = performance.now();
  try {
    const reply = await context.assistant.handle({
      id: `${context.runId}:${number}`,
      kind: "message",
      platform: "cli",
      conversation:
        line.thread === undefined ? `${context.runId}:line:${number}` : `${context.runId}:thread:${line.thread}`,
      reader: context.reader,
      text: line.question,
      arrivedAt: context.clock.now().toISOString(),
      ...(line.trueAt !== undefined && { trueAt: line.trueAt }),
      ...(line.knownAt !== undefined && { knownAt: line.knownAt }),
    });
    return JSON.stringify(batchAnswer(line.id, reply, performance.now() - started));
  } catch (error) {
    return sayFault({ id: line.id, error: messageOf(error) }, number);
  }
}

function batchAnswer(lineId: string | number, reply: Reply, ms: number): object {
  return {
    id: lineId,
    intent: reply.intent,
    outcome: reply.outcome,
    text: replyText(reply),
    sentences: replySentences(reply),
    citations: reply.citations.map(batchCitation),
    confidence: reply.confidence,
    receipt: reply.receipt,
    ms: Math.round(ms * 10) / 10,
  };
}

function batchCitation(citation: Citation): object {
  const { number, kind, title, url, quote, publisher, published, trust } = citation;
  const base = { number, kind, title, url: url ?? null, quote, publisher, published, trust };
  if (citation.kind === "passage")
    return { ...base, documentId: citation.documentId, start: citation.start, end: citation.end };
  return { ...base, subject: citation.subject, attribute: citation.attribute, factIds: citation.factIds };
}
