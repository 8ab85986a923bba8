/** What a part of a message is about, by its label. */
export type Section =
  | "rating"
  | "narrative"
  | "metrics"
  | "spend"
  | "milestones"
  | "risks"
  | "owner"
  | "mitigation"
  | "help"
  | "next"
  | "period"
  | "none";

const labels: readonly (readonly [Section, string])[] = [
  [
    "rating",
    "(?:overall |current |delivery |project |pilot |programme |our |the )*(?:rag|rating|status|delivery confidence(?: assessment)?|dca|confidence|health|colour)(?: (?:rating|status|this (?:month|week|quarter|period)|now|overall))*|overall|overall position|overall assessment|where we are(?: now)?",
  ],
  [
    "narrative",
    "(?:weekly |monthly |quarterly |quick |short |progress |latest |brief )*(?:update|progress|summary|headlines?|highlights?|narrative|commentary|overview|achievements|comments?|notes?|news|position|story)(?: (?:this (?:month|week|quarter|period)|to date|so far))?|key achievements|what happened|what went well|what's (?:new|happened|gone well)|good news|this (?:month|week|quarter|period)|last (?:month|week|period)|done this (?:week|month)",
  ],
  [
    "metrics",
    "(?:key |headline |main |latest |the |our )*(?:metrics?|numbers|kpis?|data|figures|outputs?|outcomes?|performance|stats|statistics|measures|activity)(?: (?:this (?:month|week|quarter)|to date|so far))?",
  ],
  [
    "spend",
    "(?:spend(?:ing)?|financ(?:e|es|ials?)|budget|money|costs?|expenditure|funding)(?: (?:to date|so far|this (?:month|quarter|year)|position|update|ytd))?",
  ],
  [
    "milestones",
    "(?:done|completed|achieved|delivered)(?= ?[:✅✔☑])|(?:key |next |main |upcoming )*(?:milestones?|deliverables?)(?: (?:met|achieved|hit|this (?:month|quarter)|update))?",
  ],
  [
    "risks",
    "(?:key |top |main |biggest |only |new |current |live |our |any |one |three |the )*(?:risks?|concerns?|worr(?:y|ies)|issues?|blockers?|challenges?)(?: (?:and|&|/|or) (?:risks?|issues?|concerns?|blockers?|mitigations?))?(?:/(?:issues?|risks?|concerns?|blockers?))?(?: \\d)?|what (?:could|might|may) go wrong|what(?:'s| is) worrying us|possible (?:delay|risk|problem)s?|threats?|watch(?: |-)?(?:points?|out)(?: for)?",
  ],
  ["owner", "(?:risk )?(?:owner|owned by)"],
  [
    "mitigation",
    "(?:mitigations?|mitigating actions?|mitigated by|contingency|response|action taken|what we're doing)",
  ],
  [
    "help",
    "(?:our |one |the |any |only |main |big )*(?:asks?|help|support|requests?|escalations?)(?: (?:needed|wanted|required|please|from (?:the )?(?:centre|whitehall|departments?|you)|for (?:the )?(?:centre|whitehall|departments?)))?|asks? (?:of|for) (?:departments?|whitehall|the centre|government|you)|decisions? (?:needed|required)|what we (?:would like|'d like|need|want)(?: from (?:you|departments?|the centre|whitehall))?|needed from (?:departments?|the centre|you)",
  ],
  [
    "next",
    "(?:key |our |the |immediate )*(?:next(?: up| steps?| actions?| weeks?| months?| quarter| period| for us)?|coming up|upcoming|plans?(?: for .{3,20})?|looking ahead|forward look|actions?|what(?:'s| is| comes) next|what happens next|to ?do|planned|priorities|up next|doing(?= ?[:🔄])|in progress(?= ?[:🔄])|then(?= ?:))",
  ],
  [
    "period",
    "(?:reporting )?(?:period|month|quarter)(?: (?:covered|ending))?|period covered|reporting (?:period|month|quarter)|for period",
  ],
  [
    "none",
    "(?:from|to|cc|re|author|completed by|prepared by|contact|date|sent|lead|sro|signed off by|pilot|programme|place|project|project name|pilot name|area|council|authority|name|submitted by|return|subject)",
  ],
];

const lead = "^(?:[^\\p{L}\\p{N}\\n\"'(]{0,8})(?:\\(?\\d{1,2}[.)] )?";
const inlinePattern = labels.map(
  ([section, words]) =>
    [
      section,
      new RegExp(
        `${lead}(?<label>${words})(?: ?\\([^)]{1,40}\\))? ?(?::|(?: -|-(?= )| =| >)(?= )|(?: ?[✅✔☑🔄📌🎯⚠➡⏭🔜🚧📅]\\ufe0f?)+)(?: ?-)? ?`,
        "u",
      ),
    ] as const,
);
const headingPattern = labels.map(
  ([section, words]) => [section, new RegExp(`${lead}(?<label>${words})[ :.#-]*$`, "u")] as const,
);

const signs: readonly (readonly [Section, RegExp])[] = [
  ["risks", /^(?:⚠|🚨|❗|‼|🛑|⛔|🔥) ?(?=\p{L})/u],
  ["next", /^(?:📅|🗓|⏭|🔜|⏩|📆|👉) ?(?=[\p{L}\d])/u],
  ["spend", /^(?:💷|💰|💵|🪙) ?(?=[\p{L}£\d])/u],
  ["help", /^(?:🙏|🆘|🙋) ?(?=\p{L})/u],
];

/** A label at the start of a sentence or line, and how many characters it takes with its sign. */
export interface Label {
  readonly section: Section;
  readonly length: number;
  /** The line is nothing but the label. */
  readonly isHeading: boolean;
  /** Names several things, so that what follows on the line may be several as well. */
  readonly isPlural: boolean;
}

/** Reads a label such as `Risks:`, `Next steps -` or a heading by itself; undefined where there is none. */
export function readLabel(words: string, isWholeLine: boolean): Label | undefined {
  if (isWholeLine)
    for (const [section, pattern] of headingPattern) {
      const found = pattern.exec(words);
      if (found !== null && (section !== "narrative" || words.endsWith(":") || words.length < 20))
        return { section, length: words.length, isHeading: true, isPlural: true };
    }
  for (const [section, pattern] of inlinePattern) {
    const found = pattern.exec(words);
    if (found === null) continue;
    const rest = words.length - found[0].length;
    return {
      section,
      length: found[0].length,
      isHeading: isWholeLine && rest === 0,
      isPlural: /s(?: (?:of|for|from|this|needed|wanted|required) .*)?$/.test(found.groups?.["label"] ?? ""),
    };
  }
  for (const [section, pattern] of signs) {
    const found = pattern.exec(words);
    if (found !== null) return { section, length: found[0].length, isHeading: false, isPlural: false };
  }
  return undefined;
}
