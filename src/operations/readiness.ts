import type { Assistant } from "../core/assistant.ts";
import type { ChannelState } from "../core/channel.ts";
import type { Store } from "../core/store.ts";

/** Whether questions can be answered now, and if not, why; nothing secret, it is shown to anyone. */
export interface ReadyState {
  readonly ready: boolean;
  readonly details?: Readonly<Record<string, string>>;
}

/** What readiness is asked of. */
export interface ReadinessOptions {
  readonly store: Pick<Store, "head">;
  readonly assistant: Pick<Assistant, "suggestions">;
  readonly isStopping: () => boolean;
  /** The code of what keeps the work from going on; undefined while all is well. */
  readonly trouble?: () => string | undefined;
  readonly channels?: () => readonly ChannelState[];
  /** How long each may take to say something; 2 seconds unless set. */
  readonly timeoutMs?: number;
}

/** Asks the store for its head, and what answers for anything at all: neither may be stuck. */
export function createReadiness(options: ReadinessOptions): () => Promise<ReadyState> {
  const { store, assistant, isStopping, timeoutMs = 2000 } = options;
  return async () => {
    if (isStopping()) return notReady("stopping");
    if (!(await succeeds(store.head(), timeoutMs))) return notReady("the store does not answer");
    if (!(await succeeds(assistant.suggestions(), timeoutMs))) return notReady("the index is not ready");
    const trouble = options.trouble?.();
    if (trouble !== undefined) return notReady(`the store cannot be asked for work: ${trouble}`);
    const channels = options.channels?.() ?? [];
    if (channels.length === 0) return { ready: true };
    const words = channels.map(({ name, isConnected }) => [name, isConnected ? "connected" : "not connected"] as const);
    return { ready: true, details: Object.fromEntries(words) };
  };
}

function notReady(reason: string): ReadyState {
  return { ready: false, details: { reason } };
}

async function succeeds(work: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), timeoutMs);
  const done = work.then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([done, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
