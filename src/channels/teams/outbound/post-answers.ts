import { z } from "zod";
import type { PostAnswer, PostOperation } from "../../../core/work.ts";
import type { ConnectorAnswer } from "./connector.ts";
import { refusalCode } from "./connector.ts";

/** How long a conversation is left alone that is too busy, where the connector does not say how long. */
const busyMs = 2000;

const createdSchema = z.object({ id: z.string().min(1).max(500) });

/** The id of what was created; undefined where the answer names none. */
export function createdId(body: unknown): string | undefined {
  return createdSchema.safeParse(body).data?.id;
}

/**
 * What an answer of the connector means for a post. 412, 429, 502, 503 and 504 are worth another try, as Microsoft's page on
 * rate limits says; whatever else breaks on its side may have happened after the message was shown.
 */
export function postAnswerOf(answer: ConnectorAnswer, operation: PostOperation): PostAnswer {
  if (answer.outcome === "notSent") return { outcome: "retry", reason: answer.reason };
  if (answer.outcome === "lost") return { outcome: "unknown", reason: answer.reason };
  const { status, body, retryAfterMs } = answer;
  const code = refusalCode(body);
  const reason = code === undefined ? `http-${status}` : `http-${status}:${code}`;
  if (status >= 200 && status < 300) {
    const messageId = createdId(body);
    return { outcome: "sent", ...(messageId !== undefined && { messageId }) };
  }
  if (status === 404 && operation === "delete") return { outcome: "sent" };
  if (status === 429) return { outcome: "retry", reason, retryAfterMs: retryAfterMs ?? busyMs };
  if ([401, 412, 502, 503, 504].includes(status)) {
    return { outcome: "retry", reason, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  }
  return status >= 500 ? { outcome: "unknown", reason } : { outcome: "failed", reason };
}
