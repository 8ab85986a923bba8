import { isWithin, plainIn, type Range, type ReadingText } from "../../text/reading-text.ts";
import type { Clause } from "../../text/clauses.ts";
import { filler, verbs } from "./rating-surroundings.ts";

const subjectWords =
  "(?:so|and|but|well|yes|no|yep|ok|hi|all|we|i|it|they|he|she|this|that|these|things|thing|everything|both|the|our|us|ours|second|third|fourth|fifth|sixth|pilots?|project|programme|hub|scheme|site|work|whole|delivery|overall|rating|ratings|rag|status|position|picture|place|area|lot|patch|score|confidence|today|now|currently|officially|honestly|as|of|for|this|last|month|week|quarter|time|year|still|probably|likely|maybe|perhaps|definitely|certainly|again|also|then|here|there|who|which|think|thinks|say|says|said|sure|afraid|pleased|happy|glad|sorry|sad|to|report|confirm|note|would|could|might|must|have|has|had|been|be|being|is|are|was|were|'s|'ve|'d|'re|'m|ve|d|s|re|m|go|gone|going|went|means|mean|just|only|not|never|back|down|up|out|in|on|at|about|around|from|since|until|by|settled|having|please|(?:can|could) you|own|honest|says?|personal|gut|best|us|calling|putting|rating|going|saying|marking|reporting|holding|sticking|comfortable|heading|yesterday|january|february|march|april|may|june|july|august|september|october|november|december|summer|autumn|winter|spring|self|assessed|assessment|team's|board|steering|group|agreed|decided|rated|call|called|put|view|opinion|my|end|update|return|q[1-4]|name)";
const subject = new RegExp(
  `^[^\\p{L}\\p{N}]*(?:(?:${subjectWords}|${verbs}|${filler})(?:'(?:s|ve|re|d|m))?[ ,:-]*)*$`,
  "u",
);
const starts = /^[^]*(?:[,;:] | that | so | because | means | as | and | but | since | while | though )(?=[^,;:]*$)/u;

/** True where what is rated is the pilot, by name or as we or it; the garden and the printer are none. */
export function isAboutPilot(text: ReadingText, clause: Clause, verb: number, names: readonly Range[]): boolean {
  const range = { start: clause.body.start, end: clause.body.start + verb };
  let words = plainIn(text, range);
  for (const name of names) if (isWithin(name, range)) words = words.replace(plainIn(text, name), " it ");
  words = words
    .replace(/[()]/g, " ")
    .replace(
      /(?<!\p{L})(?:having|now (?:that )?(?:we|i)(?:'ve| have)) (?:seen|looked at|read|checked|talked to|spoken to|heard from|been through) [\p{L}' ]{2,40}?(?= (?:it|we|i)(?!\p{L})| ?$)/u,
      "",
    );
  const tail = words.slice(starts.exec(`${words} `)?.[0].length ?? 0);
  return subject.test(words) || subject.test(tail);
}
