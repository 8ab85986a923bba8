import type { Clock } from "../../src/core/time.ts";
import type { OutboundChannel, OutboundPost, PostAnswer } from "../../src/core/work.ts";

/** What the platform does with a request. */
export type Behaviour =
  | "accept"
  /** Takes it, and the answer gets lost on the way back. */
  | "acceptAndLoseAnswer"
  /** The connection breaks before the platform has read the request. */
  | "loseRequest"
  | "refuse"
  | "unavailable"
  | { readonly tooManyFor: number };

/** A message as the people in the conversation see it. */
export interface ShownMessage {
  readonly id: string;
  readonly key: string;
  readonly conversation: string;
  readonly place: string;
  readonly at: number;
  text: string;
}

/** A platform in memory that offers no call that Slack or Teams lacks. */
export interface FakePlatform {
  readonly channel: OutboundChannel;
  readonly shown: readonly ShownMessage[];
  /** The keys of every request that reached it, in order, taken or not. */
  readonly requests: readonly string[];
}

/** How a fake platform is set up. */
export interface FakePlatformOptions {
  readonly clock: Clock;
  /** What becomes of the next request; everything is accepted unless set. */
  readonly behaviour?: (post: OutboundPost, count: number) => Behaviour;
  /** Slack keeps our key in a message's metadata; Teams has nothing of the kind. */
  readonly keepsMetadata?: boolean;
  /** How long a message takes to appear in a look-up. */
  readonly lagMs?: number;
  readonly rate?: OutboundChannel["rate"];
  readonly name?: OutboundChannel["name"];
  /** Fails a look-up by throwing. */
  readonly breaksLookUp?: () => boolean;
}

/** The words of a post whose reply is one notice. */
function textOf(post: OutboundPost): string {
  const [block] = post.reply?.blocks ?? [];
  return block?.kind === "notice" ? block.text : "";
}

/** A platform to post to. */
export function createFakePlatform(options: FakePlatformOptions): FakePlatform {
  const { clock, behaviour = () => "accept", keepsMetadata = true, lagMs = 0, name = "slack" } = options;
  const shown: ShownMessage[] = [];
  const requests: string[] = [];

  function show(post: OutboundPost): string {
    const { key, target, operation, messageId = "" } = post;
    if (operation === "delete") {
      const index = shown.findIndex(({ id }) => id === messageId);
      if (index >= 0) shown.splice(index, 1);
      return messageId;
    }
    const message = shown.find(({ id }) => id === messageId);
    if (operation === "edit" && message) {
      message.text = textOf(post);
      return messageId;
    }
    const id = `m${requests.length}`;
    const { conversation, place } = target;
    shown.push({ id, key, conversation, place, at: clock.now().getTime(), text: textOf(post) });
    return id;
  }

  function answer(post: OutboundPost): PostAnswer {
    requests.push(post.key);
    const what = behaviour(post, requests.length);
    if (typeof what === "object") return { outcome: "retry", reason: "429", retryAfterMs: what.tooManyFor };
    if (what === "unavailable") return { outcome: "retry", reason: "503" };
    if (what === "refuse") return { outcome: "failed", reason: "channel_not_found" };
    if (what === "loseRequest") throw new Error("socket hang up");
    const messageId = show(post);
    return what === "accept" ? { outcome: "sent", messageId } : { outcome: "unknown", reason: "time-out" };
  }

  return {
    shown,
    requests,
    channel: {
      name,
      rate: options.rate ?? { intervalMs: 0, burst: 1 },
      canReadBack: () => keepsMetadata,
      send: async (post) => answer(post),
      async find(post) {
        if (options.breaksLookUp?.()) throw new Error("look-up failed");
        const old = clock.now().getTime() - lagMs;
        const found = shown.find(({ key, at }) => key === post.key && at <= old);
        return found ? { messageId: found.id } : "absent";
      },
    },
  };
}
