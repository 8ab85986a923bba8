import { z } from "zod";

/** How the app's manifest is to differ from manifest/slack.json. */
export interface SlackManifestOptions {
  /** Where Slack posts to over HTTP, as in `https://desk.example.org`; with Socket Mode where left out. */
  readonly address?: string;
  /** False where guests are to use the app, or the plan has no agent view. */
  readonly hasAgentView?: boolean;
}

const templateSchema = z.looseObject({
  features: z.looseObject({
    agent_view: z.unknown().optional(),
    slash_commands: z.array(z.looseObject({ command: z.string() })),
  }),
  oauth_config: z.looseObject({ scopes: z.looseObject({ bot: z.array(z.string()) }) }),
  settings: z.looseObject({
    event_subscriptions: z.looseObject({ bot_events: z.array(z.string()) }),
    interactivity: z.looseObject({ is_enabled: z.boolean() }),
    socket_mode_enabled: z.boolean(),
  }),
});

/** A manifest as Slack takes it, made of manifest/slack.json. Throws where the template is none. */
export function buildSlackManifest(template: string, options: SlackManifestOptions = {}): string {
  const { features, oauth_config: oauth, settings, ...rest } = templateSchema.parse(JSON.parse(template));
  const { address, hasAgentView = true } = options;
  const url = address === undefined ? undefined : `${address.replace(/\/+$/, "")}/slack/events`;
  const { agent_view: agentView, slash_commands: commands, ...otherFeatures } = features;
  const bot = oauth.scopes.bot.filter((scope) => hasAgentView || scope !== "assistant:write");
  const manifest = {
    ...rest,
    features: {
      ...(hasAgentView && { agent_view: agentView }),
      ...otherFeatures,
      slash_commands: commands.map((command) => ({ ...command, ...(url !== undefined && { url }) })),
    },
    oauth_config: { ...oauth, scopes: { ...oauth.scopes, bot } },
    settings: {
      ...settings,
      event_subscriptions: { ...(url !== undefined && { request_url: url }), ...settings.event_subscriptions },
      interactivity: { ...settings.interactivity, ...(url !== undefined && { request_url: url }) },
      socket_mode_enabled: url === undefined,
    },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
