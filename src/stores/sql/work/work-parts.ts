import type { PostedReader } from "../../../core/posted.ts";
import type { WorkReader, WorkWriter } from "../../../core/work.ts";
import type { Clock } from "../../../core/time.ts";
import type { StoreDatabase } from "../schema.ts";
import { acceptTurns } from "./accept-turns.ts";
import { claimPosts } from "./claim-posts.ts";
import { dropHeld, holdWork, readHeldWork, releaseHeld } from "./held-work.ts";
import { pausePlace } from "./place-rates.ts";
import { createPostedReads } from "./posted-reads.ts";
import { enqueuePosts, finishPost, noteArrived, offerAgain } from "./posts.ts";
import { recoverWork } from "./recover-work.ts";
import { claimFiring, readScheduleState, registerSchedule } from "./schedules.ts";
import { claimTurns, finishTurn, finishTurns, renewTurns, retryTurn, type ClaimEngine } from "./turns.ts";
import { readUnknownPosts, readWorkReport } from "./work-reads.ts";

/** What the writes of the work need besides the connection. */
export interface WorkContext {
  readonly clock: Clock;
  /** One transaction at a time over all processes, unless set. */
  readonly claims?: ClaimEngine;
}

/** Every read of the work on one connection or transaction. */
export function createWorkReads(db: StoreDatabase): WorkReader & PostedReader {
  return {
    ...createPostedReads(db),
    workReport: (limit) => readWorkReport(db, limit),
    heldWork: () => readHeldWork(db),
    unknownPosts: (target) => readUnknownPosts(db, target),
    scheduleState: (name) => readScheduleState(db, name),
  };
}

/** Every write of the work inside one transaction. */
export function createWorkWrites(
  db: StoreDatabase,
  { clock, claims = { skipsLocked: false } }: WorkContext,
): WorkWriter {
  return {
    acceptTurns: (arrivals) => acceptTurns(db, arrivals, clock.now().toISOString()),
    claimTurns: (request) => claimTurns(db, request, claims),
    renewTurns: (leases, leaseUntil) => renewTurns(db, leases, leaseUntil),
    finishTurn: (lease, end) => finishTurn(db, lease, end),
    finishTurns: (leases, end) => finishTurns(db, leases, end),
    retryTurn: (lease, again) => retryTurn(db, lease, again),
    enqueuePosts: (posts, at) => enqueuePosts(db, posts, at),
    claimPosts: (request) => claimPosts(db, request, claims),
    finishPost: (lease, result, end) => finishPost(db, lease, result, end),
    pausePlace: (target, until, rate) => pausePlace(db, target, { until, rate }, claims),
    offerAgain: (key, offer) => offerAgain(db, key, offer),
    noteArrived: (key, message) => noteArrived(db, key, message),
    recoverWork: (instance, due) => recoverWork(db, instance, due),
    holdWork: () => holdWork(db),
    releaseHeld: (ids, at) => releaseHeld(db, ids, at),
    dropHeld: (ids, end) => dropHeld(db, ids, end),
    registerSchedule: (name, now) => registerSchedule(db, name, now),
    claimFiring: (schedule, firing) => claimFiring(db, schedule, firing),
  };
}
