import { SlackCallError } from "../slack-client.ts";
import type { SlackLog } from "../slack-settings.ts";

/** Works that nobody waits for, until the end. */
export interface Background {
  /** Begins a work; its failure is logged under a name. */
  run(name: string, work: () => Promise<void>): void;
  /** Resolves when none is left. */
  settled(): Promise<void>;
}

/** The code of anything thrown: all of it that a log may hold. */
export function codeOfError(error: unknown): string {
  if (error instanceof SlackCallError) return error.code;
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  return error instanceof Error ? error.name : "unknown-error";
}

/** Nothing runs at first. */
export function createBackground(log: SlackLog): Background {
  const running = new Set<Promise<void>>();
  return {
    run(name, work) {
      const done = Promise.try(work)
        .catch((error: unknown) => log.warn({ work: name, code: codeOfError(error) }, "not done in Slack"))
        .finally(() => running.delete(done));
      running.add(done);
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
