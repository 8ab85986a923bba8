/** A word of a text as names are compared by it. */
export interface NameToken {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Folded: as written first, then without a possessive 's or plural apostrophe. */
  readonly forms: readonly string[];
  /** Begins with a capital that means something: the text is not in capitals throughout. */
  readonly isCapital: boolean;
  /** Stands where any word has a capital. */
  readonly startsSentence: boolean;
}

const invisible = "\\u00ad\\u200b-\\u200d\\u2060";
const apostrophes = "'\\u2018\\u2019\\u02bc\\u0060\\u00b4\\uff07";
const word = `[\\p{L}\\p{N}\\p{M}${invisible}]+`;
const tokenPattern = new RegExp(`${word}(?:[${apostrophes}]${word})*|&`, "gu");
const dropped = new RegExp(`[${invisible}${apostrophes}]|\\p{M}`, "gu");
const possessive = new RegExp(`[${apostrophes}][sS]$`, "u");

/**
 * The words of a text in order. Hyphens and slashes divide words, `&` is the word and; diacritics, invisible characters
 * and the shape of apostrophes make no difference.
 */
export function nameTokens(text: string): readonly NameToken[] {
  const isShouted = text.length > 3 && text === text.toUpperCase() && /\p{Lu}.*\p{Lu}.* /u.test(text);
  let previousEnd = 0;
  return Array.from(text.matchAll(tokenPattern), ({ 0: written, index }) => {
    const between = text.slice(previousEnd, index);
    previousEnd = index + written.length;
    return {
      start: index,
      end: previousEnd,
      text: written,
      forms: formsOf(written),
      isCapital: !isShouted && /^\P{L}*\p{Lu}/u.test(written),
      startsSentence: index === 0 || /[.?!:\n]/.test(between) || !/\p{L}/u.test(text.slice(0, index)),
    };
  });
}

/** The folded words of a name. */
export function nameWords(name: string): readonly string[] {
  return nameTokens(name).map(({ forms }) => forms[0] ?? "");
}

function formsOf(written: string): readonly string[] {
  if (written === "&") return ["and"];
  const whole = foldWord(written);
  const owner = foldWord(written.replace(possessive, ""));
  return owner === whole || owner === "" ? [whole] : [whole, owner];
}

function foldWord(written: string): string {
  return written.normalize("NFKD").replace(dropped, "").toLowerCase();
}

/** A word without the s of its plural: what names of several words and terms are compared by. */
export function singular(folded: string): string {
  if (folded.length > 4 && folded.endsWith("ies")) return `${folded.slice(0, -3)}y`;
  return folded.length > 3 && /[^sui]s$/.test(folded) ? folded.slice(0, -1) : folded;
}
