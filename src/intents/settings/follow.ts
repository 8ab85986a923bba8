import type { Knowledge } from "../../core/knowledge.ts";
import type { Subject } from "../../core/ledger.ts";
import { wordsOf } from "../../core/words.ts";
import { markNames } from "../../core/marks.ts";
import { dayOf } from "../../core/time.ts";
import type { Effects } from "../../core/turn-handler.ts";
import { sayDate } from "../../answer/say-value.ts";
import type { Handling } from "../desk-parts.ts";
import { callerNow } from "../desk-parts.ts";
import { answerPost, bannerFor, notice, onlySay, say, sayNo, sayOnly } from "../replies.ts";
import { labelOf } from "../updates/form/update-form.ts";

/** Names have fewer words than sentences. */
const mostNameWords = 6;

const nobody = "I can remember that only for people I can recognise, and nobody is signed in here.";

/** Follows what words name, or stops following it. A name of several pilots is asked back. Undefined for "follow up on the lease". */
export function followNamed(handling: Handling, what: string, isOn: boolean): Effects | undefined {
  const { knowledge } = handling;
  const found = subjectsIn(what, knowledge);
  const [only] = found;
  if (/^up\b/i.test(what) || (!only && wordsOf(what).length > mostNameWords)) return undefined;
  if (!only) return onlySay(sayNo("settings", `I know no programme or pilot called “${what.slice(0, 80)}”.`));
  if (found.length === 1) return follow(handling, only.id, isOn);
  const choices = found.slice(0, 10).map((one) => {
    const label = nameOf(one, knowledge);
    return { label, text: `${isOn ? "follow" : "unfollow"} ${label}` };
  });
  const blocks = [notice(`“${what}” stands for several. Which one?`), { kind: "choices", choices } as const];
  return onlySay(say({ intent: "settings", outcome: "askedBack", blocks, onlyYou: true }));
}

function subjectsIn(what: string, knowledge: Knowledge): readonly Subject[] {
  const mentions = knowledge.findMentions(what);
  const subjects = mentions.flatMap(({ candidates }) =>
    candidates.flatMap(({ subject }) => knowledge.subject(subject) ?? []),
  );
  const programmes = subjects.filter(({ kind }) => kind === "programme");
  const pilots = subjects.filter(({ kind }) => kind === "participation");
  const within = pilots.filter(({ programme }) => programmes.some(({ id }) => id === programme));
  if (within.length > 0) return [...new Set(within)];
  if (pilots.length > 0) return [...new Set(pilots)];
  return [...new Set(programmes.length > 0 ? programmes : subjects)];
}

function nameOf(subject: Subject, knowledge: Knowledge): string {
  return subject.kind === "participation" ? labelOf(subject, knowledge) : subject.name;
}

/** Remembers that a person wants to hear of a subject, or that they do not any more. */
export function follow(handling: Handling, target: string, isOn: boolean): Effects {
  const { knowledge, now } = handling;
  const subject = knowledge.subject(target);
  if (!subject) return onlySay(sayNo("act", "I know no such programme or pilot, or it may not be shown here."));
  return {
    async commit(transaction) {
      const { sender } = await callerNow(handling, transaction);
      if (!sender) return [answerPost(sayNo("act", nobody))];
      const owner = (await transaction.ensurePerson(sender, now)).id;
      const name = markNames.follow + subject.id;
      if (isOn) await transaction.putMark({ owner, name, value: true, at: now });
      else await transaction.removeMark(owner, name);
      const title = nameOf(subject, knowledge);
      const told = isOn
        ? `You follow ${title}: where you talk to me alone, I tell you when an update of it is confirmed.`
        : `You do not follow ${title} any more.`;
      return [answerPost(sayOnly("act", told, { onlyYou: true, banner: bannerFor([subject.id], knowledge) }))];
    },
  };
}

/** Keeps reminders and digests away from a person for some days; 0 ends it. */
export function snooze(handling: Handling, days: number): Effects {
  const { now } = handling;
  return {
    async commit(transaction) {
      const { sender } = await callerNow(handling, transaction);
      if (!sender) return [answerPost(sayNo("act", nobody))];
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
