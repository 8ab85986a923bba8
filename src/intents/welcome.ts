import { markNames } from "../core/marks.ts";
import type { Knowledge } from "../core/knowledge.ts";
import type { Place } from "../core/people.ts";
import type { Block, Reply } from "../core/reply.ts";
import type { Effects } from "../core/turn-handler.ts";
import { sayList } from "../answer/say-value.ts";
import { isBound } from "./caller.ts";
import type { Handling, TurnOf } from "./desk-parts.ts";
import { callerNow } from "./desk-parts.ts";
import { notePresence } from "./presence.ts";
import { answerPost, bannerFor, notice, nothing, say } from "./replies.ts";
import { suggestQuestions } from "./suggest.ts";

/**
 * The assistant was added to a place: it says once what it is. A person came to a bound place or to the organisation: they alone
 * are told, once, whichever comes first.
 */
export function welcome(handling: Handling<TurnOf<"joined">>): Effects {
  return handling.turn.whom === "assistant" ? welcomePlace(handling) : welcomePerson(handling);
}

function welcomePlace(handling: Handling<TurnOf<"joined">>): Effects {
  const { turn, now } = handling;
  const { place } = turn;
  if (!place) return nothing;
  return {
    async commit(transaction) {
      await notePresence(transaction, handling, true);
      if (await transaction.mark(place.id, markNames.welcomed)) return [];
      await transaction.putMark({ owner: place.id, name: markNames.welcomed, value: true, at: now });
      const { bound } = await callerNow(handling, transaction);
      return [answerPost(welcomeReply(handling, bound))];
    },
  };
}

function welcomePerson(handling: Handling<TurnOf<"joined">>): Effects {
  const { now } = handling;
  return {
    async commit(transaction) {
      const { sender, bound, place } = await callerNow(handling, transaction);
      const isBoundPlace = bound !== undefined && isBound(bound);
      if (!sender || (place?.kind !== "personal" && !isBoundPlace)) return [];
      const owner = (await transaction.ensurePerson(sender, now)).id;
      if (await transaction.mark(owner, markNames.welcomed)) return [];
      await transaction.putMark({ owner, name: markNames.welcomed, value: true, at: now });
      return [answerPost({ ...welcomeReply(handling, bound), visibility: "onlyYou" })];
    },
  };
}

const unbound =
  "This place is for no programme yet. An administrator can change that: “here” and the name of a programme or pilot.";

function howToStop(whom: "person" | "assistant", bound: Place | undefined): string {
  const forget = "“forget me” deletes what I hold about you";
  if (whom === "assistant" && !bound) return `To stop: remove me from this place; ${forget}.`;
  const listening = bound?.listens ? " “listen off” stops me reading posts without a mention," : "";
  const once = whom === "person" ? " I welcome nobody twice." : "";
  return `To stop: “snooze 30 days” keeps reminders away,${listening} and ${forget}.${once}`;
}

function welcomeReply({ turn, knowledge, caller }: Handling<TurnOf<"joined">>, bound: Place | undefined): Reply {
  const about = bound ? namesOf(bound, knowledge) : [];
  const here = about.length > 0 ? ` This place is for ${sayList(about)}.` : "";
  const blocks: readonly Block[] = [
    { kind: "heading", text: "What I do" },
    notice(
      `I answer questions about pilot programmes, every sentence with its source, and I put a team's own words on record when one of them confirms.${here}`,
    ),
    notice(
      "Do not tell me about residents: no names, addresses, telephone numbers, dates of birth, NHS or National Insurance numbers. I point them out and record none of them.",
      "warning",
    ),
    notice("Three things to try:"),
    { kind: "list", items: toTry(knowledge, bound, caller.isExternal).map((text) => ({ text, citations: [] })) },
    ...(turn.whom === "assistant" && about.length === 0 && turn.place?.kind !== "personal" ? [notice(unbound)] : []),
    notice(howToStop(turn.whom, bound)),
  ];
  return say({
    intent: "welcome",
    blocks,
    banner: bannerFor([...(bound?.pilots ?? []), ...(bound?.programmes ?? [])], knowledge),
  });
}

function namesOf({ pilots, programmes }: Place, knowledge: Knowledge): readonly string[] {
  return [...pilots, ...programmes].flatMap((id) => knowledge.subject(id)?.name ?? []);
}

function toTry(knowledge: Knowledge, bound: Place | undefined, isExternal: boolean): readonly string[] {
  const [first = "What programmes do you know about?", second = "help"] = suggestQuestions(knowledge);
  const pilot = knowledge.subject(bound?.pilots[0] ?? "")?.name;
  const report = `Report in your own words: “${pilot ?? "Our pilot"} is still amber, 42 referrals so far (target 60), new staff start on Monday.”`;
  return isExternal || !bound
    ? [`Ask: “${first}”`, `Ask: “${second}”`, "Say: “I am new here” for a first day step by step, or “help”"]
    : [`Ask: “${first}”`, report, "Say: “I am new here” for a first day step by step, or “new update” for the form"];
}
