import type { Assistant } from "./assistant.ts";
import type { Reply } from "./reply.ts";
import type { MessageRef, Platform } from "./origin.ts";
import type { PostedMessage, ShownReply } from "./posted.ts";
import type { Acceptance, Arrival, OutboundChannel } from "./work.ts";

/** A request to an address that a channel serves, with its body as it came: signatures cover the bytes. */
export interface EndpointRequest {
  readonly method: string;
  readonly path: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** What it is answered with. */
export interface EndpointResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An address on our own web server that a platform posts to. */
export interface Endpoint {
  readonly path: string;
  handle(request: EndpointRequest): Promise<EndpointResponse>;
}

/** What a channel hands its turns to. */
export interface Desk extends Pick<Assistant, "receipt" | "showSource" | "suggestions"> {
  /**
   * Resolves when the turn is on the disk: only then is the delivery acknowledged. `ignored`: words that were overheard in a
   * place where nobody asked us to listen; they are not kept, and lead to nothing.
   */
  accept(arrival: Arrival): Promise<Acceptance | { readonly outcome: "ignored" }>;
  /** Whether unmentioned posts in a place are wanted; elsewhere they need not be handed over at all. */
  isListening(place: string): Promise<boolean>;
  /** Whether anything was made of a message: of no other an edit or a deletion is wanted where nobody asked us to listen. */
  isTaken(message: Pick<MessageRef, "place" | "id">): Promise<boolean>;
  /** What was posted or edited in last under a message of ours, as long as its words are kept. */
  shownAt(messages: readonly PostedMessage[]): Promise<ShownReply | undefined>;
  /** Handles a turn inside the request that brought it, for what a platform wants answered there. */
  answerNow(arrival: Arrival): Promise<{ readonly acceptance: Acceptance; readonly answers: readonly Reply[] }>;
}

/** How a channel is doing, for `doctor`, `/readyz` and the log. */
export interface ChannelState {
  readonly name: Platform;
  readonly isConnected: boolean;
  /** What is wrong, and what to do about it; whole sentences without names or words of messages. */
  readonly problems: readonly string[];
}

/** A platform that turns come from and posts go to. */
export interface Channel {
  readonly name: Platform;
  readonly outbound: OutboundChannel;
  /** Served by the web server as long as it runs. */
  readonly endpoints: readonly Endpoint[];
  /** Begins to take deliveries; resolves when connected, or when it goes on trying in the background. */
  start(desk: Desk): Promise<void>;
  state(): ChannelState;
  /** Takes no more deliveries; resolves when those under way are acknowledged. Posting goes on until `close`. */
  stopTaking(): Promise<void>;
  close(): Promise<void>;
}
