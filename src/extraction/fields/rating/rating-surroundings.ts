/** Plain words around a rating, for what they make of it. Those before it end where it begins. */

/** What may follow a rating that is one. */
export const follower =
  /^(?:$|[^\p{L}\p{N}' ]| ?[^\p{L}\p{N}' ]| (?:this|these|again|still|overall|for|with|as|because|but|and|since|at|on|in|from|now|today|though|although|so|until|till|after|due|given|by|we|i|they|no|rating|ratings|rated|status|rag|too|also|only|unless|if|while|to|the|our|that|there|it|is|it's|currently|here|across|cos|bc|atm|thanks|nothing|last|per|than|not|however|yet|then|just|or|(?:january|february|march|april|june|july|august|september|october|november|december)(?!\p{L})|i'm|we're|all|both|having|following|mainly|mostly|largely|\p{L}+ly|pending|partly|has|have|hence|sadly|hopefully|probably|finally|same|down|up|straight|right|all the way|which|who|where|after|before|(?:month|quarter|territory)(?=$|[^\p{L} ]| again)|(?:verging|bordering|leaning|trending|tending|edging|drifting|tilting|heading) |rather|instead|once|holding|firm|at last|throughout|improving|worsening|unchanged|steady|spend|spent|target|referrals?|plus|\d))/u;

/** Words between a verb or label and the rating that do not change what it says. */
export const filler =
  "(?:still|now|currently|again|back|at|to|an?|the|as|in|on|into|with|of|for|very|firmly|solidly|solid|firm|just|only|about|around|probably|likely|maybe|perhaps|definitely|certainly|overall|broadly|mostly|largely|mainly|generally|pretty|fully|all|both|really|quite|strong|clear|comfortable|comfortably|honest|cautious|low|high|sadly|happily|finally|i think|i'd say|i would say|i suppose|we think|we'd say|sort of|kind of|a bit|for now|once more|this (?:month|week|quarter|time)|today|yet again|also|same|well|steady|unchanged|confirmed|stable|as of (?:today|now)|straight|right|status|staying|remaining|remains?|stays?|steadily|the same|officially|honestly|somewhere around|another|nervous|shaky|tentative|wobbly|bright|dark|deep|pale|light|weak|generous|reluctant|hopeful|marginal|(?:in|into) the)";
const fillers = `(?:${filler}[ ,:]+)*`;
/** A rating by itself, or with fillers only. */
export const standalone = new RegExp(
  `^[^\\p{L}\\p{N}]*(?:so |and |but |then |ok |yes |no |yep |plus |update |hi |well |i\\.?e\\.? |sorry |apologies |anyway |right |yeah |ours |and ours |let's (?:say|call it|go with|stick with) )*${fillers}$`,
  "u",
);
/** Verbs that a rating follows. */
export const verbs =
  "(?:is|are|am|'s|'re|'m|was|were|been|be|being|remains?|remained|remaining|stays?|stayed|staying|gone|gon|went|go|goes|going|turned|turns|turning|moved|moves|moving|slipped|slips|slipping|dropped|drops|dropping|fallen|fell|falls|come|comes|came|down|up|improved|improves|downgraded|upgraded|rose|risen|jumped|switched|flipped|changed|(?:closed?|closes|ended|ends?|finish(?:ed|es)?|start(?:ed|s)?) (?:the )?(?:month|quarter|year|week|period|january|february|march|april|may|june|july|august|september|october|november|december)|hovers?|hovering|hovered|leans?|leaning|promoted|relegated|continues?|continued|continuing|agreed|confirmed|(?:clawed|fought|worked) (?:our|its|their) way|logged|log us|recorded|record us|mark us|rated?|rates|rating|rag-rated|reported|reports?|reporting|call|calling|say|says|saying|said|reckon|showing|shows?|holding|holds?|running|takes (?:us|this|it|them|things)|took (?:us|this|it|them|things)|puts (?:us|this|it|them)|(?:leaves|leaving|keeping|putting|holding|moving) (?:us|this|it|them|things)|left (?:us|this|it|them|things)|makes (?:us|this|it|them)|brings (?:us|this|it|them)|pushes (?:us|this|it|them)|sit|sits|sitting|settled|settling|plumped|opted|opting|comfortable|happy|content|confident|stick|sticking|slid|slide|slides|sliding|tumbled|crept|climbed|edged|nudged|eased|tipped|ended|landed|recovered|stood|stands|standing|finished|themselves|itself|marked|marking|self-assess(?:ed|ing)?|flag(?:ged|ging)?|score[ds]?|scoring|got|get|gets|getting|keep|keeping|kept|put|puts|give|giving|its|were|r|from|considered|assessed(?: as)?|feels?|looks?|looking|think|thinks|it's|we're|it|us|things|everything|all|ourselves|you|would)";
export const verbFrame = new RegExp(
  `(?:^|[^\\p{L}])${verbs}[ ,:]+(?:not )?${fillers}$|'(?:s|re|m)[ ]+${fillers}$`,
  "u",
);
/** Labels that a rating follows. */
export const labelFrame = new RegExp(
  `(?:^|[^\\p{L}])(?:rag|rating|ratings|rated|status|statws|overall|delivery confidence|dca|confidence|position|health|scored?|assessment|verdict|colour|pilot|programme|project)(?: (?:rating|status|assessment|this (?:month|week|quarter)|overall|for \\p{L}+|as of [^:]{1,20}))*[ ]*(?:[:=>-]|\\b(?:is|are|as|at|of|now|remains?|stays?|to|was)\\b| )*[ ]*${fillers}$`,
  "u",
);
/** One side of the work only: `finance amber`. */
export const aspectFrame =
  /(?:^|[^\p{L}])(?:delivery|finances?|financial|spend(?:ing)?|budgets?|schedule|timescales?|timelines?|(?<!(?:this|last|next|one|first|second) )time|costs?|quality|scope|partnerships?|partners|resourc(?:es|ing)|staffing|people|workforce|risks?|benefits|comms|communications|data|governance|engagement|recruitment|procurement|estates?|digital|evaluation|outcomes|outputs|milestones|stakeholders?|capacity|legal|sustainability|safety|performance|strand \p{L}+|workstream \p{L}+|phase \p{L}+)(?: (?:is|are|still|now|remains?|at|rag|status|rating))*[ :=(-]*$/u;

/** How it was: words before the rating, and behind it. */
export const previousBefore =
  /(?:^|[^\p{L}])(?:from|after (?:\S+ ){0,3}(?:at|in|of|on|being)|after an?|having been(?: \S+){0,2}?|previously|prev|formerly|no longer|used to be|out of|instead of|rather than|than|upgraded from|(?:previous|prev|last|old|prior) (?:rag|rating|status)(?: was| is)?:?|(?:rag|rating|status) (?:last|prev(?:ious)?|before|then)(?: \p{L}+)?:?|last (?:reported|said|rated)(?: (?:as|at))?|(?:last|previous) (?:month|time|week|quarter|return|report|one|update|rating|year|spring|summer|autumn|winter)(?:'s)?(?:,? (?:it|we|was|were|rating|rag|return|report))*:?|before that|(?:was|were)(?: (?:at|still|in|an?|the|rated))*|\((?:was|from|last month|last time|previous(?:ly)?|prev|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\p{L}*|q[1-4])):? (?:an? |the |at |just |still |we'd (?:have )?(?:said|say) |we would have said )*$/u;
export const previousAfter =
  /^,? ?\(?(?:last (?:month|time|week|quarter|return|report|year)|before(?! the)|previously|at the last|in the last|when we last)(?! ?(?:was|:|=|at)? ?(?:(?:red|amber|green|a\/[rg]|[arg])(?!\p{L})|[🟢🟡🟠🔴]))/u;
/** `red in June, amber in September and …`: how it was, after another one that was. */
export const listedPast =
  /(?<!\p{L})(?:was|were|been)(?: \p{L}+){0,2} (?:red|amber|green)[^.;]{1,30}(?:,|and|then)(?: \p{L}+)? $/u;
export const thatDay =
  /^ (?:(?:on|last) (?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?|yesterday|earlier|this morning|at the (?:last |previous )?(?:board|meeting|call)|last (?:week|month|time|quarter|night)|a (?:week|month|fortnight) ago|on the \d{1,2}(?:st|nd|rd|th))(?!\p{L})/u;
export const thatMonth =
  /^ in (?:january|february|march|april|may|june|july|august|september|october|november|december)(?!\p{L})/u;
export const previousHeading =
  /(?<!\p{L})(?:(?:previous|prev|last|prior|earlier|old)(?: (?!or )\p{L}+)?(?: rag| rating| status)?|(?:rag|rating|status) (?:last|previous|prev|before)(?: \p{L}+)?): $/u;
export const inPast =
  /^,? (?:(?:back )?in (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}*|(?:for )?(?:the )?last (?:month|time|week|quarter|return|year)|before|previously) ?\)/u;
export const was = /(?:^|[^\p{L}])(?:was|were)(?: (?:at|still|in|an?|the|rated))* $/u;
/** Words that take a rating back. */
export const negated =
  /(?:^|[^\p{L}])(?:not|isn't|aren't|wasn't|ain't|never|neither|nor|hardly|far from|cannot be|can't be|can't call it|n't)(?: (?:at|yet|quite|really|fully|an?|the|all|as|say|call it|be|go|just|only|so|looking|feeling))* $/u;
export const nobody =
  /(?:^|[^\p{L}])(?:nobody|no one|no-one|none of us|(?:we|they|you)(?:'ve| have) all been|we all go|everyone goes|(?:don't|do not|didn't|doesn't|wouldn't|can't) (?:think|believe|say|call|see)|not saying)(?!\p{L})[^.;,]{0,40}$/u;
/** How it may become. */
export const hypothetical =
  /(?:^|[^\p{L}])(?:if|unless|would(?! say| call| rate| put)|'d(?! say| call| rate| put)|risks? (?:of|that|going|we|it)|danger|heading|headed|likely to|aim(?:s|ing)?|hop(?:e|es|ing|eful|efully)|want(?:s|ed|ing)?|wish|expect(?:ed|ing|s)?|targeting|going to (?:be|go|turn|put|say|call|rate)|will|won't|'ll|due to (?:go|turn|be)|(?:(?<!has |have |had )to|can|can't|cannot) (?:get|be|go|turn|become|return|move|stay|keep|flip|push)(?: \p{L}+){0,3}|until|before|once|when|path|route|towards?|nearly|almost|close to|near|not far|verge|edging|needs? to|should|shall|forecast|predict(?:ed|ing)?|plan(?:s|ning)?|so that|make (?:it|them|us|that)|mark (?:it|them)|(?:set|change) (?:it|the|us|them|this|our)|put (?:it|the|them|this|our)|ask|asks|whether|suppose|pretend|imagine|dream|tempted|what|everyone|every pilot|all pilots|anything|anyone|someone)(?![\p{L}])[^.;]{0,40}$/u;
export const hypotheticalAfter =
  /^[^.;,(]{0,24}(?<!\p{L})(?:by (?:the )?(?:end|next|mid|start|then|now|\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|christmas|easter|spring|summer|autumn|winter|mon|tue|wed|thu|fri)|if (?!(?:i'm|i am|we're|we are) (?:being )?honest)|unless |once (?!more)|soon(?!\p{L})|next (?:month|week|quarter|time))/u;
export const atMost =
  /(?<!\p{L})(?:no|not|can't|cannot|couldn't|don't|won't|nothing)(?: \p{L}+){0,5} (?:better|more|higher|further|any more|any better|other) than (?:an? )?$/u;
/** `amber leaning red` is amber. */
export const leaning =
  /(?:red|amber|green),? (?:but )?(?:verging|bordering|leaning|trending|tending|edging|drifting|tilting|heading)(?: (?:on|to|towards?))?(?: the)? $/u;
/** `amber – actually, make that red`. */
export const putRight =
  /(?<!\p{L})(?:actually|scratch that|correction|i mean|i meant|oops|sorry|no)[ ,:–-]*(?:make (?:that|it)|it's|that's|call it|should be|i mean|it should be)?[ ,:–-]*(?:an? )?$/u;
/** `it should be amber, not green` */
export const corrected = /(?<!\p{L})(?:should|ought to) (?:be|read|say|have (?:been|said|read)) (?:an? )?$/u;
export const unmoved =
  /(?<!\p{L})(?:no (?:change|movement)|unchanged|(?:not|n't|nothing(?:'s| has)?) (?:changed|moved|budged|shifted)) (?:from|on|at) (?:an? |last (?:month|week|quarter|time)'s )?$/u;
/** What follows the rating that was, before the one that is: `red to amber`. */
export const moves =
  /^ ?(?:-*>+|=+>|(?:straight |right |back |all the way )?(?:to|into)|(?:has |have )?(?:turned|became|become|gone|went)(?: back)?(?: to)?) ?(?:a |an )?(?=(?:red|amber|green|[rag]\b|[🟢🟡🟠🔴]))/u;
/** What the sender writes down of somebody else: `I'll change Calder to amber`. */
export const recorded =
  /(?<!\p{L})(?:i'll|i will|i've|i have|i'm|i am|we'll|let me|shall i|i can|i could|happy to)(?: (?:now|just|also|gladly|go and|then))* (?:chang|mark|put|mov|set|record|log|updat|switch|enter|amend|correct|flip|turn)(?:e|ed|t|ting|ing|d|ged|ging|s)? (?!(?:us|ourselves|ours|it|this|that|things|our|myself)(?!\p{L}))[^.;,]{1,50}?(?: (?:as|at|to|in|down|back))* (?:an? )?$/u;
/** What the reader's is rated. */
export const toYou =
  /(?<!\p{L})you(?:'re| are| were|r (?:rating|rag|pilot)(?: is)?)?(?: (?:down|in|up|back|logged|marked|recorded|still))*(?: (?:as|at|to|for|is|on))* $/u;
/** One of several that it may be. */
export const possible =
  /(?:^|[^\p{L}])(?:(?:not sure|unsure|undecided|torn|no idea|don't know)(?: (?:if|whether|between|it's|we're|it is|we are))*|half|could(?:n't)?(?: well| easily)? be|may(?:be)?(?: well)? be|might(?: well)? be|either|or|between|somewhere between|borderline|toss-up|possibly|and maybe) (?:an? |the |even |at |just )*$/u;
export const alternative =
  /^ ?\(?(?:or|\/|and maybe|-ish|ish) ?(?:an? |even |maybe |possibly |is it |are we )*(?:red|amber|green)/u;
