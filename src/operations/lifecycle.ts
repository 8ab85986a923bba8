import { randomBytes } from "node:crypto";
import { loggableError } from "./log.ts";
import type { Log } from "./log.ts";

/** Ends things in the reverse order of their beginning, within a deadline. */
export interface Lifecycle {
  /** Adds what is to be done at the end. The last one added is done first. */
  onStop(name: string, work: () => Promise<void>): void;
  readonly isStopping: () => boolean;
  /** Does all of it; true where everything ended in time. What fails or takes too long is logged and left. */
  stop(): Promise<boolean>;
}

/** What is left when the time is up is still asked to end, the store above all, and given this long. */
const graceMs = 1000;

async function within(ms: number, work: Promise<void>): Promise<"done" | "late" | { readonly error: unknown }> {
  const late = Promise.withResolvers<"late">();
  const timer = setTimeout(() => late.resolve("late"), ms);
  const ended = work.then(
    () => "done" as const,
    (error: unknown) => ({ error }),
  );
  const outcome = await Promise.race([ended, late.promise]);
  clearTimeout(timer);
  return outcome;
}

/** Creates an empty lifecycle. */
export function createLifecycle({ log, deadlineMs }: { readonly log: Log; readonly deadlineMs: number }): Lifecycle {
  const hooks: { readonly name: string; readonly work: () => Promise<void> }[] = [];
  let stopping: Promise<boolean> | undefined;

  async function stopAll(): Promise<boolean> {
    const until = performance.now() + deadlineMs;
    let isClean = true;
    for (const { name, work } of hooks.toReversed()) {
      const outcome = await within(Math.max(until - performance.now(), graceMs), work());
      if (outcome === "done") continue;
      isClean = false;
      if (outcome === "late") log.error({ hook: name, deadlineMs }, "not finished in time");
      else log.error({ hook: name, err: outcome.error }, "could not be ended");
    }
    return isClean;
  }

  return {
    onStop: (name, work) => void hooks.push({ name, work }),
    isStopping: () => stopping !== undefined,
    stop: () => {
      stopping ??= stopAll();
      return stopping;
    },
  };
}

/** The exit code of a process that a signal ended: https://tldp.org/LDP/abs/html/exitcodes.html */
const signalBase = 128;
const signalNumbers = { SIGINT: 2, SIGTERM: 15 } as const;

/** One Ctrl-C may arrive twice, from the terminal and from npm: a person does not press again so soon. */
const sameSignalMs = 500;

/** Resolves with the first signal that asks this process to stop. A second one ends it at once. */
export function untilSignalled(log: Log): Promise<keyof typeof signalNumbers> {
  return new Promise((resolve) => {
    let askedAt: number | undefined;
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      process.on(signal, () => {
        if (askedAt !== undefined && performance.now() - askedAt < sameSignalMs) return;
        if (askedAt !== undefined) {
          log.warn({ signal }, "stopping at once");
          process.exit(signalBase + signalNumbers[signal]);
        }
        askedAt = performance.now();
        resolve(signal);
      });
  });
}

/** Ends the process with an id in the log where something failed that nobody handled: its state can no longer be trusted. */
export function exitOnDefect(log: Log, complain: (text: string) => void): void {
  const end = (kind: string, error: unknown): void => {
    const id = `e-${randomBytes(4).toString("hex")}`;
    log.fatal({ id, kind, err: loggableError(error) }, "unexpected failure");
    complain(
      `Something unexpected went wrong (${id} in the log). What was acknowledged is saved; start Pilotdesk again.`,
    );
    process.exit(1);
  };
  process.on("uncaughtException", (error) => end("uncaughtException", error));
  process.on("unhandledRejection", (reason) => end("unhandledRejection", reason));
}
