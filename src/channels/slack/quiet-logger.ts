import type { Logger } from "@slack/bolt";
import { webApi } from "./bolt-parts.ts";
import type { SlackLog } from "./slack-settings.ts";

/**
 * A logger for the SDK that keeps its words out of our log: at debug it prints whole requests, and its warnings may quote
 * them. What matters of a failure is told by whoever called.
 */
export function createQuietLogger(log: SlackLog): Logger {
  const count = (level: string) => () => log.debug({ level }, "the Slack SDK logged something");
  return {
    debug: () => {},
    info: () => {},
    warn: count("warn"),
    error: count("error"),
    setLevel: () => {},
    // Also keeps the SDK from writing requests down for a log that does not want them.
    getLevel: () => webApi.LogLevel.ERROR,
    setName: () => {},
  };
}
