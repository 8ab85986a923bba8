import { ratings, type Rating } from "../core/update.ts";
import { contentWords, stemOf } from "../core/words.ts";

/** The source of a pattern for a rating in words. */
export const colour = "(?:amber[- ](?:red|green)|red|amber|green)";
const colours = new RegExp(
  `\\b(?<name>${colour})s?\\b(?=\\W*$|[?.!,;]|\\s+(?:pilots?|ones?|places?|areas?|ratings?|rated|rags?|status(?:es)?|and|or|in|at|for|on|as|now|today|currently|this|last|yet|across|right|by|flags?|lists?|sites?|projects?|again|since|still|there|then|of|to|than|back|programme|please|${colour})\\b)`,
  "gi",
);

/** "Red amber", "amber/red" and circles as the one way in which ratings are read. */
function inWords(text: string): string {
  return text
    .replace(/\bred[-/ ]amber\b|\bamber\s*\/\s*red\b/gi, "amber-red")
    .replace(/\bgreen[-/ ]amber\b|\bamber\s*\/\s*green\b/gi, "amber-green")
    .replaceAll("\u{1f534}", " red ")
    .replace(/\u{1f7e0}|\u{1f7e1}/gu, " amber ")
    .replaceAll("\u{1f7e2}", " green ");
}

/** The ratings that a text names, worst first. "Red amber" and "amber/red" are one. */
export function readRatings(text: string): readonly Rating[] {
  const named = new Set(
    Array.from(inWords(text).matchAll(colours), ({ groups }) =>
      (groups?.["name"] ?? "").toLowerCase().replace(" ", "-"),
    ),
  );
  return ratings.filter((rating) => named.has(rating));
}

// Words beside a colour that leave it a rating.
const plainBesideRatings = new Set(
  "pilot pilots programme rating rated rag status place places area council anyone anything one currently moment turned flag list site project team board"
    .split(" ")
    .map(stemOf),
);

/** True where nothing stands beside the ratings but words for pilots and ratings: "red tape" is none. */
export function namesOnlyRatings(text: string): boolean {
  return contentWords(inWords(text).replace(colours, " ")).every((word) => plainBesideRatings.has(word.stem));
}
