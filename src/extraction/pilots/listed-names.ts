import type { Range, ReadingText } from "../text/reading-text.ts";
import type { Sentence } from "../text/sentences.ts";

/** How it stands, said before a colon, a dash or a bracket: `everyone else green:`, `all three on track -`. */
const ratedHead =
  /(?:^|[;,.:] |, (?:and|but) )(?<head>(?:(?!(?:we|i|it|you)(?:'|\b))[\p{L}'-]+ ){0,6}?(?:red|amber|green|a\/[rg]|on[ -]track|off[ -]track|at risk|[🟢🟡🟠🔴🟩🟨🟧🟥])(?: (?:this|for|the|month|week|quarter|overall|again|still|now|are|is|both|at)){0,3} ?(?::|-|->|=|\() ?)$/u;
const separator = /^(?:[ ,&/+()]|and|plus|also|the)*$/;

/**
 * Where the words begin that say how several pilots stand, before the list of their names that a name is in (`Everyone else green: Calder,
 * Ullock`); undefined where the names are no such list, or where something is said behind them.
 */
export function listLead(
  text: ReadingText,
  name: Range,
  sentence: Sentence,
  names: readonly Range[],
): number | undefined {
  const own = names.filter(({ start, end }) => start >= sentence.start && end <= sentence.end);
  const isJoined = (left: Range, right: Range): boolean => separator.test(text.plain.slice(left.end, right.start));
  let first = name;
  for (const other of own.toReversed()) if (other.end <= first.start && isJoined(other, first)) first = other;
  let last = name;
  for (const other of own) if (other.start >= last.end && isJoined(last, other)) last = other;
  const rest = text.plain.slice(last.end, sentence.end);
  const found = ratedHead.exec(text.plain.slice(sentence.start, first.start));
  const head = found?.groups?.["head"];
  if (found === null || head === undefined || !/^[).!;]* ?$/.test(rest)) return undefined;
  const start = sentence.start + found.index + found[0].length - head.length;
  // A name in the head is rated by it: what stands behind it in brackets is something else.
  return own.some((other) => other.start >= start && other.end <= first.start) ? undefined : start;
}

const group =
  /^(?:(?:and|but|so|still) )*(?:everyone|everybody|everything|all|the (?:others?|rest|remaining|other)|others|rest|both|each|(?:the )?(?:two|three|four|five|six|seven|eight|nine|ten|\d+))(?: (?:two|three|four|five|six|seven|eight|nine|ten|\d+))?(?: (?:pilots?|places?|sites?|areas?|members?|councils?|teams?))?(?: else)?(?: of (?:ours|us|them|these|those|the \p{L}+|our \p{L}+))? ?(?:(?:are|is|look|looking|remain|stay|were reported)(?!\p{L}) ?|: ?|- ?)?/u;

/** How many characters of a head only say of how many it speaks: `everyone else `, `all three of ours are `. */
export function groupLength(head: string): number {
  return group.exec(head)?.[0].length ?? 0;
}
