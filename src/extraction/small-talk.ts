/** Words of everyday life, each match one. */
export const social =
  /(?<!\p{L})(?:lunch|coffee|cake|cakes|biscuits?|birthday|pub|pint|drinks|football|match|weekend|holiday|annual leave|on leave|heating|kettle|milk|parking|car park|fire (?:drill|alarm)|weather|train's|trains?(?! the)|tube|traffic|raffle|xmas do|christmas (?:do|party|lunch)|sandwich(?:es)?|toner|printer|screen|projector|cable|lift|toilet|toilets|loo|kitchen|fridge|desk|desks|badge|badges|parcel|dog|cat|kids|daughter|son|wife|husband|film|telly|tv|netflix|supermarket|shop|wifi|wi-fi|laptop|headset|password|login|sharepoint|teams link|zoom link|invite|dial-in|agenda|minutes|papers|room \d|hiring|vacancy|salary|webinar|training course|learning session|purdah|reception|office move|away day|spaces left|joiners|lovely|sun|recommend|maintenance|garden|printer|battery|phone|swear jar|marshal|timesheets?|travel budget|train|flight|hotel|tickets?|panto|kitty|a head|each way|whip-?round|sweepstake|quiz|kettle|charity (?:run|walk|ride|day)|for charity|sponsor(?:ed|ship)? (?:me|run|walk)|marathon|half marathon|miles|tombola|bake sale|snow|payroll)(?!\p{L})/gu;
/** Words of somebody who reports on work. */
export const ofWork =
  /(?<!\p{L})(?:we|we've|we're|we'd|our|ours|us|so far|to date|(?:this|last) (?:week|month|quarter|fortnight)|signed up|referr\p{L}*|refs?|clients?|customers?|residents?|tenants?|patients?|famil\p{L}+|households?|young people|children|participants?|volunteers?|learners?|visits?|contacts?|sessions?|appointments?|placements?|cases?|enrol\p{L}*|starts|journeys?|groups?|businesses|suppliers?|providers?|partners?|hubs?|wardens?|support\p{L}*|recruitment|launch|go-live|contracts?|(?<!across the |on )board(?! meets| meeting| papers?| game)|steering group|procurement|tender|lease|consultation|approv(?:al|ed)|signed off|sign-off|slipped|slipping|delivered|opened|launched|completed|signed|started|recruited|spen[dt]|spending)(?!\p{L})/u;

const pleasantry =
  /^[^\p{L}\p{N}]*(?:(?:and|so|anyway|anyways|right|ok|okay|well|oh|ps|p\.s\.?)[ ,:]+)*(?:see (?:you|u|ya)(?!\p{L})|speak (?:soon|then|later|tomorrow|on \p{L}+day)|talk (?:soon|later)|catch (?:you|up) (?:later|soon)|have a (?:good|nice|lovely|great|fab|restful|happy)|enjoy (?:the|your) (?:weekend|evening|day|break|holiday|sun|rest)|happy (?:friday|monday|weekend|new year|christmas|easter|holidays|birthday)|merry christmas|take care|hope (?:you(?:'re| are) (?:all )?(?:well|ok|good|fine)|everyone(?:'s| is) (?:well|ok)|all(?:'s| is) well|this (?:finds you|helps|is ok)|that helps|you had a)|bye|shout if|give me a (?:shout|ring|call|bell)|let me know if (?:you (?:need|want|have)|any|that|questions|there)|any (?:questions|probs|problems)[ ,]|(?:many |big |huge )?(?:thanks|thank you|thx|cheers)(?: (?:all|both|everyone|again|so much|very much|for (?:reading|listening|your (?:patience|time|help|support)))| to (?:you|everyone|all))|lovely to see|(?:good|great|nice) to see (?:you|everyone)|sorry (?:for|about) the (?:delay|wait|essay|novel|length)|apologies for the (?:delay|wait|length))/u;
const tells =
  /\d|(?<!\p{L})(?:red|amber|green|rag|on track|off track|at risk|risks?|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\p{L}+teen|\p{L}+ty) \p{L}{4,}|spen[dt]|milestones?|due|moved|slipped|launch\p{L}*)(?!\p{L})|[🟢🟡🟠🔴]/u;

/** True for plain words of greeting and goodbye that state nothing: `See you all at the board.` */
export function isPleasantry(words: string): boolean {
  return words.length < 90 && pleasantry.test(words) && !tells.test(words);
}

/** True for a sentence of everyday life that says nothing of work: `Lovely cake on Friday.` */
export function isSmallTalk(words: string): boolean {
  return words.match(social) !== null && !ofWork.test(words) && !tells.test(words);
}
