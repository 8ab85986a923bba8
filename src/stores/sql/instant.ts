import { StoreError } from "../../core/errors.ts";
import type { Instant } from "../../core/time.ts";

const dayMs = 86_400_000;

/** Throws `store-misuse` unless an instant is UTC with milliseconds: instants are compared as text. */
export function checkInstant(name: string, instant: Instant): void {
  const time = Date.parse(instant);
  if (!Number.isNaN(time) && new Date(time).toISOString() === instant) return;
  throw new StoreError(
    "store-misuse",
    `${name} is not a UTC instant with milliseconds. Write it as 2026-03-01T09:00:00.000Z.`,
  );
}

/** The instant a number of days of 24 hours later. */
export function daysAfter(instant: Instant, days: number): Instant {
  return new Date(Date.parse(instant) + days * dayMs).toISOString();
}
