import { describe, expect, it } from "vitest";
import { createIndexFollower } from "../../../src/operations/answers/index-follower.ts";

interface Side {
  generation: number;
  refreshes: number;
  time: number;
  told: [number, string][];
}

function follower(side: Side, refresh: () => Promise<void> = () => Promise.resolve()) {
  return createIndexFollower({
    store: { indexGeneration: () => Promise.resolve(side.generation) },
    index: {
      isReady: () => true,
      search: () => Promise.resolve([]),
      refresh: () => {
        side.refreshes += 1;
        return refresh();
      },
      describe: () => `after ${side.refreshes}`,
      close: () => Promise.resolve(),
    },
    onChange: (generation, description) => side.told.push([generation, description]),
    now: () => side.time,
  });
}

const settle = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

describe("an index follower", () => {
  it("follows a change once, beside the answer", async () => {
    const side: Side = { generation: 3, refreshes: 0, time: 0, told: [] };
    const follows = follower(side);
    await follows.look();
    await settle();
    await follows.look();
    expect(side.told).toStrictEqual([[3, "after 1"]]);
    side.generation = 4;
    side.time = 1;
    await follows.look();
    await settle();
    expect(side.told.at(-1)).toStrictEqual([4, "after 2"]);
  });

  it("does not wait for the index, and rests after a long refresh", async () => {
    const side: Side = { generation: 1, refreshes: 0, time: 0, told: [] };
    const gate = Promise.withResolvers<void>();
    const follows = follower(side, () => gate.promise);
    await follows.look();
    await follows.look();
    expect(side).toMatchObject({ refreshes: 1, told: [] });
    side.time = 5;
    gate.resolve();
    await settle();
    side.generation = 2;
    side.time = 54;
    await follows.look();
    expect(side.refreshes).toBe(1);
    side.time = 55;
    await follows.look();
    await settle();
    expect(side.told.map(([generation]) => generation)).toStrictEqual([1, 2]);
  });

  it("tries again after a refresh that failed", async () => {
    const side: Side = { generation: 1, refreshes: 0, time: 0, told: [] };
    const follows = follower(side, () => (side.refreshes === 1 ? Promise.reject(new Error("no")) : Promise.resolve()));
    await follows.look();
    await settle();
    expect(side.told).toStrictEqual([]);
    expect(await follows.refresh()).toBe("after 2");
    expect(side.told).toStrictEqual([[1, "after 2"]]);
  });
});
