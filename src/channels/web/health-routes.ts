import { jsonResponse } from "./exchange.ts";
import type { Route } from "./route-table.ts";

/** Whether questions can be answered now, with details for an operator; nothing secret, it is shown to anyone. */
export interface Readiness {
  readonly ready: boolean;
  readonly details?: Readonly<Record<string, string | number | boolean>>;
}

/** `/healthz`: the process answers. `/readyz`: it can answer questions, else 503. */
export function createHealthRoutes(health: () => Promise<Readiness>): readonly Route[] {
  return [
    { path: "/healthz", GET: () => jsonResponse(200, { status: "ok" }) },
    {
      path: "/readyz",
      GET: async () => {
        const readiness = await health();
        return jsonResponse(readiness.ready ? 200 : 503, readiness);
      },
    },
  ];
}
