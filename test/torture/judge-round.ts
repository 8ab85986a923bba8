import type { Store } from "../../src/core/store.ts";
import { verifyLedger } from "../../src/ledger/verify-ledger.ts";
import type { Courier, TurnTimes } from "./courier.ts";
import { conversationCount, isReadable, placeOf, type DeliveryPlan } from "./delivery-plan.ts";
import type { ShownPost } from "./http-platform.ts";

/** What must be nought after a round, and the unknown posts, which need not be. */
export interface Verdict {
  readonly lost: number;
  readonly doubled: number;
  readonly strayEffects: number;
  readonly setAside: number;
  readonly effectsOutOfOrder: number;
  readonly postsDoubled: number;
  readonly postsMissing: number;
  readonly postsOutOfOrder: number;
  readonly brokenEvents: number;
  /** Posts at places without a look-up of which nobody knows whether they arrived; each is listed. */
  readonly unknownListed: number;
  /** Of these, how many did not arrive. */
  readonly unknownAndMissing: number;
}

/** What is known of a round once its processes have stopped. */
export interface RoundEvidence {
  readonly plan: DeliveryPlan;
  readonly times: Courier["times"];
  readonly store: Store;
  readonly shown: readonly ShownPost[];
}

/** Compares what was acknowledged, what the store holds and what the platform shows. */
export async function judgeRound({ plan, times, store, shown }: RoundEvidence): Promise<Verdict> {
  const effects = await readEffects(store);
  const effectCounts = countEach(effects);
  const shownCounts = countEach(shown.map(({ turn }) => turn));
  const listed = await readUnknown(store);
  const report = await store.workReport(0);
  const acknowledged = [...times].filter(([, { acknowledgedAt }]) => Number.isFinite(acknowledgedAt));
  const conversationOf = new Map(plan.deliveries.map(({ turn, arrival }) => [turn, arrival.turn.conversation]));
  const absent = [...effectCounts.keys()].filter((turn) => !shownCounts.has(turn));
  const excused = absent.filter((turn) => {
    const conversation = conversationOf.get(turn);
    return conversation !== undefined && !isReadable(placeOf(conversation)) && listed.has(turn);
  });
  const inConversations = [...Map.groupBy(effects, (turn) => conversationOf.get(turn))];
  const verification = await verifyLedger(store);
  return {
    lost: acknowledged.filter(([turn]) => !effectCounts.has(turn)).length,
    doubled: sumOfRepeats(effectCounts),
    strayEffects: effects.filter((turn) => !times.has(turn)).length,
    setAside: report.turns.setAside,
    effectsOutOfOrder: inConversations.reduce((sum, [, turns]) => sum + countOvertaken(turns, times), 0),
    postsDoubled: sumOfRepeats(shownCounts),
    postsMissing: absent.length - excused.length,
    postsOutOfOrder: inConversations.reduce(
      (sum, [conversation, turns]) =>
        sum +
        countOutOfOrder(
          turns,
          shown.filter((post) => post.conversation === conversation),
        ),
      0,
    ),
    brokenEvents: verification.firstBad === undefined ? 0 : 1,
    unknownListed: listed.size,
    unknownAndMissing: excused.length,
  };
}

/** Turn numbers in the order of their events. */
async function readEffects(store: Store): Promise<readonly number[]> {
  const effects: number[] = [];
  for (let afterSeq = 0; ;) {
    const page = await store.events({ afterSeq, limit: 1000 });
    effects.push(...page.map(({ event }) => Number(event.about)));
    const last = page.at(-1);
    if (last === undefined) return effects;
    afterSeq = last.event.seq;
  }
}

/** The turn numbers of the posts that the store lists as unknown, in both of its lists. */
async function readUnknown(store: Store): Promise<ReadonlySet<number>> {
  const { troubled } = await store.workReport(1_000_000);
  const reported = new Set(troubled.filter(({ state }) => state === "unknown").map(({ key }) => key));
  const turns = new Set<number>();
  for (let index = 0; index < conversationCount; index += 1) {
    for (const { key } of await store.unknownPosts({ channel: "slack", conversation: `c${index}` })) {
      if (reported.has(key)) turns.add(Number(/^t(\d+)/.exec(key)?.[1]));
    }
  }
  return turns;
}

function countEach(turns: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const turn of turns) counts.set(turn, (counts.get(turn) ?? 0) + 1);
  return counts;
}

function sumOfRepeats(counts: ReadonlyMap<number, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count - 1, 0);
}

/** How many turns took effect before one that had been acknowledged before they were first sent. */
function countOvertaken(turns: readonly number[], times: ReadonlyMap<number, TurnTimes>): number {
  let earliestLater = Number.POSITIVE_INFINITY;
  let overtaken = 0;
  for (const turn of turns.toReversed()) {
    const { sentAt, acknowledgedAt } = times.get(turn) ?? { sentAt: 0, acknowledgedAt: 0 };
    if (earliestLater < sentAt) overtaken += 1;
    earliestLater = Math.min(earliestLater, acknowledgedAt);
  }
  return overtaken;
}

/** How many posts are shown after one whose effect came later. */
function countOutOfOrder(turns: readonly number[], shown: readonly ShownPost[]): number {
  const places = new Map(turns.map((turn, index) => [turn, index]));
  const order = shown.map(({ turn }) => places.get(turn) ?? -1);
  return order.filter((place, index) => index > 0 && place < (order[index - 1] ?? 0)).length;
}
