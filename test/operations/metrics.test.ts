import { describe, expect, it, onTestFinished } from "vitest";
import { createMetrics } from "../../src/operations/metrics.ts";
import type { ReadableMetrics } from "../../src/operations/metrics.ts";
import type { WorkReport } from "../../src/core/work.ts";

const report: WorkReport = {
  turns: { waiting: 2, leased: 1, done: 40, setAside: 0, held: 0 },
  posts: { waiting: 0, sending: 0, sent: 39, failed: 0, unknown: 3, replaced: 0, held: 0 },
  setAside: [],
  troubled: [],
};

function metricsWith(workReport: () => Promise<WorkReport>): ReadableMetrics {
  const metrics = createMetrics({ store: { workReport } });
  onTestFinished(() => metrics.close());
  return metrics;
}

describe("metrics", () => {
  it("count by label", async () => {
    const metrics = metricsWith(async () => report);
    for (const outcome of ["answered", "refused", "answered"]) metrics.count("turns", outcome);
    const text = await metrics.text();
    expect(text).toContain("# TYPE pilotdesk_turns_total counter\n");
    expect(text).toContain('pilotdesk_turns_total{outcome="answered"} 2\n');
    expect(text).toContain('pilotdesk_turns_total{outcome="refused"} 1\n');
  });

  it("time in buckets that add up", async () => {
    const metrics = metricsWith(async () => report);
    for (const ms of [5, 6, 250, 20_000]) metrics.time("answer", "search", ms);
    const text = await metrics.text();
    const bucket = (limit: string): string => `pilotdesk_answer_seconds_bucket{stage="search",le="${limit}"}`;
    expect(text).toContain(`${bucket("0.005")} 1\n`);
    expect(text).toContain(`${bucket("0.01")} 2\n`);
    expect(text).toContain(`${bucket("0.2")} 2\n`);
    expect(text).toContain(`${bucket("0.3")} 3\n`);
    expect(text).toContain(`${bucket("15")} 3\n`);
    expect(text).toContain(`${bucket("+Inf")} 4\n`);
    expect(text).toContain('pilotdesk_answer_seconds_count{stage="search"} 4\n');
    expect(text).toContain('pilotdesk_answer_seconds_sum{stage="search"} 20.261');
  });

  it("say how much waits and what is unknown, and leave it out where the store does not answer", async () => {
    const text = await metricsWith(async () => report).text();
    expect(text).toContain('pilotdesk_queue_turns{state="waiting"} 2\n');
    expect(text).toContain('pilotdesk_queue_posts{state="unknown"} 3\n');
    const without = await metricsWith(() => Promise.reject(new Error("locked"))).text();
    expect(without).not.toContain("queue");
    expect(without).toMatch(/^process_resident_memory_bytes \d{7,}$/m);
  });

  it("have one value a line, each under a name that was declared", async () => {
    const metrics = metricsWith(async () => report);
    metrics.count("requests", "200");
    metrics.time("ack", "slack", 12);
    const lines = (await metrics.text()).trimEnd().split("\n");
    const declared = new Set(lines.flatMap((line) => /^# TYPE (\S+)/.exec(line)?.[1] ?? []));
    for (const line of lines.filter((one) => !one.startsWith("#"))) {
      const name = /^([a-z_]+)(?:\{[a-z]+="[^"]*"(?:,le="[^"]+")?\})? -?[0-9.e+-]+$/.exec(line)?.[1] ?? line;
      expect(declared).toContain(name.replace(/_(?:bucket|sum|count)$/, ""));
    }
  });
});
