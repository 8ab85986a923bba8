import { unclearSettings } from "../core/intent.ts";
import type { DeskIntent, UnclearSetting } from "../core/intent.ts";

/** What somebody tells the assistant to do, in a few words of a fixed form. */
export type Command = DeskIntent | { readonly kind: "help" };

type Rule = readonly [RegExp, (groups: Readonly<Record<string, string | undefined>>) => Command | undefined];

const draftId = "(?:\\s+(?<id>d-[0-9a-z]{4,64}))?";
const updateId = "(?:\\s+(?:of |for )?(?<id>u-[0-9a-z-]{2,64}))?";
const it = "(?:\\s+(?:it|that|this|them|the draft|the update|my update|my last update|the last (?:one|update)))?";

function act(
  verb: Extract<Command, { kind: "act" }>["verb"],
  { id, value }: { id?: string | undefined; value?: string | undefined } = {},
): Command {
  return { kind: "act", verb, ...(id !== undefined && { target: id }), ...(value !== undefined && { value }) };
}

function on(word: string | undefined): boolean {
  return word === undefined || /^(?:on|start)$/i.test(word);
}

const weekdayWord = "(?:mon|tues|wednes|thurs|fri|satur|sun)days?";

/** Words that say when something is to be. */
const someTime = `(?:every|each|daily|weekly|monthly|fortnightly|hourly|tomorrow|today|tonight|later|until|till|next (?:week|month|${weekdayWord})|this (?:week|month|morning|afternoon|evening)|(?:for|in) (?:an?|one|two|three|\\d+)|(?:at|from|by|after|before) (?:\\d|noon|midnight|tomorrow|${weekdayWord})|on (?:${weekdayWord}|(?:the )?\\d)|${weekdayWord}|\\d)`;

/** How long a snooze may last. */
const mostSnoozeDays = 90;

function snoozeDays({ count = "1", unit = "day" }: Readonly<Record<string, string | undefined>>): number {
  const days = Number(/^(?:a|one)$/i.test(count) ? 1 : count) * (/^w/i.test(unit) ? 7 : /^m/i.test(unit) ? 30 : 1);
  return Math.min(days, mostSnoozeDays);
}

/** Each matches a whole message, its polite words taken off. */
const rules: readonly Rule[] = [
  [
    new RegExp(`^(?:confirm|log|record|save)(?<all>\\s+(?:all|both|everything|all of them))?${it}${draftId}$`),
    ({ all, id }) => act("confirm", { id, value: all === undefined ? undefined : "all" }),
  ],
  [
    /^(?:y|yes|yep|yes confirm|yes that's (?:right|correct)|that's (?:right|correct)|looks (?:good|right)|ok|okay|go ahead)$/,
    () => act("confirm", { value: "yes" }),
  ],
  [/^(?:n|no|nope|no thanks|never ?mind|not now)$/, () => act("discard", { value: "no" })],
  [new RegExp(`^(?:discard|drop|bin|scrap|cancel)${it}${draftId}$`), ({ id }) => act("discard", { id })],
  [new RegExp(`^edit${it}${draftId}$`), ({ id }) => act("edit", { id })],
  [new RegExp(`^undo${it}${updateId}$`), ({ id }) => act("undo", { id })],
  [
    new RegExp(`^(?:withdraw|retract)${it}${updateId}(?:\\s*(?:[:,-]|because|as|since)\\s*(?<reason>.{3,500}))?$`, "s"),
    ({ id, reason }) => ({
      kind: "withdrawUpdate",
      ...(id !== undefined && { update: id }),
      ...(reason !== undefined && { reason: reason.trim() }),
    }),
  ],
  [
    new RegExp(`^(?:show )?(?:me )?(?:the )?history${it}${updateId}$`),
    ({ id }) => ({ kind: "history", ...(id !== undefined && { update: id }) }),
  ],
  [/^(?:(?:a )?new|log an?|start an?|make an?|add an?|submit an?|fill in an?) update$/, () => act("newUpdate")],
  [/^(?:bind )?here(?: to)?(?:\s*:)?(?:\s+(?<what>[^.!?\n]{2,160}))?$/, ({ what = "" }) => bind(what)],
  [/^unbind(?: here| this (?:place|channel))?$/, () => bind("nothing")],
  [
    /^(?:listen|listening) (?<word>on|off)$|^(?<verb>start|stop) listening$/,
    ({ word, verb }) => setting("listen", word ?? verb),
  ],
  [
    /^digests? (?<word>on|off)$|^(?<verb>start|stop) (?:the )?digests?$/,
    ({ word, verb }) => setting("digests", word ?? verb),
  ],
  [/^pause(?: answers| answering)?(?: here)?$/, () => ({ kind: "settings", setting: { name: "pause", on: true } })],
  [
    /^(?:resume|unpause)(?: answers| answering)?(?: here)?$/,
    () => ({ kind: "settings", setting: { name: "pause", on: false } }),
  ],
  [
    /^(?:the )?contact (?:is )?(?<who>me|nobody|none|off)$/,
    ({ who }) => ({ kind: "settings", setting: { name: "contact", on: who === "me" } }),
  ],
  [
    /^link(?: my)? accounts?(?: (?:with )?(?:the )?(?:code )?(?<code>[a-z0-9]{4}[- ]?[a-z0-9]{4}))?$|^link (?:code )?(?<only>[a-z0-9]{4}[- ]?[a-z0-9]{4})$/,
    ({ code, only = code }) => ({
      kind: "settings",
      setting: { name: "link", ...(only !== undefined && { code: only }) },
    }),
  ],
  [
    /^(?:enter|give|use)(?: a| my| the)?(?: link)? code$|^i have a(?: link)? code$/,
    () => ({ kind: "settings", setting: { name: "linkForm" } }),
  ],
  [
    /^what (?:data |information )?do you (?:hold|have|keep|store|know)(?: stored)? (?:about|on) me$|^(?:show (?:me )?)?my data$/,
    () => ({ kind: "settings", setting: { name: "holdings" } }),
  ],
  [
    /^forget (?:about )?me$|^(?:delete|erase) (?:all )?(?:my data|(?:everything|what) you (?:hold|have) (?:about|on) me)$/,
    () => ({ kind: "settings", setting: { name: "forget" } }),
  ],
  [
    /^(?:unfollow|stop following) (?<what>[^?\n]{2,120})$/,
    ({ what = "" }) => ({ kind: "settings", setting: { name: "follow", what, on: false } }),
  ],
  [
    /^follow (?<what>[^?\n]{2,120})$/,
    ({ what = "" }) => ({ kind: "settings", setting: { name: "follow", what, on: true } }),
  ],
  [
    /^(?:list |show )?(?:me )?(?:my |the )?(?:follows|following|followed)$|^(?:what|who|which (?:pilots|programmes|themes)) (?:do|am) i follow(?:ing)?$|^(?:list|show)(?: me)? what i follow$/,
    () => ({ kind: "settings", setting: { name: "following" } }),
  ],
  [/^(?:unsnooze|snooze off|end snooze)$/, () => ({ kind: "settings", setting: { name: "snooze", days: 0 } })],
  [
    /^snooze(?: (?:for )?(?<count>\d{1,3}|a|one) (?<unit>days?|weeks?|months?))?$/,
    (groups) => ({ kind: "settings", setting: { name: "snooze", days: snoozeDays(groups) } }),
  ],
  [
    /^snooze (?:until|till|til|to) (?<what>[^?\n]{1,60})$|^snooze (?<day>tomorrow|(?:next |on )?(?:mon|tues?|wednes|thurs?|fri|satur|sun)day|next week|forever|always)$/,
    ({ what, day = what ?? "" }) => ({ kind: "settings", setting: { name: "snoozeUntil", what: day } }),
  ],
  [/^remind(?:ers?)? (?<word>on|off)$/, ({ word }) => setting("digests", word)],
  [
    // "Remind me the name of the lead" is a question.
    new RegExp(
      `^remind(?:ers?)?(?: (?<what>(?:me|us)(?: (?:${someTime}|to\\b)[^?\\n]{0,60})?|(?!(?:me|us)\\b)[^?\\n]{1,80}))?$`,
    ),
    ({ what = "" }) => unclear("remind", what),
  ],
  [
    /^digests? (?:every|each|daily|monthly|fortnightly|hourly|(?:on|at) (?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|\d))\b[^?\n]{0,60}$/,
    () => unclear("digests", ""),
  ],
  [
    new RegExp(
      `^(?:pause|resume|unpause)(?: answers| answering)?(?: here)? (?:${someTime}|everywhere|everything)[^?,\\n]{0,40}$`,
    ),
    () => unclear("pause", ""),
  ],
  [/^(?:pause|resume|unpause) (?<what>[^?\n]{2,60})$/, ({ what = "" }) => unclear("pause", what)],
  [
    /^(?<about>follow|unfollow|listen|contact|link)$/,
    ({ about }) => unclear(unclearSettings.find((one) => one === about) ?? "follow", ""),
  ],
  [/^listen (?<what>[a-z]{1,20})$/, ({ what = "" }) => unclear("listen", what)],
  [/^snooze (?<what>[^?\n]{1,40})$/, ({ what = "" }) => unclear("snooze", what)],
  [/^contact (?<what>@\S{1,60}|<@\S{1,60}>)$/, ({ what = "" }) => unclear("contact", what)],
  [/^(?:help|help me|commands|what can (?:you do|i (?:say|ask)))$/, () => ({ kind: "help" })],
];

const whateverCase: readonly Rule[] = rules.map(([{ source, flags }, commandOf]) => [
  new RegExp(source, `${flags}i`),
  commandOf,
]);

function bind(what: string): Command | undefined {
  // "Here is our update" and "here we go" are no bindings.
  if (/^(?:is|are|was|were|we|it|you|he|she|they|i|the (?:update|latest|numbers|figures)|'s|\u2019s)\b/i.test(what))
    return undefined;
  return { kind: "settings", setting: { name: "here", what: what.trim() } };
}

function unclear(about: UnclearSetting, what: string): Command {
  return { kind: "settings", setting: { name: "unclear", about, what: what.trim() } };
}

function setting(name: "listen" | "digests", word: string | undefined): Command {
  return { kind: "settings", setting: { name, on: on(word) } };
}

/** The command that a message is, or undefined for one that is none. Names in it keep their case. */
export function readCommand(text: string): Command | undefined {
  const plain = text
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^\/(?:pilots?|pilotdesk)\s+/i, "")
    .replace(/^please,?\s+|,?\s+(?:please|thanks|thank you)(?=[.!?]*$)/gi, "")
    .replace(/[.!?\s]+$/, "")
    .replace(/^(?<word>yes|no|ok|okay), /i, "$<word> ");
  if (plain === "" || plain.length > 700) return undefined;
  for (const [pattern, commandOf] of whateverCase) {
    const match = pattern.exec(plain);
    if (match) return commandOf(match.groups ?? {});
  }
  return undefined;
}
