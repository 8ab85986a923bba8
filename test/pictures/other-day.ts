const dayMs = 86_400_000;

/**
 * A moment at which reminders of a monthly return go out: a minute before half past eight in London, on the first
 * weekday from the fifth of next month on. By then at least two working days of it have begun, and its fifth is not over.
 */
export function beforeReminders(now: Date): Date {
  const fifth = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 5, 8, 29));
  const weekend: Readonly<Record<number, number>> = { 6: 2, 0: 1 };
  const day = new Date(fifth.getTime() + (weekend[fifth.getUTCDay()] ?? 0) * dayMs);
  const hour = new Intl.DateTimeFormat("en-GB", { hour: "numeric", hourCycle: "h23", timeZone: "Europe/London" });
  return new Date(day.getTime() - (Number(hour.format(day)) - 8) * 3_600_000);
}

/** The setting of a Node process that makes its clock stand at a moment when it starts, and run on from there. */
export function clockAt(moment: Date): Readonly<Record<string, string>> {
  const code = `const Real = Date, ahead = ${moment.getTime()} - Real.now();
globalThis.Date = class extends Real {
  constructor(...given) { given.length === 0 ? super(Real.now() + ahead) : super(...given); }
  static now() { return Real.now() + ahead; }
};`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` };
}
