import type { Assistant } from "../../core/assistant.ts";
import type { Clock } from "../../core/time.ts";
import { publicReader } from "../../core/trust.ts";
import type { Reader } from "../../core/trust.ts";
import type { PostDraft } from "../../core/turn-handler.ts";
import type { OutboundChannel } from "../../core/work.ts";
import { createPlayedChannel } from "./played-channel.ts";
import type { Part, PlayedChannel } from "./played-channel.ts";

/** What a demonstration lets a visitor be: an official who asks, and a local team that reports. */
export interface Playground {
  /** Whom the ask pages are for. */
  readonly reader: Reader;
  readonly official: Part;
  readonly channels: { readonly official: PlayedChannel; readonly team: PlayedChannel };
  /** The way into the channels for what is posted unasked, such as a digest. */
  readonly outbound: OutboundChannel;
}

/** Whom the pages are for: the public, unless a demonstration shows more. */
export function readerOf(playground: Playground | undefined): Reader {
  return playground?.reader ?? publicReader;
}

/** Creates the playground with empty channels: what is posted in one may be shown in the other. */
export function createPlayground(parts: {
  readonly assistant: Pick<Assistant, "respond">;
  readonly clock: Clock;
  readonly reader: Reader;
  readonly official: Part;
  readonly team: Part;
}): Playground {
  const { reader, official, team, ...given } = parts;
  const deliver = (post: PostDraft, from: PlayedChannel): string | undefined => {
    const to = Object.values(channels).find(({ place }) => place === post.target?.place);
    if (to) return to.show(post);
    return post.target ? undefined : from.show(post);
  };
  const channels = {
    official: createPlayedChannel({ ...given, part: official, deliver }),
    team: createPlayedChannel({ ...given, part: team, deliver }),
  };
  return { reader, official, channels, outbound: createOutbound(Object.values(channels)) };
}

/** A playground takes everything at once and loses nothing before its process ends. */
function createOutbound(channels: readonly PlayedChannel[]): OutboundChannel {
  return {
    name: "web",
    rate: { intervalMs: 1, burst: 1000 },
    canReadBack: () => true,
    send: ({ key, target, operation, reply, messageId }) => {
      const channel = channels.find(({ place }) => place === target.place);
      if (!channel) return Promise.resolve({ outcome: "failed", reason: "noSuchPlace" });
      channel.show({ operation, key, ...(reply && { reply }), ...(messageId !== undefined && { changes: messageId }) });
      return Promise.resolve({ outcome: "sent", messageId: messageId ?? key });
    },
    find: ({ key, target }) => {
      const channel = channels.find(({ place }) => place === target.place);
      const isThere = channel?.items().some((item) => item.kind === "post" && item.key === key) === true;
      return Promise.resolve(isThere ? { messageId: key } : "absent");
    },
  };
}
