import type { Tense } from "./date-rule.ts";

const future =
  /(?<!\p{L})(?:will|'ll|won't|shall|going to|gonna|to be|to go|to start|to follow|due|plan(?:s|ned|ning)? (?:to|for)|next|hop(?:e|es|ing) to|expect(?:s|ed|ing)?|aim(?:s|ing)?|about to|shortly|upcoming|coming up|scheduled|booked (?:for|in)|forecast|starts?|begins?|opens?|closes?|lapses?|ends?|expires?|runs? out|goes|go out|moves?|meets?|launches|lands?|follows|takes place|returns?|resumes?|by|until|before|tomorrow|in time for|ready for|target)(?!\p{L})/u;
const past =
  /(?<!\p{L})(?:was|were|went|did|had|has|have|'ve|met|came|gave|got|took|held|built|sent|ran|won|lost|fell|rose|hit|began|left|brought|made|said|told|saw|spoke|paid|kept|put|cut|set up|let|read|led|found|done|opend|signd|finshed|ago|yesterday|yest|last|since|completed|complete|\p{L}{2,}(?:ed|'d))(?!\p{L})/u;
const perfectFuture =
  /(?<!\p{L})(?:has|have|'ve|had) (?:agreed|promised|offered|booked|arranged|planned|scheduled|been (?:told|promised|booked|arranged|scheduled|set|moved|given|asked|invited)|to)(?!\p{L})/u;
const moved =
  /(?<!\p{L})(?:pencilled|arranged|confirmed|fixed|listed|timetabled|needed|wanted|expected|planned|scheduled|booked|based|called|named|interested|worried|concerned|related|mixed|limited|needed|required|supposed) /u;

/** Whether plain words speak of what happened or of what is to come; what says neither stands for what is to come. */
export function tenseOf(words: string): Tense {
  if (perfectFuture.test(words)) return "future";
  const isFuture = future.test(words);
  const isPast = past.test(words.replace(moved, " "));
  if (isPast && !isFuture) return "past";
  if (isPast && isFuture)
    return /(?<!\p{L})(?:will|'ll|going to|due|by|forecast|until|tomorrow|next)(?!\p{L})/u.test(words)
      ? "either"
      : "past";
  return "future";
}
