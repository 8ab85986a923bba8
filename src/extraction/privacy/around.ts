/** The sentence around a stretch of a text, as far as it can be told: full stops inside numbers and addresses end none. */
export function sentenceAround(
  text: string,
  start: number,
  end: number,
): { readonly before: string; readonly after: string } {
  const head = text.slice(0, start);
  const breaks = [...head.matchAll(/[.!?](?=\s+\p{Lu})|\n/gu)].filter(
    ({ index }) => !/\b(?:no|mr|mrs|ms|dr|st|tel|ext)$/i.test(head.slice(0, index)),
  );
  const last = breaks.at(-1);
  const before = head.slice(last ? last.index + 1 : 0);
  const tail = text.slice(end);
  const stop = /[.!?](?=\s|$)|\n/.exec(tail);
  return { before, after: stop ? tail.slice(0, stop.index) : tail };
}

/** Words for people who are served, not for those who serve: what makes a name or an address beside them personal. */
export const servedPeople =
  "resident|residents|client|clients|tenant|tenants|patient|patients|service user|service users|participant|participants|customer|claimant|applicant|pupil|student|learner|victim|survivor|carer|family|families|household|young person|young man|young woman|child|boy|girl|lad|mum|mother|dad|father|parent|son|daughter|husband|wife|widow|widower|neighbour|pensioner|lady|gentleman|rough sleeper|asylum seeker|refugee|case";
