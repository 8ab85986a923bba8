/** How long to wait before the next try: from half a second up to half a minute, each time a little different. */
export function retryDelayMs(failures: number, random: () => number): number {
  const longest = Math.min(30_000, 500 * 2 ** Math.min(failures, 10));
  return Math.round(longest * (0.5 + random() / 2));
}
