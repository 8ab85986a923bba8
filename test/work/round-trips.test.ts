import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { readConfig } from "../../src/config.ts";
import type { ActionCall } from "../../src/core/action.ts";
import type { Turn } from "../../src/core/turn.ts";
import type { Arrival, OutboundChannel, OutboundPost } from "../../src/core/work.ts";
import { openPilotdesk, systemClock, type Pilotdesk } from "../../src/main.ts";
import { startWork, type Work } from "../../src/work/start-work.ts";
import { describeOnPostgres } from "../setup/describe-on-postgres.ts";

const knowledge = path.resolve(import.meta.dirname, "../fixtures/live-knowledge");
const place = "slack:T1:C1";
const silent = { info: () => {}, warn: () => {}, error: () => {} };

// What a turn costs on a server across a network is its journeys there and back: each statement is one. Times differ from
// machine to machine, these counts do not, apart from how the turns of a rush happen to fall together.
describeOnPostgres("journeys to PostgreSQL", (server) => {
  const folder = mkdtempSync(path.join(tmpdir(), "pilotdesk-journeys-"));
  const posts: OutboundPost[] = [];
  const query = vi.spyOn(Client.prototype, "query");
  let desk: Pilotdesk;
  let work: Work;
  let count = 0;

  beforeAll(async () => {
    const settings = { PILOTDESK_DATA: folder, PILOTDESK_KNOWLEDGE: knowledge, PILOTDESK_VECTORS: "off" };
    const config = readConfig({ ...settings, DATABASE_URL: await server().createDatabase() });
    desk = await openPilotdesk(config);
    await desk.sync();
    await desk.store.transaction(async (transaction) => {
      const changedAt = systemClock.now().toISOString();
      const bound = { programmes: [], pilots: ["hnb-eastmere"], listens: true, digests: false, changedAt };
      await transaction.putPlace({ id: place, platform: "slack", ...bound });
    });
    const channel: OutboundChannel = {
      name: "slack",
      rate: { intervalMs: 0, burst: 1 },
      canReadBack: () => false,
      send(post) {
        posts.push(post);
        return Promise.resolve({ outcome: "sent", messageId: post.key });
      },
      find: () => Promise.resolve("absent"),
    };
    const { store, assistant } = desk;
    const options = { store, channels: [channel], handler: assistant.decide, clock: systemClock, log: silent };
    work = await startWork({
      ...options,
      instance: "journeys",
      workingDays: async () => ({ isWorkingDay: () => true }),
    });
  });

  afterAll(async () => {
    await work.stop({ deadlineMs: 1000 });
    await desk.close();
    query.mockRestore();
    rmSync(folder, { recursive: true, force: true });
  });

  function arrivalOf(
    words: { readonly text: string; readonly isAddressed?: boolean } | ActionCall,
    user: string,
  ): Arrival {
    count += 1;
    const conversation = `${place}:${count}`;
    const base = {
      id: `t${count}`,
      platform: "slack",
      conversation,
      reader: { audiences: ["public"] },
      sender: { platform: "slack", tenant: "T1", user },
      place: { id: place, kind: "channel" },
      arrivedAt: systemClock.now().toISOString(),
    } as const;
    const turn: Turn =
      "verb" in words
        ? { ...base, kind: "action", call: words }
        : { ...base, kind: "message", message: { place, id: base.id }, ...words };
    return { turn, dedupeKeys: [`event:${count}`], replyTo: { channel: "slack", place, conversation } };
  }

  /** How many statements were sent until all of it was done and answered. */
  async function journeys(...arrivals: readonly Arrival[]): Promise<number> {
    await work.settled();
    query.mockClear();
    await Promise.all(arrivals.map((arrival) => work.acceptTurn(arrival)));
    await work.settled();
    return query.mock.calls.length;
  }

  const question = { text: "How is the Eastmere pilot of Harbour Night Buses doing?" };
  const overheard = { text: "See you at the depot at nine, bring the keys.", isAddressed: false };
  const update = { text: "Eastmere is green this week, 45 referrals so far." };

  it("are few for each post that is only overheard, however many come together", async () => {
    await journeys(arrivalOf(question, "U1"), arrivalOf(overheard, "U2"));
    const strangers = Array.from({ length: 100 }, (_, index) => arrivalOf(overheard, `U${100 + index}`));
    expect((await journeys(...strangers)) / 100).toBeLessThan(3);
    const known = Array.from({ length: 100 }, () => arrivalOf(overheard, "U1"));
    expect((await journeys(...known)) / 100).toBeLessThan(4);
  });

  it("stay within bounds for a question, and for an update from its message to its confirmation", async () => {
    expect(await journeys(arrivalOf(question, "U1"))).toBeLessThan(110);
    expect(await journeys(arrivalOf(update, "U1"))).toBeLessThan(120);
    const card = posts.at(-1)?.reply?.blocks.find(({ kind }) => kind === "actions");
    const call = card?.kind === "actions" ? card.buttons.find((one) => one.call.verb === "confirm")?.call : undefined;
    if (!call) return expect.unreachable("The update was not proposed.");
    expect(await journeys(arrivalOf(call, "U1"))).toBeLessThan(180);
    const confirmed = await desk.store.updates({ reader: { audiences: ["public", "programme:night-buses"] } });
    expect(confirmed.map(({ fields }) => fields.rating)).toStrictEqual(["green"]);
  });

  it("of a question are not more because of what is overheard meanwhile", async () => {
    const alone = await journeys(arrivalOf(question, "U1"));
    const rush = Array.from({ length: 50 }, () => arrivalOf(overheard, "U2"));
    expect(await journeys(arrivalOf(question, "U1"), ...rush)).toBeLessThan(alone + 50 * 3);
  });
});
