import type { Clock } from "../../../core/time.ts";

/** Remembers what was looked up, for a while and at most so much; lookers at the same time share one look. */
export interface TimedCache<Value> {
  /** The value, looked up where it is not known or too old. Rejects as the look-up does, which is then not repeated at once. */
  get(key: string): Promise<Value>;
  /** The value that is known, or undefined. */
  peek(key: string): Value | undefined;
  set(key: string, value: Value): void;
  drop(key: string): void;
}

/** How a cache is made. */
export interface TimedCacheOptions<Value> {
  readonly load: (key: string) => Promise<Value>;
  readonly keepMs: number;
  readonly most: number;
  readonly clock: Clock;
}

/** After a look-up that failed, the same answer is given for so long: a Slack that is in trouble is not asked on and on. */
const failedMs = 15_000;

/** An empty cache. */
export function createTimedCache<Value>(options: TimedCacheOptions<Value>): TimedCache<Value> {
  const known = new Map<string, { readonly value: Value; readonly until: number }>();
  const looking = new Map<string, Promise<Value>>();
  const failed = new Map<string, { readonly error: unknown; readonly until: number }>();
  const nowMs = (): number => options.clock.now().getTime();

  function peek(key: string): Value | undefined {
    const entry = known.get(key);
    return entry && entry.until > nowMs() ? entry.value : undefined;
  }

  function set(key: string, value: Value): void {
    failed.delete(key);
    known.delete(key);
    known.set(key, { value, until: nowMs() + options.keepMs });
    for (const oldest of known.keys()) {
      if (known.size <= options.most) break;
      known.delete(oldest);
    }
  }

  async function look(key: string): Promise<Value> {
    try {
      const value = await options.load(key);
      set(key, value);
      return value;
    } catch (error) {
      if (failed.size > options.most) failed.clear();
      failed.set(key, { error, until: nowMs() + failedMs });
      throw error;
    } finally {
      looking.delete(key);
    }
  }

  return {
    peek,
    set,
    drop(key) {
      known.delete(key);
      failed.delete(key);
    },
    get(key) {
      const value = peek(key);
      if (value !== undefined) return Promise.resolve(value);
      const failure = failed.get(key);
      if (failure && failure.until > nowMs()) return Promise.reject(failure.error);
      const under = looking.get(key) ?? look(key);
      looking.set(key, under);
      return under;
    },
  };
}
