import { z } from "zod";
import type { Clock } from "../../../core/time.ts";
import { channelOf } from "../address.ts";
import { isLoopback } from "../cloud.ts";
import { callConnector, conversationPath, refusalCode } from "../outbound/connector.ts";
import type { ConnectorAnswer } from "../outbound/connector.ts";
import type { TokenSource } from "../outbound/tokens.ts";
import type { Problems } from "../problems.ts";
import { createRecent } from "../recent.ts";
import { kindOf } from "./origin.ts";
import type { Standing } from "./origin.ts";
import type { PlacedActivity } from "./activity.ts";

/** Who is in a conversation, as the connector says: the only way to tell a guest from a colleague. */
export interface Roster {
  /** What an activity's sender and place are. Asks the connector at most once an hour for each conversation. */
  readonly standingOf: (activity: PlacedActivity) => Promise<Standing>;
  /** Somebody joined or left. */
  readonly forget: (conversationId: string) => void;
}

const memberSchema = z.object({
  id: z.string(),
  aadObjectId: z.string().nullish(),
  objectId: z.string().nullish(),
  userRole: z.string().nullish(),
  tenantId: z.string().nullish(),
});
const pageSchema = z.object({ members: z.array(memberSchema), continuationToken: z.string().nullish() });

/** Who was found in a conversation. */
interface Members {
  readonly readAt: number;
  /** The ids of members of our tenants. */
  readonly own: ReadonlySet<string>;
  readonly hasOthers: boolean;
}

type Reading = Members | "notInstalled" | "noRoster" | "failed";

const lifeMs = 3_600_000;
const failedLifeMs = 15_000;
/** A list that cannot be fetched is used on for this long. */
const staleLifeMs = 24 * 3_600_000;
const pageSize = 500;
/** Ten thousand members; in a larger team somebody who was not read counts as a guest. */
const mostPages = 20;
const timeoutMs = 4000;

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
  const failures = createRecent<{ readonly at: number; readonly reading: Exclude<Reading, Members> }>(2000);
  const underWay = new Map<string, Promise<Reading>>();
  const nowMs = (): number => clock.now().getTime();

  async function read(activity: PlacedActivity, key: string): Promise<Reading> {
    const known = lists.get(key);
    const failure = failures.get(key);
    if (known && nowMs() - known.readAt < lifeMs) return known;
    if (!known && failure && nowMs() - failure.at < failedLifeMs) return failure.reading;
    const reading = underWay.get(key) ?? readMembers(activity, key, parts).finally(() => underWay.delete(key));
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
      const { from } = activity;
      const isOwn = members.own.has(from.id) || (from.aadObjectId !== undefined && members.own.has(from.aadObjectId));
      return { isExternal: !isOwn, isShared: kindOf(activity) !== "personal" && members.hasOthers };
    },
    forget(conversationId) {
      lists.delete(channelOf(conversationId));
      failures.delete(channelOf(conversationId));
    },
  };
}

async function readMembers(
  { serviceUrl, conversation, channelData }: PlacedActivity,
  conversationId: string,
  { tokens, clock, tenants }: Parameters<typeof createRoster>[0],
): Promise<Reading> {
  if (serviceUrl === undefined || serviceUrl === "") return "noRoster";
  const signal = AbortSignal.timeout(timeoutMs);
  const token = await tokens.tokenFor(serviceUrl, signal);
  if (token.outcome === "failed") return "failed";
  const ours = [...tenants, conversation.tenantId, channelData?.tenant?.id].map((tenant) => tenant?.toLowerCase());
  const own = new Set<string>();
  let hasOthers = false;
  let continuationToken: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const query = new URLSearchParams({
      pageSize: String(pageSize),
      ...(continuationToken !== undefined && { continuationToken }),
    });
    const answer = await callConnector({
      method: "GET",
      serviceUrl,
      path: `${conversationPath(conversationId, "pagedMembers")}?${query.toString()}`,
      signal,
      ...(token.outcome === "token" && { token: token.token }),
    });
    const read =
      answer.outcome === "answered" && answer.status === 200 ? pageSchema.safeParse(answer.body).data : undefined;
    if (!read) return failureOf(answer);
    for (const { id, aadObjectId, objectId, userRole, tenantId } of read.members) {
      const isBot = id.startsWith("28:");
      const isForeign = typeof tenantId === "string" && !ours.includes(tenantId.toLowerCase());
      if (isBot) continue;
      if (isForeign || ["guest", "anonymous"].includes(userRole?.toLowerCase() ?? "")) hasOthers = true;
      else for (const known of [id, aadObjectId, objectId]) if (typeof known === "string") own.add(known);
    }
    continuationToken = read.continuationToken || undefined;
    if (continuationToken === undefined) return { readAt: clock.now().getTime(), own, hasOthers };
  }
  return { readAt: clock.now().getTime(), own, hasOthers: true };
}

function failureOf(answer: ConnectorAnswer): Exclude<Reading, Members> {
  if (answer.outcome !== "answered") return "failed";
  const { status, body } = answer;
  if (refusalCode(body) !== undefined && [403, 404].includes(status)) return "notInstalled";
  // The connector names a code with whatever it refuses; something that does not is a tool that keeps no list.
  return [404, 405, 501].includes(status) ? "noRoster" : "failed";
}
