/** Plain words that say there is no risk, or that a risk is over. */
const none =
  /(?<!\p{L})(?:no (?:new |real |major |big |other |significant |current |further |more )?(?:risks?|concerns?|worries|issues?|blockers?)|nothing (?:to (?:worry|flag|report|escalate|raise|declare|add)|else|much|major|new)|not (?:worried|concerned|a (?:risk|worry|concern)|too worried|at risk)|(?:risks?|concerns?|issues?)[^.;]{0,60} (?:is|are|has been|have been|now) (?:now |all )?(?:closed|gone|resolved|retired|mitigated|sorted|fixed|over|down|removed)|no longer (?:a )?(?:risk|worried|concern)|risk (?:register|assessment|template|workshop|log|owner|appetite|review|training)|(?:would|will|should|may) (?:a )?risk |none)(?!\p{L})/u;
const bareNone = /^(?:none|nil|n\/a|no|nothing|as before|as last time|tbc|no change|unchanged)[ .]*$/u;
const worry =
  /(?<!\p{L})(?:(?:(?:a (?:bit|little)|bit|quite|really|slightly|getting|very|still|most|more|mildly|increasingly|somewhat|rather|also|only|just) )*(?:worr(?:ied|ying|y)|concern(?:ed|ing)|nervous|anxious|uneasy|fear(?:ful)?|afraid|scared) (?:about|over|that|by|on|for|is|if|we|it|the|of)|(?:main|only|big|biggest|key|one|real|another|other|our|top|new|first|second|slight|growing) (?:worry|worries|concern|concerns|risk|risks|fear|threat|headache|blocker)|(?:risk|danger|threat|fear|worry|concern) (?:that|of|is|to|about|around|over|on|remains|if|we)|(?:there's|there is) (?:a |some |still a |an )?(?:real |slight |small |growing |big )?(?:risk|danger|chance|worry|concern)|(?:could|may|might) (?:well |still )?(?:delay|derail|stall|block|hold (?:us|it|things|the \p{L}+) up|set (?:us|it|things|the \p{L}+) back|push (?:us|it|things|the \p{L}+) (?:back|out|into))|could (?:slip|be delayed|be late|fall through|fall over|run out|lose|cost us|derail|miss)|(?:may|might) (?:not(?= )|well not|slip|lapse|be delayed|be late|fall through|fall over|run out|lose|have to (?:stop|pause|close|delay|leave|move|shut|cancel|cut|reduce|repay|return|hand)|be (?:in breach|at risk|delayed|late|forced|unable|stuck|short|sued|fined|cut|withdrawn|pulled)|fail|miss|pull out|withdraw|leave)|at risk of|is at risk|are at risk|in danger of|is a (?:real |big |slight )?(?:risk|worry|concern|threat)|are a (?:worry|concern|risk)|keeps? me (?:up|awake)|risks? (?:losing|slipping|missing|delaying|running|being)|on (?:its|their|his|her) last legs|hanging by a thread|on thin ice|(?:up in the air|in doubt|in jeopardy|not guaranteed)|looks? shaky|is shaky|is wobbly|touch and go|under threat|threaten(?:s|ed|ing)|hinges on|flag(?:ging)? (?:a risk|that|up)|it's a (?:worry|concern|risk)|what (?:worries|keeps)|chance (?:that|of (?:losing|missing|delay)))(?!\p{L})/u;
const riskLead =
  /^(?:and |but |so |also )?(?:(?:what|the (?:(?:one|main|only|biggest|big|other) )?thing that) (?:keeps? (?:me|us) (?:up|awake)(?: at night)?|keeping (?:me|us) (?:up|awake)(?: at night)?|worrying (?:me|us)|worries (?:me|us)(?: (?:most|now))?|(?:i'm|we're) (?:most )?worried about)(?: (?:is|are)(?: that)? | ?: ?)|(?:(?:the|my|our|only|one|main|biggest) )+(?:thing|bit|part|worry) (?:that's )?(?:keeping (?:me|us) (?:up|awake)(?: at night)?|worrying (?:me|us))(?: is(?: that)? | ?: ?)|(?:(?:main|only|big|biggest|key|one|real|another|other|our|top|new|first|second|the|a|my|possible|potential|live) )*(?:risks?|worry|worries|concerns?|fear|threat|danger|issue|blocker|headache|delay|watch point)(?: (?:here|for us|now|\d))*(?:(?: (?:is|are|remains|will be))(?: that)? | (?:that|of|around|about|over) | ?[:,-]+ ?))(?=\p{L}|\d)/u;
const conditional =
  /^(?:and |but )?(?:if|unless) .{5,120}?(?:,? (?:then )?)(?:we|it|they|the \p{L}+|\p{L}+)(?:'ll| will| would|'d)? (?:can't|cannot|won't|have to (?:stop|close|pause|delay|cancel)|slip|lose|stop|close|miss|shut|fail|run out|not be able|be (?:late|delayed|stuck|unable|short))(?!\p{L})/u;
const feeling =
  /^(?:(?:a (?:bit|little)|bit|quite|really|slightly|getting|very|still|most|more|mildly|increasingly|somewhat|rather|also|only|just) )*(?:worr|concerned|nervous|anxious|uneasy|fear|afraid|scared)/;
const someone =
  /(?:^|[^\p{L}])(?:i'm|i am|we're|we are|but|and|bit|a bit|though) ?(?:a bit |bit |a little |quite |really )*$/u;

/** True for words that deny a risk: `no new risks`, `nothing to flag`, `the staffing risk is closed`. */
export function isNoRisk(words: string): boolean {
  return none.test(words) || bareNone.test(words);
}

/** True for a risk put as a condition: `if the lift is not mended we cannot open`. */
export function isConditional(words: string): boolean {
  return conditional.test(words);
}

/** Where in plain words a risk begins; undefined where they tell of none. */
export function findWorry(words: string): number | undefined {
  const found = worry.exec(words) ?? riskLead.exec(words) ?? conditional.exec(words);
  if (found === null || none.test(words)) return undefined;
  const before = words.slice(0, found.index);
  // Whoever is worried stands before it, and may stand behind something else: 42 referrals so far, I am worried about …
  if (feeling.test(found[0])) {
    const self = /(?:^|(?<= ))(?:(?:i'm|i am|we're|we are|am|are|was|were|been|feeling) )*$/.exec(before);
    return found.index - (self?.[0].length ?? 0);
  }
  if (before.split(" ").length < 7 || !someone.test(before)) return 0;
  return /(?:i'm|i am|we're|we are|bit|a bit)?[^]{0,20}$/u.exec(before)?.index ?? 0;
}

/** How many characters of plain words only introduce a risk: `the main risk is that `. */
export function leadLength(words: string): number {
  return riskLead.exec(words)?.[0].length ?? 0;
}
