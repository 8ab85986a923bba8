import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Counts, Metrics, Times } from "../core/metrics.ts";
import type { Store } from "../core/store.ts";

/** Metrics that can be read, in the text format of https://prometheus.io/docs/instrumenting/exposition_formats/ */
export interface ReadableMetrics extends Metrics {
  /** Everything as it stands now. What the store cannot say at this moment is left out. */
  text(): Promise<string>;
  /** Stops watching the event loop. */
  close(): void;
}

interface Declaration {
  readonly name: string;
  readonly label: string;
  readonly help: string;
}

const counters: Readonly<Record<keyof Counts, Declaration>> = {
  turns: { name: "pilotdesk_turns_total", label: "outcome", help: "Turns handled." },
  retries: { name: "pilotdesk_retries_total", label: "kind", help: "Work that was tried again." },
  threadRestarts: { name: "pilotdesk_thread_restarts_total", label: "thread", help: "Threads that were replaced." },
  requests: { name: "pilotdesk_requests_total", label: "status", help: "Requests of the web server." },
};

const timers: Readonly<Record<keyof Times, Declaration>> = {
  answer: { name: "pilotdesk_answer_seconds", label: "stage", help: "Time of an answer by stage." },
  ack: { name: "pilotdesk_ack_seconds", label: "platform", help: "Time until a delivery was acknowledged." },
};

/** The numbers to hold lie among these: 0.1 s an answer, 0.2 s an acknowledgement, 2 s from a post to an answer. */
const bucketSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 15] as const;
const quantiles = [0.5, 0.9, 0.99] as const;
const nanosecondsPerSecond = 1e9;
/** How often the loop is looked at. Node's histogram holds whole intervals, so this much of each is no delay. */
const loopResolutionMs = 10;

interface Histogram {
  readonly buckets: number[];
  sum: number;
  count: number;
}

type Labelled<Value> = Map<string, Value>;

/** Creates the metrics of this process and begins to watch its event loop. */
export function createMetrics({ store }: { readonly store: Pick<Store, "workReport"> }): ReadableMetrics {
  const counts = new Map<keyof Counts, Labelled<number>>();
  const times = new Map<keyof Times, Labelled<Histogram>>();
  const loop = monitorEventLoopDelay({ resolution: loopResolutionMs });
  loop.enable();
  return {
    count(name, label) {
      const labelled = entryOf(counts, name, () => new Map<string, number>());
      labelled.set(label, (labelled.get(label) ?? 0) + 1);
    },
    time(name, label, ms) {
      const labelled = entryOf(times, name, () => new Map<string, Histogram>());
      observe(entryOf(labelled, label, emptyHistogram), ms / 1000);
    },
    async text() {
      const lines = [...counterLines(counts), ...timerLines(times), ...loopLines(loop), ...memoryLines()];
      return [...lines, ...(await workLines(store)), ""].join("\n");
    },
    close: () => void loop.disable(),
  };
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  const found = map.get(key) ?? create();
  map.set(key, found);
  return found;
}

function emptyHistogram(): Histogram {
  return { buckets: bucketSeconds.map(() => 0), sum: 0, count: 0 };
}

function observe(histogram: Histogram, seconds: number): void {
  histogram.sum += seconds;
  histogram.count += 1;
  const at = bucketSeconds.findIndex((limit) => seconds <= limit);
  if (at !== -1) histogram.buckets[at] = (histogram.buckets[at] ?? 0) + 1;
}

function header(name: string, help: string, type: string): readonly string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function counterLines(counts: ReadonlyMap<string, ReadonlyMap<string, number>>): readonly string[] {
  return Object.entries(counters).flatMap(([key, { name, label, help }]) => {
    const samples = [...(counts.get(key) ?? [])].map(([value, n]) => `${name}{${label}="${value}"} ${n}`);
    return samples.length > 0 ? [...header(name, help, "counter"), ...samples] : [];
  });
}

function timerLines(times: ReadonlyMap<string, ReadonlyMap<string, Histogram>>): readonly string[] {
  return Object.entries(timers).flatMap(([key, { name, label, help }]) => {
    const samples = [...(times.get(key) ?? [])].flatMap(([value, histogram]) =>
      histogramLines(name, `${label}="${value}"`, histogram),
    );
    return samples.length > 0 ? [...header(name, help, "histogram"), ...samples] : [];
  });
}

function histogramLines(name: string, label: string, { buckets, sum, count }: Histogram): readonly string[] {
  let below = 0;
  const lines = bucketSeconds.map((limit, at) => {
    below += buckets[at] ?? 0;
    return `${name}_bucket{${label},le="${limit}"} ${below}`;
  });
  return [
    ...lines,
    `${name}_bucket{${label},le="+Inf"} ${count}`,
    `${name}_sum{${label}} ${sum}`,
    `${name}_count{${label}} ${count}`,
  ];
}

/** The delay since the last scrape, so that a slow minute is not averaged away by a quiet day. */
function loopLines(loop: ReturnType<typeof monitorEventLoopDelay>): readonly string[] {
  const name = "pilotdesk_event_loop_delay_seconds";
  const lines = quantiles.map((quantile) => {
    const interval = loop.count === 0 ? 0 : loop.percentile(quantile * 100) / nanosecondsPerSecond;
    const seconds = Math.max(0, interval - loopResolutionMs / 1000);
    return `${name}{quantile="${quantile}"} ${seconds}`;
  });
  loop.reset();
  return [...header(name, "Delay of the event loop since the last scrape.", "gauge"), ...lines];
}

function memoryLines(): readonly string[] {
  const name = "process_resident_memory_bytes";
  return [...header(name, "Resident memory.", "gauge"), `${name} ${process.memoryUsage.rss()}`];
}

async function workLines(store: Pick<Store, "workReport">): Promise<readonly string[]> {
  const report = await store.workReport(0).catch(() => undefined);
  if (!report) return [];
  const states = (name: string, help: string, byState: Readonly<Record<string, number>>): readonly string[] => [
    ...header(name, help, "gauge"),
    ...Object.entries(byState).map(([state, n]) => `${name}{state="${state}"} ${n}`),
  ];
  return [
    ...states("pilotdesk_queue_turns", "Turns in the inbox by state.", report.turns),
    ...states("pilotdesk_queue_posts", "Posts in the outbox by state.", report.posts),
  ];
}
