import type { Place } from "../../core/people.ts";
import type { UpdateDraft } from "../../core/update.ts";
import type { Caller } from "../caller.ts";

/** What an update is about, as far as it is known. */
export interface About {
  readonly pilot: string | null;
  readonly programme: string | null;
}

/** True for a place whose members decide about a pilot: it is bound to the pilot or to its programme. */
export function isPlaceFor({ pilots, programmes }: Place, { pilot, programme }: About): boolean {
  return (pilot !== null && pilots.includes(pilot)) || (programme !== null && programmes.includes(programme));
}

/** True for those who put updates of a pilot on record: members of its places, its programme's office, admins. */
export function mayConfirm(caller: Caller, about: About): boolean {
  if (caller.isExternal) return false;
  return isOfficeOf(caller, about.programme) || caller.memberOf.some((place) => isPlaceFor(place, about));
}

/** True for the office of a programme, and for admins; of no programme in particular for those who are it for all. */
export function isOfficeOf({ isExternal, isAdmin, roles }: Caller, programme: string | null): boolean {
  if (isExternal) return false;
  return (
    isAdmin || roles.some(({ role, programme: own }) => role === "office" && (own === undefined || own === programme))
  );
}

/** True for those who may change or discard a draft: who wrote it, who brought it in, and who may confirm it. */
export function mayChange(caller: Caller, draft: UpdateDraft): boolean {
  const own = caller.person?.id;
  return (
    (own !== undefined && (own === draft.author || own === draft.onBehalfOf)) || mayConfirm(caller, draft.proposed)
  );
}
