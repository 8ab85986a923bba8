import type { PostTarget } from "../../../core/work.ts";
import { addressOf } from "../address.ts";
import type { SlackClient } from "../slack-client.ts";
import type { Background } from "./background.ts";

/** Shows that an answer is being worked on, where it takes longer than a moment. */
export interface WorkingStatus {
  /** A question was taken. */
  begin(target: PostTarget): void;
  /** Something was posted in a conversation: Slack takes the status away by itself. */
  end(conversation: string): void;
  stop(): void;
}

/** When to show it, and how long. */
export interface StatusTimes {
  /** Most answers are there before. */
  readonly afterMs: number;
  /** Slack takes a status away after two minutes. */
  readonly everyMs: number;
  /** How often it is shown again. */
  readonly most: number;
}

const usualTimes: StatusTimes = { afterMs: 1500, everyMs: 90_000, most: 3 };

/** Nothing is shown at first. */
export function createWorkingStatus({
  client,
  background,
  times = usualTimes,
}: {
  readonly client: SlackClient;
  readonly background: Background;
  readonly times?: StatusTimes;
}): WorkingStatus {
  const timers = new Map<string, NodeJS.Timeout>();

  function end(conversation: string): void {
    clearTimeout(timers.get(conversation));
    timers.delete(conversation);
  }

  function showIn(target: PostTarget, delayMs: number, left: number): void {
    const address = addressOf(target);
    const { conversation } = target;
    if (address?.threadTs === undefined || left <= 0) return end(conversation);
    const { channel, threadTs } = address;
    const show = async (): Promise<void> => {
      showIn(target, times.everyMs, left - 1);
      await client.call("assistant.threads.setStatus", {
        channel_id: channel,
        thread_ts: threadTs,
        status: "is looking it up\u2026",
      });
    };
    const timer = setTimeout(() => background.run("status", show), delayMs);
    timer.unref();
    clearTimeout(timers.get(conversation));
    timers.set(conversation, timer);
  }

  return {
    begin: (target) => showIn(target, times.afterMs, times.most),
    end,
    stop() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
