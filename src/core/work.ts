import type { Reply } from "./reply.ts";
import type { Instant } from "./time.ts";
import type { Platform } from "./origin.ts";
import type { Turn } from "./turn.ts";

/**
 * Where a reply goes. `place` is what the platform limits the rate of (a channel, a chat), `conversation` is what keeps its
 * order, and `address` is whatever the channel needs to post there, as plain JSON that nobody else reads.
 */
export interface PostTarget {
  readonly channel: Platform;
  readonly place: string;
  readonly conversation: string;
  readonly address?: unknown;
}

/** A turn as a channel hands it over, before it acknowledges the delivery. */
export interface Arrival {
  readonly turn: Turn;
  /** Every name that another delivery of the same thing may carry; each is known to belong to one turn only. */
  readonly dedupeKeys: readonly string[];
  /** Where answers go; left out where nobody can be answered. */
  readonly replyTo?: PostTarget;
  /** Set where the same transaction writes its effects: then it is stored as done, and no worker takes it. */
  readonly handled?: { readonly at: Instant; readonly purgeAfter: Instant };
}

/** What became of an arrival. `turn` is the id of the stored turn, which for a duplicate is the first one's. */
export interface Acceptance {
  readonly outcome: "accepted" | "duplicate";
  readonly turn: string;
}

/**
 * `waiting` and `leased` turns are open; `setAside` failed too often and was answered with what failed; `held` came back with a
 * backup and waits for somebody to decide.
 */
export const turnStates = ["waiting", "leased", "done", "setAside", "held"] as const;
export type TurnState = (typeof turnStates)[number];

/** The right to finish a turn or a post: void as soon as somebody else holds it, which raises the fence. */
export interface Lease {
  readonly id: string;
  readonly holder: string;
  readonly fence: number;
}

/** A turn that was claimed to be worked on. */
export interface ClaimedTurn {
  readonly lease: Lease;
  readonly turn: Turn;
  readonly replyTo?: PostTarget;
  /** In the order of arrival over the whole store. */
  readonly arrivedSeq: number;
  /** How often its handler has failed. How often it was claimed is `lease.fence`. */
  readonly tries: number;
}

/** What is done at a place. `card` is a post that will be edited. */
export type PostOperation = "post" | "card" | "edit" | "delete";

/** A row for the outbox. */
export interface NewPost {
  /** Never used before; carried in the platform's message metadata where it has any. */
  readonly key: string;
  /** The stored turn that it answers. */
  readonly turn?: string;
  readonly target: PostTarget;
  readonly operation: PostOperation;
  /** What is shown, drawn by the channel when it posts; none for a deletion. */
  readonly reply?: Reply;
  /** The key of the post that an edit or a deletion changes. */
  readonly changes?: string;
}

/**
 * `unknown`: the platform may or may not have it. `replaced`: an edit that a later one made needless before it was sent. `held`: it
 * came back with a backup, may have been sent since, and waits for somebody to decide.
 */
export const postStates = ["waiting", "sending", "sent", "failed", "unknown", "replaced", "held"] as const;
export type PostState = (typeof postStates)[number];

/** A post that was claimed to be sent. */
export interface ClaimedPost {
  readonly lease: Lease;
  readonly post: NewPost;
  /**
   * All but `waiting` mean that the platform may have it already. `interrupted`: whoever was sending it ended, perhaps this
   * moment, so that the request may still be on its way; `sending`: its lease ran out, long after any request.
   */
  readonly before: "waiting" | "sending" | "interrupted" | "unknown";
  readonly tries: number;
  readonly createdAt: Instant;
  /** When what it shows was worked out: for a copy that was offered again, long before it was created. */
  readonly composedAt: Instant;
  /** The platform's id of the message that an edit or a deletion changes; undefined where that was never sent. */
  readonly changesMessage?: string;
}

/** How a claimed post ended for now. `reason` is a short code for doctor and log, never a message's text. */
export type PostResult =
  | { readonly state: "sent"; readonly messageId?: string }
  | { readonly state: "failed"; readonly reason: string }
  /** Look it up at `dueAt`, or leave it to a person where that is left out. */
  | { readonly state: "unknown"; readonly reason: string; readonly dueAt?: Instant }
  /** Certainly not accepted; `tried` is false where it is nobody's failure, such as a 429. */
  | { readonly state: "waiting"; readonly reason: string; readonly dueAt: Instant; readonly tried: boolean };

/** A post that ended as unknown or failed and was not offered again. */
export interface TroubledPost {
  readonly key: string;
  readonly turn?: string;
  readonly channel: Platform;
  readonly conversation: string;
  readonly operation: PostOperation;
  readonly state: "unknown" | "failed";
  readonly reason: string;
  readonly createdAt: Instant;
}

/** A turn that was set aside. `reason` is an error's code. */
export interface TroubledTurn {
  readonly id: string;
  readonly platform: Platform;
  readonly reason: string;
  readonly arrivedAt: Instant;
  readonly setAsideAt: Instant;
}

/** What `doctor` and the metrics say about the work. Lists are oldest first, at most as long as asked for. */
export interface WorkReport {
  readonly turns: Readonly<Record<TurnState, number>>;
  readonly posts: Readonly<Record<PostState, number>>;
  /** When the oldest open turn arrived; undefined where there is none. */
  readonly oldestOpenTurn?: Instant;
  readonly setAside: readonly TroubledTurn[];
  readonly troubled: readonly TroubledPost[];
}

/** A turn or a post that is held. `id` is the turn's id or the post's key. */
export interface HeldWork {
  readonly kind: "turn" | "post";
  readonly id: string;
  readonly channel: Platform;
  readonly conversation: string;
  /** When it arrived or was created. */
  readonly at: Instant;
}

/** How fast a channel may post to one place: `burst` at once, then one every `intervalMs`. */
export interface PostRate {
  readonly intervalMs: number;
  readonly burst: number;
}

/** Who claims how much at what time, and until when it is theirs. */
export interface ClaimRequest {
  readonly holder: string;
  readonly limit: number;
  readonly now: Instant;
  readonly leaseUntil: Instant;
  /**
   * No due time that is set now lies after this. One that does was set by a clock that has since gone back, and counts as
   * due: after a jump of an hour nothing waits for an hour.
   */
  readonly horizon: Instant;
}

/** A claim of turns. `limit` is for those that somebody waits for. */
export interface TurnClaimRequest extends ClaimRequest {
  /** How many turns that were only overheard are claimed besides; what is left of `limit` unless set. */
  readonly overheardLimit?: number;
}

/** A claim of posts, of the channels whose rates are given. */
export interface PostClaimRequest extends ClaimRequest {
  readonly rates: ReadonlyMap<Platform, PostRate>;
}

/** Reads of the work, as committed. */
export interface WorkReader {
  workReport(limit: number): Promise<WorkReport>;
  /** What is held, turns before posts, each oldest first. */
  heldWork(): Promise<readonly HeldWork[]>;
  /** Unknown posts of a conversation that were not offered again, oldest first. */
  unknownPosts(target: Pick<PostTarget, "channel" | "conversation">): Promise<readonly TroubledPost[]>;
  /** When a schedule was first known here and the latest time of it that was fired or skipped. */
  scheduleState(name: string): Promise<ScheduleState | undefined>;
}

/** How far a schedule has come. */
export interface ScheduleState {
  readonly since: Instant;
  readonly lastDueAt?: Instant;
}

/** The writes of inbox, worker, outbox and schedule. Each is part of the transaction that it is called in. */
export interface WorkWriter {
  /** Stores arrivals in order. One that shares a key with a stored turn is its duplicate, and its other keys join that turn. */
  acceptTurns(arrivals: readonly Arrival[]): Promise<readonly Acceptance[]>;
  /**
   * Leases due turns, of each conversation only the oldest that is open; those that somebody waits for first, then what was
   * overheard, each oldest first. Raises the fence of each.
   */
  claimTurns(request: TurnClaimRequest): Promise<readonly ClaimedTurn[]>;
  /** Prolongs leases. Returns the ids of the turns that are still held under them. */
  renewTurns(leases: readonly Lease[], leaseUntil: Instant): Promise<readonly string[]>;
  /** Ends a turn. Returns false, and changes nothing, where the lease is void: then the transaction must not commit. */
  finishTurn(
    lease: Lease,
    end: {
      readonly state: "done" | "setAside";
      readonly at: Instant;
      readonly purgeAfter: Instant;
      readonly reason?: string;
    },
  ): Promise<boolean>;
  /** Ends turns as done that nothing follows from. Returns the ids of those whose leases were not void. */
  finishTurns(
    leases: readonly Lease[],
    end: { readonly at: Instant; readonly purgeAfter: Instant },
  ): Promise<readonly string[]>;
  /** Puts a turn back for later. Returns false where the lease is void. */
  retryTurn(
    lease: Lease,
    again: { readonly dueAt: Instant; readonly reason: string; readonly failed: boolean },
  ): Promise<boolean>;
  /** Adds rows to the outbox in order. An edit or deletion takes the place of edits of the same post that are still waiting. */
  enqueuePosts(posts: readonly NewPost[], at: Instant): Promise<void>;
  /**
   * Marks due posts as `sending`, oldest first, of each conversation only the oldest that is open, and at most as many a
   * place as its rate allows, counted over all instances. `nextDueAt` is when a place that held one back is free again.
   */
  claimPosts(
    request: PostClaimRequest,
  ): Promise<{ readonly claimed: readonly ClaimedPost[]; readonly nextDueAt?: Instant }>;
  /** Records how a claimed post ended. Returns false where somebody else claimed it since. */
  finishPost(
    lease: Lease,
    result: PostResult,
    end: { readonly at: Instant; readonly purgeAfter: Instant },
  ): Promise<boolean>;
  /** Keeps a place quiet until an instant, whoever posts there: what a Retry-After asks for. */
  pausePlace(target: Pick<PostTarget, "channel" | "place">, until: Instant, rate: PostRate): Promise<void>;
  /** Puts a copy of an unknown post into the outbox under a new key. Returns false where it is not unknown any more. */
  offerAgain(
    key: string,
    offer: { readonly key: string; readonly turn?: string; readonly at: Instant },
  ): Promise<boolean>;
  /**
   * Records that an unknown post arrived, because somebody pressed a button of its message. Changes nothing where the post is
   * not unknown, was offered again, is of another conversation, or where the message is that of another post.
   */
  noteArrived(
    key: string,
    message: Pick<PostTarget, "channel" | "conversation"> & { readonly messageId: string },
  ): Promise<void>;
  /**
   * Makes what a holder left behind due at once; its posts become `interrupted`. `instance` stands for every holder that
   * begins with it and `#`, apart from `except`. Returns how many rows.
   */
  recoverWork(instance: string, due: { readonly now: Instant; readonly except?: string }): Promise<number>;
  /** Holds every turn and post that is not done, and posts of which nobody knows whether they arrived. Returns how many rows. */
  holdWork(): Promise<number>;
  /** Makes held turns and posts due at an instant; `ids` are of `HeldWork`. Returns how many. */
  releaseHeld(ids: readonly string[], at: Instant): Promise<number>;
  /** Ends held turns and posts: they are never handled or sent. Returns how many. */
  dropHeld(ids: readonly string[], end: { readonly at: Instant; readonly purgeAfter: Instant }): Promise<number>;
  /** Remembers a schedule from now on; one that is known keeps its first time. */
  registerSchedule(name: string, now: Instant): Promise<void>;
  /** Takes one time of a schedule. Returns false where it, or a later one, was taken before. */
  claimFiring(
    schedule: string,
    firing: { readonly dueAt: Instant; readonly at: Instant; readonly outcome: "fired" | "skipped" },
  ): Promise<boolean>;
}

/** What a channel says of a post. A thrown error counts as `unknown`: nobody knows how far it came. */
export type PostAnswer =
  | { readonly outcome: "sent"; readonly messageId?: string }
  /** Certainly not accepted, and worth another try: 429 (with its Retry-After), 503, a refused connection. */
  | { readonly outcome: "retry"; readonly reason: string; readonly retryAfterMs?: number }
  /** Certainly not accepted, and another try would not be either. */
  | { readonly outcome: "failed"; readonly reason: string }
  /** Perhaps accepted: a time-out after the request was written, a connection cut before the answer. */
  | { readonly outcome: "unknown"; readonly reason: string };

/** What is to be sent: the key goes along where the platform has metadata. */
export interface OutboundPost {
  readonly key: string;
  readonly target: PostTarget;
  readonly operation: PostOperation;
  readonly reply?: Reply;
  /** The platform's id of the message to edit or delete. */
  readonly messageId?: string;
}

/** One platform's way out. Sends one request for each call and never repeats one by itself. */
export interface OutboundChannel {
  readonly name: Platform;
  readonly rate: PostRate;
  /** True where this post, if it arrived, can be found by its key. A message only one person sees often cannot. */
  canReadBack(post: OutboundPost): boolean;
  /** Posts, edits or deletes. Gives up when `signal` aborts, and then answers `unknown`. */
  send(post: OutboundPost, signal: AbortSignal): Promise<PostAnswer>;
  /** Looks a post up by its key. Only called where `canReadBack`; a thrown error means ask again later. */
  find(post: OutboundPost, signal: AbortSignal): Promise<{ readonly messageId: string } | "absent">;
}
