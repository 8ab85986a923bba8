import type { Receipt } from "../../core/receipt.ts";
import type { Instant } from "../../core/time.ts";
import { asOfLines } from "../as-of.ts";
import { formatInstant } from "../format-date.ts";

/** What a copy of an answer holds at, one line each: as of when, when it was answered, and when and from what it was copied. */
export function copyConditions({ reply, createdAt }: Receipt, copiedAt: Instant): readonly string[] {
  const stated = asOfLines(reply);
  return [
    ...(stated.length > 0 ? stated : [`As of ${formatInstant(createdAt)}.`]),
    `Answered ${formatInstant(createdAt)}, copied ${formatInstant(copiedAt)} from Pilotdesk, answer ${reply.receipt}.`,
  ];
}
