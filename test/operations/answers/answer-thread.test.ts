import { describe, expect, it, onTestFinished } from "vitest";
import { publicReader } from "../../../src/core/trust.ts";
import { createAnswerThread } from "../../../src/operations/answers/answer-thread.ts";
import type { AnswerThread, AnswerThreadOptions } from "../../../src/operations/answers/answer-thread.ts";
import { readConfig } from "../../../src/config.ts";

const workerUrl = new URL("./fake-answer-worker.ts", import.meta.url);

interface Opened {
  readonly thread: AnswerThread;
  readonly lost: readonly string[];
}

function open(options: Partial<AnswerThreadOptions> = {}): Opened {
  const lost: string[] = [];
  const thread = createAnswerThread({
    data: { config: readConfig({}) },
    workerUrl,
    onVectorFailure: () => undefined,
    onLost: (reason) => lost.push(reason),
    ...options,
  });
  onTestFinished(() => thread.close());
  return { thread, lost };
}

const ask = (thread: AnswerThread, text: string): Promise<unknown> =>
  thread.answer({ text, reader: publicReader, thread: undefined });

describe("an answering thread", () => {
  it("answers each call with its own result, whatever the order", async () => {
    const { thread } = open();
    const asked = ["one", "two", "three"].map((text) => ask(thread, text));
    expect(await Promise.all(asked)).toStrictEqual(["one", "two", "three"]);
    await thread.refresh();
    expect(thread.describe()).toBe("vectors: none");
  });

  it("is replaced when it dies, and what it had not answered is asked again", async () => {
    const { thread, lost } = open();
    const [first] = await thread.suggestions();
    // One of two threads in a row has an odd id.
    expect(await ask(thread, "die once")).toBe("alive");
    expect(lost.length).toBeLessThanOrEqual(1);
    await expect(ask(thread, "die")).rejects.toThrow("stopped twice");
    const [second] = await thread.suggestions();
    expect(second).not.toBe(first);
  });

  it("tells an id, and never what was asked, when a question kills two threads; others are answered", async () => {
    const { thread, lost } = open();
    const killer = ask(thread, "throw");
    const error: unknown = await killer.catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code: "answer", id: expect.stringMatching(/^e-[0-9a-f]{8}$/) as string });
    expect(String(error)).toContain((error as { id: string }).id);
    expect(String(error)).not.toContain("cheese");
    expect(lost).toStrictEqual(["out of cheese", "out of cheese"]);
    expect(await ask(thread, "fine")).toBe("fine");
  });

  it("gives up on a question that takes too long, and goes on with the next", async () => {
    const { thread, lost } = open({ timeoutMs: 1500 });
    await thread.suggestions();
    await expect(ask(thread, "hang")).rejects.toThrow("too long");
    expect(lost).toStrictEqual(["a question took too long"]);
    expect(await ask(thread, "next")).toBe("next");
  });

  it("passes a failure on with its code and sentence", async () => {
    const { thread, lost } = open();
    await expect(ask(thread, "refuse")).rejects.toMatchObject({
      code: "store-locked",
      message: "The store is locked.",
    });
    expect(lost).toStrictEqual([]);
  });

  it("encodes with the encoder of the main thread", async () => {
    const embedder = {
      model: "m",
      dimensions: 2,
      embed: (texts: readonly string[]) => Promise.resolve(texts.map(() => Float32Array.of(0.5, -1))),
      close: () => Promise.resolve(),
    };
    const { thread } = open({ embedder });
    expect(await ask(thread, "encode")).toStrictEqual([[0.5, -1]]);
  });

  it("refuses calls once it is closed, and ends those under way", async () => {
    const { thread } = open();
    await thread.suggestions();
    const under = ask(thread, "hang");
    const ended = under.catch(String);
    await thread.close();
    expect(await ended).toContain("stopping");
    await expect(thread.suggestions()).rejects.toThrow("stopping");
  });
});
