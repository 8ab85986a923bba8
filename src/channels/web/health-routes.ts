import { jsonResponse } from "./exchange.ts";
import type { WebResponse } from "./exchange.ts";
import type { Route } from "./route-table.ts";

/** Whether questions can be answered now, with details for an operator; nothing secret, it is shown to anyone. */
export interface Readiness {
  readonly ready: boolean;
  readonly details?: Readonly<Record<string, string | number | boolean>>;
}

/** What an operator's programs ask for. They name the machine as they know it, and none of the three holds a secret. */
export const operatorPaths: ReadonlySet<string> = new Set(["/healthz", "/readyz", "/metrics"]);

/** Tells how the server is. */
export interface HealthParts {
  readonly health: () => Promise<Readiness>;
  /** Metrics in the text format of Prometheus; left out where nothing is measured. */
  readonly metrics?: (() => Promise<string>) | undefined;
}

function metricsResponse(body: string): WebResponse {
  return { status: 200, type: "text/plain; version=0.0.4; charset=utf-8", body };
}

/** `/healthz`: the process answers. `/readyz`: it can answer questions, else 503. `/metrics`: what it has done so far. */
export function createHealthRoutes({ health, metrics }: HealthParts): readonly Route[] {
  return [
    { path: "/healthz", GET: () => jsonResponse(200, { status: "ok" }) },
    {
      path: "/readyz",
      GET: async () => {
        const readiness = await health();
        return jsonResponse(readiness.ready ? 200 : 503, readiness);
      },
    },
    ...(metrics ? [{ path: "/metrics", GET: async () => metricsResponse(await metrics()) }] : []),
  ];
}
