import { isDay } from "../../core/time.ts";

/** The boxes of a date, in their order on the page. */
export const dateBoxes = ["day", "month", "year"] as const;
export type DateBox = (typeof dateBoxes)[number];

/** What is wrong with a date in its boxes, and which of them are. */
export interface DateProblem {
  readonly text: string;
  readonly boxes: readonly DateBox[];
}

/**
 * Says what is wrong with what stands in the three boxes of a date, as the GOV.UK Design System words it
 * (https://design-system.service.gov.uk/components/date-input/#error-messages). Undefined for boxes that are all empty, and for a
 * day that there is: then something else is wrong with it.
 */
export function dateProblem(label: string, parts: Readonly<Record<DateBox, string>>): DateProblem | undefined {
  const empty = dateBoxes.filter((box) => parts[box] === "");
  if (empty.length === dateBoxes.length) return undefined;
  if (empty.length > 0) return { text: `${label} must include a ${empty.join(" and ")}`, boxes: empty };
  const { day, month, year } = parts;
  if (/^\d+$/.test(year) && year.length !== 4) return { text: "Year must include 4 numbers", boxes: ["year"] };
  if (isDay(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`)) return undefined;
  const isBetween = (text: string, most: number): boolean => /^\d{1,2}$/.test(text) && +text >= 1 && +text <= most;
  const impossible = [
    ...(isBetween(day, 31) ? [] : ["day" as const]),
    ...(isBetween(month, 12) ? [] : ["month" as const]),
    ...(/^\d{4}$/.test(year) ? [] : ["year" as const]),
  ];
  return { text: `${label} must be a real date`, boxes: impossible.length === 1 ? impossible : dateBoxes };
}
