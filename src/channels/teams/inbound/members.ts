import { z } from "zod";
import type { Clock } from "../../../core/time.ts";
import { channelOf } from "../address.ts";
import { callConnector, conversationPath, refusalCode } from "../outbound/connector.ts";
import type { ConnectorAnswer } from "../outbound/connector.ts";
import type { TokenSource } from "../outbound/tokens.ts";
import type { PlacedActivity } from "./activity.ts";
import { kindOf } from "./origin.ts";

/** Who was found in a conversation. */
export interface Members {
  readonly readAt: number;
  /** The ids of members of our tenants, those of Teams and those of the directory. */
  readonly own: ReadonlySet<string>;
  /** The Teams ids of the same members. */
  readonly users: readonly string[];
  readonly hasOthers: boolean;
}

/** Who is in a conversation; or the assistant is not in it, or whoever answers keeps no lists, or it could not be asked. */
export type MemberReading = Members | "notInstalled" | "noRoster" | "failed";

/** What the connector is asked with. */
export interface MemberReads {
  readonly tokens: TokenSource;
  readonly clock: Clock;
  readonly tenants: readonly string[];
}

const memberSchema = z.object({
  id: z.string(),
  aadObjectId: z.string().nullish(),
  objectId: z.string().nullish(),
  userRole: z.string().nullish(),
  tenantId: z.string().nullish(),
});
type Member = z.infer<typeof memberSchema>;
const pageSchema = z.object({ members: z.array(memberSchema), continuationToken: z.string().nullish() });

const pageSize = 500;
/** Ten thousand members; in a larger team somebody who was not read counts as a guest. */
const mostPages = 20;
const timeoutMs = 4000;

type Ask = (path: string) => Promise<ConnectorAnswer>;

/** Asks the connector who is in an activity's conversation; of a chat with one person it asks for that person. Does not reject. */
export async function readMembers(
  activity: PlacedActivity,
  { tokens, clock, tenants }: MemberReads,
): Promise<MemberReading> {
  const { serviceUrl, conversation, channelData, from } = activity;
  if (serviceUrl === undefined || serviceUrl === "") return "noRoster";
  const signal = AbortSignal.timeout(timeoutMs);
  const token = await tokens.tokenFor(serviceUrl, signal);
  if (token.outcome === "failed") return "failed";
  const authorised = { ...(token.outcome === "token" && { token: token.token }) };
  const ask: Ask = (path) => callConnector({ method: "GET", serviceUrl, path, signal, ...authorised });
  const id = channelOf(conversation.id);
  const found = await (kindOf(activity) === "personal"
    ? readOne(conversationPath(id, "members", from.id), ask)
    : readPages(id, ask));
  if (typeof found === "string") return found;
  const ours = [...tenants, conversation.tenantId, channelData?.tenant?.id].map((tenant) => tenant?.toLowerCase());
  const people = found.members.filter((member) => !member.id.startsWith("28:"));
  const own = people.filter((member) => isOwn(member, ours));
  return {
    readAt: clock.now().getTime(),
    own: new Set(own.flatMap(({ id, aadObjectId, objectId }) => [id, aadObjectId ?? [], objectId ?? []].flat())),
    users: own.map(({ id }) => id),
    hasOthers: found.isCut || own.length < people.length,
  };
}

function isOwn({ userRole, tenantId }: Member, ours: readonly (string | undefined)[]): boolean {
  if (["guest", "anonymous"].includes(userRole?.toLowerCase() ?? "")) return false;
  return typeof tenantId !== "string" || ours.includes(tenantId.toLowerCase());
}

interface Found {
  readonly members: readonly Member[];
  /** There are more than were read. */
  readonly isCut: boolean;
}

async function readOne(path: string, ask: Ask): Promise<Found | Exclude<MemberReading, Members>> {
  const answer = await ask(path);
  const member =
    answer.outcome === "answered" && answer.status === 200 ? memberSchema.safeParse(answer.body).data : undefined;
  return member ? { members: [member], isCut: false } : failureOf(answer);
}

async function readPages(conversationId: string, ask: Ask): Promise<Found | Exclude<MemberReading, Members>> {
  const members: Member[] = [];
  let query = new URLSearchParams({ pageSize: String(pageSize) });
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await ask(`${conversationPath(conversationId, "pagedMembers")}?${query.toString()}`);
    const read =
      answer.outcome === "answered" && answer.status === 200 ? pageSchema.safeParse(answer.body).data : undefined;
    if (!read) return failureOf(answer);
    members.push(...read.members);
    const { continuationToken } = read;
    if (typeof continuationToken !== "string" || continuationToken === "") return { members, isCut: false };
    query = new URLSearchParams({ pageSize: String(pageSize), continuationToken });
  }
  return { members, isCut: true };
}

function failureOf(answer: ConnectorAnswer): Exclude<MemberReading, Members> {
  if (answer.outcome !== "answered") return "failed";
  const { status, body } = answer;
  if (refusalCode(body) !== undefined && [403, 404].includes(status)) return "notInstalled";
  // The connector names a code with whatever it refuses; something that does not is a tool that keeps no list.
  return [404, 405, 501].includes(status) ? "noRoster" : "failed";
}
