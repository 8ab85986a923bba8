import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createWorkspace, repository } from "../../end-to-end/run-pilotdesk.ts";
import shipped from "../../../manifest/slack.json" with { type: "json" };

const workspace = createWorkspace();
afterAll(() => workspace.remove());

async function printed(...args: readonly string[]): Promise<typeof shipped> {
  const { code, stdout } = await workspace.run(["manifest", "slack", ...args]);
  expect(code).toBe(0);
  return JSON.parse(stdout) as typeof shipped;
}

describe("pilotdesk manifest slack", () => {
  it("prints the manifest that is shipped, for Socket Mode", async () => {
    expect(await printed()).toEqual(JSON.parse(readFileSync(path.join(repository, "manifest/slack.json"), "utf8")));
  });

  it("names one address wherever Slack posts to, for HTTP", async () => {
    const url = "https://desk.example.org/slack/events";
    const { settings, features, ...rest } = await printed("--address", "https://desk.example.org/");
    expect(settings).toEqual({
      ...shipped.settings,
      socket_mode_enabled: false,
      event_subscriptions: { ...shipped.settings.event_subscriptions, request_url: url },
      interactivity: { is_enabled: true, request_url: url },
    });
    expect(features).toEqual({
      ...shipped.features,
      slash_commands: shipped.features.slash_commands.map((command) => ({ ...command, url })),
    });
    expect(rest.oauth_config).toEqual(shipped.oauth_config);
  });

  it("leaves the agent view out, with its scope and nothing else", async () => {
    const { features, oauth_config: oauth, ...rest } = await printed("--no-agent-view");
    const { agent_view: _, ...others } = shipped.features;
    expect(features).toEqual(others);
    expect(oauth.scopes.bot).toEqual(shipped.oauth_config.scopes.bot.filter((scope) => scope !== "assistant:write"));
    expect(rest.settings).toEqual(shipped.settings);
  });

  it.each(["http://desk.example.org", "desk.example.org"])("takes no address like %s", async (address) => {
    const { code, stderr } = await workspace.run(["manifest", "slack", "--address", address]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("begins with https://") as string });
  });
});
