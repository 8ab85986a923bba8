import type { Clock, Instant } from "../../src/core/time.ts";
import type { Timer } from "../../src/work/timer.ts";

/** A clock and a timer that move only when they are told to. */
export interface SimulatedTime {
  readonly clock: Clock;
  readonly timer: Timer;
  now(): Instant;
  /** Moves on, and calls back on the way whatever is due, in order. */
  advance(ms: number): void;
  /** Sets the clock alone, as an operator or a time server does; timers are not moved by it. */
  setClock(instant: Instant): void;
}

interface Alarm {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** Time that starts at an instant. */
export function createSimulatedTime(start: Instant = "2026-03-02T09:00:00.000Z"): SimulatedTime {
  let clockMs = Date.parse(start);
  let elapsedMs = 0;
  let alarms: Alarm[] = [];
  let order = 0;

  function step(ms: number): void {
    elapsedMs += ms;
    clockMs += ms;
  }

  return {
    clock: { now: () => new Date(clockMs) },
    now: () => new Date(clockMs).toISOString(),
    timer: {
      after(delayMs, run) {
        order += 1;
        const alarm = { at: elapsedMs + Math.max(0, delayMs), order, run };
        alarms.push(alarm);
        return () => {
          alarms = alarms.filter((other) => other !== alarm);
        };
      },
    },
    advance(ms) {
      const end = elapsedMs + ms;
      for (;;) {
        const [next] = alarms.toSorted((a, b) => a.at - b.at || a.order - b.order);
        if (!next || next.at > end) break;
        alarms = alarms.filter((other) => other !== next);
        step(next.at - elapsedMs);
        next.run();
      }
      step(end - elapsedMs);
    },
    setClock(instant) {
      clockMs = Date.parse(instant);
    },
  };
}
