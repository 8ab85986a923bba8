import { plainIn, type Range, type ReadingText } from "./text/reading-text.ts";
import { readLayout, withoutGreeting, withoutThanks, type Layout, type Line } from "./text/layout.ts";

/** What of a message its sender says, and what is only passed on. */
export interface OwnWords {
  /** The lines that speak for the sender, or for whom the sender speaks for; without greeting and thanks. */
  readonly lines: readonly Line[];
  /** The lines that are quoted or passed on. */
  readonly others: readonly Line[];
  /** Words in quotation marks, which are somebody else's. */
  readonly quotations: readonly Range[];
  readonly signatures: readonly Line[];
  /** The subject of what is passed on, where that is what the sender wants recorded. */
  readonly subject?: Range;
}

const onBehalf =
  /(?<!\p{L})(?:on behalf of|(?:posting|logging|sharing|sending|adding|recording|putting) (?:this |these |it )?(?:in |up |on )?(?:for|from)|(?:log|record|add|count|take|put) (?:this|these|it|the (?:below|following|update|note))(?: (?:in|on|up|down))? (?:for|from|as|under)|please (?:log|record|add|capture|put in) (?:this|these|the|below|for|as|under|against)|passing (?:this |it )?on for|they (?:can't|cannot|couldn't) (?:get|post|log)|i've been asked to (?:post|log|share|send) (?:this|the))(?!\p{L})/u;
const reporting =
  /^[^\p{L}]*(?:(?:fyi|from|via|see below|note|just in)[ ,:-]+)*(?:[\p{L}'’-]+(?: [\p{L}'’-]+){0,3}) (?:wrote|writes|said|says|emailed|posted|messaged|told me|told us|replied)(?: (?:yesterday|earlier|today|just now|this morning|last (?:week|night)|on \p{L}+|in \p{L}+(?: \p{L}+)?|to (?:me|us)))*: ?/u;
/** What others have said of themselves: `they told the board they'd had …`. */
const retold =
  /^[^\p{L}]*(?:[\p{L}'’-]+ ){1,4}(?:told|informed|assured|admitted to|reported to) (?:the )?(?!this|it)\p{L}+(?: \p{L}+)? (?:that )?(?:they|it|he|she)(?:'d| had|'s|'re| were| was| are| is)(?!\p{L})/u;
const citing =
  /^[^\p{L}]*(?:reading (?:this |it )?(?:out )?from [^:.\n]{3,50}(?=:)|overheard|quoting|quote|to quote|citing|according to|as per|per|from (?:yesterday|last (?:week|month|year)|the|our|their)(?:'s)?(?: \p{L}+){0,2} (?:minutes|papers?|report|returns?|article|press release|press|speech|letter|website|prospectus|bid|application|statement|story)|the (?:echo|mail|times|guardian|gazette|bbc|paper|press|news))(?: [^:.\n]{0,40})?: ?/u;
const forwardNote = /^[^\p{L}]*(?:fwd?|fw|forwarded|forwarding)(?: from)?[ :(-]/u;

/** Tells the sender's own words from what is quoted or forwarded. Speaking for somebody makes the forwarded words count. */
export function readOwnWords(text: ReadingText, markings: readonly Range[]): OwnWords {
  const layout = readLayout(text, markings);
  const own = layout.lines.filter(({ kind }) => kind === "own");
  const isOnBehalf = own.some((line) => onBehalf.test(plainIn(text, line)));
  const passedOn = layout.lines.filter(({ kind }) => kind === "quoted" || kind === "forwarded");
  const chosen = isOnBehalf ? [...own, ...passedOn.map((line) => withoutQuoteMark(text, line))] : own;
  const told = isOnBehalf ? undefined : firstReported(text, own);
  const spoken = told === undefined ? chosen : chosen.filter((line) => line.start < told);
  const [first, ...rest] = spoken;
  const lines = first === undefined ? [] : [{ ...first, ...withoutGreeting(text, first) }, ...rest];
  return {
    lines: lines.map((line) => ({ ...line, ...withoutThanks(text, line) })).filter(({ start, end }) => end > start),
    others: isOnBehalf ? [] : [...passedOn, ...own.filter((line) => told !== undefined && line.start >= told)],
    quotations: isOnBehalf ? [] : layout.quotations,
    signatures: layout.lines.filter(({ kind }) => kind === "signature"),
    ...subjectOf(layout, isOnBehalf),
  };
}

function subjectOf({ subject }: Layout, isOnBehalf: boolean): { readonly subject?: Range } {
  return subject !== undefined && isOnBehalf ? { subject } : {};
}

function withoutQuoteMark(text: ReadingText, line: Line): Line {
  const mark = /^[> ]+/.exec(plainIn(text, line))?.[0].length ?? 0;
  return { ...line, start: line.start + mark };
}

/** Where the words of somebody else begin: `Jo wrote: …`, `Fwd from comms …`. */
function firstReported(text: ReadingText, lines: readonly Line[]): number | undefined {
  return lines.find((line) => {
    const words = plainIn(text, line);
    return reporting.test(words) || retold.test(words) || citing.test(words) || forwardNote.test(words);
  })?.start;
}
