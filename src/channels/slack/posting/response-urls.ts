import type { Clock } from "../../../core/time.ts";
import type { SlackMessage } from "../../../renderers/slack/render-message.ts";
import { codeOfFailure, SlackCallError } from "../slack-client.ts";
import type { SlackFailure } from "../slack-client.ts";

/** A message as a response address takes it. */
export type ResponseMessage = SlackMessage & { readonly thread_ts?: string };

/** Answers interactions at the addresses that Slack gave with them. */
export interface ResponseUrls {
  /**
   * Shows a message to whoever clicked, in a thread where one is named. The first one at an address may take the place of what was
   * clicked. Rejects with `SlackCallError`.
   */
  answer(
    url: string,
    message: ResponseMessage,
    options?: { readonly replaces?: boolean; readonly signal?: AbortSignal },
  ): Promise<void>;
  /** Takes away what was clicked, unless something stands in its place already. Rejects with `SlackCallError`. */
  remove(url: string, signal?: AbortSignal): Promise<void>;
  /** Remembers where the message that was clicked can be changed. */
  note(channel: string, ts: string, url: string, until: string): void;
  /** Puts a message in the place of one that was clicked; false where that cannot be reached any more. */
  replace(channel: string, ts: string, message: SlackMessage, signal?: AbortSignal): Promise<boolean>;
}

/** No link gets a preview. */
const withoutPreviews = { unfurl_links: false, unfurl_media: false } as const;

const mostUrls = 5000;
const requestTimeoutMs = 10_000;

/** Remembers addresses for as long as Slack takes answers there. */
export function createResponseUrls({ clock }: { readonly clock: Clock }): ResponseUrls {
  const known = new Map<string, { readonly url: string; readonly until: string }>();
  const spent = new Set<string>();

  /** True the first time for each address. */
  function spend(url: string): boolean {
    const isFirst = !spent.has(url);
    spent.add(url);
    for (const oldest of spent) {
      if (spent.size <= mostUrls) break;
      spent.delete(oldest);
    }
    return isFirst;
  }

  return {
    answer(url, message, { replaces = false, signal } = {}) {
      const place = { response_type: "ephemeral", replace_original: replaces && spend(url) } as const;
      return post(url, { ...place, ...message, ...withoutPreviews }, signal);
    },
    async remove(url, signal) {
      if (spend(url)) await post(url, { delete_original: true }, signal);
    },
    note(channel, ts, url, until) {
      known.set(`${channel} ${ts}`, { url, until });
      for (const oldest of known.keys()) {
        if (known.size <= mostUrls) break;
        known.delete(oldest);
      }
    },
    async replace(channel, ts, message, signal) {
      const entry = known.get(`${channel} ${ts}`);
      if (!entry || entry.until <= clock.now().toISOString()) return false;
      spend(entry.url);
      await post(entry.url, { replace_original: true, ...message, ...withoutPreviews }, signal);
      return true;
    },
  };
}

async function post(url: string, body: unknown, signal?: AbortSignal): Promise<void> {
  const limit = AbortSignal.timeout(requestTimeoutMs);
  let response: Response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify(body),
      redirect: "error",
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
  } catch {
    throw failed({ kind: "lost" });
  }
  await response.body?.cancel();
  if (response.status === 429) {
    const seconds = Number(response.headers.get("retry-after"));
    throw failed({ kind: "rateLimited", ...(seconds > 0 && { retryAfterMs: seconds * 1000 }) });
  }
  if (!response.ok) throw failed({ kind: "http", status: response.status });
}

function failed(failure: SlackFailure): SlackCallError {
  return new SlackCallError(`response_url ${codeOfFailure(failure)}`, failure);
}
