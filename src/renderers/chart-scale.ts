import { formatDate } from "./format-date.ts";
import { isDate } from "./chart-rows.ts";

/** Where values stand on an axis: round numbers from below the least value to above the greatest; zero is among them. */
export interface ValueScale {
  readonly ticks: readonly number[];
  /** From 0 at the lowest tick to 1 at the highest. */
  readonly shareOf: (value: number) => number;
}

/** About so many lines lie behind a chart. */
const aboutTicks = 5;

/** A scale for values: its ticks are 1, 2, 2.5 or 5 times a power of ten apart. */
export function scaleValues(values: readonly number[]): ValueScale {
  const least = Math.min(0, ...values);
  const above = Math.max(0, ...values);
  // What differs by less than this is drawn as if it were nothing.
  const greatest = above - least > 1e-9 ? above : 1;
  const step = roundStep((greatest - least) / aboutTicks);
  const [first, last] = [Math.floor(least / step), Math.ceil(greatest / step)];
  // Multiplied and not added up, and cut where floating point begins to differ.
  const ticks = Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
  const [low, high] = [first * step, last * step];
  return { ticks, shareOf: (value) => (value - low) / (high - low) };
}

function roundStep(wanted: number): number {
  const power = 10 ** Math.floor(Math.log10(wanted));
  const factor = [1, 2, 2.5, 5, 10].find((one) => one * power >= wanted * 0.999) ?? 10;
  return factor * power;
}

/** Where the places of a chart stand along its axis, from 0 to 1: dates of a line by their time, others side by side. */
export function scalePlaces(places: readonly string[], shape: "line" | "bar"): (x: string) => number {
  const times = places.map(timeOf);
  const [first, last] = [times[0] ?? 0, times.at(-1) ?? 0];
  if (shape === "line" && places.every(isDate) && last > first) {
    // Half a step is left free at both ends, as beside bars.
    const free = 0.5 / places.length;
    return (x) => free + (1 - 2 * free) * ((timeOf(x) - first) / (last - first));
  }
  const indexes = new Map(places.map((x, index) => [x, index]));
  return (x) => ((indexes.get(x) ?? 0) + 0.5) / Math.max(places.length, 1);
}

function timeOf(x: string): number {
  const [year = 0, month = 1, day = 1] = x.split("-").map(Number);
  return Date.UTC(year, month - 1, day);
}

/** What stands below a place: `8 Nov 2026`, `Nov 2026`; other words as they are. */
export function shortPlace(x: string): string {
  return isDate(x) ? formatDate(x).replace(/[A-Z][a-z]{3,}/, (month) => month.slice(0, 3)) : x;
}
