import type { Risk } from "../../../core/update.ts";
import type { Clause } from "../../text/clauses.ts";
import { overlaps, plainIn, trimRange, type Range, type ReadingText } from "../../text/reading-text.ts";
import type { Sentence } from "../../text/sentences.ts";
import { withoutLead } from "../statement-text.ts";
import { divideRisk, isMitigation, readAnswer, readOwner, withoutOwner, type RiskDraft } from "./risk-answer.ts";
import { findWorry, isConditional, isNoRisk, leadLength } from "./risk-words.ts";

/** A risk with the words of its parts. */
export interface FoundRisk {
  readonly risk: Risk;
  readonly ranges: { readonly text: Range; readonly ownerRole?: Range; readonly mitigation?: Range };
}

/** A risk with the last sentence that belongs to it. */
interface PlacedRisk {
  readonly draft: RiskDraft;
  last: Sentence;
}

/** Reads risks with the role that owns each and what is done about it. Clauses that ask for help are no risks. */
export function readRisks(
  text: ReadingText,
  clauses: readonly Clause[],
  taken: readonly Range[],
  write: (range: Range) => string,
): readonly FoundRisk[] {
  const risks: PlacedRisk[] = [];
  for (const [sentence, own] of Map.groupBy(clauses, ({ sentence }) => sentence)) {
    if (answersLast(text, sentence, risks) || sentence.isQuestion) continue;
    const found = isListed(text, sentence) ? listed(text, sentence, own) : worried(text, sentence, own, taken);
    risks.push(...found.map((range) => ({ draft: divideRisk(text, range), last: sentence })));
  }
  return risks.flatMap(({ draft }) => finish(text, draft, write) ?? []);
}

/** True for a sentence that says whose the last risk is or what is done about it. */
function answersLast(text: ReadingText, sentence: Sentence, risks: readonly PlacedRisk[]): boolean {
  const [before, last] = [risks.at(-2), risks.at(-1)];
  if (last === undefined) return false;
  if (sentence.isLabelled && sentence.section === "owner") readOwner(text, sentence.content, last.draft);
  else if (sentence.isLabelled && sentence.section === "mitigation")
    last.draft.mitigation ??= withoutOwner(text, sentence.content, last.draft);
  else if (sentence.isQuestion || !isNext(last.last, sentence) || !readAnswer(text, sentence.content, last.draft))
    return false;
  // What follows several worries in a row is done about all of them.
  if (before?.last.line === last.last.line && isConditional(plainIn(text, last.draft.text)))
    Object.assign(before.draft, { ...last.draft, ...before.draft });
  last.last = sentence;
  return true;
}

function isNext(last: Sentence, sentence: Sentence): boolean {
  if (sentence.section === "risks") return !sentence.isLabelled && last.line === sentence.line;
  return sentence.line - last.line <= 1 && (sentence.section === last.section || sentence.section === undefined);
}

function isListed(text: ReadingText, sentence: Sentence): boolean {
  const words = plainIn(text, sentence.content);
  return sentence.section === "risks" && !sentence.isHeading && words !== "" && !isNoRisk(words);
}

/** One item a clause where they are kept apart by semicolons; else the whole sentence is one. */
function listed(text: ReadingText, sentence: Sentence, clauses: readonly Clause[]): readonly Range[] {
  const areItems =
    plainIn(text, sentence.content).includes(";") && !clauses.some((one) => isMitigation(plainIn(text, one)));
  return areItems ? clauses : [sentence.content];
}

/** Risks that no label announces, each with what is done about it in the same sentence. */
function worried(
  text: ReadingText,
  sentence: Sentence,
  clauses: readonly Clause[],
  taken: readonly Range[],
): readonly Range[] {
  if (!["narrative", "none", "rating", "metrics"].includes(sentence.section ?? "none")) return [];
  const risks: Range[] = [];
  for (const [index, clause] of clauses.entries()) {
    const start = findWorry(plainIn(text, clause.body));
    if (start === undefined || taken.some((range) => overlaps(range, clause.body))) continue;
    const answer = clauses.slice(index + 1).findLast((other) => isMitigation(plainIn(text, other)));
    risks.push({ start: clause.body.start + start, end: answer?.end ?? clause.end });
    if (answer !== undefined) break;
  }
  return risks;
}

function finish(text: ReadingText, draft: RiskDraft, write: (range: Range) => string): FoundRisk | undefined {
  const place = withoutLabel(text, withoutLead(text, draft.text));
  if (!/\p{L}{3}/u.test(plainIn(text, place))) return undefined;
  return {
    risk: {
      text: write(place),
      ...(draft.owner && { ownerRole: write(draft.owner) }),
      ...(draft.mitigation && { mitigation: write(draft.mitigation) }),
    },
    ranges: {
      text: place,
      ...(draft.owner && { ownerRole: draft.owner }),
      ...(draft.mitigation && { mitigation: draft.mitigation }),
    },
  };
}

function withoutLabel(text: ReadingText, range: Range): Range {
  const words = plainIn(text, range);
  const tail = /(?:[ ,]+(?:so|and|but|though))+[ ,]*$/.exec(words)?.[0].length ?? 0;
  return trimRange(text, { start: range.start + leadLength(words), end: range.end - tail }, ",;.:-( ");
}
