import type { UpdateFields } from "../../../core/update.ts";
import { fold } from "../../../core/words.ts";

/** A figure of an update that can be replaced; money counts in pounds. */
interface Slot {
  readonly name: string;
  readonly value: number;
  readonly isMoney: boolean;
  /** What is aimed at or allowed, not what was reported. */
  readonly isTarget: boolean;
  readonly put: (fields: UpdateFields, value: number) => UpdateFields;
}

/** A number as it was written: `£42k` is 42,000 pounds with the scale of thousands. */
export interface WrittenNumber {
  readonly value: number;
  readonly isMoney: boolean;
  readonly scale: number;
  readonly text: string;
}

/** How a number is written; the groups are its sign of money, its digits and its scale. */
export const numberSource = String.raw`(£\s?)?(\d[\d,]*(?:\.\d+)?)\s?(k|m|bn|thousand|million|billion)?(?![\w.]*\d)(?:%|\b|(?<=%))`;

const scales: Readonly<Record<string, number>> = { k: 1e3, thousand: 1e3, m: 1e6, million: 1e6, bn: 1e9, billion: 1e9 };

/** The numbers in a text, in order. */
export function numbersIn(text: string): readonly (WrittenNumber & { readonly at: number })[] {
  return Array.from(text.matchAll(new RegExp(numberSource, "gi")), (match) => {
    const scale = scales[(match[3] ?? "").toLowerCase()] ?? 1;
    const digits = Number((match[2] ?? "").replaceAll(",", ""));
    const value = Math.round(digits * scale * 100) / 100;
    return { value, isMoney: match[1] !== undefined, scale, text: match[0], at: match.index };
  });
}

function slotsOf({ metrics, spend = {} }: UpdateFields): readonly Slot[] {
  const money = (name: string, key: "toDatePence" | "forecastPence" | "budgetPence"): readonly Slot[] => {
    const pence = spend[key];
    const put: Slot["put"] = (fields, value) => ({
      ...fields,
      spend: { ...fields.spend, [key]: Math.round(value * 100) },
    });
    return pence === undefined
      ? []
      : [{ name, value: pence / 100, isMoney: true, isTarget: key === "budgetPence", put }];
  };
  const figures = metrics.flatMap(({ name, value, target }, index): readonly Slot[] => {
    const put =
      (key: "value" | "target"): Slot["put"] =>
      (fields, number) => ({
        ...fields,
        metrics: fields.metrics.map((metric, at) => (at === index ? { ...metric, [key]: number } : metric)),
      });
    const own = { name, isMoney: false } as const;
    return [
      { ...own, value, isTarget: false, put: put("value") },
      ...(target === undefined ? [] : [{ ...own, value: target, isTarget: true, put: put("target") }]),
    ];
  });
  return [
    ...figures,
    ...money("spend", "toDatePence"),
    ...money("forecast", "forecastPence"),
    ...money("budget", "budgetPence"),
  ];
}

/** Replaces the figure that was reported last in the words of an update, targets aside; undefined where it has no figure. */
export function replaceLastNumber(
  fields: UpdateFields,
  words: string,
  written: WrittenNumber,
): UpdateFields | undefined {
  const all = slotsOf(fields).filter(({ isMoney }) => isMoney || !written.isMoney);
  const reported = all.filter(({ isTarget }) => !isTarget);
  const slots = reported.length > 0 ? reported : all;
  const said = numbersIn(words).toReversed();
  for (const number of said) {
    const slot = slots.find(({ value, isMoney }) => value === number.value && isMoney === (number.isMoney || isMoney));
    if (slot) return putNumber(fields, slot, { written, was: number });
  }
  const last = slots.findLast(({ isMoney }) => isMoney === written.isMoney) ?? slots.at(-1);
  return last && putNumber(fields, last, { written });
}

/** Replaces one number by another, wherever the update says it; undefined where it says it nowhere. */
export function replaceNumber(
  fields: UpdateFields,
  was: WrittenNumber,
  written: WrittenNumber,
): UpdateFields | undefined {
  const slot = slotsOf(fields).findLast(({ value }) => value === was.value);
  return slot && putNumber(fields, slot, { written, was });
}

/** Replaces the figure of a name, or its target; adds a target where there was none. Undefined where no figure has the name. */
export function replaceNamed(
  fields: UpdateFields,
  { name, isTarget }: { readonly name: string; readonly isTarget: boolean },
  written: WrittenNumber,
): UpdateFields | undefined {
  const named = slotsOf(fields).filter((slot) => isNamed(slot, name));
  const slot = isTarget
    ? named.findLast((one) => one.isTarget && !one.isMoney)
    : (named.findLast((one) => !one.isTarget) ?? named.at(-1));
  if (slot) return putNumber(fields, slot, { written });
  if (!isTarget) return undefined;
  const index = fields.metrics.findLastIndex((metric) => name === "" || isNamed(metric, name));
  if (index === -1) return undefined;
  return {
    ...fields,
    metrics: fields.metrics.map((metric, at) => (at === index ? { ...metric, target: written.value } : metric)),
  };
}

function isNamed({ name }: { readonly name: string }, said: string): boolean {
  const [own, asked] = [
    fold(name),
    fold(said)
      .replace(/^(?:the |that |number of |total )+/, "")
      .trim(),
  ];
  if (asked === "") return true;
  if (/^spen[dt]/.test(asked)) return own === "spend";
  return own === asked || own.includes(asked) || asked.includes(own);
}

function putNumber(
  fields: UpdateFields,
  slot: Slot,
  { written, was }: { readonly written: WrittenNumber; readonly was?: WrittenNumber },
): UpdateFields {
  // "*45" after "£42k" means forty-five thousand.
  const isBare = slot.isMoney && written.scale === 1 && !written.isMoney;
  const value = isBare ? written.value * (was?.scale ?? 1) : written.value;
  const changed = slot.put(fields, value);
  const before = was?.text.trim() ?? plainNumber(slot.value);
  const after =
    was && isBare ? was.text.trim().replace(/\d[\d,]*(?:\.\d+)?/, written.text.trim()) : written.text.trim();
  return changed.narrative === undefined
    ? changed
    : { ...changed, narrative: replaceOnce(changed.narrative, before, after) };
}

function plainNumber(value: number): string {
  return value.toLocaleString("en-GB", { useGrouping: false, maximumFractionDigits: 10 });
}

/** A summary in which a figure stands once says the new one; where it stands more than once, nobody knows which is meant. */
function replaceOnce(text: string, before: string, after: string): string {
  const pattern = new RegExp(`(?<![\\d.,£])${RegExp.escape(before)}(?![\\d]|[.,]\\d)`, "g");
  return [...text.matchAll(pattern)].length === 1 ? text.replace(pattern, () => after) : text;
}
