import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Embedder } from "../../../src/core/embedder.ts";
import type { Store } from "../../../src/core/store.ts";
import { cutSetDocument } from "../../../src/evaluation/retrieval/set-passages.ts";
import { createVectorFiller } from "../../../src/retrieval/vectors/vector-filler.ts";
import { openSqliteStore } from "../../../src/stores/sqlite/open-sqlite-store.ts";
import { createHashingEmbedder } from "../../fakes/hashing-embedder.ts";

const clock = { now: () => new Date("2026-03-01T12:00:00Z") };
let directory: string;
let store: Store;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "pilotdesk-filler-"));
  store = await openSqliteStore({ directory, clock });
});

afterEach(async () => {
  await store.close();
  await rm(directory, { recursive: true, force: true });
});

async function put(from: number, to: number): Promise<void> {
  await store.transaction(async (transaction) => {
    for (let at = from; at < to; at += 1) {
      const { version, passages } = cutSetDocument(
        { id: `d${at}`, title: "", text: `Words number ${at}.` },
        `${at}`.padStart(64, "0"),
      );
      const event = await transaction.appendEvent({
        kind: "documentIngested",
        about: version.id,
        occurredAt: clock.now().toISOString(),
        actor: "test",
      });
      await transaction.putDocument(event, version, passages);
    }
  });
}

async function countEmbedded(): Promise<number> {
  return (await store.indexCounts("hashing")).embedded;
}

/** An embedder that waits for `open` before each batch. */
function createGate(): { readonly embedder: Embedder; readonly asked: () => Promise<void>; readonly open: () => void } {
  const inner = createHashingEmbedder();
  let asked = Promise.withResolvers<void>();
  let gate = Promise.withResolvers<void>();
  const embed: Embedder["embed"] = async (texts) => {
    asked.resolve();
    await gate.promise;
    gate = Promise.withResolvers();
    asked = Promise.withResolvers();
    return inner.embed(texts);
  };
  return { embedder: { ...inner, embed }, asked: () => asked.promise, open: () => gate.resolve() };
}

describe("createVectorFiller", () => {
  it("gives every passage a vector once and says when it is done", async () => {
    await put(0, 40);
    const embedder = createHashingEmbedder();
    let filled = 0;
    const filler = createVectorFiller({ store, embedder, pageSize: 20, onFilled: async () => void (filled += 1) });
    filler.start();
    await filler.whenIdle();
    expect([await countEmbedded(), embedder.embedded.length, filled]).toEqual([40, 40, 1]);
    await put(40, 45);
    filler.start();
    await filler.whenIdle();
    expect([await countEmbedded(), embedder.embedded.length, filled]).toEqual([45, 45, 2]);
    await filler.close();
  });

  it("stops after the batch in hand when closed, and another goes on where it stopped", async () => {
    await put(0, 40);
    const { embedder, asked, open } = createGate();
    const filler = createVectorFiller({ store, embedder });
    filler.start();
    await asked();
    const closing = filler.close();
    open();
    await closing;
    expect(await countEmbedded()).toBe(16);
    const second = createHashingEmbedder();
    const next = createVectorFiller({ store, embedder: second });
    next.start();
    await next.whenIdle();
    expect([await countEmbedded(), second.embedded.length]).toEqual([40, 24]);
  });

  it("waits while paused and goes on when resumed", async () => {
    await put(0, 20);
    const { embedder, asked, open } = createGate();
    const filler = createVectorFiller({ store, embedder });
    filler.pause();
    filler.start();
    filler.resume();
    await asked();
    filler.pause();
    open();
    filler.resume();
    await asked();
    open();
    await filler.whenIdle();
    expect(await countEmbedded()).toBe(20);
  });

  it("reports a failing encoder and can be started again", async () => {
    await put(0, 3);
    const inner = createHashingEmbedder();
    const failures: unknown[] = [];
    let isBroken = true;
    const embed: Embedder["embed"] = (texts) => (isBroken ? Promise.reject(new Error("gone")) : inner.embed(texts));
    const filler = createVectorFiller({
      store,
      embedder: { ...inner, embed },
      onFailure: (error) => failures.push(error),
    });
    filler.start();
    await filler.whenIdle();
    expect([failures, await countEmbedded()]).toEqual([[new Error("gone")], 0]);
    isBroken = false;
    filler.start();
    await filler.whenIdle();
    expect(await countEmbedded()).toBe(3);
  });
});
