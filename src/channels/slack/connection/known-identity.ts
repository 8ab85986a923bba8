import type { BotIdentity } from "../identity.ts";
import { readIdentity } from "../identity.ts";
import type { Problems } from "../problems.ts";
import { SlackCallError } from "../slack-client.ts";
import type { SlackClient } from "../slack-client.ts";
import type { SlackLog } from "../slack-settings.ts";
import { codeOfError } from "../intake/background.ts";
import type { Pause } from "./pause.ts";
import { retryDelayMs } from "./backoff.ts";

/** Who the app is, as soon as Slack has said so. */
export interface KnownIdentity {
  /** Asks until Slack says so, or until it is stopped. Resolves after the first try, whatever came of it. */
  start(): Promise<void>;
  current(): BotIdentity | undefined;
  /** Resolves when it is known. */
  readonly known: () => Promise<BotIdentity>;
}

/** Asks Slack who the token belongs to, as often as it takes. */
export function createKnownIdentity({
  client,
  problems,
  log,
  pause,
  random,
}: {
  readonly client: SlackClient;
  readonly problems: Problems;
  readonly log: SlackLog;
  readonly pause: Pause;
  readonly random: () => number;
}): KnownIdentity {
  const known = Promise.withResolvers<BotIdentity>();
  let current: BotIdentity | undefined;

  async function ask(): Promise<boolean> {
    try {
      current = await readIdentity(client);
      known.resolve(current);
      problems.clear("not_connected");
      return true;
    } catch (error) {
      const isRefused = error instanceof SlackCallError && error.failure.kind === "refused";
      if (!isRefused) problems.note("not_connected");
      log.warn({ code: codeOfError(error) }, "Slack does not say who the app is; asked again soon");
      return false;
    }
  }

  async function goOn(): Promise<void> {
    for (let failures = 1; ; failures += 1) {
      if (!(await pause.wait(retryDelayMs(failures, random)))) return;
      if (await ask()) return;
    }
  }

  return {
    current: () => current,
    known: () => known.promise,
    async start() {
      if (!(await ask())) void goOn();
    },
  };
}
