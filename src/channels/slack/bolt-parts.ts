import { createRequire } from "node:module";
import type * as Bolt from "@slack/bolt";

/**
 * The parts of Bolt that are used. All of Bolt brings a web server, an installer and an HTTP client along, which takes 30 MB and
 * 0.2 s more over HTTP, 10 MB and 0.1 s over Socket Mode (measured).
 */
const requireOfBolt = createRequire(createRequire(import.meta.url).resolve("@slack/bolt"));

const requireWebApi: (id: "@slack/web-api") => typeof Bolt.webApi = requireOfBolt;
const requireCheck: (id: "./receivers/verify-request.js") => Pick<typeof Bolt, "isValidSlackRequest"> = requireOfBolt;
const requireReceiver: (id: "./receivers/SocketModeReceiver.js") => {
  readonly default: typeof Bolt.SocketModeReceiver;
} = requireOfBolt;

/** Bolt's client of the Web API, with its errors. */
export const webApi = requireWebApi("@slack/web-api");

/** Bolt's check of a signed request. */
export const { isValidSlackRequest } = requireCheck("./receivers/verify-request.js");

/** Bolt's receiver for Socket Mode, loaded where it is used. */
export function loadSocketModeReceiver(): typeof Bolt.SocketModeReceiver {
  return requireReceiver("./receivers/SocketModeReceiver.js").default;
}
