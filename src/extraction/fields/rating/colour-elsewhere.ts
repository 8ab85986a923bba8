import type { Clause } from "../../text/clauses.ts";
import type { ReadingText } from "../../text/reading-text.ts";
import type { RatingWord } from "./rating-words.ts";

/** What a word of colour stands in front of where it is no rating: `green space`. */
const compound =
  /^[ -](?:lights?|spaces?|belt|papers?|energy|jobs?|homes?|skills|cabinet|filing|cards?|tape|lines?|cross|alerts?|warnings?|weather|flags?|flagged|routes?|doors?|bins?|book|deal|finance|bonds?|infrastructure|roofs?|corridors?|travel|transport|party|councillors?|waste|shoots|rooms?|screens?|pens?|ink|buttons?|carpet|lion|dragon|wall|eye|velvet|cups?|tea|salad|wine|onions?|peppers?|apples?|valley|gym|agenda|investments?|champions?|spots?|zones?|fingers?|fingered|grass|fields?|lane|street|road|house|estate|park|square|gate|wood|hill|hot|box|arrow|arrows|coats?|shirts?|jumpers?|hat|wheelie|lorry|vans?|cars?|bus|buses|background|font|cells?|columns?|rows?|tabs?|template|highlighter|sticker|stickers|lanyards?|badges?|mugs?|folders?|ribbon|kite|mile|heat|wave|list|team|group|phase|steps?|goals?|initiatives?|projects?|scheme|pilots?|programmes?|ones|places|councils|areas|(?:now )?means|stands for|is when|= )(?!\p{L})/u;

/** Things that have a colour of their own. */
const coloured =
  /(?<!\p{L})(?:(?:traffic |warning |indicator |three |the |all )lights?(?! touch)|bins?|signals?|sky|leaves|tie|shirts?|jumper|paint(?:ed)?|wallpaper|nails|face|cheeks|eyes|strawberr\p{L}+|tomato\p{L}*|kettle|milk|lanyards?|stickers?|highlighters?)(?!\p{L})[^.;]{0,50}$/u;

/** True for a colour that rates nothing: of a thing, in a name, or in quotation marks; and for one that is only imagined. */
export function isNoRating(text: ReadingText, clause: Clause, word: RatingWord): boolean {
  const before = text.plain.slice(clause.body.start, word.start);
  const after = text.plain.slice(word.end, clause.sentence.end);
  const said = text.plain.slice(clause.sentence.content.start, word.start);
  if (clause.body.start > clause.start && imagined.test(said)) return true;
  if (/\p{L}/u.test(text.plain.charAt(word.start)) && compound.test(after)) return true;
  return !word.isSign && (coloured.test(said) || isPerson(text, word, before, after) || isScareQuoted(before, after));
}

const imagined = /^[^\p{L}]*(?:suppose|imagine|what if|say|if|were) /u;

/** Amber, or somebody called Green. */
function isPerson(text: ReadingText, word: RatingWord, before: string, after: string): boolean {
  const { start, end } = text.inMessage(word);
  if (!/^\p{Lu}\p{Ll}/u.test(text.original.slice(start, end))) return false;
  if (/(?:mr|mrs|ms|miss|dr|cllr|councillor|sir|dame|lord|lady)\.? $/.test(before)) return true;
  return (
    (/^ (?:(?:is|was|will be) (?:on leave|off|away|out|sick|back|here|covering|joining|leading|our)|will|has|can|said|says|asked|thinks|and \p{Lu})/u.test(
      after,
    ) ||
      /^ and \p{Lu}\p{Ll}/u.test(text.original.slice(end, end + 8)) ||
      /^ (?:from|in|at|and) (?:the )?\p{L}+(?: \p{L}+)?,? (?:will|is|has|can|could|said|asked|wants|to|are|have)(?!\p{L})/u.test(
        after,
      ) ||
      /^(?:'s |, can you|, could you|, please)/.test(after)) &&
    word.rating === "amber"
  );
}

/** `"on track"` */
export function isScareQuoted(before: string, after: string): boolean {
  return /["']$/.test(before) && /^["']/.test(after);
}
