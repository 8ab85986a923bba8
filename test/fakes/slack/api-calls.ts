/** A call of the Web API as it came in. */
export interface ApiCall {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** What a call is answered with instead of what it asks for. */
export type Mishap =
  | { readonly kind: "error"; readonly error: string }
  /** Does not do it, and says this: what an emulator may. */
  | { readonly kind: "answer"; readonly answer: Readonly<Record<string, unknown>> }
  | { readonly kind: "status"; readonly status: number; readonly retryAfter?: number }
  /** Does it, and never answers. */
  | { readonly kind: "doneAndSilent" }
  /** Does not do it, and never answers. */
  | { readonly kind: "silent" }
  /** Breaks the connection off before anything is done. */
  | { readonly kind: "brokenOff" };

/** Which scope each method wants of the bot's token: docs.slack.dev/reference/methods. Any one of several will do. */
export const scopesOfMethods: Readonly<Record<string, readonly string[]>> = {
  "auth.test": [],
  "users.info": ["users:read"],
  "users.list": ["users:read"],
  "users.conversations": ["channels:read", "groups:read", "im:read", "mpim:read"],
  "conversations.info": ["channels:read", "groups:read", "im:read", "mpim:read"],
  "conversations.members": ["channels:read", "groups:read", "im:read", "mpim:read"],
  "conversations.history": ["channels:history", "groups:history", "im:history", "mpim:history"],
  "conversations.replies": ["channels:history", "groups:history", "im:history", "mpim:history"],
  "conversations.open": ["im:write", "mpim:write"],
  "chat.postMessage": ["chat:write"],
  "chat.update": ["chat:write"],
  "chat.delete": ["chat:write"],
  "chat.postEphemeral": ["chat:write"],
  "views.open": [],
  "views.update": [],
  "views.publish": [],
  "assistant.threads.setStatus": ["chat:write", "assistant:write"],
  "assistant.threads.setSuggestedPrompts": ["assistant:write"],
  "files.getUploadURLExternal": ["files:write"],
  "files.completeUploadExternal": ["files:write"],
};

const jsonArgs: ReadonlySet<string> = new Set(["blocks", "metadata", "view", "prompts", "files", "attachments"]);

/** The arguments of a form-encoded call; lists and objects are JSON in it. */
export function readArgs(body: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    [...new URLSearchParams(body)].map(([name, value]) => [name, jsonArgs.has(name) ? JSON.parse(value) : value]),
  );
}
