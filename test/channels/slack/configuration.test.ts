import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config.ts";
import { createSlackChannel } from "../../../src/channels/slack/slack-channel.ts";
import { silentLog } from "./open-slack.ts";

const bot = { SLACK_BOT_TOKEN: "xoxb-1-abc" };

describe("the settings of Slack", () => {
  it("are left out where nothing is set", () => {
    expect(readConfig({})).not.toHaveProperty("slack");
    expect(readConfig({ SLACK_BOT_TOKEN: "" })).not.toHaveProperty("slack");
  });

  it("are Socket Mode with an app-level token, also beside a signing secret", () => {
    const socket = {
      botToken: "xoxb-1-abc",
      apiUrl: "https://slack.com/api/",
      connection: { kind: "socket", appToken: "xapp-1-abc" },
    };
    expect(readConfig({ ...bot, SLACK_APP_TOKEN: "xapp-1-abc" }).slack).toEqual(socket);
    expect(readConfig({ ...bot, SLACK_APP_TOKEN: "xapp-1-abc", SLACK_SIGNING_SECRET: "12345678" }).slack).toEqual(
      socket,
    );
  });

  it("are HTTP with a signing secret, and go to an emulator where one is named", () => {
    const environment = { ...bot, SLACK_SIGNING_SECRET: "12345678", SLACK_API_URL: "http://127.0.0.1:4000/api" };
    expect(readConfig(environment).slack).toEqual({
      botToken: "xoxb-1-abc",
      apiUrl: "http://127.0.0.1:4000/api/",
      connection: { kind: "http", signingSecret: "12345678" },
    });
  });

  it.each([
    [bot, "Neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set. Set SLACK_APP_TOKEN for Socket Mode"],
    [
      { SLACK_APP_TOKEN: "xapp-1" },
      "SLACK_BOT_TOKEN is not set. Set it to the token of the installed app, or unset SLACK_APP_TOKEN",
    ],
    [{ SLACK_SIGNING_SECRET: "12345678" }, "SLACK_BOT_TOKEN is not set."],
    [{ SLACK_BOT_TOKEN: "xoxp-secret" }, "SLACK_BOT_TOKEN cannot be used: a bot token, which begins with xoxb-"],
    [{ ...bot, SLACK_APP_TOKEN: "xoxb-1" }, "SLACK_APP_TOKEN cannot be used: an app-level token"],
    [
      { ...bot, SLACK_SIGNING_SECRET: "12345678", SLACK_API_URL: "http://slack.example.org/api/" },
      "SLACK_API_URL cannot be used",
    ],
  ])("say what is missing or wrong, and no secret", (environment, message) => {
    expect(() => readConfig(environment)).toThrow(message);
    expect(() => readConfig(environment)).not.toThrow("secret-");
  });
});

describe("the channel", () => {
  it("offers addresses in HTTP mode only, and asks nothing of Slack before it starts", () => {
    const parts = { clock: { now: () => new Date() }, log: silentLog };
    const settings = { botToken: "xoxb-1", apiUrl: "http://127.0.0.1:1/api/" };
    const http = createSlackChannel({
      ...parts,
      slack: { ...settings, connection: { kind: "http", signingSecret: "12345678" } },
    });
    const socket = createSlackChannel({
      ...parts,
      slack: { ...settings, connection: { kind: "socket", appToken: "xapp-1" } },
    });
    expect(http.endpoints.map(({ path }) => path)).toEqual(["/slack/events", "/slack/interactions", "/slack/commands"]);
    expect(socket.endpoints).toEqual([]);
    expect([http.state(), socket.state()].map(({ isConnected }) => isConnected)).toEqual([false, false]);
  });
});
