import { z } from "zod";

/** Somebody in a conversation, as the roster tells of them. */
export interface FakeMember {
  readonly id: string;
  readonly name: string;
  readonly aadObjectId?: string;
  readonly userRole?: "user" | "guest" | "anonymous";
  readonly tenantId?: string;
}

/** A message that the bot posted. */
export interface FakeMessage {
  readonly id: string;
  readonly conversation: string;
  readonly isTargeted: boolean;
  /** The newest content; every earlier one is in `versions`. */
  readonly activity: Readonly<Record<string, unknown>>;
  readonly versions: readonly Readonly<Record<string, unknown>>[];
  readonly isDeleted: boolean;
}

/** An answer of the fake: a status and a JSON body. */
export interface FakeAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal of the connector, with its code. */
export function refusal(status: number, code: string): FakeAnswer {
  return { status, body: { error: { code, message: `The fake refuses this: ${code}.` } } };
}

const maxMessageBytes = 28 * 1024;
const messageType = "https://schema.org/Message";

const createSchema = z.object({ members: z.array(z.object({ id: z.string() })).min(1), tenantId: z.string() });
const activitySchema = z.looseObject({
  type: z.literal("message"),
  recipient: z.object({ id: z.string() }).optional(),
  entities: z.array(z.looseObject({ type: z.string(), citation: z.array(z.unknown()).optional() })).optional(),
});

/** A call of the connector: what may go wrong with it, and what it does. */
export interface FakeCall {
  readonly on?: "post" | "edit" | "delete" | "create" | "members" | "targeted";
  readonly run: () => FakeAnswer;
}

/** The Bot Connector without its server: who is where, and what was posted. */
export interface FakeConnector {
  readonly messages: readonly FakeMessage[];
  install(conversation: string, members: readonly FakeMember[]): void;
  uninstall(conversation: string): void;
  openChat(member: FakeMember): string;
  /** Which of the platform's calls a request below `/v3/conversations` is; one that it does not have is refused with 404. */
  callOf(method: string, url: URL, body: unknown): FakeCall;
}

/** A connector of one tenant, in which nobody is anywhere yet. `nextId` makes the ids of messages. */
export function createFakeConnector({
  tenant,
  nextId,
}: {
  readonly tenant: string;
  readonly nextId: () => string;
}): FakeConnector {
  const rosters = new Map<string, readonly FakeMember[]>();
  const chats = new Map<string, string>();
  const messages: FakeMessage[] = [];

  function createConversation(body: unknown): FakeAnswer {
    const wanted = createSchema.safeParse(body).data;
    if (!wanted) return refusal(400, "BadSyntax");
    const chat = chats.get(wanted.members[0]?.id ?? "");
    return chat === undefined ? refusal(403, "ForbiddenOperationException") : { status: 201, body: { id: chat } };
  }

  function checkActivity(
    body: unknown,
    { isTargeted, isEdit }: { readonly isTargeted: boolean; readonly isEdit: boolean },
  ): FakeAnswer | undefined {
    const activity = activitySchema.safeParse(body).data;
    if (!activity) return refusal(400, "BadSyntax");
    if (JSON.stringify(body).length * 2 > maxMessageBytes) return refusal(413, "MessageSizeTooBig");
    if (isTargeted && isEdit === (activity.recipient !== undefined)) return refusal(400, "BadArgument");
    const said = (activity.entities ?? []).filter(({ type }) => type === messageType);
    if (said.length > 1 || (said[0]?.citation?.length ?? 0) > 20) return refusal(400, "BadSyntax");
    return undefined;
  }

  function post(conversation: string, body: unknown, isTargeted: boolean): FakeAnswer {
    if (!rosters.has(channelOf(conversation))) return refusal(403, "BotNotInConversationRoster");
    const wrong = checkActivity(body, { isTargeted, isEdit: false });
    if (wrong) return wrong;
    const activity = z.record(z.string(), z.unknown()).parse(body);
    const id = nextId();
    messages.push({ id, conversation, isTargeted, activity, versions: [], isDeleted: false });
    return { status: 201, body: { id } };
  }

  function change(
    conversation: string,
    id: string,
    { body, isTargeted }: { readonly body?: unknown; readonly isTargeted: boolean },
  ): FakeAnswer {
    const index = messages.findIndex((one) => one.id === id && channelOf(one.conversation) === channelOf(conversation));
    const message = messages[index];
    if (!message || message.isDeleted || message.isTargeted !== isTargeted)
      return refusal(404, "ActivityNotFoundInConversation");
    if (body === undefined) {
      messages[index] = { ...message, isDeleted: true };
      return { status: 200 };
    }
    const wrong = checkActivity(body, { isTargeted, isEdit: true });
    if (wrong) return wrong;
    const activity = z.record(z.string(), z.unknown()).parse(body);
    messages[index] = { ...message, activity, versions: [...message.versions, message.activity] };
    return { status: 200, body: { id } };
  }

  function members(conversation: string, query: URLSearchParams): FakeAnswer {
    const roster = rosters.get(channelOf(conversation));
    if (!roster) return refusal(403, "BotNotInConversationRoster");
    const [from, size] = [Number(query.get("continuationToken") ?? 0), Number(query.get("pageSize") ?? 100)];
    const page = roster.slice(from, from + size).map((member) => ({ tenantId: tenant, userRole: "user", ...member }));
    const next = from + size < roster.length ? { continuationToken: String(from + size) } : {};
    return { status: 200, body: { members: page, ...next } };
  }

  function member(conversation: string, id: string): FakeAnswer {
    const roster = rosters.get(channelOf(conversation));
    if (!roster) return refusal(403, "BotNotInConversationRoster");
    const found = roster.find((one) => one.id === id || one.aadObjectId === id);
    return found
      ? { status: 200, body: { tenantId: tenant, userRole: "user", ...found } }
      : refusal(404, "MemberNotFoundInConversation");
  }

  return {
    messages,
    install: (conversation, people) => void rosters.set(conversation, people),
    uninstall: (conversation) => void rosters.delete(conversation),
    openChat(person) {
      const chat = chats.get(person.id) ?? `a:chat-${chats.size + 1}`;
      chats.set(person.id, chat);
      rosters.set(chat, [person]);
      return chat;
    },
    callOf(method, url, body) {
      const [, version, noun, conversation = "", part, id] = url.pathname.split("/").map(decodeURIComponent);
      const isTargeted = url.searchParams.get("isTargetedActivity") === "true";
      const isPaged = part === "pagedMembers";
      if (version !== "v3" || noun !== "conversations") return { run: () => refusal(404, "NotFound") };
      if (method === "POST" && conversation === "") return { on: "create", run: () => createConversation(body) };
      if (method === "GET" && isPaged) return { on: "members", run: () => members(conversation, url.searchParams) };
      if (method === "GET" && part === "members" && id !== undefined) {
        return { on: "members", run: () => member(conversation, id) };
      }
      if (part !== "activities") return { run: () => refusal(404, "NotFound") };
      if (method === "POST" && id === undefined) {
        return { on: isTargeted ? "targeted" : "post", run: () => post(conversation, body, isTargeted) };
      }
      if (method === "PUT" && id !== undefined) {
        return { on: "edit", run: () => change(conversation, id, { body, isTargeted }) };
      }
      if (method === "DELETE" && id !== undefined) {
        return { on: "delete", run: () => change(conversation, id, { isTargeted }) };
      }
      return { run: () => refusal(404, "NotFound") };
    },
  };
}

function channelOf(conversation: string): string {
  return conversation.split(";")[0] ?? conversation;
}
