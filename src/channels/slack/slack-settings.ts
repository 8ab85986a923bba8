/** How to reach one Slack workspace. */
export interface SlackSettings {
  /** `SLACK_BOT_TOKEN`. */
  readonly botToken: string;
  /** Socket Mode needs no public address; HTTP needs one, and scales over several instances. */
  readonly connection: SlackConnection;
  /** `SLACK_API_URL`: where the Web API is, with a slash at its end. */
  readonly apiUrl: string;
}

/** How deliveries come in. */
export type SlackConnection =
  | { readonly kind: "socket"; readonly appToken: string }
  | { readonly kind: "http"; readonly signingSecret: string };

/** Where the channel writes what happened: ids and codes only. pino's logger is one. */
export interface SlackLog {
  debug(fields: Readonly<Record<string, unknown>>, message: string): void;
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}
