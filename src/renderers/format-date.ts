import { dayOf, isDay } from "../core/time.ts";
import type { Instant } from "../core/time.ts";

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

const londonTime = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/** Writes `2021`, `2021-11` or `2021-11-08` as `2021`, `November 2021` or `8 November 2021`; other text stays as it is. */
export function formatDate(text: string): string {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  const month = match?.[2] ? months[Number(match[2]) - 1] : undefined;
  if (!match || !month) return text;
  return match[3] ? `${Number(match[3])} ${month} ${match[1]}` : `${month} ${match[1]}`;
}

/** Writes an instant in London time, `1 March 2026 at 14:05`; a bare day as a day; other text stays as it is. */
export function formatInstant(instant: Instant): string {
  const time = new Date(instant);
  if (isDay(instant) || Number.isNaN(time.getTime())) return formatDate(instant);
  return `${formatDate(dayOf(time))} at ${londonTime.format(time)}`;
}
