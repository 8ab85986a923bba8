import { markNames } from "../core/marks.ts";
import { presenceMark, type Presence } from "../core/presence.ts";
import type { StoreTransaction } from "../core/store.ts";
import type { Effects } from "../core/turn-handler.ts";
import type { Handling, TurnOf } from "./desk-parts.ts";

/** Remembers whether the assistant is in the turn's place, under what name, and how to post there now. */
export async function notePresence(
  transaction: StoreTransaction,
  { turn: { place }, now, context }: Handling,
  isIn: boolean,
): Promise<void> {
  if (!place) return;
  const { id, kind, name } = place;
  const value: Presence = { isIn, kind, ...(name !== undefined && { name }) };
  await transaction.putMark({ owner: id, name: presenceMark, value, at: now });
  const bound = await transaction.place(id);
  const address = context.replyTo?.address;
  if (!bound || !isIn) return;
  await transaction.putPlace({
    ...bound,
    ...(name !== undefined && { name }),
    ...(address !== undefined && { address }),
    changedAt: now,
  });
}

/**
 * The assistant was taken out of a place, or the place was closed: nothing is posted there unasked, what it is bound to stays, and
 * who brings it back is welcomed again. Or the place goes on under another name.
 */
export function changePresence(handling: Handling<TurnOf<"placeChanged">>): Effects {
  const { turn, caller } = handling;
  return {
    async commit(transaction) {
      const { place, change, platform } = turn;
      if (!place) return [];
      await notePresence(transaction, handling, change === "kept");
      if (change === "kept") return [];
      await transaction.removeMark(place.id, markNames.welcomed);
      if (place.kind === "personal" && caller.person) {
        await transaction.removeMark(caller.person.id, markNames.personal + platform);
      }
      return [];
    },
  };
}
