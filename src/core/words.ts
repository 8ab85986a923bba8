import { stemmer } from "stemmer";

/** A word of a text: as written, folded to lower case without diacritics, and its Porter stem. */
export interface Word {
  readonly text: string;
  readonly folded: string;
  readonly stem: string;
  readonly start: number;
  readonly end: number;
}

/** Words that say nothing about a subject; question words are among them. */
export const stopWords: ReadonlySet<string> = new Set(
  `a about according after again all also alongside along am an and any are aren't as at be because been before being between both but by can could did do does
doing down during each either else ever few for from further get give given go got had has have having he her here hers him his how i
if in into is it its itself just know let may me might mine more most much must my near neither no nor not now of off on once only or
other our ours out over own please quite shall she should since so some such tell than that the their theirs them then there these they
this those though through thus to too under until up upon us very was we were what when where whether which while who whom whose why
will with within without well whats whos whose would yes yet you your yours show list name explain describe say many exactly actually`
    .split(/\s+/)
    .filter(Boolean),
);

const light = `latest whitehall govt hello hi hey please book books thanks thank sorry quick question wondering wonder thinking think thought know known knew see saw seen look
looked looking try tried trying keep kept mix mixing mixed walk through talk talking say said says speak told heard hear read
reading write writing someone somebody anyone anybody everyone everybody people something anything everything nothing one ones thing
things stuff kind kinds sort sorts type types lot lots bit bits piece way ways case point fact facts actually really basically simply
anyway apart instead maybe perhaps probably possibly certainly honestly frankly exactly roughly precisely briefly overall generally
usually often sometimes always never ever already yet still now today yesterday monday tuesday wednesday thursday friday week go goes
going went gone come comes came coming get gets getting got make makes made making put puts take takes took taken use used using want
wants wanted need needs needed like likes help helps helped let lets mean means meant call called calls count due big small large little
long short good bad new old first last next main different same other another several various certain particular specific able possible
right wrong true real actual full whole part own also even much many more most less few enough quite rather pretty just only around
across between among within outside inside near far back forward away remind recall remember confirm check clarify understand understood
sentence sentences word words brief together detail details summary summarise overview explain explained describe described tell give given
gave answer answers question questions boss colleague colleagues team manager pq briefing note sir madam mate folks please
involve involved happen happened happening happens work worked works working deal deals relate related relates concern concerned
bring brought set sets lead run ran exist existed exists include included includes follow followed hold held turn turned
become became seem seems appear appears appeared believe recorded record reported report according per total number numbers figure
figures amount amounts named name names list lists detail place places area areas thirteen two three four five six seven eight nine ten eleven twelve want swears counts submission annex draft line lines
nutshell glance version quickly jargon`;

/** Words that carry little even though they are not stop words: conversation, general verbs and adjectives. By stem. */
const lightStems: ReadonlySet<string> = new Set(
  light
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => stemOf(word.replace(/'s$/, ""))),
);

/** How much a word tells beside its rarity: 1 for a word of substance, little for a word of conversation. */
export function substanceOf(stem: string): number {
  return lightStems.has(stem) ? 0.2 : 1;
}

/** Lower case, no diacritics, straight apostrophes. The length may change; use it for comparing, never for offsets. */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .toLowerCase();
}

const wordPattern = /[\p{L}\p{N}]+(?:[.,](?=\p{N})[\p{N}]+)*(?:['\u2019]\p{L}+)?/gu;

/** The words of a text in order with UTF-16 offsets. A possessive 's is dropped from the folded form; `150,000` is one word. */
export function wordsOf(text: string): readonly Word[] {
  return Array.from(text.matchAll(wordPattern), (match) => {
    const folded = fold(match[0]).replace(/'s$/, "").replace(/'/g, "");
    return { text: match[0], folded, stem: stemOf(folded), start: match.index, end: match.index + match[0].length };
  });
}

/** The Porter stem of a folded word; figures are left as they are, without thousands separators. */
export function stemOf(folded: string): string {
  return /^\d/.test(folded) ? folded.replaceAll(",", "") : stemmer(folded);
}

/** The words of a text that are not stop words. */
export function contentWords(text: string): readonly Word[] {
  return wordsOf(text).filter((word) => !stopWords.has(word.folded));
}
