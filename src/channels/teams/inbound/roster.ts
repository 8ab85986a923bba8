import type { Clock } from "../../../core/time.ts";
import { channelOf } from "../address.ts";
import { isLoopback } from "../cloud.ts";
import type { TokenSource } from "../outbound/tokens.ts";
import type { Problems } from "../problems.ts";
import { createRecent } from "../recent.ts";
import { readMembers } from "./members.ts";
import type { MemberReading, Members } from "./members.ts";
import { kindOf } from "./origin.ts";
import type { Standing } from "./origin.ts";
import type { PlacedActivity } from "./activity.ts";

/** Who is in a conversation, as the connector says: the only way to tell a guest from a colleague. */
export interface Roster {
  /** What an activity's sender and place are. Asks the connector at most once an hour for each conversation. */
  readonly standingOf: (activity: PlacedActivity) => Promise<Standing>;
  /** The Teams ids of the colleagues in a conversation, as they were read last; none where that was not yet. */
  readonly colleaguesIn: (conversationId: string) => readonly string[];
  /** Somebody joined or left. */
  readonly forget: (conversationId: string) => void;
}

const lifeMs = 3_600_000;
const strangerLifeMs = 30_000;
const failedLifeMs = 15_000;
/** A list that cannot be fetched is used on for this long. */
const staleLifeMs = 24 * 3_600_000;

/** Everybody is a colleague: where nothing is authenticated and the connector keeps no list. */
const open: Standing = { isExternal: false, isShared: false };
/** Nobody could say who they are, so they see what is public and decide nothing. */
const closed: Standing = { isExternal: true, isShared: true };

/** Lists of members, kept for an hour. */
export function createRoster(parts: {
  readonly tokens: TokenSource;
  readonly clock: Clock;
  readonly problems: Problems;
  readonly tenants: readonly string[];
  readonly isUnauthenticated: boolean;
}): Roster {
  const { clock, problems, isUnauthenticated } = parts;
  const lists = createRecent<Members>(2000);
  const failures = createRecent<{ readonly at: number; readonly reading: Exclude<MemberReading, Members> }>(2000);
  const underWay = new Map<string, Promise<MemberReading>>();
  const nowMs = (): number => clock.now().getTime();

  async function read(activity: PlacedActivity, key: string): Promise<MemberReading> {
    const known = lists.get(key);
    const failure = failures.get(key);
    // Somebody who is not on the list may have come since it was read.
    const isFresh = known && nowMs() - known.readAt < (isListed(activity, known) ? lifeMs : strangerLifeMs);
    if (isFresh) return known;
    if (!known && failure && nowMs() - failure.at < failedLifeMs) return failure.reading;
    const reading = underWay.get(key) ?? readMembers(activity, parts).finally(() => underWay.delete(key));
    underWay.set(key, reading);
    const members = await reading;
    if (typeof members === "object") {
      lists.set(key, members);
      problems.clear("roster");
      return members;
    }
    failures.set(key, { at: nowMs(), reading: members });
    return members === "failed" && known && nowMs() - known.readAt < staleLifeMs ? known : members;
  }

  return {
    async standingOf(activity) {
      // A tool that plays a delivery from elsewhere has no roster to ask.
      if (isUnauthenticated && !isLoopback(activity.serviceUrl ?? "")) return open;
      const key = channelOf(activity.conversation.id);
      const members = await read(activity, key);
      if (members === "noRoster") return open;
      if (members === "notInstalled") return isUnauthenticated ? open : closed;
      if (members === "failed") {
        if (isUnauthenticated) return open;
        problems.report(
          "roster",
          "The connector did not say who is a guest, so people in some conversations are treated as guests for now. It is asked again by itself.",
        );
        return closed;
      }
      return {
        isExternal: !isListed(activity, members),
        isShared: kindOf(activity) !== "personal" && members.hasOthers,
      };
    },
    colleaguesIn: (conversationId) => lists.get(channelOf(conversationId))?.users ?? [],
    forget(conversationId) {
      lists.delete(channelOf(conversationId));
      failures.delete(channelOf(conversationId));
    },
  };
}

function isListed({ from }: PlacedActivity, { own }: Members): boolean {
  return own.has(from.id) || (from.aadObjectId !== undefined && own.has(from.aadObjectId));
}
