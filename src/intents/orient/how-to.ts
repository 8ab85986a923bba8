/** What somebody wants to know how to do. */
export interface HowTopic {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly string[];
  /** Words to send next. */
  readonly tries: readonly string[];
}

type TopicRule = HowTopic & { readonly pattern: RegExp };

const update =
  "(?:(?:an?|my|our|the|this|that|last) )*(?:pilot )?(?:updates?|returns?|reports?|progress|records?|drafts?|entry|entries)";

/** Whoever wants one of these says it in few words: the first that fits counts. */
const topics: readonly TopicRule[] = [
  {
    id: "wrong",
    pattern:
      /^(?:report|flag|say|tell you|correct|fix|put right)\b.{0,30}\b(?:wrong|mistakes?|errors?)$|^(?:a |an )?(?:wrong answers?|mistakes?|corrections?|errors?)$/,
    title: "When an answer is wrong",
    lines: [
      "Press “That's wrong” below the answer and say what is right. Whoever owns the record is asked; nothing changes before they do.",
    ],
    tries: [],
  },
  {
    id: "log",
    pattern: new RegExp(
      `^(?:log|report|post|submit|send|give|add|make|record|write|file|do)(?: in)? ${update}(?: (?:here|to you|for (?:my|our|a|the) (?:pilot|team|place)))?$|^(?:report|log|logging|reporting|updates?|log (?:something|things))$`,
    ),
    title: "Report how a pilot is going",
    lines: [
      "Write it in your own words where your team works, naming the pilot: “Our pilot is still amber, 42 referrals so far (target 60), new staff start on Monday.” Nothing about residents.",
      "I show what I understood, with the words behind each field. Press Confirm: from then on it is on record and can be asked about. Edit changes it first, Discard throws it away.",
      "“new update” opens a form instead.",
    ],
    tries: ["new update"],
  },
  {
    id: "confirm",
    pattern: new RegExp(`^confirm(?:ing)?(?: (?:${update}|it|that|this))?$`),
    title: "Confirm a draft",
    lines: [
      "Press Confirm on its card, or say “confirm”. Members of a place that is bound to the pilot, its programme's office and administrators may; others propose, and the pilot's team is asked.",
      "A draft is kept for 14 days.",
    ],
    tries: [],
  },
  {
    id: "change",
    pattern: new RegExp(`^(?:change|edit|correct|amend|fix|revise) ${update}$`),
    title: "Change what was recorded",
    lines: [
      "Say it after your update: “make that green”, “actually amber”, “*45”, “change the target to 80”. Or press Change on its card. What was said before stays in its history.",
    ],
    tries: [],
  },
  {
    id: "undo",
    pattern: new RegExp(`^(?:undo|withdraw|delete|remove|take back|retract)(?: (?:${update}|it|that|this))?$`),
    title: "Take an update back",
    lines: [
      "“undo” within ten minutes; later “withdraw u-… because …”, with the number in its confirmation. It is not answered from any more; its history stays, with the reason.",
    ],
    tries: ["undo"],
  },
  {
    id: "follow",
    pattern:
      /^(?:(?:follow|following|subscribe to|subscribe|keep up with)(?: (?:an? |the |this |my )?(?:pilots?|programmes?|themes?|updates?|places?|topics?|something|words?))?|get (?:notified|told|alerts?|notices)(?: (?:of|about|on) .{2,30})?)$/,
    title: "Follow a pilot or a theme",
    lines: [
      "“follow” with the name of a pilot or programme, or with words such as “transport contracts”. I tell you alone when a confirmed update is about it. “following” lists what you follow, “unfollow” ends it.",
    ],
    tries: ["following"],
  },
  {
    id: "digest",
    pattern:
      /^(?:(?:get|see|have|read|turn (?:on|off)|stop|switch (?:on|off)) )?(?:the |a |my |our )?(?:weekly )?digests?(?: (?:work|here))?$/,
    title: "Digests",
    lines: [
      "On the first working day of a week, from 09:00, places that are bound to a programme get the digest of the week before. “digest” shows it now. “digests on” and “digests off” are for the programme's office.",
    ],
    tries: ["digest"],
  },
  {
    id: "remind",
    pattern:
      /^(?:(?:get|see|have|turn (?:on|off)|stop|switch (?:on|off)|send|set(?: up)?) )?(?:the |a |my |our )?(?:reminders?|reminding)(?: (?:work|here))?$|^(?:remind|chase) .{2,30}$/,
    title: "Reminders",
    lines: [
      "Places that owe a return are reminded three working days before it is due and once after, never between 18:00 and 08:00 or on days nobody works. “who hasn't reported?” says who is missing.",
    ],
    tries: ["who hasn't reported?"],
  },
  {
    id: "snooze",
    pattern: /^(?:snooze|snoozing|mute|silence)(?: (?:it|you|this|reminders|notices|digests))?$/,
    title: "Not be disturbed for a while",
    lines: ["“snooze 3 days”, “snooze until Friday”, at most 90 days. “snooze off” ends it."],
    tries: ["snooze 1 day"],
  },
  {
    id: "here",
    pattern:
      /^(?:bind|set up|setup|connect|register|add) (?:(?:you|pilotdesk|it|this) to )?(?:this|the|my|our|a)(?: new)?(?: slack| teams)? (?:channel|chat)(?: up)?$|^(?:here|set (?:you|pilotdesk|this) up)$/,
    title: "Set a place up",
    lines: [
      "Add me to the channel; an administrator or the programme's office says “here” with the name of its programme or pilot. That fills in the pilot, and decides what is shown there and who confirms. “here” alone shows it.",
    ],
    tries: ["here"],
  },
  {
    id: "accounts",
    pattern: /^link(?:ing)?(?: my| two| the)? accounts?$/,
    title: "Link your accounts",
    lines: ["Say “link accounts” on one platform and give me the code on the other within 15 minutes."],
    tries: ["link accounts"],
  },
  {
    id: "privacy",
    pattern:
      /^(?:privacy|gdpr|data protection|my data)$|\b(?:forget me|be forgotten|delete my data|you (?:handle|use|keep|store|treat|hold) (?:my data|personal data|what i (?:say|ask|write)))\b/,
    title: "What I hold about you",
    lines: [
      "“what do you hold about me” lists it, “forget me” deletes it. Confirmed updates stay as your team's, under a random number. Questions are kept for a while so that answers can be checked; they name no account.",
    ],
    tries: ["what do you hold about me"],
  },
  {
    id: "sources",
    pattern:
      /^(?:check|see|open|find|verify|trust|look at|look behind)(?: (?:the|an|your|its|where))* ?(?:sources?|citations?|answers?)(?: (?:of|for|behind) (?:an|the|your) answers?)?$|^(?:sources?|citations?)$|^i know (?:it is|it's|you are|you're) (?:right|true)$/,
    title: "Check an answer",
    lines: [
      "Every sentence carries the number of its source. “Show source” opens the stored words around it; “Why this answer” says what was looked at. Where nothing on file answers, I say so.",
    ],
    tries: [],
  },
  {
    id: "ask",
    pattern:
      /^ask(?:ing)?(?: (?:you )?(?:a |an |any )?questions?| you)?$|^(?:find|look up) (?:things|something|answers?)$/,
    title: "Ask a question",
    lines: [
      "Write it in your own words: who, which, how many, how much, when, why, or what a term means. The next question may leave out what you have named already.",
    ],
    tries: [],
  },
];

/** The topic of words such as “log an update”; undefined for none. */
export function howTopicOf(words: string): HowTopic | undefined {
  return topics.find(({ pattern }) => pattern.test(words.trim()));
}
