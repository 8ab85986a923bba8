import { Worker } from "node:worker_threads";
import { z } from "zod";
import type { Day } from "../core/time.ts";

/** England's calendar of work. */
export interface WorkingDays {
  /** True from Monday to Friday, apart from bank holidays in England. */
  isWorkingDay(day: Day): boolean;
}

/** The bank holidays of this century: those that are proclaimed later come with a newer version of the package. */
const years = { first: 2000, last: 2099 } as const;

/** Run as it stands: TypeScript would load what strips types, once more for this thread. */
const listHolidays = `
  const { parentPort, workerData } = require("node:worker_threads");
  void import(workerData.package).then(({ default: Holidays }) => {
    const england = new Holidays("GB", "ENG");
    const days = [];
    for (let year = workerData.first; year <= workerData.last; year += 1)
      for (const { type, date } of england.getHolidays(year))
        if (type === "public" || type === "bank") days.push(date.slice(0, 10));
    parentPort.postMessage(days);
  });
`;

let loaded: Promise<WorkingDays> | undefined;

/** Loads England's bank holidays: substitute days and one-off holidays among them, as far as the package knows them. */
export function loadWorkingDays(): Promise<WorkingDays> {
  loaded ??= readHolidays().then(
    (holidays) => ({
      isWorkingDay(day) {
        const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
        return weekday !== 0 && weekday !== 6 && !holidays.has(day);
      },
    }),
    (error: unknown) => {
      loaded = undefined;
      throw error;
    },
  );
  return loaded;
}

/** In a thread that ends with it: the package knows every country's holidays and takes 20 MB (measured); the list takes none. */
async function readHolidays(): Promise<ReadonlySet<Day>> {
  const workerData = { package: import.meta.resolve("date-holidays"), ...years };
  const worker = new Worker(listHolidays, { eval: true, workerData });
  const days = Promise.withResolvers<unknown>();
  worker.once("message", days.resolve);
  worker.once("error", days.reject);
  worker.once("exit", () => days.reject(new Error("The thread that reads bank holidays ended without them.")));
  try {
    return new Set(z.array(z.string()).parse(await days.promise));
  } finally {
    await worker.terminate();
  }
}
