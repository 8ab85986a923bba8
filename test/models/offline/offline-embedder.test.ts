import { afterEach, describe, expect, it } from "vitest";
import {
  createOfflineEmbedder,
  EncoderError,
  type OfflineEmbedder,
} from "../../../src/models/offline/offline-embedder.ts";

const workerUrl = new URL("./fake-encoder-worker.ts", import.meta.url);
const open: OfflineEmbedder[] = [];

/** A timer that runs when the test says so. */
function createTimers(): {
  readonly startTimer: (callback: () => void) => () => void;
  readonly fire: () => void;
  readonly count: () => number;
} {
  const waiting = new Set<() => void>();
  return {
    startTimer: (callback) => {
      waiting.add(callback);
      return () => waiting.delete(callback);
    },
    fire: () => {
      for (const callback of waiting) {
        waiting.delete(callback);
        callback();
      }
    },
    count: () => waiting.size,
  };
}

function create(timers = createTimers()): OfflineEmbedder {
  const embedder = createOfflineEmbedder({ workerUrl, startTimer: timers.startTimer });
  open.push(embedder);
  return embedder;
}

afterEach(async () => {
  for (const embedder of open.splice(0)) await embedder.close();
});

async function embedOne(embedder: OfflineEmbedder, text: string): Promise<number[]> {
  const [vector] = await embedder.embed([text]);
  return [...(vector ?? [])];
}

describe("createOfflineEmbedder", () => {
  it("loads nothing until the first text", async () => {
    const embedder = create();
    expect(embedder.isLoaded()).toBe(false);
    expect(await embedder.embed([])).toEqual([]);
    expect(embedder.isLoaded()).toBe(false);
    expect(await embedOne(embedder, "two words")).toEqual([1, 2]);
    expect(embedder.isLoaded()).toBe(true);
  });

  it("gives the vectors in the order of the texts", async () => {
    const vectors = await create().embed(["one", "one two", "one two three"]);
    expect(vectors.map((vector) => [...vector])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
  });

  it("answers a question before the rest of a batch", async () => {
    const embedder = create();
    const batch = embedder.embed(["a", "b", "c", "d", "e"]);
    const [question] = await embedder.embed(["question"]);
    expect(question?.[0]).toBe(2);
    expect((await batch).map((vector) => vector[0])).toEqual([1, 3, 4, 5, 6]);
  });

  it("reads at most 120 words of a text", async () => {
    expect(await embedOne(create(), "word ".repeat(500))).toEqual([1, 120]);
  });

  it("leaves memory after the idle time, and comes back", async () => {
    const timers = createTimers();
    const embedder = create(timers);
    await embedOne(embedder, "one");
    expect(timers.count()).toBe(1);
    timers.fire();
    expect(embedder.isLoaded()).toBe(false);
    expect(await embedOne(embedder, "again")).toEqual([1, 1]);
  });

  it("starts its idle time anew with every text", async () => {
    const timers = createTimers();
    const embedder = create(timers);
    await embedOne(embedder, "one");
    const pending = embedder.embed(["two"]);
    expect(timers.count()).toBe(0);
    await pending;
    expect(timers.count()).toBe(1);
  });

  it.each(["crash", "exit"])("tells whoever waits that its thread died (%s), and starts another", async (death) => {
    const embedder = create();
    const waiting = embedder.embed(["a", death, "b"]);
    await expect(waiting).rejects.toThrow(/The encoder stopped: (out of memory|its thread ended)/);
    expect(embedder.isLoaded()).toBe(false);
    expect(await embedOne(embedder, "alive")).toEqual([1, 1]);
  });

  it("fails one text without losing the thread", async () => {
    const embedder = create();
    await expect(embedder.embed(["fail"])).rejects.toThrow(new EncoderError("The encoder failed: no such token"));
    expect(await embedOne(embedder, "next")).toEqual([1, 1]);
  });

  it("rejects what is asked of it when it is closed or was closed", async () => {
    const embedder = create();
    const waiting = embedder.embed(["a", "b"]);
    const outcome = Promise.allSettled([waiting]);
    await embedder.close();
    expect(await outcome).toEqual([{ status: "rejected", reason: new EncoderError("The encoder was closed.") }]);
    await expect(embedder.embed(["c"])).rejects.toThrow("The encoder is closed.");
  });
});

describe("the encoder that ships", () => {
  it("gives unit vectors in which near meanings are near, and survives texts without a word", async () => {
    const embedder = createOfflineEmbedder();
    open.push(embedder);
    const texts = [
      "How much money did each pilot get?",
      "The funding of every pilot",
      "The weather in Portugal",
      "",
      "\u{1F600}",
    ];
    const vectors = await embedder.embed(texts);
    expect(vectors.map(({ length }) => length)).toEqual([512, 512, 512, 512, 512]);
    const cosine = (left: number, right: number): number =>
      (vectors[left] ?? new Float32Array()).reduce((sum, value, at) => sum + value * (vectors[right]?.[at] ?? 0), 0);
    for (let at = 0; at < texts.length; at += 1) expect(cosine(at, at)).toBeCloseTo(1, 5);
    expect(cosine(0, 1)).toBeGreaterThan(cosine(0, 2) + 0.2);
  });
});
