import { markNames } from "../../core/marks.ts";
import { dayOf } from "../../core/time.ts";
import type { Effects } from "../../core/turn-handler.ts";
import { sayDate } from "../../answer/say-value.ts";
import type { Handling } from "../desk-parts.ts";
import { callerNow } from "../desk-parts.ts";
import { answerPost, sayNo, sayOnly } from "../replies.ts";
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

/** How many days a snooze button asks for: its value, else one. */
export function snoozeDaysOf(value: string | undefined): number {
  const days = Number(value ?? 1);
  return Number.isInteger(days) && days >= 0 && days <= 90 ? days : 1;
}
