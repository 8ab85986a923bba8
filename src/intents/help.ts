import type { Reply } from "../core/reply.ts";
import type { Handling } from "./desk-parts.ts";
import { helpText } from "./fixed-replies.ts";
import { notice, say } from "./replies.ts";

const things = [
  "Report in your own words, naming the pilot; I show what I understood and record it when you confirm.",
  "“new update” opens the form. “undo”, “withdraw u-…” and “history u-…” are for what was recorded.",
  "“make that green” or “*45” after your update changes it.",
  "“follow” with a name, or with words such as “transport contracts”, “unfollow”, “following” and “snooze 3 days” decide what reaches you.",
  "“here” shows what this place is for; “link accounts” joins your accounts on two platforms.",
  "“what do you hold about me” and “forget me” are about you.",
  "“I am new here” shows a first day step by step; “acronyms” and “who is who” explain names; “how do I …” and “stop” are answered too.",
];

/** What the assistant is and what it can be told. */
export function helpReply({ knowledge }: Pick<Handling, "knowledge">): Reply {
  return say({
    intent: "help",
    outcome: "answered",
    blocks: [notice(helpText(knowledge)), { kind: "list", items: things.map((text) => ({ text, citations: [] })) }],
  });
}
