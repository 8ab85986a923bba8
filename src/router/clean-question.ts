import { wordsOf } from "../core/words.ts";

/** The longest question that is read, in UTF-16 units. */
export const maxQuestionLength = 2_000;

/** What became of a text: a question to route, or why it cannot be one. */
export type CleanQuestion =
  | { readonly outcome: "question"; readonly text: string }
  | { readonly outcome: "unreadable"; readonly why: "empty" | "tooLong" | "noWords" | "language" };

// Tag characters, bidirectional controls, zero-width marks, other format and control characters carry no question.
const invisible = /\p{Cc}|\p{Cf}|\p{Co}|\p{Cn}|\p{Variation_Selector}/gu;

const functionWords: Readonly<Record<string, ReadonlySet<string>>> = {
  en: wordSet(
    "the of and to in is was what which who how many much did do does for on with are were when where why that it by about any",
  ),
  cy: wordSet("y yr a yn i o ar beth sut faint pryd pwy ble pam oedd mae yw ydy gan am wrth cynlluniau faint cyngor"),
  fr: wordSet(
    "le la les des du et en est un une dans pour qui que quoi quel quelle quels combien avec sur par comment pourquoi ont été",
  ),
  de: wordSet(
    "der die das und ist wie wer was wann wo warum viele ein eine mit für von den dem zu auf nicht hat haben wurde wurden",
  ),
  es: wordSet(
    "el la los las de y en es un una que quién cuál cuántos cuánto cómo cuándo dónde por con para fue fueron se",
  ),
  it: wordSet("il lo la i gli le di e è un una che chi quale quanti come quando dove perché con per sono stato"),
  pl: wordSet("i w na z do jest kto co ile jak kiedy gdzie dlaczego który które przez dla był były się"),
};

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}

/** Removes what cannot be seen, joins white space, and says when no English question is left. */
export function cleanQuestion(raw: string): CleanQuestion {
  const text = raw
    .normalize("NFC")
    .replace(/[\t\r\n]+/g, " ")
    .replace(invisible, "")
    .replace(/<[^<>]{0,200}>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  if (text === "") return { outcome: "unreadable", why: "empty" };
  if (text.length > maxQuestionLength) return { outcome: "unreadable", why: "tooLong" };
  if (!/\p{L}{2,}/u.test(text)) return { outcome: "unreadable", why: "noWords" };
  return isEnglish(text) ? { outcome: "question", text } : { outcome: "unreadable", why: "language" };
}

/** True unless most letters are not Latin, or another language's function words outnumber the English ones. */
function isEnglish(text: string): boolean {
  const letters = Array.from(text.matchAll(/\p{L}/gu)).length;
  const latin = Array.from(text.matchAll(/\p{Script=Latin}/gu)).length;
  if (latin < letters / 2) return false;
  const words = wordsOf(text).map((word) => word.text.toLowerCase());
  const count = (language: string): number => words.filter((word) => functionWords[language]?.has(word)).length;
  const english = count("en");
  return !Object.keys(functionWords).some(
    (language) => language !== "en" && count(language) >= 2 && count(language) > english,
  );
}
