import { z } from "zod";
import type { Assistant } from "../../core/assistant.ts";
import type { Citation } from "../../core/citation.ts";
import { messageOf } from "../../core/errors.ts";
import type { Reply } from "../../core/reply.ts";
import { isDay } from "../../core/time.ts";
import type { Reader } from "../../core/trust.ts";
import type { Clock } from "../../core/time.ts";
import { replySentences, replyText } from "../../renderers/plain-text.ts";

const moment = z
  .string()
  .refine((text) => isDay(text) || !Number.isNaN(Date.parse(text)), "a day (YYYY-MM-DD) or an instant");
const id = z.union([z.string(), z.number()]);
const lineSchema = z.object({
  id,
  question: z.string(),
  thread: id.optional(),
  trueAt: z.string().refine(isDay, "a day (YYYY-MM-DD)").optional(),
  knownAt: moment.optional(),
});
type Line = z.infer<typeof lineSchema>;

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
  const read = readLine(text);
  if ("error" in read)
    return JSON.stringify({ ...(read.id !== undefined && { id: read.id }), line: number, error: read.error });
  const started = performance.now();
  try {
    const reply = await context.assistant.handle({
      id: `${context.runId}:${number}`,
      kind: "message",
      platform: "cli",
      conversation:
        read.thread === undefined ? `${context.runId}:line:${number}` : `${context.runId}:thread:${read.thread}`,
      reader: context.reader,
      text: read.question,
      arrivedAt: context.clock.now().toISOString(),
      ...(read.trueAt !== undefined && { trueAt: read.trueAt }),
      ...(read.knownAt !== undefined && { knownAt: read.knownAt }),
    });
    return JSON.stringify(batchAnswer(read.id, reply, performance.now() - started));
  } catch (error) {
    return JSON.stringify({ id: read.id, line: number, error: messageOf(error) });
  }
}

function readLine(text: string): Line | { readonly id?: string | number; readonly error: string } {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return { error: "not a line of JSON" };
  }
  const parsed = lineSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const known = z.object({ id }).safeParse(json);
  const issue = parsed.error.issues[0];
  return {
    ...(known.success && { id: known.data.id }),
    error: `${issue?.path.join(".") || "the line"}: ${issue?.message ?? "not valid"}`,
  };
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
