import type { Reply } from "../core/reply.ts";

/**
 * What the person is told of a turn that failed too often. Effects are committed together with the end of their turn, so
 * of a turn that was set aside nothing was saved.
 */
export function failureReply(turnId: string): Reply {
  const text = `I could not finish this, and nothing of it was saved. Please send it again; if it fails again, tell the programme office this number: ${turnId}.`;
  return {
    outcome: "refused",
    intent: "failure",
    blocks: [{ kind: "notice", tone: "warning", text }],
    citations: [],
    confidence: 0,
    receipt: turnId,
  };
}
