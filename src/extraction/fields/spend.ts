import type { Spend } from "../../core/update.ts";
import { findAmounts, type Amount } from "../text/amounts.ts";
import type { Range, ReadingText } from "../text/reading-text.ts";
import type { Sentence } from "../text/sentences.ts";

type SpendKey = keyof Spend;

/** Spend with the words of each sum. */
export interface SpendReading {
  readonly spend: Spend;
  readonly ranges: ReadonlyMap<SpendKey, Range>;
}

const upTo = (characters: number): string => `(?:[^£.;]|\\.(?=\\d)){0,${characters}}`;

/** The word nearest before a sum says what it is. */
const leadWords: readonly (readonly [SpendKey | "other", string, number])[] = [
  [
    "forecastPence",
    "(?:re)?(?:forecast|fcst|f\\/cast)(?:ing|ed|s)?(?: (?:spend|outturn|cost|total|position|expenditure))?|out-?turn|expect(?:ed|ing|s)? to (?:spend|finish|end|come in|land|use|close)|expected (?:spend|total|cost|final)|project(?:ed|ing|ion)|predict(?:ed|ing)?|on course (?:for|to spend)|will (?:spend|finish|land|come in|end up|cost)|(?:we|it|this|that|they)(?:'ll| will| should| may| might) (?:now )?(?:spend|finish|land|come in|end up|come out)|likely to (?:spend|finish|end|land)|year[- ]end (?:position|spend|estimate)|final (?:cost|spend)|(?:full[- ]year|year[- ]end|annual|latest) (?:estimate|projection|outturn|forecast)|estimated? (?:final|total|spend)|aim(?:ing)? to (?:spend|finish)|should (?:finish|land|come in|end)",
    18,
  ],
  [
    "other",
    "under-?spen[dt](?:ing)?|over-?spen[dt](?:ing)?|variance|savings?|saved|invoices?(?! paid)|price[ds]?|worth|salary|salaries|between|carry[- ]?(?:over|forward)|bid|ceiling|per|fee|fine|match(?: |-)?fund(?:ing|ed)?|donat(?:ed|ion)|raised|won|shortfall|gap|claim|extra|additional|more|less|up from|down from|was|bus costs?|costs? us|costs|return on|benefits?|debt|arrears|income",
    14,
  ],
  [
    "budgetPence",
    "budget(?:ed)?|allocation|allocated|envelope|approved|(?:the|our|total|whole|full) (?:pot|funding|grant|award)|agreed",
    26,
  ],
  [
    "toDatePence",
    "spen[dt](?:ing)?|actuals?|expenditure|outlay|used(?: up)?|paid out|invoices? paid|payments? made|paid (?:to date|so far)|committed|drawn down|drawdown|total costs?|costs? (?:to date|so far|to (?:the )?end|to \\p{L}+)|gone through|got through|burn(?:ed|t)|ytd|to date|so far",
    34,
  ],
];
const leads = leadWords.map(
  ([key, words, distance]) =>
    [key, new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})(?<gap>${upTo(distance)})$`, "u")] as const,
);

const follows: readonly (readonly [SpendKey | "other", RegExp])[] = [
  [
    "forecastPence",
    /^ ?\(?(?:re)?(?:forecast|outturn|projected|by (?:the )?(?:year|financial year)[ -]?end|at (?:year|the year) end)/,
  ],
  [
    "other",
    /^ ?(?:under-?spen[dt]|over-?spen[dt]|saving|ceiling|per |each|a head|a week|a month|a year|worth|more|less|under|over|short|extra|bid|from )/,
  ],
  [
    "budgetPence",
    /^ ?(?:total |full[- ]year |agreed |approved |annual )?(?:budget|allocation|grant|award|pot|envelope|available|funding)/,
  ],
  [
    "toDatePence",
    /^ ?(?:of it |of that |now |has been |have been |was |is |been |already )*(?:spen[dt](?! ?(?:£|\d|so far £|to date £|is |was ))|used|paid out|gone(?! to)|out (?:of )?the door|drawn down|to date|so far|ytd)/,
  ],
];

/** After what is spent: `of £350,000`, `against £40,000`, `/ £250k`, `(of a £350k budget)`. */
const whole =
  /(?:^|[ (,/])(?:out of|of|against|vs\.?|versus|from|\/)(?: (?:the|our|a|an|its|their|total|full|whole|agreed|approved|overall|budget|allocation|grant|profile|award|pot|of|about))* ?$|^ ?\/ ?$/u;

/** Reads spend to date, forecast and budget. Ranges, prices and what is said of an under- or overspend are no spend. */
export function readSpend(text: ReadingText, sentences: readonly Sentence[]): SpendReading {
  const ranges = new Map<SpendKey, Range>();
  const spend: { -readonly [key in SpendKey]?: number } = {};
  let onlyCommitted = false;
  for (const sentence of sentences) {
    if (sentence.isQuestion) continue;
    const isMoney = sentence.section === "spend";
    const words = text.plain.slice(sentence.start, sentence.end);
    const amounts = findAmounts(text, sentence.content, isMoney || moneyWords.test(words) ? "bare" : "sure");
    for (const [key, amount] of classify(text, sentence, amounts)) {
      const isCommitted = /committed(?: \p{L}+)?[ :]*$/u.test(text.plain.slice(sentence.start, amount.start));
      // What is committed stands in for what is spent only where nothing else does.
      if (spend[key] !== undefined && !(key === "toDatePence" && onlyCommitted && !isCommitted)) continue;
      if (key === "toDatePence") onlyCommitted = isCommitted;
      spend[key] = amount.pence;
      ranges.set(key, { start: amount.start, end: amount.end });
    }
  }
  return { spend, ranges };
}

const moneyWords =
  /(?<!\p{L})(?:spen[dt]|spending|budget|forecast|outturn|expenditure|allocation|£|pounds|grand|actuals?)(?!\p{L})|£/u;

function classify(
  text: ReadingText,
  sentence: Sentence,
  amounts: readonly Amount[],
): readonly (readonly [SpendKey, Amount])[] {
  const found: (readonly [SpendKey, Amount])[] = [];
  let last: { readonly key: SpendKey | "other" | undefined; readonly end: number } = {
    key: undefined,
    end: sentence.start,
  };
  for (const [index, found1] of amounts.entries()) {
    const amount = inScaleOf(text, amounts[index - 1], found1);
    const before = text.plain.slice(last.end, amount.start);
    const after = text.plain.slice(amount.end, Math.min(sentence.end, amount.end + 40));
    if (amount.isBare && !isBareSum(text, amount, before, after)) continue;
    const next = amounts[index + 1];
    const isPart =
      next !== undefined &&
      nearestLead(before)?.key !== "forecastPence" &&
      whole.test(text.plain.slice(amount.end, next.start)) &&
      (handedOut.test(text.plain.slice(next.end, next.end + 30)) ||
        moneyHeading.test(text.plain.slice(sentence.start, amount.start)));
    const isHalf = next !== undefined && /^ ?\/ ?$/.test(text.plain.slice(amount.end, next.start));
    const read = keyOf(sentence, last.key, before, after);
    const key = amount.isRange ? "other" : isPart ? "toDatePence" : (read ?? (isHalf ? "toDatePence" : undefined));
    last = { key, end: amount.end };
    if (key !== undefined && key !== "other") found.push([key, amount]);
  }
  return found;
}

function keyOf(
  sentence: Sentence,
  last: SpendKey | "other" | undefined,
  before: string,
  after: string,
): SpendKey | "other" | undefined {
  const next = follows.find(([, pattern]) => pattern.test(after))?.[0];
  const isWhole = whole.test(before);
  if (isWhole && shareBefore.test(before)) return "budgetPence";
  if (isWhole && (last === "toDatePence" || last === "forecastPence")) return "budgetPence";
  const lead = nearestLead(before);
  if (lead?.key === "other" && lead.gap < 6) return "other";
  if (lead?.key === "forecastPence" && next !== "other") return "forecastPence";
  if (
    next !== undefined &&
    !(next === "toDatePence" && lead?.key === "budgetPence" && /^ ?(?:so far|to date)/.test(after))
  )
    return next;
  if (lead !== undefined) return lead.key;
  if (sentence.section === "spend" && sentence.isLabelled && last === undefined && !isWhole) return "toDatePence";
  return undefined;
}

/** `Money fine: £88k out of £150k` */
const moneyHeading =
  /(?<!\p{L})(?:money|financ\p{L}+|budget|cash|funds|funding|grant|spend|£)(?: \p{L}+){0,2} ?[:–-] ?$/u;

/** `a third of the £90k`: what is spent is not said in pounds. */
const shareBefore =
  /(?:third|quarter|half|fifths?|tenths?|thirds|quarters|most|some|part|much|little|lot|bit|all|none|rest|remainder|percent|per cent|%|nothing|any) (?:out )?of(?: \p{L}+){0,4} $/u;

/** `£163k of £200k granted` */
const handedOut =
  /^ (?:(?:grant|budget|pot|funding|allocation|total|money|award) )?(?:is |are |now |already |has been |have been |has |have )*(?:spent|granted|awarded|paid|used|gone|out|committed|claimed|drawn down|distributed)(?!\p{L})/u;

/** `104 grand of 250`: the second number is in the scale of the first. */
function inScaleOf(text: ReadingText, before: Amount | undefined, amount: Amount): Amount {
  if (before === undefined || !amount.isBare || amount.pence >= 1_000_000) return amount;
  const scale = /(?<scale>k|grand|thousand|m|million)(?: pounds| quid)?$/.exec(
    text.plain.slice(before.start, before.end),
  )?.groups?.["scale"];
  const between = text.plain.slice(before.end, amount.start);
  if (scale === undefined || !whole.test(between) || /\p{L}/u.test(text.plain.charAt(amount.end + 1))) return amount;
  return { ...amount, pence: amount.pence * (scale.startsWith("m") ? 1e6 : 1e3) };
}

function nearestLead(before: string): { readonly key: SpendKey | "other"; readonly gap: number } | undefined {
  const found = leads.flatMap(([key, pattern]) => {
    const gap = pattern.exec(before)?.groups?.["gap"];
    return gap === undefined ? [] : [{ key, gap: gap.length }];
  });
  return found.toSorted((a, b) => a.gap - b.gap)[0];
}

/** `spent 40k of 200k`: a number that a word of money stands right before, or that follows such a number. */
function isBareSum(text: ReadingText, amount: Amount, before: string, after: string): boolean {
  const written = text.plain.slice(amount.start, amount.end);
  if (/^ ?\p{L}*(?:referrals?|people|homes|visits|contacts)/u.test(after)) return false;
  const isLarge = /[km]$|grand|thousand|million|,\d{3}$/.test(written) || amount.pence >= 1_000_000;
  if (!isLarge || /^(?:19|20)\d{2}$/.test(written)) return false;
  return nearestLead(before) !== undefined || whole.test(before) || follows.some(([, pattern]) => pattern.test(after));
}
