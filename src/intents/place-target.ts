import type { Place } from "../core/people.ts";
import type { PostTarget } from "../core/work.ts";

/** Where a post to a place goes, to nobody's thread in particular; undefined for a place that nobody can post to. */
export function placeTarget({ id, platform, address }: Place): PostTarget | undefined {
  return address === undefined ? undefined : { channel: platform, place: id, conversation: id, address };
}
