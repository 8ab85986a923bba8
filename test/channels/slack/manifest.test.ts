import { readFileSync } from "node:fs";
import path from "node:path";
import type { webApi } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import manifest from "../../../manifest/slack.json" with { type: "json" };
import { listSourceFiles, repository } from "../../house/source-modules.ts";
import { scopesOfMethods } from "../../fakes/slack/api-calls.ts";

type Manifest = Parameters<webApi.WebClient["apps"]["manifest"]["validate"]>[0]["manifest"];

/** The SDK's list of scopes does not have it; Slack's does: docs.slack.dev/reference/scopes/assistant.write. */
const unknownToSdk = "assistant:write";

const bot = manifest.oauth_config.scopes.bot;

/** Which scope lets which event come: docs.slack.dev/reference/events. */
const scopesOfEvents: Readonly<Record<string, string | undefined>> = {
  app_home_opened: undefined,
  app_mention: "app_mentions:read",
  app_uninstalled: undefined,
  channel_archive: "channels:read",
  channel_id_changed: "channels:read",
  channel_left: "channels:read",
  channel_rename: "channels:read",
  channel_shared: "channels:read",
  channel_unarchive: "channels:read",
  channel_unshared: "channels:read",
  group_archive: "groups:read",
  group_left: "groups:read",
  group_rename: "groups:read",
  group_unarchive: "groups:read",
  member_joined_channel: "channels:read",
  member_left_channel: "channels:read",
  "message.channels": "channels:history",
  "message.groups": "groups:history",
  "message.im": "im:history",
  "message.mpim": "mpim:history",
  reaction_added: "reactions:read",
  team_join: "users:read",
  tokens_revoked: undefined,
};

describe("manifest/slack.json", () => {
  it("is what the SDK takes for a manifest", () => {
    // Values of a JSON file are texts to the compiler: those that the SDK has closed lists for are compared by it here.
    const checked = {
      ...manifest,
      features: {
        ...manifest.features,
        shortcuts: manifest.features.shortcuts.map((shortcut) => ({
          ...shortcut,
          type: shortcut.type === "message" ? ("message" as const) : ("global" as const),
        })),
      },
      oauth_config: {
        scopes: {
          bot: [
            "app_mentions:read",
            "channels:history",
            "channels:read",
            "chat:write",
            "commands",
            "files:write",
            "groups:history",
            "groups:read",
            "im:history",
            "im:read",
            "im:write",
            "mpim:history",
            "mpim:read",
            "reactions:read",
            "users:read",
          ],
        },
      },
      settings: {
        ...manifest.settings,
        event_subscriptions: {
          bot_events: [
            "app_home_opened",
            "app_mention",
            "app_uninstalled",
            "channel_archive",
            "channel_id_changed",
            "channel_left",
            "channel_rename",
            "channel_shared",
            "channel_unarchive",
            "channel_unshared",
            "group_archive",
            "group_left",
            "group_rename",
            "group_unarchive",
            "member_joined_channel",
            "member_left_channel",
            "message.channels",
            "message.groups",
            "message.im",
            "message.mpim",
            "reaction_added",
            "team_join",
            "tokens_revoked",
          ],
        },
      },
    } as const satisfies DeepReadonly<Manifest>;
    expect(checked.oauth_config.scopes.bot).toEqual(bot.filter((scope) => scope !== unknownToSdk));
    expect(checked.settings.event_subscriptions.bot_events).toEqual(manifest.settings.event_subscriptions.bot_events);
    expect(checked.features.shortcuts).toEqual(manifest.features.shortcuts);
  });

  it("asks for no scope that no event and no call needs", () => {
    const events = manifest.settings.event_subscriptions.bot_events.map((event) => scopesOfEvents[event]);
    const needed = new Set<string | undefined>([...Object.values(scopesOfMethods).flat(), ...events, "commands"]);
    expect(bot.filter((scope) => !needed.has(scope))).toEqual([]);
    expect(events.filter((scope) => scope !== undefined && !bot.includes(scope))).toEqual([]);
  });

  it("has every scope that one of the calls needs", () => {
    const calls = Object.entries(scopesOfMethods).filter(([, scopes]) => scopes.length > 0);
    expect(calls.filter(([, scopes]) => !scopes.some((scope) => bot.includes(scope)))).toEqual([]);
  });

  it("names every method that the channel calls", () => {
    const sources = listSourceFiles().filter((file) => file.startsWith("src/channels/slack/"));
    const called = sources.flatMap((file) =>
      [
        ...readFileSync(path.join(repository, file), "utf8").matchAll(
          /"((?:auth|users|conversations|chat|views|files|assistant)\.[A-Za-z.]+)"/g,
        ),
      ].map(([, method = ""]) => method),
    );
    expect(called.length).toBeGreaterThan(10);
    expect(called.filter((method) => !(method in scopesOfMethods))).toEqual([]);
  });

  it("subscribes to nothing that Slack sends without being asked, and cannot be asked for", () => {
    // docs.slack.dev/reference/events/app_rate_limited: "does not require a specific OAuth scope or subscription".
    expect(manifest.settings.event_subscriptions.bot_events).not.toContain("app_rate_limited");
  });

  it("keeps within the lengths that Slack documents", () => {
    const { display_information: display, features } = manifest;
    expect(display.name.length).toBeLessThanOrEqual(35);
    expect(display.description.length).toBeLessThanOrEqual(140);
    expect(display.long_description.length).toBeGreaterThanOrEqual(175);
    expect(display.long_description.length).toBeLessThanOrEqual(4000);
    expect(features.agent_view.agent_description.length).toBeLessThanOrEqual(300);
    expect(features.agent_view.suggested_prompts.length).toBeLessThanOrEqual(4);
    expect(features.bot_user.display_name).toMatch(/^[a-z0-9._-]{1,80}$/);
  });
});

type DeepReadonly<T> = T extends (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;
