import type { Config } from "../config.ts";
import type { Channel } from "../core/channel.ts";
import type { Block } from "../core/reply.ts";
import type { Clock } from "../core/time.ts";
import type { Log } from "../operations/log.ts";

/** The platforms that are configured. Each SDK is loaded only where it is used. */
export async function openChannels(
  config: Config,
  parts: { readonly clock: Clock; readonly log: Log },
): Promise<readonly Channel[]> {
  const channels: Channel[] = [];
  if (config.slack) {
    const { createSlackChannel } = await import("../channels/slack/slack-channel.ts");
    channels.push(createSlackChannel({ slack: config.slack, ...parts, drawChart }));
  }
  if (config.teams) {
    const { createTeamsChannel } = await import("../channels/teams/teams-channel.ts");
    channels.push(createTeamsChannel({ teams: config.teams, ...parts }));
  }
  return channels;
}

/** Chats show pictures some 360 CSS pixels wide, and smaller on a telephone. */
const chatWidth = 400;

/** Loaded where the first chart is drawn: it brings a native package. */
async function drawChart(chart: Extract<Block, { readonly kind: "chart" }>): Promise<Uint8Array> {
  const { chartPng } = await import("../renderers/files/chart-png.ts");
  return chartPng(chart, chatWidth);
}
