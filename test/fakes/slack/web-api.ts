import type { ApiCall } from "./api-calls.ts";
import type { FakeChannel, FakeMessage, FakeWorkspace } from "./fake-workspace.ts";
import { problemsOfMessage, problemsOfView } from "./validate-blocks.ts";

/** What a method answers: `ok` is added. */
export type ApiAnswer = Readonly<Record<string, unknown>>;

/** A call that Slack refuses, with its code. */
export class ApiError extends Error {
  readonly details: readonly string[];

  constructor(error: string, details: readonly string[] = []) {
    super(error);
    this.details = details;
  }
}

/** A view that is open or was published. */
export interface FakeView {
  readonly id: string;
  readonly user: string;
  view: Readonly<Record<string, unknown>>;
}

/** A file that is uploaded in three steps: its address is asked for, its content sent, the end of it told. */
export interface FakeFile {
  readonly bytes: number;
  content?: Buffer;
  isComplete: boolean;
}

/** What the methods work on besides the workspace. */
export interface ApiState {
  readonly workspace: FakeWorkspace;
  readonly modals: FakeView[];
  readonly homes: Map<string, FakeView>;
  readonly statuses: ApiCall[];
  readonly prompts: ApiCall[];
  readonly files: Map<string, FakeFile>;
  /** Takes a trigger back: who may open a view with it, once and within three seconds. */
  takeTrigger(trigger: string): string;
  /** The address of this server. */
  readonly origin: () => string;
  /** Told of every message of the app's own that comes or changes. */
  onOwnMessage(message: FakeMessage, before?: string): void;
}

type Method = (call: ApiCall, state: ApiState) => ApiAnswer;

const text = (value: unknown): string => (typeof value === "string" ? value : "");

function channelOf({ args }: ApiCall, { workspace }: ApiState): FakeChannel {
  const id = text(args["channel"]);
  const channel = workspace.users.has(id) ? workspace.chatWith(id) : workspace.channels.get(id);
  if (!channel) throw new ApiError("channel_not_found");
  return channel;
}

/** A channel that the app may read. */
function joinedChannel(call: ApiCall, state: ApiState): FakeChannel {
  const channel = channelOf(call, state);
  if (!channel.members.has(state.workspace.bot.user)) {
    throw new ApiError(channel.kind === "channel" ? "not_in_channel" : "channel_not_found");
  }
  return channel;
}

function checkContent({ args }: ApiCall): void {
  const blocks = args["blocks"] ?? [];
  if (text(args["text"]) === "" && (blocks as unknown[]).length === 0) throw new ApiError("no_text");
  if (text(args["text"]).length > 40_000) throw new ApiError("msg_too_long");
  const problems = problemsOfMessage(blocks);
  if (problems.length > 0)
    throw new ApiError(problems.includes("msg_blocks_too_long") ? "msg_blocks_too_long" : "invalid_blocks", problems);
}

function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}

function postMessage(call: ApiCall, state: ApiState): ApiAnswer {
  const { args } = call;
  const channel = joinedChannel(call, state);
  if (channel.isArchived) throw new ApiError("is_archived");
  checkContent(call);
  const { bot } = state.workspace;
  const threadTs = text(args["thread_ts"]);
  const message: FakeMessage = {
    channel: channel.id,
    ts: state.workspace.nextTs(),
    user: bot.user,
    botId: bot.id,
    text: text(args["text"]),
    blocks: (args["blocks"] ?? []) as unknown[],
    metadata: args["metadata"],
    edits: 0,
    unfurls: !(args["unfurl_links"] === "false" && args["unfurl_media"] === "false"),
    ...(threadTs !== "" && { threadTs }),
  };
  channel.messages.push(message);
  state.onOwnMessage(message);
  return { channel: channel.id, ts: message.ts, message: { text: message.text } };
}

function ownMessage(call: ApiCall, state: ApiState): { readonly channel: FakeChannel; readonly message: FakeMessage } {
  const id = text(call.args["channel"]);
  const channel = state.workspace.channels.get(id);
  if (!channel) throw new ApiError("channel_not_found");
  const message = channel.messages.find(({ ts }) => ts === call.args["ts"]);
  if (!message) throw new ApiError("message_not_found");
  if (message.user !== state.workspace.bot.user) throw new ApiError("cant_update_message");
  return { channel, message };
}

function update(call: ApiCall, state: ApiState): ApiAnswer {
  const { channel, message } = ownMessage(call, state);
  checkContent(call);
  const before = message.text;
  message.text = text(call.args["text"]);
  message.blocks = (call.args["blocks"] ?? []) as unknown[];
  message.edits += 1;
  state.onOwnMessage(message, before);
  return { channel: channel.id, ts: message.ts, text: message.text };
}

function remove(call: ApiCall, state: ApiState): ApiAnswer {
  const { channel, message } = ownMessage(call, state);
  channel.messages.splice(channel.messages.indexOf(message), 1);
  return { channel: channel.id, ts: message.ts };
}

function postEphemeral(call: ApiCall, state: ApiState): ApiAnswer {
  const channel = joinedChannel(call, state);
  const user = text(call.args["user"]);
  if (!channel.members.has(user)) throw new ApiError("user_not_in_channel");
  checkContent(call);
  const ts = state.workspace.nextTs();
  const threadTs = text(call.args["thread_ts"]);
  state.workspace.ephemerals.push({
    channel: channel.id,
    user,
    ts,
    text: text(call.args["text"]),
    blocks: (call.args["blocks"] ?? []) as unknown[],
    isReplaced: false,
    ...(threadTs !== "" && { threadTs }),
  });
  return { message_ts: ts };
}

function shown(message: FakeMessage, withMetadata: boolean): ApiAnswer {
  const { user, ts, botId, metadata } = message;
  return {
    type: "message",
    user,
    text: message.text,
    ts,
    ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
    ...(botId !== undefined && { bot_id: botId }),
    ...(withMetadata && metadata !== undefined && { metadata }),
  };
}

/** A page of messages as Slack cuts it, with a cursor to the next. */
function page(messages: readonly FakeMessage[], { args }: ApiCall): ApiAnswer {
  const [start, limit] = [Number(args["cursor"] ?? 0), Number(args["limit"] ?? 100)];
  const next = start + limit < messages.length ? String(start + limit) : "";
  return {
    messages: messages
      .slice(start, start + limit)
      .map((message) => shown(message, isTrue(args["include_all_metadata"]))),
    has_more: next !== "",
    response_metadata: { next_cursor: next },
  };
}

function isBetween({ ts }: FakeMessage, { args }: ApiCall): boolean {
  const [oldest, latest] = [text(args["oldest"]) || "0", text(args["latest"]) || "99999999999"];
  const isInside = Number(ts) > Number(oldest) && Number(ts) < Number(latest);
  return isInside || (isTrue(args["inclusive"]) && (ts === oldest || ts === latest));
}

function history(call: ApiCall, state: ApiState): ApiAnswer {
  const { messages } = joinedChannel(call, state);
  const roots = messages.filter(
    (message) => (message.threadTs ?? message.ts) === message.ts && isBetween(message, call),
  );
  return page(roots.toReversed(), call);
}

function replies(call: ApiCall, state: ApiState): ApiAnswer {
  const { messages } = joinedChannel(call, state);
  const asked = messages.find(({ ts }) => ts === call.args["ts"]);
  if (!asked) throw new ApiError("thread_not_found");
  const root = asked.threadTs ?? asked.ts;
  const thread = messages.filter(({ ts, threadTs }) => ts === root || threadTs === root);
  return page(
    thread.filter((message) => message.ts === root || isBetween(message, call)),
    call,
  );
}

function describeUser(id: string, { workspace }: ApiState): ApiAnswer {
  const user = workspace.users.get(id);
  if (!user) throw new ApiError("user_not_found");
  return {
    id,
    team_id: user.team ?? workspace.team,
    is_bot: user.isBot ?? false,
    is_restricted: user.isGuest ?? false,
    is_ultra_restricted: false,
    profile: { display_name: user.name },
  };
}

function view(call: ApiCall): Readonly<Record<string, unknown>> {
  const shownView = call.args["view"] as Readonly<Record<string, unknown>>;
  const problems = problemsOfView(shownView);
  if (problems.length > 0) throw new ApiError("invalid_arguments", problems);
  return shownView;
}

/** The methods that there are; a name that is not here is no method of Slack's, or none that the app needs. */
export const methods: Readonly<Record<string, Method>> = {
  "auth.test": (_, { workspace }) => ({
    url: "https://harbour.slack.com/",
    team_id: workspace.team,
    user_id: workspace.bot.user,
    bot_id: workspace.bot.id,
  }),
  "users.info": ({ args }, state) => ({ user: describeUser(text(args["user"]), state) }),
  "users.list": (_, state) => ({
    members: [...state.workspace.users.keys()].map((id) => describeUser(id, state)),
    response_metadata: { next_cursor: "" },
  }),
  "users.conversations": (_, { workspace }) => ({
    channels: [...workspace.channels.values()]
      .filter(({ members, kind }) => kind !== "im" && members.has(workspace.bot.user))
      .map(({ id }) => ({ id })),
  }),
  "conversations.info": (call, state) => {
    const { id, name, kind, isShared } = channelOf(call, state);
    return { channel: { id, name, is_im: kind === "im", is_mpim: kind === "mpim", is_ext_shared: isShared } };
  },
  "conversations.members": (call, state) => ({
    members: [...joinedChannel(call, state).members],
    response_metadata: { next_cursor: "" },
  }),
  "conversations.history": history,
  "conversations.replies": replies,
  "conversations.open": ({ args }, { workspace }) => ({ channel: { id: workspace.chatWith(text(args["users"])).id } }),
  "chat.postMessage": postMessage,
  "chat.update": update,
  "chat.delete": remove,
  "chat.postEphemeral": postEphemeral,
  "views.open"(call, state) {
    const user = state.takeTrigger(text(call.args["trigger_id"]));
    const opened: FakeView = { id: `V${state.modals.length + 1}`, user, view: view(call) };
    state.modals.push(opened);
    return { view: { id: opened.id } };
  },
  "views.update"(call, state) {
    const open = state.modals.find(({ id }) => id === call.args["view_id"]);
    if (!open) throw new ApiError("not_found");
    open.view = view(call);
    return { view: { id: open.id } };
  },
  "views.publish"(call, { homes }) {
    const user = text(call.args["user_id"]);
    homes.set(user, { id: `VH${user}`, user, view: view(call) });
    return { view: { id: `VH${user}` } };
  },
  "assistant.threads.setStatus"(call, { statuses }) {
    statuses.push(call);
    return {};
  },
  "assistant.threads.setSuggestedPrompts"(call, { prompts }) {
    if (call.args["thread_ts"] === undefined) prompts.push(call);
    return {};
  },
  "files.getUploadURLExternal"({ args }, { files, origin }) {
    const id = `F${files.size + 1}`;
    files.set(id, { bytes: Number(args["length"]), isComplete: false });
    return { file_id: id, upload_url: `${origin()}/upload/${id}` };
  },
  "files.completeUploadExternal"({ args }, { files }) {
    for (const { id } of args["files"] as { id: string }[]) {
      const file = files.get(id);
      if (!file) throw new ApiError("file_not_found");
      file.isComplete = true;
    }
    return { files: args["files"] };
  },
};
