import type { Clause } from "../../text/clauses.ts";
import { matchesIn, type ReadingText } from "../../text/reading-text.ts";
import { isScareQuoted } from "./colour-elsewhere.ts";
import type { Framed } from "./framed-rating.ts";
import { hypothetical, negated, was } from "./rating-surroundings.ts";

const trackPattern =
  /(?<!\p{L})(?<on>(?:back )?on[ -]?(?:track|trk|trak)|on course)(?!\p{L})|(?<!\p{L})(?<off>off[ -]track|off course)(?!\p{L})|(?<!\p{L})(?<risk>at risk)(?!\p{L})/dgu;
const trackSubject = new RegExp(
  `^[^\\p{L}\\p{N}]*(?:(?:so|and|but|well|yes|yep|update|overall|rag|rating|status|:|=|-|we|we're|we are|it|it's|things|everything|all|all of it|the (?:pilot|project|programme|whole thing|work|hub|scheme)|pilot|project|programme|delivery|is|are|'s|'re|seems?|looks?|feels?|remains?|stays?|still|now|very much|broadly|mostly|largely|generally|good|well|fine|going|back|bang|right|fully|firmly|again|currently|also|am|pleased to say|happy to say|happy to report|glad to say|i'd say|i think)[ ,]*)*$`,
  "u",
);

/** `on track`, `off track`, `at risk`, where they are said of the whole and not of one thing in it. */
export function readTracks(text: ReadingText, clause: Clause): readonly Framed[] {
  return matchesIn(text, clause.body, trackPattern).flatMap((match): readonly Framed[] => {
    const before = text.plain.slice(clause.body.start, match.start);
    const after = text.plain.slice(match.end, clause.sentence.end);
    const isRating = clause.sentence.section === "rating" && clause.sentence.isLabelled;
    if (!isRating && (!trackSubject.test(before) || /^ (?:for|with|of)(?!\p{L})/u.test(after))) return [];
    if (negated.test(before) || isScareQuoted(before, after)) return [];
    if (
      match.groups["risk"] !== undefined &&
      !isRating &&
      before !== "" &&
      !/(?:we're|we are|is|status|rating|rag)[ :-]*$/.test(before)
    )
      return [];
    const rating = match.groups["on"] !== undefined ? "green" : match.groups["off"] !== undefined ? "red" : "amber";
    const role = hypothetical.test(before) ? "hypothetical" : was.test(before) ? "previous" : "current";
    return [{ start: match.start, end: match.end, rating, role, weight: isRating ? 2 : 1 }];
  });
}
