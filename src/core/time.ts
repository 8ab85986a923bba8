/** A UTC instant, ISO 8601 with milliseconds: `2026-03-01T23:59:59.999Z`. */
export type Instant = string;

/** A calendar day in Europe/London: `2026-03-01`. */
export type Day = string;

/** Tells the time; injected so that tests decide it. */
export interface Clock {
  now(): Date;
}

const london = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

function londonOffsetMs(at: number): number {
  const parts = new Map(london.formatToParts(at).map((part) => [part.type, Number(part.value)]));
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const wall = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return wall - Math.floor(at / 1000) * 1000;
}

/** The day in Europe/London at an instant. */
export function dayOf(instant: Date): Day {
  return new Date(instant.getTime() + londonOffsetMs(instant.getTime())).toISOString().slice(0, 10);
}

/** The last millisecond of a day in Europe/London, which is what a bare date means for what was known. */
export function endOfDay(day: Day): Instant {
  const wall = Date.parse(`${day}T23:59:59.999Z`);
  return new Date(wall - londonOffsetMs(wall)).toISOString();
}

/** True for a calendar day that exists (`2024-02-30` does not). */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** A stretch of days, `[from, to)`. */
export interface DaySpan {
  readonly from: Day;
  readonly to: Day;
}

/** The days that a year, a month or a day covers (`2021`, `2021-11`, `2021-11-08`), or undefined for any other text. */
export function readDaySpan(text: string): DaySpan | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), match[2], match[3]];
  const from = `${match[1]}-${month ?? "01"}-${day ?? "01"}`;
  if (!isDay(from)) return undefined;
  const start = new Date(`${from}T00:00:00Z`);
  const end = day
    ? new Date(start.getTime() + 86_400_000)
    : new Date(Date.UTC(month ? year : year + 1, month ? Number(month) : 0, 1));
  return { from, to: end.toISOString().slice(0, 10) };
}
