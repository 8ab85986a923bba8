import type { MessageRef, Platform } from "./origin.ts";
import type { Reply } from "./reply.ts";
import type { Instant } from "./time.ts";

/** A message of ours as a platform names it: the id that was kept when it was sent. */
export interface PostedMessage {
  readonly messageId: string;
  /** Its place; left out where the id alone is unique, whatever place it was meant for. */
  readonly place?: string;
}

/** What stands under a message of ours. */
export interface ShownReply {
  readonly reply: Reply;
  /** See `PostTarget`. */
  readonly address?: unknown;
}

/** How posting to a place went, of what is still kept. */
export interface PlaceReport {
  readonly place: string;
  readonly lastSentAt?: Instant;
  /** The last post that the platform refused. `reason` is a short code. */
  readonly lastFailure?: { readonly at: Instant; readonly reason: string };
  /** Posts of which nobody knows whether they arrived, and that were not offered again. */
  readonly unknown: number;
}

/** Reads of what was posted, and of what was made of other people's messages; as committed. */
export interface PostedReader {
  /** What was sent or edited in last under one of these messages, until its words are purged; undefined where nothing is kept. */
  shownAt(channel: Platform, messages: readonly PostedMessage[]): Promise<ShownReply | undefined>;
  /** Every place of a channel that something was posted to, in order of place. */
  placeReports(channel: Platform): Promise<readonly PlaceReport[]>;
  /** True where a draft or an update was ever made of a message. */
  isTaken(message: Pick<MessageRef, "place" | "id">): Promise<boolean>;
}
