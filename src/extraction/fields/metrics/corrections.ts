import { readNumberWords } from "../../text/numbers.ts";
import { plainIn, type ReadingText } from "../../text/reading-text.ts";
import type { MetricDraft, NumberPlace } from "./metric-draft.ts";

const insteadOf =
  /^(?: \p{L}+){0,3}?,? ?\(?(?:and )?(?:not|instead of|rather than) (?:the )?(?<wrong>\d[\d,]*(?:\.\d+)?|\p{L}+(?:-\p{L}+)?)%?(?![\p{N}])/u;
const putRight =
  /(?:^|[^\p{L}])(?:sorry|correction|oops|whoops|typo|apologies|i meant?|make (?:that|it)|should (?:be|read|say|have (?:been|said|read))|meant to (?:say|put|type))[ ,:!-]*(?:(?:that|it|this)(?:'s|'ll| is| was| should be| should read)?|make that|i meant?|(?:it )?should (?:be|read|say)|actually|it's)?[ ,:-]*$/u;

/** `42, not 24`: the number that a number stands in for; undefined where it stands in for none. */
function wrongNumber({ after }: NumberPlace): number | undefined {
  const wrong = insteadOf.exec(after)?.groups?.["wrong"];
  if (wrong === undefined) return undefined;
  return /^\d/.test(wrong) ? Number(wrong.replaceAll(",", "")) : readNumberWords(wrong);
}

/**
 * Puts right what was read before: `sorry, 42 not 24`, `make that 42`. True where the number was a correction; then it counts nothing of
 * its own. `said` are the plain words of its sentence before it.
 */
export function putsRight(place: NumberPlace, said: string, drafts: readonly MetricDraft[]): boolean {
  const wrong = wrongNumber(place);
  if (wrong !== undefined) {
    const meant = drafts.findLast(({ value, target }) => value.value === wrong || target?.value === wrong);
    if (meant === undefined) return false;
    if (meant.value.value === wrong) meant.value = place.number;
    else meant.target = place.number;
    return true;
  }
  const last = drafts.at(-1);
  if (last === undefined || !putRight.test(said) || /^ \p{L}{3}/u.test(place.after)) return false;
  last.value = place.number;
  return true;
}

/** True for a number that is said to be wrong: `42, not 24`. */
export function isTakenBack({ before }: NumberPlace): boolean {
  return /(?:^|[^\p{L}])(?:not|instead of|rather than)(?: the)? $/u.test(before);
}

/** Puts a metric right that is said again: `24 referrals. Sorry, 26 referrals`. True where it was. */
export function repairs(text: ReadingText, draft: MetricDraft, said: string, drafts: readonly MetricDraft[]): boolean {
  const name = plainIn(text, draft.name);
  const meant = putRight.test(said) ? drafts.findLast((one) => isSameThing(plainIn(text, one.name), name)) : undefined;
  if (meant === undefined) return false;
  [meant.name, meant.value] = [draft.name, draft.value];
  if (draft.target !== undefined) meant.target = draft.target;
  return true;
}

/** `flats` and `flats handed over` */
function isSameThing(left: string, right: string): boolean {
  return left === right || left.startsWith(`${right} `) || right.startsWith(`${left} `);
}
