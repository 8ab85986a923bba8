import type { Acknowledgement, FakeDelivery } from "./deliveries.ts";
import type { FakeEphemeral, FakeMessage, FakeWorkspace } from "./fake-workspace.ts";
import type { FakeView } from "./web-api.ts";

/** What people do in Slack; each resolves when the app has acknowledged it. */
export interface PeopleActs {
  /** Posts a message. A mention of the app is delivered twice, as Slack does. */
  say(words: Words): Promise<{ readonly message: FakeMessage; readonly acks: readonly Acknowledgement[] }>;
  edit(message: FakeMessage, text: string): Promise<Acknowledgement>;
  remove(message: FakeMessage): Promise<Acknowledgement>;
  react(message: FakeMessage, user: string, reaction: string): Promise<Acknowledgement>;
  join(channel: string, user: string): Promise<Acknowledgement>;
  joinTeam(user: string): Promise<Acknowledgement>;
  open(user: string, tab: "home" | "messages"): Promise<Acknowledgement>;
  command(user: string, channel: string, text: string): Promise<Acknowledgement>;
  shortcut(user: string, callbackId: string): Promise<Acknowledgement>;
  messageShortcut(user: string, message: FakeMessage, callbackId: string): Promise<Acknowledgement>;
  /** Clicks what has this label or this word in its value, on a message, a private message or the Home tab. */
  click(user: string, on: FakeMessage | FakeEphemeral | FakeView, label: string): Promise<Acknowledgement>;
  /** Submits an open modal; what is not given stands as it was shown. */
  submit(view: FakeView, values?: Readonly<Record<string, string | readonly string[]>>): Promise<Acknowledgement>;
}

/** A message that somebody writes. */
export interface Words {
  readonly user: string;
  readonly channel: string;
  readonly text: string;
  readonly threadTs?: string;
  readonly files?: readonly string[];
}

interface Element {
  readonly type: string;
  readonly action_id?: string;
  readonly text?: { readonly text: string };
  readonly value?: string;
  readonly options?: readonly { readonly text: { readonly text: string }; readonly value: string }[];
  readonly positive_button?: { readonly text: { readonly text: string }; readonly value: string };
  readonly negative_button?: { readonly text: { readonly text: string }; readonly value: string };
  readonly initial_value?: string;
  readonly initial_date?: string;
  readonly initial_option?: { readonly value: string };
  readonly initial_options?: readonly { readonly value: string }[];
}
interface Block {
  readonly type: string;
  readonly block_id?: string;
  readonly elements?: readonly Element[];
  readonly element?: Element;
}

/** What acts are made of. */
export interface ActParts {
  readonly workspace: FakeWorkspace;
  readonly deliver: (delivery: FakeDelivery) => Promise<Acknowledgement>;
  /** A trigger that opens one view. */
  readonly newTrigger: (user: string) => string;
  /** An address that takes answers to what was clicked. */
  readonly newResponseUrl: (channel: string, user: string, clicked?: FakeEphemeral) => string;
}

/** What people can do in a workspace. */
export function createPeopleActs({ workspace, deliver, newTrigger, newResponseUrl }: ActParts): PeopleActs {
  const { team, bot, users, channels } = workspace;
  let count = 0;

  function event(inner: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>> = {}): FakeDelivery {
    count += 1;
    const channel = channels.get(String(inner["channel"]));
    const body = {
      type: "event_callback",
      team_id: team,
      api_app_id: "A0PILOT",
      event_id: `Ev${count}.${workspace.nextTs()}`,
      event_time: Math.floor(Date.now() / 1000),
      authorizations: [{ team_id: team, user_id: bot.user, is_bot: true, is_enterprise_install: false }],
      is_ext_shared_channel: channel?.isShared ?? false,
      event: { event_ts: workspace.nextTs(), ...inner },
      ...more,
    };
    return { kind: "events_api", body };
  }

  function teamOf(user: string): string {
    return users.get(user)?.team ?? team;
  }

  function interaction(type: string, user: string, more: Readonly<Record<string, unknown>>): FakeDelivery {
    const body = {
      type,
      team: { id: team, domain: "harbour" },
      user: { id: user, name: user.toLowerCase(), team_id: teamOf(user) },
      api_app_id: "A0PILOT",
      trigger_id: newTrigger(user),
      action_ts: workspace.nextTs(),
      ...more,
    };
    return { kind: "interactive", body };
  }

  function messageEvent(message: FakeMessage, files?: readonly string[]): Readonly<Record<string, unknown>> {
    const channel = channels.get(message.channel);
    const type = { channel: "channel", private: "group", im: "im", mpim: "mpim" }[channel?.kind ?? "channel"];
    return {
      type: "message",
      user: message.user,
      team: teamOf(message.user),
      text: message.text,
      ts: message.ts,
      channel: message.channel,
      channel_type: type,
      ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
      ...(message.botId !== undefined && { bot_id: message.botId, app_id: "A0PILOT" }),
      ...(files && { subtype: "file_share", files: files.map((name) => ({ id: "F9", name, mimetype: "text/csv" })) }),
    };
  }

  async function say({ user, channel, text, threadTs, files }: Words) {
    const ts = workspace.nextTs();
    const message: FakeMessage = { channel, ts, user, text, edits: 0, ...(threadTs !== undefined && { threadTs }) };
    channels.get(channel)?.messages.push(message);
    const inner = messageEvent(message, files);
    const { channel_type: _, subtype: __, ...mention } = inner;
    const isMention = text.includes(`<@${bot.user}>`) && !channel.startsWith("D");
    const deliveries = [...(isMention ? [event({ ...mention, type: "app_mention" })] : []), event(inner)];
    return { message, acks: await Promise.all(deliveries.map(deliver)) };
  }

  return {
    say,
    edit(message, text) {
      const before = message.text;
      message.text = text;
      const edited = { user: message.user, ts: workspace.nextTs() };
      const { channel, channel_type: channelType, ...now } = messageEvent(message);
      return deliver(
        event({
          type: "message",
          subtype: "message_changed",
          hidden: true,
          channel,
          channel_type: channelType,
          ts: edited.ts,
          message: { ...now, edited },
          previous_message: { ...now, text: before },
        }),
      );
    },
    remove(message) {
      const { messages = [] } = channels.get(message.channel) ?? {};
      messages.splice(messages.indexOf(message), 1);
      const { channel, channel_type: channelType, ...previous } = messageEvent(message);
      return deliver(
        event({
          type: "message",
          subtype: "message_deleted",
          hidden: true,
          channel,
          channel_type: channelType,
          deleted_ts: message.ts,
          ts: workspace.nextTs(),
          previous_message: previous,
        }),
      );
    },
    react: ({ channel, ts, user: author }, user, reaction) =>
      deliver(
        event({ type: "reaction_added", user, reaction, item: { type: "message", channel, ts }, item_user: author }),
      ),
    join(channel, user) {
      channels.get(channel)?.members.add(user);
      return deliver(
        event({
          type: "member_joined_channel",
          user,
          channel,
          channel_type: "C",
          team: teamOf(user),
          inviter: "U0PRIYA",
        }),
      );
    },
    joinTeam(user) {
      const { isGuest = false, name = "" } = users.get(user) ?? {};
      return deliver(
        event({
          type: "team_join",
          user: { id: user, team_id: teamOf(user), is_restricted: isGuest, is_bot: false, real_name: name },
        }),
      );
    },
    open: (user, tab) => deliver(event({ type: "app_home_opened", user, channel: workspace.chatWith(user).id, tab })),
    command: (user, channel, text) =>
      deliver({
        kind: "slash_commands",
        body: {
          command: "/pilots",
          text,
          user_id: user,
          user_name: user.toLowerCase(),
          team_id: teamOf(user),
          channel_id: channel,
          channel_name: channels.get(channel)?.kind === "im" ? "directmessage" : (channels.get(channel)?.name ?? ""),
          response_url: newResponseUrl(channel, user),
          trigger_id: newTrigger(user),
        },
      }),
    shortcut: (user, callbackId) => deliver(interaction("shortcut", user, { callback_id: callbackId })),
    messageShortcut(user, message, callbackId) {
      const { channel: _, channel_type: __, ...inner } = messageEvent(message);
      return deliver(
        interaction("message_action", user, {
          callback_id: callbackId,
          channel: { id: message.channel, name: channels.get(message.channel)?.name },
          message_ts: message.ts,
          message: inner,
          response_url: newResponseUrl(message.channel, user),
        }),
      );
    },
    click(user, on, label) {
      const blocks = ("view" in on ? on.view["blocks"] : on.blocks) as readonly Block[];
      const { block, action } = findAction(blocks, label);
      return deliver(
        interaction("block_actions", user, {
          ...("view" in on ? viewContainer(on) : messageContainer(on, user)),
          actions: [{ ...action, block_id: block.block_id, action_ts: workspace.nextTs() }],
        }),
      );
    },
    submit(view, values = {}) {
      const { blocks, private_metadata: metadata, callback_id: callbackId } = view.view;
      const state = Object.fromEntries(
        (blocks as readonly Block[]).flatMap(({ type, block_id: id = "", element }) =>
          type === "input" && element
            ? [[id, { [element.action_id ?? ""]: stateOf(element, values[id.slice("field:".length)]) }]]
            : [],
        ),
      );
      return deliver(
        interaction("view_submission", view.user, {
          view: {
            id: view.id,
            team_id: team,
            type: "modal",
            private_metadata: metadata,
            callback_id: callbackId,
            hash: "1.abc",
            state: { values: state },
          },
        }),
      );
    },
  };

  function viewContainer({ id, view }: FakeView): Readonly<Record<string, unknown>> {
    return { container: { type: "view", view_id: id }, view: { id, ...view } };
  }

  function messageContainer(on: FakeMessage | FakeEphemeral, user: string): Readonly<Record<string, unknown>> {
    const isEphemeral = "isReplaced" in on;
    const thread = on.threadTs === undefined ? {} : { thread_ts: on.threadTs };
    return {
      channel: { id: on.channel, name: channels.get(on.channel)?.name },
      container: { type: "message", message_ts: on.ts, channel_id: on.channel, is_ephemeral: isEphemeral, ...thread },
      ...(!isEphemeral && { message: { ts: on.ts, user: bot.user, bot_id: bot.id, ...thread } }),
      response_url: newResponseUrl(on.channel, user, isEphemeral ? on : undefined),
    };
  }
}

function findAction(blocks: readonly Block[], label: string): { readonly block: Block; readonly action: object } {
  const isMeant = (text = "", value = ""): boolean => text === label || value.includes(`"${label}"`);
  for (const block of blocks) {
    for (const element of block.elements ?? []) {
      const { type, action_id: id } = element;
      if (type === "button" && isMeant(element.text?.text, element.value)) {
        return { block, action: { type, action_id: id, value: element.value } };
      }
      const option = element.options?.find(({ text, value }) => isMeant(text.text, value));
      if (option) return { block, action: { type, action_id: id, selected_option: option } };
      const thumb = [element.positive_button, element.negative_button].find(
        (one) => one && isMeant(one.text.text, one.value),
      );
      if (thumb) return { block, action: { type, action_id: id, value: thumb.value } };
    }
  }
  throw new Error(`Nothing there is called ${label}.`);
}

/** The state of an input as Slack sends it: what was typed, else what it was shown with. */
function stateOf(element: Element, value: string | readonly string[] | undefined): object {
  const { type } = element;
  const one = typeof value === "string" ? value : value?.[0];
  switch (type) {
    case "static_select":
      return { type, selected_option: one === undefined ? (element.initial_option ?? null) : { value: one } };
    case "checkboxes":
    case "multi_static_select": {
      const chosen =
        value === undefined ? (element.initial_options ?? []) : [value].flat().map((item) => ({ value: item }));
      return { type, selected_options: chosen };
    }
    case "datepicker":
      return { type, selected_date: one ?? element.initial_date ?? null };
    default:
      return { type, value: one ?? element.initial_value ?? null };
  }
}
