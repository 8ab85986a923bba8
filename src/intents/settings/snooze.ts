import { markNames } from "../../core/marks.ts";
import { dayOf, type Day } from "../../core/time.ts";
import { addDays, addMonths, daysBetween, mondayOf } from "../../ledger/returns/days.ts";
import { phrases, readDay, readWeekday } from "../../router/day-phrases.ts";
import { capitalise } from "../../answer/say-fact.ts";
import type { Effects } from "../../core/turn-handler.ts";
import { sayDate } from "../../answer/say-value.ts";
import type { Handling } from "../desk-parts.ts";
import { callerNow } from "../desk-parts.ts";
import { answerPost, onlySay, sayNo, sayOnly } from "../replies.ts";
import { nobodyToRemember } from "./follow.ts";

/** Keeps reminders and digests away from a person for some days; 0 ends it. */
export function snooze(handling: Handling, days: number): Effects {
  const { now } = handling;
  return {
    async commit(transaction) {
      const { sender } = await callerNow(handling, transaction);
      if (!sender) return [answerPost(sayNo("act", nobodyToRemember))];
      const owner = (await transaction.ensurePerson(sender, now)).id;
      if (days === 0) {
        await transaction.removeMark(owner, markNames.snooze);
        return [answerPost(sayOnly("act", "Reminders and digests reach you again.", { onlyYou: true }))];
      }
      const until = new Date(Date.parse(now) + days * 86_400_000);
      await transaction.putMark({ owner, name: markNames.snooze, value: until.toISOString(), at: now });
      const told = `No reminders or digests for you until ${sayDate(dayOf(until))}. “snooze off” ends it.`;
      return [answerPost(sayOnly("act", told, { onlyYou: true }))];
    },
  };
}

/** Keeps them away until a day that words name; says what is wrong with words that name none, or one that is over. */
export function snoozeUntil(handling: Handling, what: string): Effects {
  const today = dayOf(new Date(handling.now));
  const said = what.trim().toLowerCase().replace(/^on /, "");
  const day = readUntil(said, today);
  const how =
    "Say “snooze 3 days”, “snooze until Friday” or “snooze until 1 December”, at most 90 days. I count in whole days.";
  if (day === undefined) return onlySay(sayNo("settings", `“${what.slice(0, 60)}” is no day that I can read. ${how}`));
  if (day <= today) return onlySay(sayNo("settings", `${capitalise(sayDate(day))} is not after today. ${how}`));
  const days = daysBetween(today, day);
  if (days > mostDays)
    return onlySay(sayNo("settings", `${capitalise(sayDate(day))} is more than ${mostDays} days away. ${how}`));
  return snooze(handling, days);
}

/** How long nothing may be sent. */
const mostDays = 90;

const weekday = new RegExp(`^(?:(?<next>next|this|coming) )?(?<name>${phrases.weekday})$`);

function readUntil(said: string, today: Day): Day | undefined {
  if (said === "tomorrow") return addDays(today, 1);
  if (said === "next week") return addDays(mondayOf(today), 7);
  if (/^the end of (?:the|this) month$|^month end$/.test(said)) return addMonths(`${today.slice(0, 8)}01`, 1);
  const { name, next } = weekday.exec(said)?.groups ?? {};
  if (name === undefined) return readDay(said, { today, direction: "ahead" });
  const coming = readWeekday(name, { today, direction: "ahead" });
  const day = coming === today ? addDays(coming, 7) : coming;
  return next === "next" && day < addDays(mondayOf(today), 7) ? addDays(day, 7) : day;
}

/** How many days a snooze button asks for: its value, else one. */
export function snoozeDaysOf(value: string | undefined): number {
  const days = Number(value ?? 1);
  return Number.isInteger(days) && days >= 0 && days <= 90 ? days : 1;
}
