import { z } from "zod";
import type { SlackClient } from "./slack-client.ts";

/** Who the app is in its workspace. */
export interface BotIdentity {
  readonly team: string;
  readonly user: string;
  readonly bot?: string;
  /** `https://workspace.slack.com/`. */
  readonly url: string;
}

const answer = z.object({
  team_id: z.string(),
  user_id: z.string(),
  bot_id: z.string().exactOptional(),
  url: z.string().default("https://slack.com/"),
});

/** Asks Slack who the token belongs to. Rejects with `SlackCallError`. */
export async function readIdentity(client: SlackClient): Promise<BotIdentity> {
  const { team_id: team, user_id: user, bot_id: bot, url } = answer.parse(await client.call("auth.test", {}));
  return { team, user, url, ...(bot !== undefined && { bot }) };
}

/** The id of a channel or chat for all of the product. */
export function placeIdOf({ team }: Pick<BotIdentity, "team">, channel: string): string {
  return `slack:${team}:${channel}`;
}

/** Where a message opens in Slack. */
export function permalinkOf({ url }: Pick<BotIdentity, "url">, channel: string, ts: string, threadTs?: string): string {
  const base = `${url.replace(/\/*$/, "/")}archives/${channel}/p${ts.replace(".", "")}`;
  return threadTs === undefined || threadTs === ts ? base : `${base}?thread_ts=${threadTs}&cid=${channel}`;
}

/** The instant of a Slack timestamp, or undefined where it is none. */
export function instantOf(ts: string): string | undefined {
  const seconds = Number(ts);
  if (!Number.isFinite(seconds) || seconds <= 0 || seconds > 32_503_680_000) return undefined;
  return new Date(Math.floor(seconds * 1000)).toISOString();
}
