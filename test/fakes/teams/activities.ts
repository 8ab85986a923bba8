import { fakeApp, fakeBot } from "./fake-teams.ts";
import type { FakeMember } from "./fake-connector.ts";

/** An activity as Teams writes it. */
export type FakeActivity = Readonly<Record<string, unknown>>;

/** Made-up people. */
export const people = {
  asha: { id: "29:asha", name: "Asha Reed", aadObjectId: "a0000000-0000-0000-0000-000000000001" },
  bram: { id: "29:bram", name: "Bram Holt", aadObjectId: "a0000000-0000-0000-0000-000000000002" },
  guest: { id: "29:guest", name: "Gwen Guest", aadObjectId: "a0000000-0000-0000-0000-000000000003", userRole: "guest" },
} as const satisfies Readonly<Record<string, FakeMember>>;

/** A made-up team with one channel, a chat of several and a chat with the bot. */
export const channelId = "19:eastmere-channel@thread.tacv2";
export const groupChatId = "19:harbour-chat@thread.v2";
export const personalChatId = "a:asha-and-the-bot";

const team = { id: channelId, name: "Eastmere harbour team", aadGroupId: "b0000000-0000-0000-0000-000000000001" };

/** What every activity carries. */
function envelope(serviceUrl: string, from: FakeMember): FakeActivity {
  return {
    channelId: "msteams",
    serviceUrl,
    timestamp: "2026-03-02T11:59:00.000Z",
    from: { id: from.id, name: from.name, ...(from.aadObjectId !== undefined && { aadObjectId: from.aadObjectId }) },
    recipient: fakeBot,
    locale: "en-GB",
  };
}

function inChannel(root: string, channel: string): FakeActivity {
  return {
    conversation: {
      id: `${channel};messageid=${root}`,
      conversationType: "channel",
      isGroup: true,
      tenantId: fakeApp.tenant,
    },
    channelData: { tenant: { id: fakeApp.tenant }, team, channel: { id: channel, name: "Harbour updates" } },
  };
}

const inPersonal: FakeActivity = {
  conversation: { id: personalChatId, conversationType: "personal", tenantId: fakeApp.tenant },
  channelData: { tenant: { id: fakeApp.tenant } },
};

const inGroup: FakeActivity = {
  conversation: { id: groupChatId, conversationType: "groupChat", isGroup: true, tenantId: fakeApp.tenant },
  channelData: { tenant: { id: fakeApp.tenant } },
};

/** Where an activity happens. */
export type FakePlace = "channel" | "group" | "personal";

/** What an activity is made of. */
export interface ActivityOptions {
  readonly serviceUrl: string;
  readonly from?: FakeMember;
  readonly place?: FakePlace;
  /** Another channel of the team than its first. */
  readonly channel?: string;
  readonly id?: string;
  /** The message that its thread begins with; its own id unless given. */
  readonly root?: string;
}

function placed({ place = "channel", channel = channelId, root, id = "1700000000100" }: ActivityOptions): FakeActivity {
  if (place === "personal") return inPersonal;
  return place === "group" ? inGroup : inChannel(root ?? id, channel);
}

/** A message; with `mention` it begins with a mention of the bot. */
export function messageActivity(text: string, options: ActivityOptions & { readonly mention?: boolean }): FakeActivity {
  const { serviceUrl, from = people.asha, id = "1700000000100", mention = false } = options;
  const at = "<at>Pilotdesk</at>";
  return {
    type: "message",
    id,
    ...envelope(serviceUrl, from),
    ...placed(options),
    textFormat: "plain",
    text: mention ? `${at}\u00A0${text}` : text,
    ...(mention && { entities: [{ type: "mention", mentioned: fakeBot, text: at }] }),
    attachments: [{ contentType: "text/html", content: `<p>${text}</p>` }],
  };
}

/** An activity of any type in a place. */
export function eventActivity(type: string, more: FakeActivity, options: ActivityOptions): FakeActivity {
  const { serviceUrl, from = people.asha, id = "f:1" } = options;
  return { type, id, ...envelope(serviceUrl, from), ...placed(options), ...more };
}

/** A request that waits for its answer. */
export function invokeActivity(
  name: string,
  value: unknown,
  options: ActivityOptions & { readonly replyToId?: string },
): FakeActivity {
  const { replyToId } = options;
  return eventActivity("invoke", { name, value, ...(replyToId !== undefined && { replyToId }) }, options);
}
