import { stemOf } from "../core/words.ts";

const live =
  /\b(?:live|alive|active|current(?:ly)?|ongoing|on-going|running|going|open|operating|operational|under ?way|in progress|delivering|exist|exists|existing|happening|in flight|still (?:bid|apply|join|sign up|take part))\b/i;
const closed =
  /\b(?:closed|ended|finished|over|completed?|concluded|stopped|wound up|wrapped up|shut|defunct|discontinued|come to an end|no longer|not (?:running|live|active|going) any ?more)\b/i;

/** The stems of the words by which it is asked where a programme stands. */
export const standingStems: ReadonlySet<string> = new Set(
  `live alive active current currently ongoing running run going open operating operational underway way progress delivering exist
   exists existing happening flight closed bid apply join sign close ended end finished finish complete completed concluded stopped wound wind wrapped wrap
   shut defunct discontinued still moment now today already yet longer anymore any status`
    .split(/\s+/)
    .filter(Boolean)
    .map(stemOf),
);

/** Where the programmes that a question asks for stand: live or closed; undefined where it does not say, or says both. */
export function readStanding(text: string): "live" | "closed" | undefined {
  const isClosed = closed.test(text);
  if (isClosed) return "closed";
  return live.test(text) ? "live" : undefined;
}
