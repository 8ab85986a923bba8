import type { Arrival } from "../../src/core/work.ts";

/** How many conversations and places the turns of a round are spread over. */
export const conversationCount = 64;
const placeCount = 16;

/** One delivery of a turn, as a platform sends it. `turn` is the number that effect and post are known by. */
export interface Delivery {
  readonly turn: number;
  readonly arrival: Arrival;
}

/** The turns of a round and their deliveries in the order in which they are first sent. */
export interface DeliveryPlan {
  readonly turns: number;
  readonly deliveries: readonly Delivery[];
}

/** True where a post at the place can be looked up by its key: half of them. */
export function isReadable(place: string): boolean {
  return Number(place.slice(1)) % 2 === 0;
}

/** The place of a conversation. */
export function placeOf(conversation: string): string {
  return `p${Number(conversation.slice(1)) % placeCount}`;
}

/** A plan of exactly so many deliveries, each turn one to four times, later copies up to 80 deliveries after the first. */
export function planDeliveries(count: number, random: () => number): DeliveryPlan {
  const placed: { readonly at: number; readonly delivery: Delivery }[] = [];
  let turns = 0;
  while (placed.length < count) {
    const conversation = `c${Math.floor(random() * conversationCount)}`;
    const copies = Math.min(1 + Math.floor(random() * 4), count - placed.length);
    const first = placed.length + random() * 20;
    for (let copy = 0; copy < copies; copy += 1) {
      const at = copy === 0 ? first : first + random() * 80;
      placed.push({ at, delivery: { turn: turns, arrival: arrivalOf(turns, conversation, copy) } });
    }
    turns += 1;
  }
  const deliveries = placed.toSorted((left, right) => left.at - right.at).map(({ delivery }) => delivery);
  return { turns, deliveries };
}

/** Odd copies come as another event about the same message, under another id, as Slack's mentions do. */
function arrivalOf(turn: number, conversation: string, copy: number): Arrival {
  const name = copy % 2 === 0 ? `${turn}` : `${turn}-mention`;
  const place = placeOf(conversation);
  return {
    turn: {
      id: `t${name}`,
      kind: "message",
      platform: "slack",
      conversation,
      reader: { audiences: ["public"] },
      text: `${turn}`,
      arrivedAt: new Date().toISOString(),
    },
    dedupeKeys: [`event:${name}`, `message:${turn}`],
    replyTo: { channel: "slack", place, conversation, address: { thread: conversation } },
  };
}
