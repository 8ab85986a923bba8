import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Channel, Desk } from "../../src/core/channel.ts";
import { createChannelHost } from "../../src/operations/channel-host.ts";
import { checkChannels } from "../../src/operations/doctor/check-store.ts";
import { createLog } from "../../src/operations/log.ts";
import { openSqliteStore } from "../../src/stores/sqlite/open-sqlite-store.ts";
import { arrivalOf } from "../contracts/work/work-samples.ts";
import type { Arrival } from "../../src/core/work.ts";
import { createFakeAssistant } from "../fakes/fake-assistant.ts";

const clock = { now: () => new Date("2026-03-02T09:00:00Z") };

/** A channel that connects, and keeps the desk that it was given. */
function createFakeChannel(start: () => Promise<void> = () => Promise.resolve()) {
  const seen: string[] = [];
  let desk: Desk | undefined;
  let problems: readonly string[] = [];
  const channel: Channel = {
    name: "slack",
    outbound: {
      name: "slack",
      rate: { intervalMs: 1, burst: 1 },
      canReadBack: () => false,
      send: async () => ({ outcome: "sent" }),
      find: async () => "absent",
    },
    endpoints: [{ path: "/slack/events", handle: async () => ({ status: 200 }) }],
    async start(given) {
      await start();
      desk = given;
      seen.push("start");
    },
    state: () => ({ name: "slack", isConnected: desk !== undefined, problems }),
    stopTaking: async () => void seen.push("stopTaking"),
    close: async () => void seen.push("close"),
  };
  return { channel, seen, desk: () => desk, complain: (problem: string) => void (problems = [problem]) };
}

async function openHost(channel: Channel) {
  const directory = mkdtempSync(join(tmpdir(), "pilotdesk-host-"));
  const store = await openSqliteStore({ directory, clock });
  const timed: string[] = [];
  const host = createChannelHost({
    channels: [channel],
    assistant: createFakeAssistant(),
    work: {
      acceptTurn: async ({ turn }) => ({ outcome: "accepted", turn: turn.id }),
      handleNow: async ({ turn }) => ({ acceptance: { outcome: "accepted", turn: turn.id }, answers: [] }),
    },
    store,
    metrics: { count: () => {}, time: (name, label) => void timed.push(`${name} ${label}`) },
    clock,
    log: await createLog("silent"),
    everyMs: 5,
  });
  onTestFinished(async () => {
    await host.stopTaking();
    await host.close();
    await store.close();
    rmSync(directory, { recursive: true });
  });
  return { host, store, timed };
}

describe("the channels of a process", () => {
  it("are connected to the work, and every acknowledgement is timed", async () => {
    const fake = createFakeChannel();
    const { host, timed } = await openHost(fake.channel);
    await host.start();
    expect(await fake.desk()?.accept(arrivalOf("t1"))).toStrictEqual({ outcome: "accepted", turn: "t1" });
    expect(await fake.desk()?.answerNow(arrivalOf("t2"))).toMatchObject({ acceptance: { turn: "t2" } });
    expect(timed).toStrictEqual(["ack slack", "ack slack"]);
    expect(host.endpoints.map(({ path }) => path)).toStrictEqual(["/slack/events"]);
  });

  it("keep nothing of what was only overheard, except where they were asked to listen", async () => {
    const fake = createFakeChannel();
    const { host, store } = await openHost(fake.channel);
    await host.start();
    const overheard = (place: string): Arrival => {
      const arrival = arrivalOf("t1");
      const turn = { ...arrival.turn, isAddressed: false, place: { id: place, kind: "channel" } } as Arrival["turn"];
      return { ...arrival, turn };
    };
    const changedAt = clock.now().toISOString();
    const base = { platform: "slack", programmes: [], pilots: [], digests: false, changedAt } as const;
    await store.transaction(async (transaction) => {
      await transaction.putPlace({ ...base, id: "slack:T:C1", listens: true });
      await transaction.putPlace({ ...base, id: "slack:T:C2", listens: false });
    });
    const outcomes: (string | undefined)[] = [];
    for (const place of ["slack:T:C1", "slack:T:C2", "slack:T:C3"])
      outcomes.push((await fake.desk()?.accept(overheard(place)))?.outcome);
    expect(outcomes).toStrictEqual(["accepted", "ignored", "ignored"]);
  });

  it("say how they are where another process can read it", async () => {
    const fake = createFakeChannel();
    const { host, store } = await openHost(fake.channel);
    await host.start();
    expect(await checkChannels(store)).toMatchObject([{ level: "ok", about: "slack" }]);
    fake.complain("The token was revoked. Install the app again.");
    await expect
      .poll(() => checkChannels(store))
      .toMatchObject([{ level: "problem", text: expect.stringContaining("The token was revoked.") as string }]);
  });

  it("leave the others alone when one cannot start", async () => {
    const fake = createFakeChannel(() => Promise.reject(new Error("no network")));
    const { host, store } = await openHost(fake.channel);
    await host.start();
    expect(host.states()).toMatchObject([{ isConnected: false }]);
    expect(await checkChannels(store)).toMatchObject([
      { level: "problem", text: expect.stringContaining("not connected") as string },
    ]);
  });
});
