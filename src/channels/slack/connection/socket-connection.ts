import { codeOfError } from "../intake/background.ts";
import type { Problems } from "../problems.ts";
import { retryDelayMs } from "./backoff.ts";
import type { Pause } from "./pause.ts";
import { openSocketLink, refusalOf } from "./socket-link.ts";
import type { SocketLink, SocketLinkOptions } from "./socket-link.ts";

/** Socket Mode, kept up. */
export interface SocketConnection {
  /** Resolves when the first connection is there, or when the first try failed and others follow. */
  start(): Promise<void>;
  readonly isConnected: () => boolean;
  /** Closes what is open; nothing is tried again. */
  stop(): void;
}

/** What keeps the connection up. */
export interface SocketConnectionOptions extends SocketLinkOptions {
  readonly problems: Problems;
  readonly pause: Pause;
  readonly random: () => number;
}

/** Slack's codes for an app-level token that it does not take. */
const tokenRefusals: ReadonlySet<string> = new Set([
  "invalid_auth",
  "not_authed",
  "account_inactive",
  "token_revoked",
  "token_expired",
  "not_allowed_token_type",
  "missing_scope",
  "no_permission",
]);

/** A connection that lasted this long was a good one: the next failure counts from one again. */
const soundMs = 10_000;

/** Opens a connection, and another whenever it ends; the old one is closed when the new one is there. */
export function createSocketConnection(options: SocketConnectionOptions): SocketConnection {
  const { log, problems, pause, random } = options;
  let current: SocketLink | undefined;
  let failures = 0;

  async function open(): Promise<SocketLink | undefined> {
    try {
      const link = await openSocketLink(options);
      for (const code of ["not_connected", "invalid_app_token", "socket_mode_off"]) problems.clear(code);
      log.info({}, "connected to Slack");
      return link;
    } catch (error) {
      failures += 1;
      const refusal = refusalOf(error);
      problems.note(refusal !== undefined && tokenRefusals.has(refusal) ? "invalid_app_token" : "not_connected");
      log.warn({ code: refusal ?? codeOfError(error), failures }, "no connection to Slack; tried again soon");
      return undefined;
    }
  }

  async function replace(): Promise<void> {
    const link = await open();
    current?.close();
    current = link;
    if (pause.isStopped()) link?.close();
  }

  async function keepUp(): Promise<void> {
    while (!pause.isStopped()) {
      if (current) {
        const openedAt = performance.now();
        const reason = await current.ended;
        if (pause.isStopped()) return;
        if (reason === "link_disabled") problems.note("socket_mode_off");
        failures = performance.now() - openedAt > soundMs ? 0 : failures + 1;
        log.info({ reason }, "the connection to Slack ends; another is opened");
      }
      if (failures > 0 && !(await pause.wait(retryDelayMs(failures - 1, random)))) return;
      await replace();
    }
  }

  return {
    isConnected: () => current !== undefined,
    async start() {
      await replace();
      void keepUp();
    },
    stop() {
      pause.stop();
      current?.close();
      current = undefined;
    },
  };
}
