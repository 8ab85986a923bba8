import { describe, expect, it } from "vitest";
import { digestMark } from "../../../src/intents/digests/digest-places.ts";
import { lastWeek } from "../../../src/intents/digests/digest-week.ts";
import { openUpdatesBench, type UpdatesBench } from "./run-updates.ts";

const at = "2025-10-01T09:00:00.000Z";
const returns = `pilot,period,rating
Eastmere,October 2025,amber
Port Calder,October 2025,green
`;
const week = lastWeek(new Date().toISOString().slice(0, 10));

/** Binds a channel to Harbour Night Buses, to which the digest of last week was posted. */
async function postDigest(bench: UpdatesBench): Promise<void> {
  await bench.change(async (transaction) => {
    await transaction.putPlace({
      id: "slack:T1:C1",
      platform: "slack",
      programmes: ["night-buses"],
      pilots: [],
      listens: false,
      digests: true,
      address: { channel: "C1" },
      changedAt: at,
    });
    const value = { from: week.from, hash: "what it said before" };
    await transaction.putMark({ owner: "slack:T1:C1", name: digestMark("night-buses", week.id), value, at });
  });
}

const edit = { operation: "edit", changes: `digest/night-buses/${week.id}/slack:T1:C1` };

describe("what follows from updates that are changed in the terminal", () => {
  it("is an edit of the digest that they change, one for a whole file", async () => {
    const bench = await openUpdatesBench();
    await bench.done("list");
    await postDigest(bench);
    await bench.done("import", await bench.file("returns.csv", returns), "--write");
    expect(await bench.waiting()).toMatchObject([edit]);
  });

  it.each([
    ["amend", "--rating", "red", "--reason", "a slip of the pen"],
    ["withdraw", "--reason", "it was about another place"],
  ])("is an edit after %s", async (command, ...options) => {
    const bench = await openUpdatesBench();
    await bench.done("import", await bench.file("returns.csv", returns), "--write");
    const [update] = await bench.updates();
    await postDigest(bench);
    await bench.done(command, update?.id ?? "", ...options);
    expect(await bench.waiting()).toMatchObject([edit]);
  });

  it("is nothing where the file changes nothing, or is only looked at", async () => {
    const bench = await openUpdatesBench();
    await bench.done("list");
    await postDigest(bench);
    await bench.done("import", await bench.file("returns.csv", returns));
    expect(await bench.waiting()).toEqual([]);
  });
});
