import { assertNever } from "../core/assert-never.ts";
import type { Attribute, Value } from "../core/attribute.ts";
import { formatMoney } from "../core/money.ts";

/** Gives the name of a subject by id, as an answer writes it. */
export type NameOf = (id: string) => string;

const monthNames = "January February March April May June July August September October November December".split(" ");

/** Writes `2021-11-08` as `8 November 2021`, `2021-11` as `November 2021`; any other text as it is. */
export function sayDate(text: string): string {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (!match) return text;
  const month = match[2] ? monthNames[Number(match[2]) - 1] : undefined;
  return [match[3] ? String(Number(match[3])) : undefined, month, match[1]].filter(Boolean).join(" ");
}

/** Joins items in plain English: `a, b and c`; with semicolons where an item holds a comma. */
export function sayList(items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  if (items.length < 2) return last;
  const separator = items.some((item) => item.includes(",")) ? "; " : ", ";
  return `${items.slice(0, -1).join(separator)}${separator === "; " ? "; and " : " and "}${last}`;
}

/** Writes a value in plain English, with its unit. */
export function sayValue(value: Value, attribute: Attribute, nameOf: NameOf): string {
  switch (value.kind) {
    case "text":
    case "span":
    case "name":
      return value.text;
    case "list":
    case "names":
      return sayList(value.items);
    case "count":
      return [value.count.toLocaleString("en-GB"), attribute.unit].filter(Boolean).join(" ");
    case "percent":
      return `${value.percent}%`;
    case "money":
      return formatMoney(value.money);
    case "date":
      return sayDate(value.text);
    case "reference":
      return nameOf(value.id);
    case "references":
      return sayList(value.ids.map(nameOf));
    case "flag":
      return value.flag ? "yes" : "no";
    default:
      return assertNever(value);
  }
}
