import type { Day } from "../core/time.ts";

/** England's calendar of work. */
export interface WorkingDays {
  /** True from Monday to Friday, apart from bank holidays in England. */
  isWorkingDay(day: Day): boolean;
}

/** Loads England's bank holidays: substitute days and one-off holidays among them, as far as the package knows them. */
export async function loadWorkingDays(): Promise<WorkingDays> {
  // Some 100 ms and 20 MB (measured), and nobody but the schedule asks.
  const { default: Holidays } = await import("date-holidays");
  const england = new Holidays("GB", "ENG");
  const years = new Map<number, ReadonlySet<Day>>();

  function holidaysOf(year: number): ReadonlySet<Day> {
    const known = years.get(year);
    if (known) return known;
    const holidays = england.getHolidays(year).filter(({ type }) => type === "public" || type === "bank");
    const days = new Set(holidays.map(({ date }) => date.slice(0, 10)));
    years.set(year, days);
    return days;
  }

  return {
    isWorkingDay(day) {
      const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
      return weekday !== 0 && weekday !== 6 && !holidaysOf(Number(day.slice(0, 4))).has(day);
    },
  };
}
