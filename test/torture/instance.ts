import { fork, type ChildProcess } from "node:child_process";
import type { Arrival } from "../../src/core/work.ts";
import type { ChildOptions, ChildOrder, ChildReady } from "./torture-settings.ts";

/** One name under which processes run, one after the other. */
export interface Instance {
  /** Starts a process and resolves when it takes deliveries; rejects where it ends before. */
  start(): Promise<ChildReady>;
  isUp(): boolean;
  /** Resolves when the process that runs now has ended. */
  ended(): Promise<void>;
  tell(order: ChildOrder): void;
  kill(): void;
  /** True where the process acknowledged the delivery. */
  deliver(arrival: Arrival): Promise<boolean>;
  /** How much is still open in its store; undefined where it does not answer. */
  countOpen(): Promise<number | undefined>;
}

/** A process that does not open its store in this time counts as one that does not open it. */
const startTimeoutMs = 60_000;

/** An instance that has no process yet. */
export function createInstance(options: ChildOptions): Instance {
  let child: ChildProcess | undefined;
  let end: Promise<void> = Promise.resolve();
  let url: string | undefined;

  async function ask(init: RequestInit): Promise<string | undefined> {
    if (url === undefined) return undefined;
    try {
      const response = await fetch(url, init);
      const answer = await response.text();
      return response.ok ? answer : undefined;
    } catch {
      return undefined;
    }
  }

  async function start(): Promise<ChildReady> {
    const started = fork(new URL("child.ts", import.meta.url), [JSON.stringify(options)]);
    const ready = Promise.withResolvers<ChildReady>();
    const timeout = setTimeout(() => {
      ready.reject(new Error(`${options.instance} did not open its store in ${startTimeoutMs} ms.`));
      started.kill("SIGKILL");
    }, startTimeoutMs);
    child = started;
    end = new Promise((resolve) => {
      started.once("exit", (code, signal) => {
        url = undefined;
        ready.reject(new Error(`${options.instance} ended with ${code ?? signal} before it opened its store.`));
        resolve();
      });
    });
    started.once("message", (message) => ready.resolve(message as ChildReady));
    try {
      const answer = await ready.promise;
      url = `http://127.0.0.1:${answer.port}`;
      return answer;
    } finally {
      clearTimeout(timeout);
    }
  }

  return {
    start,
    isUp: () => url !== undefined,
    ended: () => end,
    tell: (order) => void (child?.connected && child.send(order)),
    kill: () => void child?.kill("SIGKILL"),
    deliver: async (arrival) => (await ask({ method: "POST", body: JSON.stringify(arrival) })) !== undefined,
    async countOpen() {
      const answer = await ask({ method: "GET" });
      return answer === undefined ? undefined : Number(answer);
    },
  };
}
