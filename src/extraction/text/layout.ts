import { matchesIn, plainIn, trimRange, type Range, type ReadingText } from "./reading-text.ts";

/** What a line of a message is. */
export type LineKind = "own" | "quoted" | "forwarded" | "signature";

/** A line with what it is. */
export interface Line extends Range {
  readonly kind: LineKind;
  /** Begins with a bullet or a number of a list. */
  readonly isItem: boolean;
}

/** A message by its lines. */
export interface Layout {
  /** Lines with words in them, in order. */
  readonly lines: readonly Line[];
  /** The subject of a mail: of the one that is passed on, or of the message itself. */
  readonly subject?: Range;
  /** Words between quotation marks, at least four. */
  readonly quotations: readonly Range[];
}

const quoteMark = /^(?:>|\|(?! ?[^|\n]+ ?\|))/;
const forwardMark =
  /^(?:-{2,} ?(?:original message|forwarded message|forwarded by .*)|begin forwarded message|_{5,}$|-{8,}$|on .{6,90} wrote: ?$|le .{6,60} a ecrit ?: ?$)/;
const mailHeader = /^(?:from|sent|to|cc|bcc|subject|date|reply-to|importance) ?: ?/;
const subjectHeader = /^subject ?: ?(?:(?:re|fw|fwd) ?: ?)*/;
const closing =
  /^(?:(?:with )?(?:kind|kindest|best|warm|warmest|many|all the)(?: (?:regards|wishes|best|thanks))?|regards|best|thanks(?: (?:all|both|again|so much|very much|in advance|for (?:now|reading)))?|thank you|many thanks|thx|ta|cheers|yours(?: (?:sincerely|faithfully|truly))?|br|kr|rgds|all best|speak soon|diolch(?: yn fawr)?|with (?:many |grateful )?thanks(?: to [^.]{3,80})?|hope (?:that's|this is|that is) ok(?:ay)?)[ ,.!-]*(?:[\p{L}'-]+(?: [\p{L}'-]+){0,2})?[.!]?$/u;
const footer =
  /^(?:-- ?$|sent from my |get outlook for |this (?:e-?mail|message) (?:and any|is intended)|please consider the environment|unsubscribe)/;
const item = /^(?:[-–+>•*]|\(?\d{1,2}[.)]|[a-z][.)]) ?(?=\S)/;

/**
 * Reads what each line is: the sender's own words, a quotation, a mail passed on, or the words under a signature. `markings` are
 * handling labels, which belong to no line.
 */
export function readLayout(text: ReadingText, markings: readonly Range[]): Layout {
  const lines: Line[] = [];
  let mode: LineKind = "own";
  let subject: Range | undefined;
  const ranges = lineRanges(text);
  for (const [index, whole] of ranges.entries()) {
    const range = withoutMarkings(text, whole, markings);
    const words = plainIn(text, range);
    if (startsForward(text, ranges, index)) mode = "forwarded";
    else if (mode !== "forwarded" && (footer.test(words) || (closing.test(words) && lines.length > 0)))
      mode = "signature";
    else if (mode === "signature" && !isSignatureLine(words)) mode = "own";
    const header = mailHeader.exec(words);
    if (header !== null && (mode === "forwarded" || header[0].startsWith("subject"))) {
      const lead = subjectHeader.exec(words);
      if (lead === null || subject !== undefined) continue;
      subject = { start: range.start + lead[0].length, end: range.end };
      if (mode !== "own" || isPassedOn(text, lead[0], ranges[index + 1])) continue;
      lines.push({ ...subject, kind: "own", isItem: false });
      continue;
    }
    const isMark = forwardMark.test(words);
    if (words === "" || isMark) continue;
    lines.push({ ...range, kind: mode === "own" && quoteMark.test(words) ? "quoted" : mode, isItem: item.test(words) });
  }
  return { lines, ...(subject && { subject }), quotations: findQuotations(text) };
}

/** True for the subject of a mail that is forwarded, or that has more headers below it. */
function isPassedOn(text: ReadingText, lead: string, next: Range | undefined): boolean {
  return /fwd? ?:/.test(lead) || (next !== undefined && mailHeader.test(plainIn(text, next)));
}

/** A line without the handling label that it begins or ends with. */
function withoutMarkings(text: ReadingText, line: Range, markings: readonly Range[]): Range {
  let { start, end } = line;
  for (const marking of markings) {
    if (marking.start <= start && marking.end > start) start = Math.min(end, marking.end);
    else if (marking.end >= end && marking.start < end && marking.start > start) end = marking.start;
  }
  return trimRange(text, { start, end });
}

function lineRanges(text: ReadingText): readonly Range[] {
  let start = 0;
  return text.plain.split("\n").map((line) => {
    const range = { start, end: start + line.length };
    start = range.end + 1;
    return range;
  });
}

/** A mark of a mail program, or two headers of a mail one after the other below other words. */
function startsForward(text: ReadingText, ranges: readonly Range[], index: number): boolean {
  const words = plainIn(text, ranges[index] ?? { start: 0, end: 0 });
  if (forwardMark.test(words) && !/^[-_]+$/.test(words)) return true;
  const next = ranges[index + 1];
  const isRule = /^[-_]+$/.test(words);
  const [first, second] = isRule ? [next, ranges[index + 2]] : [ranges[index], next];
  if (first === undefined || second === undefined) return false;
  return /^from ?:/.test(plainIn(text, first)) && /^(?:sent|date|to|subject) ?:/.test(plainIn(text, second));
}

/** Names, roles, addresses: short lines without a verb and without a rating. */
function isSignatureLine(words: string): boolean {
  return (
    words.length < 90 &&
    !/\b(?:is|are|was|were|has|have|will|red|amber|green|official|secret|risks?|next|spen[td]|referrals?)\b|:\s|^>/.test(
      words,
    )
  );
}

function findQuotations(text: ReadingText): readonly Range[] {
  const whole = { start: 0, end: text.plain.length };
  const single = /(?<![\p{L}\p{N}])'(?<words>[^\n]{12,900}?)'(?![\p{L}\p{N}])/dgu;
  return [
    ...matchesIn(
      text,
      whole,
      /"(?<words>[^"\n]{8,1500})"|(?<![\p{L}\p{N}])'(?<single>\p{L}[^"\n]{8,1500}?)'(?![\p{L}\p{N}])/dgu,
    ),
    ...matchesIn(text, whole, single),
  ]
    .filter(({ groups }) => (groups["words"] ?? groups["single"] ?? "").trim().split(" ").length >= 4)
    .map(({ start, end }) => ({ start, end }));
}

const greeting =
  /^(?:(?:hi|hiya|hello|hey|dear|morning|good (?:morning|afternoon|evening)|afternoon|evening|greetings|bore da|prynhawn da|shwmae|helo)(?: (?:all|both|everyone|everybody|team|folks|there|colleagues|again|(?!from |here )[\p{L}'-]+(?: (?!here)[\p{L}'-]+)?))? ?(?:[,!.:\n-]+|$) ?)/u;
const dictatedGreeting =
  /^(?:hi|hiya|hello|hey|morning|ok|okay|right|so)(?: (?:all|there|everyone|so|then))? (?=(?:it's|its|this is|we|i'm|just|so|the|um)\b)/u;

/** A range without the greeting at its start. */
export function withoutGreeting(text: ReadingText, range: Range): Range {
  const words = plainIn(text, range);
  const found = greeting.exec(words) ?? dictatedGreeting.exec(words);
  return found === null ? range : trimRange(text, { start: range.start + found[0].length, end: range.end });
}

const thanks =
  /(?:^|(?<=[.!?,;)-] ?))(?:many thanks|thanks|thank you|thx|cheers|ta|regards|kind regards|best wishes|best|diolch)(?: (?:all|both|everyone|again|so much|very much|in advance))?(?:[,!. -]+[\p{L}'-]+(?: [\p{L}'-]+)?)?[.! ]*(?:x+)?$/u;

/** A range without thanks and a name at its end. */
export function withoutThanks(text: ReadingText, range: Range): Range {
  const found = thanks.exec(plainIn(text, range));
  return found === null ? range : trimRange(text, { start: range.start, end: range.start + found.index }, ",-");
}
