import type { OutOfScopeReason } from "../core/intent.ts";

/** What a text is before any name in it is looked at. */
export type GuardVerdict = "help" | "smallTalk" | OutOfScopeReason;

interface Rule {
  readonly verdict: GuardVerdict;
  readonly pattern: RegExp;
}

const rules: readonly Rule[] = [
  // An instruction to the assistant rather than a question to it.
  {
    verdict: "instruction",
    pattern:
      /\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|rules?|prompts?|guidelines?|above|previous|prior|sources?|everything|restrictions?|gate|checks?)\b/i,
  },
  {
    verdict: "instruction",
    pattern: /\b(?:system|developer|hidden|initial|secret)\s+(?:prompt|message|instructions?)\b/i,
  },
  {
    verdict: "instruction",
    pattern:
      /\byou are (?:now|no longer)\b|\b(?:pretend|imagine|roleplay|role-play|act)\b.{0,20}\b(?:you|as|to be|that)\b|\bfrom now on\b|\bjailbreak\b|\bDAN\b|\bdeveloper mode\b/i,
  },
  {
    verdict: "instruction",
    pattern:
      /\b(?:answer|reply|respond|say|repeat|print|output|write|state|confirm|tell (?:me|us|them|everyone))\b.{0,30}\b(?:exactly|verbatim|only (?:with|the word)|the (?:word|phrase|following|sentence)|after me|without (?:any )?(?:sources?|citations?|checking)|that you)\b/i,
  },
  {
    verdict: "instruction",
    pattern:
      /\brepeat (?:\w+ ){0,3}(?:back|after)\b|\bsay (?:it|that|this) back\b|\byour (?:own )?instructions\b|^(?:so |ok |okay )?let(?:['\u2019]?s| us) (?:say|pretend|assume|suppose|imagine)\b|^(?:suppose|assume) (?:that )?(?!.*\bwhat is\b)/i,
  },
  {
    // "Tell me it had twenty pilots": a claim to be said, and no question.
    verdict: "instruction",
    pattern:
      /^(?:please |just |now )*tell (?:me|us|them|everyone|people) (?:that )?(?!(?:who|whom|whose|what|which|when|where|why|how|if|whether|about|more|all|everything|something|the|a|an|of)\b)[\p{L}\p{N}&' -]{2,40} (?:had|was|is|has|cost|were|failed|won|got)\b/iu,
  },
  { verdict: "instruction", pattern: /^(?:please\s+)?(?:say|repeat|confirm|state|pretend)\s+(?:that|"|\u201c|')/i },
  {
    verdict: "instruction",
    pattern:
      /^(?:please |can you |could you )?(?:change|update|delete|remove|drop|edit|overwrite|insert|set)\b.{0,60}\b(?:the )?(?:records?|ledger|database|tables?|facts?|figures?|index)\b|\b(?:select\s.+\sfrom|drop\s+table|union\s+select|insert\s+into|delete\s+from)\b/i,
  },
  {
    verdict: "instruction",
    pattern:
      /\b(?:reveal|show|print|leak|dump|give)\b.{0,30}\b(?:your (?:prompt|instructions|rules|configuration|source code)|api keys?|passwords?|secrets?|tokens?|environment variables?)\b/i,
  },
  {
    verdict: "instruction",
    pattern:
      /\b(?:make up|invent|fabricate|guess|estimate)\b.{0,40}\b(?:figure|number|answer|statistic|source|quote|amount|one|it|something)\b/i,
  },
  // Things about a person that no public record of a programme holds.
  {
    verdict: "personalData",
    pattern:
      /\b(?:phone|telephone|mobile|whatsapp|contact)\s*(?:numbers?|no\b|details)|\be-?mail\s+(?:address(?:es)?|of|for)\b|['\u2019]s (?:e-?mail|phone|mobile|address|number)\b|\bhome address\b|\bpostcode\b|\bdate of birth\b|\bbirthday\b|\bnational insurance\b|\bnhs number\b|\bbank (?:account|details)\b/i,
  },
  {
    verdict: "personalData",
    pattern:
      /\b(?:salary|salaries|wages?|pension|religion|ethnicity|sexuality|health|medical|criminal record|husband|wife|partner's name|children|married|divorced)\b.{0,30}\b(?:of|for)\b.{0,30}\b(?:minister|officer|officers|leader|chief executive|ceo|official|manager|resident|residents|person|staff|he|she|him|her)\b/i,
  },
  {
    verdict: "personalData",
    pattern:
      /\bhow old (?:is|was) (?!the (?:programme|pilot|fund|scheme|network|council|policy))|\bwhere (?:does|did|do)\s+(?!the\b)[\w' -]{2,40}\blive\b|\b(?:is|was|are)\s+(?:\w+\s){1,3}(?:married|gay|ill|religious|divorced)\b/i,
  },
  {
    verdict: "personalData",
    pattern:
      /\b(?:names?|addresses|details|identit\w+|list)\s+of\b.{0,30}\b(?:residents|tenants|victims|clients|service users|patients|beneficiaries|families (?:helped|supported)|people (?:helped|referred|supported|who))\b/i,
  },
  {
    verdict: "personalData",
    pattern:
      /\bhow much\b.{0,40}\b(?:officers?|managers?|executives?|directors?|ministers?|leaders?|staff|ceo|councillors?)\b.{0,20}\b(?:paid|earn|get|make)\b|\b(?:earns?|salary|salaries|personal life)\b/i,
  },
  {
    verdict: "personalData",
    pattern:
      /\b(?:which|what|who are the|name the|names of) (?:tenants|famil(?:y|ies)|residents?|landlords?|rough sleepers?|individuals?|households?|patients?|victims?|children|pupils|offenders)\b/i,
  },
  {
    verdict: "personalData",
    pattern:
      /\b(?:wife|husband|spouse|sexuality|criminal record|linkedin|facebook|twitter|hometown|personal (?:e-?mail|phone|mobile|address|life|details)|contact details|political (?:party|views|beliefs)|sick leave|disciplinary|bonus|(?:was|were) (?:[\p{L}]+ ){1,3}born|(?:names?|details) of (?:the |a |any )?(?:people|person|individuals?|man|woman|staff|claimants?|complainants?|clients?|participants?))\b/iu,
  },
  {
    // A person by first and last name; "each pilot" and "the council" are no person.
    verdict: "personalData",
    pattern: /\b[Hh]ow much (?:is|was|does|did|do) \p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+.{0,20}\b(?:paid|earn|make)\b/u,
  },
  {
    verdict: "personalData",
    pattern:
      /\b(?:officers?|staff|workers?|volunteers?|residents?|tenants?|landlords?|famil(?:y|ies)|clients?|claimants?|patients?)(?:['\u2019]s?)? names?\b|\bnames? of (?:the |all |any |each )?(?:[\p{L}-]+ ){0,3}(?:officers?|staff|workers?|volunteers?|residents?|tenants?|clients?|claimants?)\b/iu,
  },
  // What somebody thinks or ought to do.
  {
    verdict: "opinion",
    pattern:
      /\b(?:do|did|would|don't) you (?:think|say|believe|feel|recommend|prefer|agree|reckon|like|rate)\b|\byour (?:opinion|view|views|favourite|verdict|take|thoughts)\b|\bin your (?:opinion|view)\b|\bwhat do you make of\b/i,
  },
  {
    verdict: "opinion",
    pattern:
      /\bshould (?:we|i|the|they|ministers?|councils?|government|it|any|my|our)\b(?! (?:\w+ )?(?:read|know|look|start|cite|quote|ask|call))|\bought (?:we|i|the|to)\b|\b(?:is|was|were|are) (?:it|this|that|they|[\w' £,.\d-]{2,60}) (?:worth (?:it|the|doing)|a (?:waste|success|failure|good idea|bad idea|flop|disaster|mistake)|any good|good value|value for money|overrated|pointless|right to|wrong to|enough|fair|unfair|justified|sensible|overpriced|better than|worse than|too (?:little|much|late|slow|small))\b/i,
  },
  {
    verdict: "opinion",
    pattern:
      /\b(?:best|worst|most (?:successful|impressive|interesting|important|useful|disappointing)|least successful|better|worse)\s+(?:\w+\s){0,2}(?:pilot|council|programme|minister|idea|approach|one|member|place|scheme|performing|run|managed)s?\b|\bwhich (?:\w+\s){0,4}(?:was|is|did|were|performed|worked) (?:the )?(?:best|worst)\b|\b(?:rank|rate) the\b/i,
  },
  {
    verdict: "opinion",
    pattern:
      /\b(?:who|what|which|how|where) (?:\w+ ){0,3}should have\b|\bwould (?:it|they|this|that|[\w ]{2,40}) (?:work|succeed|be (?:better|worse|good|wise|sensible|fair))\b|^(?:please |can you |could you |would you )*(?:recommend|suggest|advise)\b/i,
  },
  // What has not happened yet.
  {
    verdict: "future",
    pattern:
      /\bwhat(?:['\u2019]?s| is) next\b|\b(?:is|are) (?:[\w-]+ ){0,4}going to\b|\b(?:is|are|['\u2019]s|when|who|how)\b(?!.*\b(?:was|were|did|came|had)\b).{0,40}\bnext (?:rounds?|pilots?|expressions?|wave|phase|window|programme|minister|chair|board|tranche|cohort|one)\b/i,
  },
  {
    verdict: "future",
    pattern:
      /\b(?:will|going to|likely to|expected to|plan(?:s|ned)? to)\b.{0,80}\b(?:next (?:year|month|week|quarter|decade|spending review|government|parliament|round|time)|in future|the future|in (?:five|ten|two|three) years|tomorrow|soon|again|by 20[3-9]\d|in 20(?:2[7-9]|[3-9]\d)|eventually|come back|return|be (?:chosen|picked|extended|renewed|repeated|revived|scrapped|cut|relaunched|announced))\b/i,
  },
  {
    verdict: "future",
    pattern:
      /\b(?:next (?:year|month|week|quarter|decade|spending review|round)|tomorrow|in future|the future of|by 20[3-9]\d|in 20(?:2[7-9]|[3-9]\d))\b.{0,60}\b(?:will|be|happen|predict|forecast|expect)?/i,
  },
  {
    verdict: "future",
    pattern:
      /\bnext\W*$|^(?:please |can you |could you )?forecast\b|\b(?:predict|prediction|foresee|what are the chances|how likely|who will win|odds)\b|^will\b|^(?:and |so |but )?when(?: will|['\u2019]ll)\b|\babout to (?:be|change|start|end|close|get)\b|^(?:and |so |but )?(?:who|what|which|where|how)\b(?: (?!the will\b)\w+){0,4} will\b(?! of\b)(?!.{0,30}\bmean\b)/i,
  },
  // Plainly something else.
  {
    verdict: "offTopic",
    pattern:
      /\bwhere can (?:i|we|you) (?:buy|order|book|rent|eat|park)\b|\b(?:weather|football|cricket|recipe|poem|haiku|limerick|joke|song|lyrics|story about|horoscope|lottery|bitcoin|stock price|share price|movie|film|netflix|translate|homework|python|javascript|sql query|source code|write (?:me )?(?:a|an|some) (?!.*\b(?:summary|list|overview)\b)|book (?:a|me)|order (?:a|me)|play (?:a|some)|capital of|who won the (?:league|match|election|cup|fa cup|game|final)|world cup|olympics|premier league|what(?:['\u2019]?s| is) the (?:time|date)\W*$|(?:my|the|a) (?:printer|laptop|password|wi-?fi|vpn|payslip|expenses)|(?:book|take|claim) (?:annual |my |some )?(?:leave|holiday|expenses)|canteen|curry|what time is it|what day is it|what is \d+\s*[+*x/-]\s*\d+)\b/i,
  },
  {
    verdict: "help",
    pattern:
      /^(?:\/?help|\?+|usage|commands|menu|start|get started)\W*$|\bwhat can (?:you|i|this) (?:do|ask|help)\b|\bhow (?:do|does|can|should) (?:you|i|this|it) (?:work|use (?:you|this|it)|ask (?:you|a question))\b|\bwhat (?:do you|can you) (?:know|answer|cover)\b|\bhelp me(?: out)?\W*$|^(?:who|what) are you\b|\bare you (?:a |an )?(?:bot|human|robot|ai|real|person)\b/i,
  },
  {
    verdict: "smallTalk",
    pattern:
      /^(?:hi|hello|hey|hiya|howdy|yo|morning|good (?:morning|afternoon|evening|day)|thanks?|thank you|cheers|ta|ok|okay|great|brilliant|lovely|perfect|bye|goodbye|see you|nice one|well done|how are you|no problem|sorry|lol|haha)(?:[,!.]?\s+(?:thanks|thank you|there|all|everyone|again|so much|very much|a lot|you|pilotdesk|bot|team|for (?:that|your help)|today|doing))*\W*$/i,
  },
];

/** What the first rule that matches says, or undefined for a question to look up. */
export function guardVerdict(text: string): GuardVerdict | undefined {
  return rules.find((rule) => rule.pattern.test(text))?.verdict;
}
