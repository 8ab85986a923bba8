import { targetIn } from "../core/marks.ts";
import type { Mark, Place } from "../core/people.ts";
import type { PostTarget } from "../core/work.ts";

/** Where a post to a place goes, to nobody's thread in particular; undefined for a place that nobody can post to. */
export function placeTarget({ id, platform, address }: Place): PostTarget | undefined {
  return address === undefined ? undefined : { channel: platform, place: id, conversation: id, address };
}

/**
 * Where somebody is alone with the assistant, as they are remembered: their chat, and not the thread or page of it that they
 * were last in. Undefined where nothing is remembered.
 */
export function aloneTarget(mark: Mark | undefined): PostTarget | undefined {
  const target = targetIn(mark);
  return target && { ...target, conversation: target.place };
}
