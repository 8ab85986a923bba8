import { createWebServer } from "../../../src/channels/web/web-server.ts";
import type { WebServer, WebServerOptions } from "../../../src/channels/web/web-server.ts";
import { createFakeAssistant } from "../../fakes/fake-assistant.ts";
import type { FakeAssistant } from "../../fakes/fake-assistant.ts";

/** A web server on a free port, answering from the fake assistant. */
export interface OpenWebServer {
  readonly server: WebServer;
  readonly assistant: FakeAssistant;
  readonly port: number;
  readonly address: string;
  /** Every log line, `info` and `error`, oldest first. */
  readonly logged: readonly { readonly level: string; readonly fields: Readonly<Record<string, unknown>> }[];
}

/** Starts a web server on 127.0.0.1 whose clock stands at noon on 2 March 2026. */
export async function openWebServer(options: Partial<WebServerOptions> = {}): Promise<OpenWebServer> {
  const assistant = createFakeAssistant();
  const logged: { level: string; fields: Readonly<Record<string, unknown>> }[] = [];
  const server = createWebServer({
    assistant,
    host: "127.0.0.1",
    port: 0,
    clock: { now: () => new Date("2026-03-02T12:00:00.000Z") },
    log: {
      info: (fields) => void logged.push({ level: "info", fields }),
      error: (fields) => void logged.push({ level: "error", fields }),
    },
    ...options,
  });
  const { address, port } = await server.listen();
  return { server, assistant, port, address, logged };
}
