/** Somebody in the workspace. */
export interface FakeUser {
  readonly id: string;
  readonly name: string;
  readonly team?: string;
  readonly isGuest?: boolean;
  readonly isBot?: boolean;
}

/** A message as the workspace keeps it. */
export interface FakeMessage {
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  text: string;
  readonly threadTs?: string;
  readonly botId?: string;
  blocks?: readonly unknown[];
  metadata?: unknown;
  /** How often it was changed by `chat.update`. */
  edits: number;
  readonly unfurls?: boolean;
}

/** A message that one person sees. */
export interface FakeEphemeral {
  readonly channel: string;
  readonly user: string;
  readonly ts: string;
  readonly threadTs?: string;
  text: string;
  blocks: readonly unknown[];
  isReplaced: boolean;
  isDeleted?: boolean;
}

/** A channel, a group or a chat with one person. */
export interface FakeChannel {
  readonly id: string;
  readonly name: string;
  readonly kind: "channel" | "private" | "im" | "mpim";
  readonly members: Set<string>;
  isShared: boolean;
  isArchived: boolean;
  readonly messages: FakeMessage[];
}

/** The workspace's own people and channels, made up. */
export interface FakeWorkspace {
  readonly team: string;
  readonly bot: { readonly user: string; readonly id: string };
  readonly users: Map<string, FakeUser>;
  readonly channels: Map<string, FakeChannel>;
  readonly ephemerals: FakeEphemeral[];
  /** A timestamp that no message has yet. */
  nextTs(): string;
  /** The chat of a person with the app, made where there is none. */
  chatWith(user: string): FakeChannel;
  addChannel(
    id: string,
    members: readonly string[],
    changes?: Partial<Pick<FakeChannel, "kind" | "isShared" | "name">>,
  ): FakeChannel;
}

/** A workspace with an app, two officials, a guest, a person of another organisation and another app. */
export function createFakeWorkspace(): FakeWorkspace {
  const team = "T0HARBOUR";
  const bot = { user: "U0PILOT", id: "B0PILOT" };
  const users = new Map<string, FakeUser>(
    [
      { id: bot.user, name: "pilotdesk", isBot: true },
      { id: "U0PRIYA", name: "Priya Holm" },
      { id: "U0TOM", name: "Tom Reed" },
      { id: "U0GUEST", name: "Gwen Guest", isGuest: true },
      { id: "U0OTHER", name: "Olu Other", team: "T0OTHER" },
      { id: "U0ROBOT", name: "another app", isBot: true },
    ].map((user) => [user.id, user]),
  );
  const channels = new Map<string, FakeChannel>();
  // No other workspace of this moment has the same timestamps.
  let count = Math.floor(Math.random() * 900_000);

  function nextTs(): string {
    count += 1;
    return `${Math.floor(Date.now() / 1000)}.${String(count).padStart(6, "0")}`;
  }

  function addChannel(
    id: string,
    members: readonly string[],
    {
      kind = "channel",
      isShared = false,
      name = id.toLowerCase(),
    }: Partial<Pick<FakeChannel, "kind" | "isShared" | "name">> = {},
  ): FakeChannel {
    const channel = {
      id,
      name,
      kind,
      isShared,
      members: new Set(members),
      isArchived: false,
      messages: [],
    };
    channels.set(id, channel);
    return channel;
  }

  addChannel("C0DESK", [bot.user, "U0PRIYA", "U0TOM"]);
  addChannel("C0GUESTS", [bot.user, "U0PRIYA", "U0GUEST"]);
  addChannel("C0SHARED", [bot.user, "U0PRIYA", "U0OTHER"], { isShared: true });
  addChannel("C0ALONE", ["U0PRIYA"]);
  return {
    team,
    bot,
    users,
    channels,
    ephemerals: [],
    nextTs,
    addChannel,
    chatWith(user) {
      const id = `D0${user.slice(2)}`;
      return channels.get(id) ?? addChannel(id, [bot.user, user], { kind: "im" });
    },
  };
}
