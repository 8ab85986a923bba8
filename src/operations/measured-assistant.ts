import type { Assistant } from "../core/assistant.ts";
import type { Metrics } from "../core/metrics.ts";

/** An assistant whose turns are counted by outcome and timed, from the turn until its reply is stored. */
export function measureAssistant(assistant: Assistant, metrics: Metrics): Assistant {
  return {
    ...assistant,
    async handle(turn) {
      const started = performance.now();
      try {
        const reply = await assistant.handle(turn);
        metrics.count("turns", reply.intent === "paused" ? "paused" : reply.outcome);
        return reply;
      } catch (error) {
        metrics.count("turns", "failed");
        throw error;
      } finally {
        metrics.time("answer", "turn", performance.now() - started);
      }
    },
  };
}
