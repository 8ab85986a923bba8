import type { Clock } from "../../core/time.ts";

/** What is wrong with the connection to Slack, for `doctor`: each with what to do about it. */
export interface Problems {
  /** Remembers a problem under a name; `about` tells places apart. */
  note(code: string, about?: string): void;
  /** Forgets a problem that is over. */
  clear(code: string, about?: string): void;
  /** The problems as sentences, oldest first. */
  list(): readonly string[];
  /** True where one of these is noted. */
  has(...codes: readonly string[]): boolean;
}

/** So many are remembered; the oldest are forgotten first. */
const mostProblems = 20;

/** What has not happened again for this long is over. */
const keepMs = 24 * 3_600_000;

/** Codes that mean that the token cannot be used at all. */
export const tokenCodes = [
  "token_revoked",
  "tokens_revoked",
  "invalid_auth",
  "not_authed",
  "account_inactive",
  "token_expired",
  "app_uninstalled",
] as const;

const remedies: Readonly<Record<string, string>> = {
  token_revoked: "Slack no longer takes SLACK_BOT_TOKEN: it was revoked. Install the app again and set the new token.",
  tokens_revoked: "The app's tokens were revoked in Slack. Install the app again and set SLACK_BOT_TOKEN.",
  token_expired: "SLACK_BOT_TOKEN has expired. Turn token rotation off in the app's settings, and set a new token.",
  invalid_auth: "Slack does not take SLACK_BOT_TOKEN. Copy it again from OAuth & Permissions in the app's settings.",
  not_authed: "Slack does not take SLACK_BOT_TOKEN. Copy it again from OAuth & Permissions in the app's settings.",
  account_inactive: "The app's bot is switched off in Slack. Install the app again and set SLACK_BOT_TOKEN.",
  app_uninstalled: "The app was removed from the workspace. Install it again and set SLACK_BOT_TOKEN.",
  invalid_app_token: "Slack does not take SLACK_APP_TOKEN. Make an app-level token with connections:write and set it.",
  socket_mode_off: "Socket Mode is off. Turn it on in the app's settings, or set SLACK_SIGNING_SECRET instead.",
  not_connected: "There is no connection to Slack. It is tried again by itself; check the network if this stays.",
  app_rate_limited:
    "Slack held events back: the workspace sent more than 30,000 in an hour. Take the app out of busy channels.",
  bad_signature:
    "Requests came whose signature is wrong. Check SLACK_SIGNING_SECRET; if it is right, somebody else sent them.",
  missing_scope: "A permission is missing. Bring the app to manifest/slack.json and install it again.",
  invalid_blocks: "Slack refused how an answer was drawn; it was posted as plain text. Report this line.",
  not_enabled: "The Home tab is off. Turn it on under App Home in the app's settings.",
  not_in_channel: "The app is not in a channel where it was to post. Invite it there with /invite.",
  channel_not_found: "A channel where the app was to post is gone, or private to others. Invite it, or bind another.",
  is_archived: "A channel where the app was to post is archived. Bind another one.",
  channel_id_changed:
    "A channel has a new id in Slack, so what it was bound to is forgotten. Type /pilots here and its programme there.",
  restricted_action: "The workspace lets only some people post in a channel. Ask its owner to let the app post.",
  people_unknown: "Slack does not say who is in a channel, so only public content is shown there.",
};

/** Problems of one channel; empty at first. */
export function createProblems(clock: Clock): Problems {
  const noted = new Map<string, { readonly sentence: string; readonly at: number }>();
  const nowMs = (): number => clock.now().getTime();
  const standing = () => [...noted].filter(([, { at }]) => at > nowMs() - keepMs);
  const keyOf = (code: string, about = ""): string => `${code}|${about}`;
  return {
    note(code, about = "") {
      const remedy = remedies[code];
      if (remedy === undefined) return;
      const key = keyOf(code, about);
      noted.delete(key);
      noted.set(key, { sentence: about === "" ? remedy : `${remedy} (${about})`, at: nowMs() });
      for (const oldest of noted.keys()) {
        if (noted.size <= mostProblems) break;
        noted.delete(oldest);
      }
    },
    clear(code, about) {
      noted.delete(keyOf(code, about));
    },
    list: () => standing().map(([, { sentence }]) => sentence),
    has: (...codes) => standing().some(([key]) => codes.some((code) => key.startsWith(`${code}|`))),
  };
}
