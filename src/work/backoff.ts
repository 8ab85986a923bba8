/** How long to wait between tries. */
export interface Backoff {
  readonly firstMs: number;
  readonly longestMs: number;
}

/**
 * The milliseconds to wait after a number of failed tries, from 1: it doubles from `firstMs` to `longestMs`, and a random part
 * of up to half is taken off, so that what failed together does not come again together. `random` is from 0 to 1.
 */
export function backoffMs(tries: number, random: () => number, { firstMs, longestMs }: Backoff): number {
  const whole = Math.min(longestMs, firstMs * 2 ** Math.max(0, Math.min(tries - 1, 30)));
  return Math.ceil(whole * (1 - random() / 2));
}
