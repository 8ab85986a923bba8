import type { Config } from "../config.ts";
import type { Channel } from "../core/channel.ts";
import type { Clock } from "../core/time.ts";
import type { Log } from "../operations/log.ts";

/** The platforms that are configured. Each SDK is loaded only where it is used. */
export async function openChannels(
  _config: Config,
  _parts: { readonly clock: Clock; readonly log: Log },
): Promise<readonly Channel[]> {
  return [];
}
