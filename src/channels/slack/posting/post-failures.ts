import type { PostAnswer } from "../../../core/work.ts";
import type { SlackFailure } from "../slack-client.ts";
import { codeOfFailure } from "../slack-client.ts";

/** Codes after which Slack may have done it all the same: "it is possible some aspect of the operation succeeded". */
const perhapsDone: ReadonlySet<string> = new Set([
  "internal_error",
  "fatal_error",
  "request_timeout",
  "unreadable_answer",
]);

/** Codes that go away by themselves: certainly not done. */
const passing: ReadonlySet<string> = new Set([
  "service_unavailable",
  "team_added_to_org",
  "ratelimited",
  "rate_limited",
]);

/** Codes that say that blocks or their length are not taken: plain text still may be. */
export const blockCodes: ReadonlySet<string> = new Set([
  "invalid_blocks",
  "invalid_blocks_format",
  "msg_blocks_too_long",
  "msg_too_long",
  "only_one_table_allowed",
  "invalid_attachments",
]);

/** Codes that mean that the app cannot post there. */
export const placeCodes: ReadonlySet<string> = new Set([
  "not_in_channel",
  "channel_not_found",
  "is_archived",
  "restricted_action",
]);

/** Codes of a message that is gone, or of a chat that is. */
export const goneCodes: ReadonlySet<string> = new Set(["message_not_found", "channel_not_found"]);

/** What the outbox is told of a call that failed. */
export function answerOfFailure(failure: SlackFailure): PostAnswer {
  const reason = codeOfFailure(failure);
  switch (failure.kind) {
    case "rateLimited":
      return {
        outcome: "retry",
        reason,
        ...(failure.retryAfterMs !== undefined && { retryAfterMs: failure.retryAfterMs }),
      };
    case "unreachable":
      return { outcome: "retry", reason };
    case "lost":
      return { outcome: "unknown", reason };
    case "http":
      return failure.status === 503 || failure.status === 429
        ? { outcome: "retry", reason }
        : unknownOrFailed(failure.status, reason);
    case "refused":
      if (passing.has(failure.code)) return { outcome: "retry", reason };
      return perhapsDone.has(failure.code) ? { outcome: "unknown", reason } : { outcome: "failed", reason };
  }
}

function unknownOrFailed(status: number, reason: string): PostAnswer {
  return status >= 500 ? { outcome: "unknown", reason } : { outcome: "failed", reason };
}
