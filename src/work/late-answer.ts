import type { Reply } from "../core/reply.ts";
import type { ClaimedPost } from "../core/work.ts";

/** An answer that is shown this long after it was worked out says so: something may have been recorded since. */
const lateMs = 10_000;

const londonTime = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  dateStyle: "long",
  timeStyle: "short",
});

/** What a post shows when it is sent at an instant: an answer that comes late begins with when it was worked out. */
export function replyAt({ post, composedAt }: Pick<ClaimedPost, "post" | "composedAt">, now: Date): Reply | undefined {
  const { reply, operation } = post;
  const composed = new Date(composedAt);
  const isLate = now.getTime() - composed.getTime() >= lateMs;
  if (!isLate || operation !== "post" || reply?.outcome !== "answered" || reply.citations.length === 0) return reply;
  const text = `This is what was known on ${londonTime.format(composed)}; it could not be posted sooner.`;
  return { ...reply, blocks: [{ kind: "notice", tone: "info", text }, ...reply.blocks] };
}
