import { trimRange, type Range, type ReadingText } from "../text/reading-text.ts";
import type { DatePhrase } from "../time/date-rule.ts";

const leading =
  /^(?:(?:(?:the |our )?(?:next|key|main|first) milestone (?:is|will be)|and|but|so|then|also|plus|next up|next step is to|next steps? (?:is|are|will be)|next steps?|next thing is|next thing|next is|next:|next,|now|meanwhile|finally|again|done|doing|to do|yes|sorry|anyway|we're also|as planned)[ :,.-]+|(?:\d{1,2}[.)]|[-*>]) )+/u;
const beforeDate =
  /(?:(?:^|[ ,])(?:is |are |was |now |that's )*(?:due|planned|scheduled|booked|set|starting)?(?:(?:^|(?<=[ ,])| )(?:on|by|from|for|in|at|before|until|till|to|around|about|no later than|w\/c|is|of))?(?: ?(?:^|(?<=[ ,]))the)?)?[ ,:(–-]*$/u;

/** A range without what leads into it: connecting words, bullets, signs. */
export function withoutLead(text: ReadingText, range: Range): Range {
  const trimmed = trimRange(text, range, ",;:.-!>*(");
  const found = leading.exec(text.plain.slice(trimmed.start, trimmed.end));
  return found === null
    ? trimmed
    : trimRange(text, { start: trimmed.start + found[0].length, end: trimmed.end }, ",;:.-!");
}

/** A range without the dates at its ends and the words that lead to them; unchanged where nothing else would be left. */
export function withoutDates(text: ReadingText, range: Range, dates: readonly DatePhrase[]): Range {
  let { start, end } = trimRange(text, range, ",;:.!)");
  for (let isCut = true; isCut;) {
    isCut = false;
    const last = dates.find((date) => date.start > start && date.end >= end - 1 && date.start < end);
    if (last !== undefined) {
      const kept = text.plain.slice(start, last.start).replace(beforeDate, "");
      if (/\p{L}{2}/u.test(kept)) [end, isCut] = [start + kept.length, true];
    }
    const first = dates.find(
      (date) =>
        date.end < end &&
        /^(?:on |by |from |in |at |the |,|:|-| )*$/.test(text.plain.slice(start, Math.max(start, date.start))) &&
        date.start >= start,
    );
    if (
      first !== undefined &&
      /\p{L}{2}/u.test(text.plain.slice(first.end, end)) &&
      text.plain.charAt(first.end) !== "'"
    )
      [start, isCut] = [trimRange(text, { start: first.end, end }, ",:;- ").start, true];
  }
  return trimRange(text, { start, end }, ",;:.-!>");
}
