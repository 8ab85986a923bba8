import type { Assistant } from "../core/assistant.ts";
import type { Metrics } from "../core/metrics.ts";
import type { Reply } from "../core/reply.ts";

/** An assistant whose turns are counted by outcome and timed, from the turn until what it leads to is known. */
export function measureAssistant(assistant: Assistant, metrics: Metrics): Assistant {
  const count = (replies: readonly (Reply | undefined)[]): void => {
    if (replies.length === 0) metrics.count("turns", "silent");
    for (const reply of replies)
      if (reply) metrics.count("turns", reply.intent === "paused" ? "paused" : reply.outcome);
  };
  async function timed<Result>(work: () => Promise<Result>): Promise<Result> {
    const started = performance.now();
    try {
      return await work();
    } catch (error) {
      metrics.count("turns", "failed");
      throw error;
    } finally {
      metrics.time("answer", "turn", performance.now() - started);
    }
  }
  return {
    ...assistant,
    async decide(turn, context) {
      const effects = await timed(() => assistant.decide(turn, context));
      if (effects.isEmpty === true) return effects;
      return {
        async commit(transaction) {
          const posts = await effects.commit(transaction);
          count(posts.map(({ reply }) => reply));
          return posts;
        },
      };
    },
    async respond(turn) {
      const posts = await timed(() => assistant.respond(turn));
      count(posts.map(({ reply }) => reply));
      return posts;
    },
    async handle(turn) {
      const reply = await timed(() => assistant.handle(turn));
      count([reply]);
      return reply;
    },
  };
}
