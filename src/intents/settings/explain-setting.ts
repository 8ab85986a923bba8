import type { Knowledge } from "../../core/knowledge.ts";
import type { SettingRequest, UnclearSetting } from "../../core/intent.ts";
import { stopWords, wordsOf } from "../../core/words.ts";
import type { Effects } from "../../core/turn-handler.ts";
import type { Handling } from "../desk-parts.ts";
import { onlySay, sayNo } from "../replies.ts";

/** How each setting is set, and what cannot be. */
const ways: Readonly<Record<UnclearSetting, string>> = {
  remind:
    "I cannot set a time or remind single people. Places that owe a return are reminded three working days before it is due and once after, and get last week's digest on the first working day of a week. “digests on” and “digests off” switch both in this place; “who hasn't reported?” says who is missing.",
  digests:
    "The digest comes on the first working day of a week, from 09:00; I cannot set another time. “digest” shows it now, “digests off” stops it here.",
  pause:
    "“pause” stops answers in this place, at once and until somebody says “resume” here; I cannot set a time, or do it for another place. Whoever runs Pilotdesk can pause it everywhere. Nothing was changed.",
  follow:
    "Say what to follow: “follow” with the name of a pilot or programme, or with words such as “transport contracts”. “following” lists what you follow.",
  unfollow:
    "Say what to unfollow: “unfollow” with the same words, or “unfollow everything”. “following” lists what you follow.",
  snooze:
    "Say for how long: “snooze 3 days”, “snooze 2 weeks” or “snooze until Friday”, at most 90 days. “snooze off” ends it.",
  listen: "Say “listen on” or “listen off”: whether posts without a mention are read in this place.",
  contact:
    "People become the contact of a place themselves: whoever is to get its questions says “contact me” here. “contact nobody” ends it.",
  link: "Say “link accounts” on one platform, and “link” with the code that you get on the other, within 15 minutes.",
};

/**
 * Says how a setting is set to somebody who asked in words that it has no value for, and changes nothing. Undefined where the words
 * are about something else: "pause the roll-out in Eastmere until the lease is signed".
 */
export function explainSetting(
  { knowledge }: Pick<Handling, "knowledge">,
  { about, what }: Extract<SettingRequest, { readonly name: "unclear" }>,
): Effects | undefined {
  if (about === "pause" && what !== "" && !isName(what, knowledge)) return undefined;
  return onlySay(sayNo("settings", ways[about]));
}

/** True for words that are a name on record, or a word or two that are none. */
function isName(what: string, knowledge: Knowledge): boolean {
  const mentions = knowledge.findMentions(what);
  const others = wordsOf(what).filter(
    (word) => !stopWords.has(word.folded) && !mentions.some(({ start, end }) => word.start < end && start < word.end),
  );
  return mentions.length > 0 ? others.length === 0 : others.length <= 1;
}
