import { mkdir, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { demonstrationConfig, readConfig } from "../../../src/config.ts";
import type { Config } from "../../../src/config.ts";
import { publicReader } from "../../../src/core/trust.ts";
import { verifyLedger } from "../../../src/ledger/verify-ledger.ts";
import { demonstrationReader, players, stages } from "../../../src/operations/demonstration/demonstration.ts";
import { readExampleMessages } from "../../../src/operations/demonstration/read-messages.ts";
import { setUpDemonstration } from "../../../src/operations/demonstration/set-up-demonstration.ts";
import type { SetUp } from "../../../src/operations/demonstration/set-up-demonstration.ts";
import { openStore } from "../../../src/stores/open-store.ts";
import { repository } from "../../end-to-end/run-pilotdesk.ts";
import { createTestFolder } from "../../ledger/open-test-store.ts";

const folder = join(repository, "demonstration");
const now = new Date("2026-11-22T12:00:00Z");

/** A demonstration beside a data folder in a folder of its own, over a small knowledge folder. */
async function prepare(): Promise<{
  readonly root: string;
  readonly config: Config;
  readonly setUp: (at?: Date) => Promise<SetUp>;
}> {
  const root = await createTestFolder();
  const knowledge = join(repository, "test/intents/fixtures/ferry-knowledge");
  const real = readConfig({
    PILOTDESK_DATA: join(root, "data"),
    PILOTDESK_KNOWLEDGE: knowledge,
    PILOTDESK_VECTORS: "off",
  });
  const config = demonstrationConfig(real);
  return { root, config, setUp: (at = now) => setUpDemonstration({ config, folder, now: at }) };
}

async function inStore<Seen>(
  config: Config,
  look: (store: Awaited<ReturnType<typeof openStore>>) => Promise<Seen>,
): Promise<Seen> {
  const store = await openStore(config, { now: () => now });
  try {
    return await look(store);
  } finally {
    await store.close();
  }
}

describe("a demonstration", () => {
  it("is set up once, beside the data folder and never in it", async () => {
    const { root, config, setUp } = await prepare();
    expect(await setUp()).toEqual({ outcome: "made", updates: 78 });
    expect(await readdir(root)).toEqual(["data-demonstration"]);
    expect(await setUp(new Date("2027-01-05T12:00:00Z"))).toEqual({ outcome: "stands", since: "2026-11-22" });
    const updates = await inStore(config, async (store) => store.updates({ reader: await demonstrationReader(store) }));
    expect(updates).toHaveLength(78);
    expect(updates.every(({ fictional }) => fictional === true)).toBe(true);
  });

  it("knew each update from the day on which it was posted", async () => {
    const { config, setUp } = await prepare();
    await setUp();
    await inStore(config, async (store) => {
      const reader = await demonstrationReader(store);
      const updates = await store.updates({ reader });
      expect(updates.every(({ postedAt, recordedAt }) => recordedAt.slice(0, 16) === postedAt.slice(0, 16))).toBe(true);
      const knownSeq = await store.seqAt("2026-09-01T00:00:00.000Z");
      const known = await store.updates({ reader, knownSeq });
      expect(known.length).toBe(updates.filter(({ postedAt }) => postedAt < "2026-09-01").length);
      expect(await verifyLedger(store)).toMatchObject({ ok: true });
    });
  });

  it("gives the official the programme and the team its own pilot, and nobody else what is invented", async () => {
    const { config, setUp } = await prepare();
    await setUp();
    await inStore(config, async (store) => {
      const official = await store.personOf(players.official);
      expect(await store.roles(official?.id ?? "")).toMatchObject([
        { role: "office", programme: "harbour-night-buses" },
      ]);
      expect(await store.place(stages.team.id)).toMatchObject({ pilots: ["hnb-eastmere"], programmes: [] });
      expect(await store.place(stages.official.id)).toMatchObject({ pilots: [], programmes: ["harbour-night-buses"] });
      expect(await store.updates({ reader: publicReader })).toEqual([]);
      expect((await demonstrationReader(store)).audiences).toEqual([
        "public",
        "programme:harbour-night-buses",
        "place:web-desk",
        "place:web-team",
      ]);
    });
  });

  it("is whole or not there, however many processes make it at once and wherever one of them dies", async () => {
    const { root, config, setUp } = await prepare();
    const outcomes = await Promise.all([setUp(), setUp(), setUp()]);
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(["made", "stands", "stands"]);
    expect(await readdir(root)).toEqual(["data-demonstration"]);
    await rm(config.dataFolder, { recursive: true });
    const left = join(root, "data-demonstration.making-x");
    await mkdir(left);
    await writeFile(join(left, "half"), "");
    await utimes(left, 1, 1);
    expect((await setUp()).outcome).toBe("made");
    expect(await readdir(root)).toEqual(["data-demonstration"]);
  });

  it("leaves nothing behind where it fails", async () => {
    const { root, config } = await prepare();
    const wrong = setUpDemonstration({ config, folder: join(root, "nowhere"), now });
    await expect(wrong).rejects.toThrow("cannot be read");
    expect(await readdir(root)).toEqual([]);
  });

  it("does not move into a folder in which something else is", async () => {
    const { config, setUp } = await prepare();
    await mkdir(config.dataFolder);
    await writeFile(join(config.dataFolder, "notes.txt"), "mine");
    await expect(setUp()).rejects.toThrow("is where a demonstration is kept, and something else is in it");
    expect(await readFile(join(config.dataFolder, "notes.txt"), "utf8")).toBe("mine");
  });

  it("is refused on a database", () => {
    const config = readConfig({ DATABASE_URL: "postgres://user@db.example.org/pilotdesk" });
    expect(() => demonstrationConfig(config)).toThrow(
      "A demonstration keeps what it makes up in a folder of its own, and DATABASE_URL is set. Unset DATABASE_URL for the demonstration.",
    );
  });

  it("has messages to try that fit into a message", async () => {
    const { team, officials } = await readExampleMessages(join(folder, "messages.yaml"));
    expect(team.length).toBeGreaterThan(3);
    expect(officials).toContain("digest");
    await expect(readExampleMessages(join(folder, "updates.yaml"))).rejects.toThrow("cannot be used");
    await expect(readExampleMessages("/nowhere.yaml")).rejects.toThrow("cannot be read");
  });
});
