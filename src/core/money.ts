/** How an amount was stated. */
export const moneyQualifiers = ["exact", "about", "upTo", "atLeast", "range"] as const;
export type MoneyQualifier = (typeof moneyQualifiers)[number];

/** What an amount is an amount of; amounts of different bases are never added or compared. */
export const moneyBases = ["perPilot", "total", "inYear", "cumulative"] as const;
export type MoneyBasis = (typeof moneyBases)[number];

/** An amount in sterling. `toPence` is set for a range, and only there. */
export interface Money {
  readonly pence: number;
  readonly toPence?: number;
  readonly qualifier: MoneyQualifier;
  readonly basis: MoneyBasis;
}

const scales: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  million: 1e6,
  bn: 1e9,
  b: 1e9,
  billion: 1e9,
};

/** Reads `£150,000`, `£1.7bn`, `£46m` or `£12.50` as integer pence, or undefined. */
export function readPence(text: string): number | undefined {
  const match = /^£\s?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s?(k|m|bn|b|thousand|million|billion)?$/i.exec(text.trim());
  if (!match) return undefined;
  const amount = Number(`${(match[1] ?? "").replaceAll(",", "")}${match[2] ?? ""}`);
  const scale = scales[(match[3] ?? "").toLowerCase()] ?? 1;
  const pence = Math.round(amount * scale * 100);
  return Number.isSafeInteger(pence) ? pence : undefined;
}

/** Writes pence the way GOV.UK does: `£150,000`, `£12.50`, `£82 billion`, `£1.7 billion`, `£5 million`. */
function formatPence(pence: number): string {
  const pounds = pence / 100;
  for (const [size, word] of [
    [1e9, "billion"],
    [1e6, "million"],
  ] as const) {
    if (pounds >= size && Number.isInteger(Number((pounds / size).toFixed(6)) * 10)) return `£${pounds / size} ${word}`;
  }
  const whole = Number.isInteger(pounds);
  return `£${pounds.toLocaleString("en-GB", { minimumFractionDigits: whole ? 0 : 2, maximumFractionDigits: 2 })}`;
}

/** Writes an amount with its qualifier: `up to £100 million`, `between £150,000 and £350,000`. */
export function formatMoney(money: Money): string {
  const amount = formatPence(money.pence);
  switch (money.qualifier) {
    case "exact":
      return amount;
    case "about":
      return `about ${amount}`;
    case "upTo":
      return `up to ${amount}`;
    case "atLeast":
      return `at least ${amount}`;
    case "range":
      return `between ${amount} and ${formatPence(money.toPence ?? money.pence)}`;
  }
}
