import type { Value } from "../../../core/attribute.ts";
import type { Money } from "../../../core/money.ts";

/** The least and the greatest that a value may be: pence, a number, or days since 1970. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** How far "about" may be off when amounts are put in order: a tenth either way, our own rule. */
const aboutTolerance = 0.1;

const dayMs = 86_400_000;

/** The bounds of a value as stated ("about" is taken at its word), or undefined for a value without an order. */
export function boundsOf(value: Value): Bounds | undefined {
  switch (value.kind) {
    case "count":
      return { low: value.count, high: value.count };
    case "percent":
      return { low: value.percent, high: value.percent };
    case "money":
      return moneyBounds(value.money);
    case "date":
      return value.days && { low: Date.parse(value.days.from) / dayMs, high: Date.parse(value.days.to) / dayMs - 1 };
    default:
      return undefined;
  }
}

function moneyBounds({ pence, toPence, qualifier }: Money): Bounds {
  switch (qualifier) {
    case "upTo":
      return { low: 0, high: pence };
    case "atLeast":
      return { low: pence, high: Infinity };
    case "range":
      return { low: pence, high: toPence ?? pence };
    default:
      return { low: pence, high: pence };
  }
}

/** The bounds for putting values in order, where "about" leaves room. */
export function cautiousBounds(value: Value): Bounds | undefined {
  if (value.kind !== "money" || value.money.qualifier !== "about") return boundsOf(value);
  const room = Math.abs(value.money.pence) * aboutTolerance;
  return { low: value.money.pence - room, high: value.money.pence + room };
}
