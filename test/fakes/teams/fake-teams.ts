import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { createFakeSigner } from "./fake-signer.ts";
import type { TokenRecipe } from "./fake-signer.ts";

/** The app that the fake knows. */
export const fakeApp = {
  clientId: "00000000-1111-2222-3333-444444444444",
  clientSecret: "a secret of the fake",
  tenant: "99999999-8888-7777-6666-555555555555",
} as const;

/** The bot, as activities name it. */
export const fakeBot = { id: `28:${fakeApp.clientId}`, name: "Pilotdesk" } as const;

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

/** What goes wrong with the next request that fits. */
export interface FakeFault {
  readonly on: "post" | "edit" | "delete" | "create" | "members" | "token" | "keys" | "targeted";
  /** `lost` does what was asked and cuts the connection; `cut` does nothing and cuts it. */
  readonly answer: "lost" | "cut" | { readonly status: number; readonly code?: string; readonly retryAfter?: string };
}

/** A request as it arrived. */
export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization?: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** What a call of the connector carried; left out where it carried nothing. */
  readonly body?: unknown;
}

/** Entra and the Bot Connector on 127.0.0.1: what the real ones answer, and no call that they do not have. */
export interface FakeTeams {
  readonly url: string;
  readonly openIdUrl: string;
  /** Everything that the bot posted, oldest first. */
  messages(): readonly FakeMessage[];
  requests(): readonly FakeRequest[];
  /** The bot is installed in a conversation with these people. */
  install(conversation: string, members: readonly FakeMember[]): void;
  uninstall(conversation: string): void;
  /** The person has the app in a chat of their own; its id. */
  openChat(member: FakeMember): string;
  fail(...faults: readonly FakeFault[]): void;
  /** A token as the connector signs it for a delivery. */
  token(recipe?: TokenRecipe): string;
  close(): Promise<void>;
}

const maxMessageBytes = 28 * 1024;
const messageType = "https://schema.org/Message";

const createSchema = z.object({ members: z.array(z.object({ id: z.string() })).min(1), tenantId: z.string() });
const activitySchema = z.looseObject({
  type: z.literal("message"),
  recipient: z.object({ id: z.string() }).optional(),
  entities: z.array(z.looseObject({ type: z.string(), citation: z.array(z.unknown()).optional() })).optional(),
});

/** An answer of the fake: a status and a JSON body. */
interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

function refusal(status: number, code: string): Answer {
  return { status, body: { error: { code, message: `The fake refuses this: ${code}.` } } };
}

/** Starts the fake on a free port. */
export async function startFakeTeams(): Promise<FakeTeams> {
  const signer = createFakeSigner();
  const rosters = new Map<string, readonly FakeMember[]>();
  const chats = new Map<string, string>();
  const messages: FakeMessage[] = [];
  const requests: FakeRequest[] = [];
  const tokens = new Set<string>();
  let faults: readonly FakeFault[] = [];
  let count = 0;

  function nextId(prefix: string): string {
    count += 1;
    return `${prefix}${1_700_000_000_000 + count}`;
  }

  function takeFault(on: FakeFault["on"]): FakeFault | undefined {
    const index = faults.findIndex((one) => one.on === on);
    const fault = faults[index];
    if (fault) faults = faults.toSpliced(index, 1);
    return fault;
  }

  function issueToken(body: string): Answer {
    const form = new URLSearchParams(body);
    const isRight = form.get("client_id") === fakeApp.clientId && form.get("client_secret") === fakeApp.clientSecret;
    if (!isRight) return { status: 401, body: { error: "invalid_client", error_description: "AADSTS7000215" } };
    if (
      form.get("grant_type") !== "client_credentials" ||
      form.get("scope") !== "https://api.botframework.com/.default"
    ) {
      return { status: 400, body: { error: "invalid_scope" } };
    }
    const token = nextId("token-");
    tokens.add(token);
    return { status: 200, body: { token_type: "Bearer", expires_in: 3599, access_token: token } };
  }

  function createConversation(body: unknown): Answer {
    const wanted = createSchema.safeParse(body).data;
    if (!wanted) return refusal(400, "BadSyntax");
    const chat = chats.get(wanted.members[0]?.id ?? "");
    return chat === undefined ? refusal(403, "ForbiddenOperationException") : { status: 201, body: { id: chat } };
  }

  function checkActivity(
    body: unknown,
    { isTargeted, isEdit }: { readonly isTargeted: boolean; readonly isEdit: boolean },
  ): Answer | undefined {
    const activity = activitySchema.safeParse(body).data;
    if (!activity) return refusal(400, "BadSyntax");
    if (JSON.stringify(body).length * 2 > maxMessageBytes) return refusal(413, "MessageSizeTooBig");
    if (isTargeted && isEdit === (activity.recipient !== undefined)) return refusal(400, "BadArgument");
    const said = (activity.entities ?? []).filter(({ type }) => type === messageType);
    if (said.length > 1 || (said[0]?.citation?.length ?? 0) > 20) return refusal(400, "BadSyntax");
    return undefined;
  }

  function post(conversation: string, body: unknown, isTargeted: boolean): Answer {
    if (!rosters.has(channelOf(conversation))) return refusal(403, "BotNotInConversationRoster");
    const wrong = checkActivity(body, { isTargeted, isEdit: false });
    if (wrong) return wrong;
    const activity = z.record(z.string(), z.unknown()).parse(body);
    const id = nextId("");
    messages.push({ id, conversation, isTargeted, activity, versions: [], isDeleted: false });
    return { status: 201, body: { id } };
  }

  function change(
    conversation: string,
    id: string,
    { body, isTargeted }: { readonly body?: unknown; readonly isTargeted: boolean },
  ): Answer {
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

  function members(conversation: string, query: URLSearchParams): Answer {
    const roster = rosters.get(channelOf(conversation));
    if (!roster) return refusal(403, "BotNotInConversationRoster");
    const [from, size] = [Number(query.get("continuationToken") ?? 0), Number(query.get("pageSize") ?? 100)];
    const page = roster
      .slice(from, from + size)
      .map((member) => ({ tenantId: fakeApp.tenant, userRole: "user", ...member }));
    const next = from + size < roster.length ? { continuationToken: String(from + size) } : {};
    return { status: 200, body: { members: page, ...next } };
  }

  function member(conversation: string, id: string): Answer {
    const roster = rosters.get(channelOf(conversation));
    if (!roster) return refusal(403, "BotNotInConversationRoster");
    const found = roster.find((one) => one.id === id || one.aadObjectId === id);
    return found
      ? { status: 200, body: { tenantId: fakeApp.tenant, userRole: "user", ...found } }
      : refusal(404, "MemberNotFoundInConversation");
  }

  /** Which of the platform's calls a request is, and what it does. */
  function callOf(
    method: string,
    url: URL,
    body: string,
  ): { readonly on?: FakeFault["on"]; readonly run: () => Answer } {
    const [, version, noun, conversation = "", part, id] = url.pathname.split("/").map(decodeURIComponent);
    const isTargeted = url.searchParams.get("isTargetedActivity") === "true";
    const given = (): unknown => readJson(body);
    if (method === "GET" && url.pathname === "/v1/.well-known/openidconfiguration") {
      return {
        run: () => ({
          status: 200,
          body: { issuer: "https://api.botframework.com", jwks_uri: `${base()}/v1/.well-known/keys` },
        }),
      };
    }
    if (method === "GET" && url.pathname === "/v1/.well-known/keys")
      return { on: "keys", run: () => ({ status: 200, body: signer.jwks }) };
    if (method === "POST" && url.pathname === `/${fakeApp.tenant}/oauth2/v2.0/token`)
      return { on: "token", run: () => issueToken(body) };
    if (version !== "v3" || noun !== "conversations") return { run: () => refusal(404, "NotFound") };
    if (method === "POST" && conversation === "") return { on: "create", run: () => createConversation(given()) };
    if (method === "GET" && part === "pagedMembers")
      return { on: "members", run: () => members(conversation, url.searchParams) };
    if (method === "GET" && part === "members" && id !== undefined) {
      return { on: "members", run: () => member(conversation, id) };
    }
    if (part !== "activities") return { run: () => refusal(404, "NotFound") };
    if (method === "POST" && id === undefined)
      return { on: isTargeted ? "targeted" : "post", run: () => post(conversation, given(), isTargeted) };
    if (method === "PUT" && id !== undefined)
      return { on: "edit", run: () => change(conversation, id, { body: given(), isTargeted }) };
    if (method === "DELETE" && id !== undefined)
      return { on: "delete", run: () => change(conversation, id, { isTargeted }) };
    return { run: () => refusal(404, "NotFound") };
  }

  function isAuthorised({ headers }: IncomingMessage, url: URL): boolean {
    if (!url.pathname.startsWith("/v3/")) return true;
    return tokens.has(/^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1] ?? "");
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const url = new URL(request.url ?? "/", base());
      const { authorization } = request.headers;
      const body = Buffer.concat(chunks).toString("utf8");
      requests.push({
        method: request.method ?? "",
        path: url.pathname + url.search,
        at: Date.now(),
        ...(authorization !== undefined && { authorization }),
        ...(body !== "" && url.pathname.startsWith("/v3/") && { body: readJson(body) }),
      });
      const { on, run } = callOf(request.method ?? "", url, body);
      const fault = on && takeFault(on);
      if (fault?.answer === "cut") return void request.destroy();
      const answer =
        typeof fault?.answer === "object"
          ? faultAnswer(fault.answer)
          : isAuthorised(request, url)
            ? run()
            : refusal(401, "Unauthorized");
      if (fault?.answer === "lost") return void request.destroy();
      response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
      response.end(answer.body === undefined ? "" : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = portOf(server.address());
  const base = (): string => `http://127.0.0.1:${port}`;

  return {
    url: base(),
    openIdUrl: `${base()}/v1/.well-known/openidconfiguration`,
    messages: () => messages,
    requests: () => requests,
    install: (conversation, people) => void rosters.set(conversation, people),
    uninstall: (conversation) => void rosters.delete(conversation),
    openChat(member) {
      const chat = chats.get(member.id) ?? `a:chat-${chats.size + 1}`;
      chats.set(member.id, chat);
      rosters.set(chat, [member]);
      return chat;
    },
    fail: (...added) => {
      faults = [...faults, ...added];
    },
    token(recipe) {
      const now = Math.floor(Date.now() / 1000);
      const claims = {
        iss: "https://api.botframework.com",
        aud: fakeApp.clientId,
        serviceurl: base(),
        nbf: now - 60,
        exp: now + 3600,
      };
      return signer.sign(claims, recipe);
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

function channelOf(conversation: string): string {
  return conversation.split(";")[0] ?? conversation;
}

function readJson(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch {
    return undefined;
  }
}

function faultAnswer({ status, code, retryAfter }: Exclude<FakeFault["answer"], string>): Answer {
  return {
    status,
    ...(code !== undefined && { body: { error: { code, message: "A fault of the fake." } } }),
    ...(retryAfter !== undefined && { headers: { "retry-after": retryAfter } }),
  };
}

function portOf(address: string | AddressInfo | null): AddressInfo {
  if (address === null || typeof address === "string") throw new Error("The fake did not get a port.");
  return address;
}
