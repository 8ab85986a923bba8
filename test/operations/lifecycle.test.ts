import { describe, expect, it } from "vitest";
import { createLifecycle } from "../../src/operations/lifecycle.ts";
import type { Log } from "../../src/operations/log.ts";

function silent(lines: object[]): Log {
  const add = (fields: object): void => void lines.push(fields);
  return { debug: add, info: add, warn: add, error: add, fatal: add };
}

describe("a lifecycle", () => {
  it("ends what began last first, each after the other, and once", async () => {
    const done: string[] = [];
    const lifecycle = createLifecycle({ log: silent([]), deadlineMs: 1000 });
    lifecycle.onStop("store", async () => void done.push("store"));
    lifecycle.onStop("web", async () => {
      await Promise.resolve();
      done.push("web");
    });
    expect(lifecycle.isStopping()).toBe(false);
    expect(await Promise.all([lifecycle.stop(), lifecycle.stop()])).toStrictEqual([true, true]);
    expect(lifecycle.isStopping()).toBe(true);
    expect(done).toStrictEqual(["web", "store"]);
  });

  it("goes on where one fails or does not end, says which, and is not clean", async () => {
    const lines: object[] = [];
    const done: string[] = [];
    const lifecycle = createLifecycle({ log: silent(lines), deadlineMs: 30 });
    lifecycle.onStop("store", async () => void done.push("store"));
    lifecycle.onStop("stuck", () => new Promise(() => undefined));
    lifecycle.onStop("broken", () => Promise.reject(new Error("no")));
    expect(await lifecycle.stop()).toBe(false);
    expect(lines).toMatchObject([{ hook: "broken" }, { hook: "stuck" }]);
    expect(done).toStrictEqual(["store"]);
  });
});
