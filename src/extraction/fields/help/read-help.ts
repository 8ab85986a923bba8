import type { HelpWanted } from "../../../core/update.ts";
import type { OtherName } from "../../pilots/find-names.ts";
import { isWithin, overlaps, plainIn, type Range, type ReadingText } from "../../text/reading-text.ts";
import type { Sentence } from "../../text/sentences.ts";
import { findWhatIsAsked } from "./ways-to-ask.ts";

/** Help that is wanted, with the words of its parts. */
export interface FoundHelp {
  readonly help: HelpWanted;
  readonly ranges: { readonly department: Range; readonly text: Range };
  /** The statement that asks for it. */
  readonly whole: Range;
}

interface Body extends Range {
  /** The id of a record, or the words as written. */
  readonly department: string;
}

const none =
  /(?<!\p{L})(?:no (?:help|asks?|support|escalations?|requests?|ask)|nothing (?:needed|to ask|to escalate|wanted|from)|(?:don't|do not|didn't) (?:need|want)|no longer need|not needed|thanks to|thank you to|none)(?!\p{L})/u;
const otherBody =
  /(?<!\p{L})(?<body>(?:the )?(?:icb|ics|pcc|nhs(?: [\p{L}]+){0,2}|gla|lga|ofsted|dvla|hmrc|cps|dbs|ukhsa|environment agency|police|programme office|central team|policy team|central government|whitehall|county council|legal(?: team)?|procurement(?: team)?|finance(?: team)?|comms(?: team)?|hr|it team|ministers?|number 10|the centre|councillors?|housing association|university)|(?:department (?:for|of)|ministry of|office for|office of)(?: \p{L}+){1,5})(?!\p{L})/dgu;

/** Reads what is asked of departments and other bodies. `names` are the departments that have a record. */
export function readHelp(
  text: ReadingText,
  sentences: readonly Sentence[],
  names: readonly OtherName[],
  write: (range: Range) => string,
): readonly FoundHelp[] {
  return sentences.flatMap((sentence) => {
    if (none.test(plainIn(text, sentence))) return [];
    const all = bodiesIn(text, sentence, names);
    const own = all.filter((body) => isWithin(body, sentence.content));
    // `Asks for the centre: the ministry to …`: whom a label names is not whom its words name.
    const bodies = own.length > 0 ? own : all;
    return bodies.flatMap((_, index) => helpOf(text, sentence, bodies, index, write) ?? []);
  });
}

function helpOf(
  text: ReadingText,
  sentence: Sentence,
  bodies: readonly Body[],
  index: number,
  write: (range: Range) => string,
): FoundHelp | undefined {
  const [first, body, next] = [bodies[0], bodies[index], bodies[index + 1]];
  if (body === undefined || first === undefined) return undefined;
  const end = next === undefined ? sentence.end : endBefore(text, body, next, sentence);
  const before = text.plain.slice(sentence.start, body.start);
  const beforeFirst = index === 0 ? undefined : text.plain.slice(sentence.start, first.start);
  const after = text.plain.slice(body.end, end);
  const what = findWhatIsAsked({ text, sentence, body, before, after, end, beforeFirst });
  if (what === undefined) return undefined;
  const start = sentence.start + (/^[^]*(?:[,;] |: | - )(?=[^,;]*$)/u.exec(before)?.[0].length ?? 0);
  return {
    help: { department: body.department, text: write(what) },
    ranges: { department: { start: body.start, end: body.end }, text: what },
    whole: { start, end },
  };
}

function bodiesIn(text: ReadingText, sentence: Sentence, names: readonly OtherName[]): readonly Body[] {
  const known = names
    .filter((name) => isWithin(name, sentence))
    .map(({ start, end, subject }): Body => ({ start, end, department: subject.id }));
  const others = [...plainIn(text, sentence).matchAll(otherBody)].map((match): Body => {
    const range = { start: sentence.start + match.index, end: sentence.start + match.index + match[0].length };
    return { ...range, department: writtenName(text, range) };
  });
  const unknown = others.filter((other) => !known.some((one) => overlaps(one, other)));
  return [...known, ...unknown].toSorted((a, b) => a.start - b.start);
}

function writtenName(text: ReadingText, range: Range): string {
  const { start, end } = text.inMessage(range);
  return text.original.slice(start, end).replace(/^the /i, "");
}

/** Where the words end that are about one body: before the next, where that is asked for something of its own. */
function endBefore(text: ReadingText, body: Body, next: Body, sentence: Sentence): number {
  const between = text.plain.slice(body.end, next.start);
  const joint =
    /(?:[,;] (?:and |also )?|,? and )(?:(?:from|of|for|to|the(?= $)|need|we need|we'd like|could|can|also)(?: the)? )*$/u.exec(
      between,
    );
  if (joint !== null) return body.end + joint.index;
  const listed = sentence.section === "help" ? /(?:[,;] (?:and )?| \d[.)] )(?:the )?$/.exec(between) : null;
  return listed === null ? sentence.end : body.end + listed.index;
}
