import type { Effects } from "../../core/turn-handler.ts";
import { setPause } from "../../ledger/pauses.ts";
import type { Handling } from "../desk-parts.ts";
import { callerNow } from "../desk-parts.ts";
import { answerPost, sayNo, sayOnly } from "../replies.ts";
import { isOfficeOf } from "../updates/permissions.ts";

/** Stops or resumes answers in this place: for admins and for the office of what it is bound to. Updates are taken all the same. */
export function pauseHere(handling: Handling, isOn: boolean): Effects {
  const { turn, parts, knowledge } = handling;
  return {
    async commit(transaction) {
      const caller = await callerNow(handling, transaction);
      const { bound } = caller;
      const programmes = [
        ...(bound?.programmes ?? []),
        ...(bound?.pilots ?? []).flatMap((pilot) => knowledge.subject(pilot)?.programme ?? []),
      ];
      const isOffice = caller.isAdmin || programmes.some((programme) => isOfficeOf(caller, programme));
      if (!isOffice || !turn.place) {
        return [answerPost(sayNo("settings", "Only an administrator or the programme's office pauses answers here."))];
      }
      const actor = caller.person?.id ?? "admin";
      const changed = await setPause(transaction, { place: turn.place.id, paused: isOn, actor, clock: parts.clock });
      const state = isOn
        ? "Answers are paused here. Updates are still accepted. “resume” ends it."
        : "Answers go on here.";
      return [answerPost(sayOnly("settings", changed ? state : `Nothing changed. ${state}`))];
    },
  };
}
