import { readLabel, type Section } from "./labels.ts";
import type { Line } from "./layout.ts";
import { plainIn, trimRange, type Range, type ReadingText } from "./reading-text.ts";

/** A sentence of the message with what its label says it is about. */
export interface Sentence extends Range {
  /** Without bullet and label. */
  readonly content: Range;
  /** The number of its line. */
  readonly line: number;
  readonly isItem: boolean;
  readonly isQuestion: boolean;
  /** Tells somebody to do something: `please send your returns by Friday`. */
  readonly isInstruction: boolean;
  /** The label that stands before it, or above it. */
  readonly section?: Section;
  /** The label is its own, not one above it. */
  readonly isLabelled: boolean;
  /** Nothing but a label. */
  readonly isHeading: boolean;
}

const abbreviations =
  /(?:^|[^\p{L}\p{N}])(?:mr|mrs|ms|dr|st|no|nos|approx|vs|v|inc|dept|ref|tel|ext|cllr|prof|e\.g|i\.e|eg|ie|cf|est|p|pp|w\.c)\.$/u;
const shortMonth = /(?:^|[^\p{L}])(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.$/u;

/** The ends of the sentences of a line, offsets into it. */
function sentenceEnds(words: string): readonly number[] {
  const ends: number[] = [];
  for (const { 0: sign, index } of words.matchAll(
    /[.!?]+["')\]]*(?= |$)|(?<= )[:;]-?[()/](?= )| \|(?= )|(?<=\p{L}[^\n]*)[✅✔☑](?= \p{L})/gu,
  )) {
    const end = index + sign.length;
    const head = words.slice(0, end);
    const isShort =
      sign === "." &&
      ((abbreviations.test(head) && !/^ ?$/.test(words.slice(end))) ||
        (shortMonth.test(head) && /^ \d/.test(words.slice(end))));
    const isListNumber = /^[^\p{L}]{0,4}\d{1,2}\.$/u.test(words.slice(0, end));
    if (!isShort && !isListNumber) ends.push(end);
  }
  if (ends.at(-1) !== words.length) ends.push(words.length);
  return [...new Set([...ends, ...listEnds(words), ...dashEnds(words)])].toSorted((a, b) => a - b);
}

/** Where the points of a list begin that is written in one line: `1) … 2) …`. */
function listEnds(words: string): readonly number[] {
  const points = [...words.matchAll(/(?<=^|[ :])(\d)[.)] (?=\p{L})/gu)];
  const areInOrder = points.length > 1 && points.every(([, digit], index) => Number(digit) === index + 1);
  return areInOrder ? points.slice(1).map(({ index }) => index) : [];
}

/** Where the fields end of a line that keeps them apart by dashes: `G - 212 contacts - next: board 1/12 - no risks`. */
function dashEnds(words: string): readonly number[] {
  const dashes = [...words.matchAll(/ [-–|] (?=\S)/gu)];
  return dashes.length < 4 ? [] : dashes.map(({ index }) => index + 2);
}

const asks =
  /^(?:(?:and|but|so|ok|okay|also|quick (?:one|question|q)|question|sorry|hi|hello|hey|morning|all|please|just wondering|wondering)[ ,:-]+)*(?:who(?:'s| is| has| have| hasn't| are| was| else| do| does| did| can| will)?|whose|what \p{L}+ (?:is|are|do|does|did|should|would|can|will|was|were) (?:we|i|you|they|the|it|that)|what(?:'s| is| are| was| were| do| does| did| should| will| happens| happened| time| about| help)|when(?:'s| is| are| was| do| does| did| will| can| should)|where(?:'s| is| are| was| do| does| did| will| can| should)|why|how (?:many|much|come|do|does|did|is|are|has|have|long|often|soon|can|will|about|should)|which (?:of|pilots?|one|ones|places?|councils?|rating|month|template)|is (?:it|there|that|this|anyone|anybody|someone|the|our|your)|are (?:you|we|they|there|any)|does|do (?:you|we|they|i|any|all)|did (?:you|we|they|anyone|the)|has (?:anyone|anybody|someone|the|our)|have (?:you|they|we got)|can (?!you (?:please )?(?:put|mark|log|record|count) us )(?:i|you|we|someone|anyone|anybody|they)|could (?!you (?:please )?(?:put|mark|log|record|count) us )(?:i|you|we|someone|anyone|anybody)|should (?:i|we|it)|shall (?:i|we)|would (?:you|anyone|it|that)|will (?:you|there|it|we)|any(?:one|body)|am i|may i|any (?:chance|idea|ideas|news|update|updates|questions))\b/u;

/** `Eastmere – can you drop your figures into the form` */
const asksSomebody =
  /^[@\p{L}][^.;:?!\d]{1,40}?(?:,| -|:) (?:please |pls )?(?:can|could|would|will|do|did|have|are|might) (?:you|u|y'all)(?! (?:please )?(?:put|mark|log|record|count) (?:us|this|it))(?!\p{L})/u;

function isQuestion(words: string): boolean {
  if (asks.test(words) || asksSomebody.test(words)) return true;
  // `amber, I think?` asks nobody.
  return /\?["')\]]*$/.test(words) && !/(?:i think|i guess|i suppose|probably|i'd say|maybe|perhaps)\?+$/.test(words);
}

const orders =
  /^(?:(?:and|but|so|also|ok|okay|hi|hello|all|team|everyone|folks|reminder|@[\p{L}]+|just a reminder|a reminder)[ ,:-]+)*(?!(?:put|mark) us (?:down )?(?:as|at) )(?:(?:please|pls|plz|kindly|can everyone|could everyone|can all|could all|could leads|can leads|could you all|everyone please|leads please)(?: (?:can|could|all|everyone|you|note|also))* (?!find below|find (?:our|my|attached)|see (?:our|my|the|attached)|see below|log this|record this|we(?:'re| are| have)|our |that (?:we|our)(?!\p{L})|(?:(?:put|mark|count) us|(?:log|record) (?:us|\p{L}+(?: \p{L}+){0,2})) (?:down )?(?:as|at) (?:red|amber|green))\p{L}|(?:send|show|set|remind|make(?! (?:that|it) \d)|change|mark|ignore|add|remove|delete|amend|update (?:the|your|our|my|it|them|this)|give me|tell (?:me|us|them)|list|draft(?! (?:report|plan|paper|strategy|agreement|contract|lease|business|final|version|of|mou|terms|bid|specification|spec|policy|action|evaluation)(?!\p{L}))|write|post|don't|do not|never|always|remember(?= ?:| )|check|forward|ring|call (?!it)\p{L}|email|use|ask (?!for|of|from)\p{L}|bring|take|join|let me|let us (?!say|call)\p{L}|let's (?!say|call|go with|stick|put)\p{L}|help me|stop|cancel|move (?:the|my|our)|book|put|turn|switch|disregard|forget|pretend|act as|print|export|download|register|sign up|copy|grab|click|choose|paste|circulate|save the date|complete the|fill in|reply|respond|submit|return|welcome|note that|nb|vote|rsvp) (?!from|is|are|was|were|and|in|on|at|with|to date|team|group|meeting|held|published|sent|by|so far|up is|of|now|has|have|rate|line|centre|the lead)\p{L})/u;

/** `Eastmere: I need your forecasts by Friday` */
const demand =
  /(?<!\p{L})(?:i|we)(?:'m|'re|'d| am| are| would)?(?: still| just| also)? (?:need|want|require|await|like|missing|waiting for|after|chasing|short of) (?:\p{L}+ )?your(?!\p{L})/u;

/** The sentences of the given lines in order, each with its section. */
export function readSentences(text: ReadingText, lines: readonly Line[]): readonly Sentence[] {
  const sentences: Sentence[] = [];
  let section: Section | undefined;
  for (const [number, line] of lines.entries()) {
    const read = sentencesOfLine(text, line, number, section);
    sentences.push(...read.sentences);
    section = read.section ?? section;
  }
  return sentences;
}

/** A heading's list goes on below it until something else begins. */
function isListSection(section: Section | undefined): boolean {
  return (
    section !== undefined &&
    !["rating", "period", "none", "owner", "mitigation", "spend", "narrative"].includes(section)
  );
}

function sentencesOfLine(
  text: ReadingText,
  line: Line,
  number: number,
  above: Section | undefined,
): { readonly sentences: readonly Sentence[]; readonly section?: Section } {
  const sentences: Sentence[] = [];
  const words = plainIn(text, line);
  const bullet = line.isItem ? (/^\S+? ?(?=[^\s])/.exec(words.replace(/^([-+>]) /, "$1 "))?.[0].length ?? 0) : 0;
  let start = bulletLength(words, line.isItem, bullet);
  let current = above;
  let left: Section | undefined;
  for (const end of sentenceEnds(words)) {
    const range = trimRange(text, { start: line.start + start, end: line.start + end }, "|");
    start = end;
    if (range.start >= range.end) continue;
    const plain = plainIn(text, range);
    const isWhole = sentences.length === 0 && end === words.length;
    const label = readLabel(plain, isWhole);
    if (label !== undefined) {
      current = label.section;
      if (label.isHeading) left = label.section;
      // A label with its own words ends what a heading above began, unless it stands in the list.
      else if (!line.isItem && above !== undefined) left = "none";
    }
    sentences.push({
      ...range,
      content: trimRange(text, { start: range.start + (label?.length ?? 0), end: range.end }),
      line: number,
      isItem: line.isItem,
      isQuestion: isQuestion(label === undefined ? plain : plain.slice(label.length)),
      isInstruction: label === undefined && current === undefined && (orders.test(plain) || demand.test(plain)),
      ...(current !== undefined && { section: current }),
      isLabelled: label !== undefined,
      isHeading: label?.isHeading === true,
    });
    if (label !== undefined && !(label.isPlural && isListSection(label.section))) current = above;
  }
  return { sentences, ...(left !== undefined && { section: left }) };
}

function bulletLength(words: string, isItem: boolean, found: number): number {
  if (!isItem) return 0;
  return /^(?:[-–+>]|\(?\d{1,2}[.)]|[a-z][.)]) ?/.exec(words)?.[0].length ?? found;
}
