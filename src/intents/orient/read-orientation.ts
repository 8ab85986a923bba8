import type { HowTopic } from "./how-to.ts";
import { howTopicOf } from "./how-to.ts";

/** Whom a path is for. */
export const pathRoles = ["official", "team", "office"] as const;
export type PathRole = (typeof pathRoles)[number];

/** The kind of the intent in receipts of such words. */
export const orientationIntent = "orientation";

/** What somebody says who is finding their way about, and asks nothing of the records. */
export type Orientation =
  | { readonly kind: "greeting" | "thanks" | "about" | "help" | "stop" | "people" }
  /** Where to begin; `role` where they say what they are. */
  | { readonly kind: "path"; readonly role?: PathRole }
  /** What the acronyms on record mean, from this letter on. */
  | { readonly kind: "acronyms"; readonly from?: string }
  | { readonly kind: "how"; readonly topic: HowTopic };

type Rule = readonly [RegExp, (groups: Readonly<Record<string, string | undefined>>, text: string) => Orientation];

const whom = "(?:[, ]+(?:there|all|everyone|everybody|team|folks|again|pilotdesk|bot|you))*";
const thanks = "(?:many )?(?:thanks|thank you|thankyou|thx|cheers|ta)";

const iAm = "i(?:'m|m| am)";
/** A role or a team, and no sentence that goes on to ask something. */
const fewWords = "(?!.*\\b(?:what|who|which|when|why|how|where|explain|tell)\\b)[a-z&'/-]+(?: [a-z&'/-]+){0,7}";

/** Each matches a whole message in lower case, its marks at the end taken off. */
const rules: readonly Rule[] = [
  [
    new RegExp(
      `^(?:hi|hello|hey|hiya|howdy|yo|hola|greetings|morning|afternoon|evening|good (?:morning|afternoon|evening|day))${whom}$`,
    ),
    () => ({ kind: "greeting" }),
  ],
  [
    new RegExp(
      `^(?:(?:ok|okay|great|brilliant|lovely|perfect|cool|super)[,.! ]*)*${thanks}(?: (?:so much|very much|a lot|again|all|for (?:that|this|your help|the help)))*${whom}(?:[,.! ]+(?:bye|goodbye|see you))?$|^(?:bye|goodbye|see you(?: later)?|nice one|well done|ok|okay|great|brilliant|lovely|perfect|cool)${whom}$`,
    ),
    () => ({ kind: "thanks" }),
  ],
  [
    /^(?:(?:who|what) (?:are|is) (?:you|this|pilotdesk)|who am i talking to|are you (?:a |an )?(?:bot|human|robot|ai|real|person|machine)(?: or .{2,20})?|what do you do|what(?: is|'s) your (?:job|name)|how do you work|can i trust you|what (?:do(?:n't| not) you do|do you not do|can(?:'t|not) you do)|introduce yourself)$/,
    () => ({ kind: "about" }),
  ],
  [
    /^(?:\/?(?:pilots?|pilotdesk)|\/?help|help me|usage|commands|menu|options|what can (?:you|i) (?:do|ask|say)|what can you do for me|what do you know)$/,
    () => ({ kind: "help" }),
  ],
  [
    /^(?:stop|stop (?:it|that|this|now|messaging|sending|posting)(?: .{2,30})?|unsubscribe(?: me)?|opt out|mute|be quiet|leave me alone|go away|shut up|no more messages|how do i (?:stop|mute|turn off) (?:this|it|you|these|the messages|messages))$/,
    () => ({ kind: "stop" }),
  ],
  [
    new RegExp(
      `^(?:(?:hi|hello|hey)[,.! ]+)?(?:${iAm} (?:a )?(?:new|lost)(?: (?:here|(?:to|in|on|at|with) ${fewWords}))?|${iAm} (?:an? |the )?new (?!here\\b)${fewWords}|(?:i(?:'ve|ve| have) )?just (?:started|joined)(?: ${fewWords})?|i (?:start(?:ed)?|join(?:ed)?) (?:today|yesterday|this week|on \\w+day|last week)|new (?:here|starter|joiner)|onboard me|onboarding|induction|show me (?:a|a)round|(?:get|getting) started|start|where (?:do|should|can) i (?:start|begin)|how do i (?:start|begin|get started)|what (?:do|should) i do first)$`,
    ),
    (_groups, text) => pathFor(text),
  ],
  [
    /^(?:i(?:'m|m| am) (?:an? |in the |in a |from the |from a )?(?<who>official|civil servant|policy .{2,30}|analyst|local team|team member|programme office|office|project manager|programme manager))$/,
    (_groups, text) => pathFor(text),
  ],
  [
    /^(?:(?:list|show|explain|give)(?: me)?(?: all)?(?: the| your)? )?(?:acronyms?|abbreviations?|glossary|jargon|initialisms)(?: list)?(?: from (?<from>[a-z]).*)?$|^what (?:acronyms|abbreviations|jargon) (?:are there|do you know|should i know|are used(?: here)?)$/,
    ({ from }) => ({ kind: "acronyms", ...(from !== undefined && { from }) }),
  ],
  [
    /^(?:who(?:'s| is)? who|who are the (?:people|key people|main people)|(?:list|show)(?: me)?(?: the)? (?:people|key people)|key people|people)$/,
    () => ({ kind: "people" }),
  ],
  [
    /^(?:please )?(?:(?:can|could) you )?(?:tell me |show me |explain )?how (?:do|can|should|would|to|does) (?:(?:i|we|you|one|somebody|someone|my team|a team|people) )?(?<what>.{2,80})$|^help (?:me )?(?:with |about |on |to )?(?<topic>.{2,40})$/,
    ({ what, topic }) => {
      const found = howTopicOf(what ?? topic ?? "");
      return found ? { kind: "how", topic: found } : { kind: "help" };
    },
  ],
];

function pathFor(text: string): Orientation {
  const role = /\b(?:office\b|programme manager|project manager|pmo\b|admin)/.test(text)
    ? "office"
    : /\b(?:council|local|pilot|team|site|place)\b/.test(text)
      ? "team"
      : /\b(?:official|policy|analyst|civil servant|department|whitehall)/.test(text)
        ? "official"
        : undefined;
  return { kind: "path", ...(role && { role }) };
}

/** What words ask of somebody who shows the way; undefined for words that ask about programmes. */
export function readOrientation(text: string): Orientation | undefined {
  const plain = text
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase()
    .replace(/^please,? |,? please$/g, "")
    .replace(/[.!?\s]+$/, "");
  if (plain === "" || plain.length > 120) return undefined;
  for (const [pattern, orientationOf] of rules) {
    const match = pattern.exec(plain);
    if (!match) continue;
    const found = orientationOf(match.groups ?? {}, plain);
    // "How did it go" is a question about programmes; so is "help wanted from a department".
    const isGuess = found.kind === "help" && (match.groups?.["what"] ?? match.groups?.["topic"]) !== undefined;
    return isGuess ? undefined : found;
  }
  return undefined;
}
