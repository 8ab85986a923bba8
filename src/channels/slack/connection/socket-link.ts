import { z } from "zod";
import { loadSocketModeReceiver, webApi } from "../bolt-parts.ts";
import { createQuietLogger } from "../quiet-logger.ts";
import type { SlackLog } from "../slack-settings.ts";
import { codeOfError } from "../intake/background.ts";

/** One connection of Socket Mode. */
export interface SocketLink {
  /** Resolves when it is over, or about to be: with Slack's reason where it gave one. */
  readonly ended: Promise<string>;
  /** Closes it; nothing more is taken from it. */
  close(): void;
}

/** What a connection is made with. */
export interface SocketLinkOptions {
  readonly appToken: string;
  readonly apiUrl: string;
  readonly log: SlackLog;
  /** Takes a delivery; resolves with what it is acknowledged with. */
  readonly take: (body: unknown) => Promise<unknown>;
}

/** Slack says hello within moments; what does not within this time is tried again. */
const helloMs = 10_000;
const requestTimeoutMs = 8000;

type Ack = (body?: unknown) => Promise<void>;
interface Envelope {
  readonly ack: Ack;
  readonly body: unknown;
}

function isEnvelope(value: unknown): value is Envelope {
  return typeof value === "object" && value !== null && "ack" in value && typeof value.ack === "function";
}

const frameSchema = z.looseObject({ type: z.string(), reason: z.string().optional() });

function readFrame(data: unknown): z.infer<typeof frameSchema> | undefined {
  if (typeof data !== "string") return undefined;
  try {
    return frameSchema.safeParse(JSON.parse(data)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Opens one connection with Bolt's receiver; rejects where that fails. The receiver is given no app: Bolt's acknowledges
 * events before anybody could store them. Nor does it reconnect by itself: a failure to do so would end the process, as
 * would an `events_api` frame without an event (slackapi/node-slack-sdk issues 1626 and 2167). Its ping time-out stays at
 * five seconds: it also was how long the SDK waited before it reconnected, and that is decided elsewhere now.
 */
export async function openSocketLink({ appToken, apiUrl, log, take }: SocketLinkOptions): Promise<SocketLink> {
  const SocketModeReceiver = loadSocketModeReceiver();
  const receiver = new SocketModeReceiver({
    appToken,
    logger: createQuietLogger(log),
    autoReconnectEnabled: false,
    installerOptions: {
      clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 0 }, timeout: requestTimeoutMs },
    },
  });
  const { client } = receiver;
  const ended = Promise.withResolvers<string>();
  let isClosed = false;

  async function deliver({ ack, body }: Envelope): Promise<void> {
    try {
      await ack(await take(body));
    } catch (error) {
      log.warn({ code: codeOfError(error) }, "a delivery was not acknowledged; Slack delivers it again");
    }
  }

  client.on("slack_event", (envelope: unknown) => {
    if (!isClosed && isEnvelope(envelope)) void deliver(envelope);
  });
  client.on("disconnected", () => ended.resolve("closed"));

  const handlers = client.listeners("ws_message");
  client.removeAllListeners("ws_message");
  client.on("ws_message", (data: unknown, isBinary: unknown) => {
    const frame = readFrame(data);
    // The next connection is opened first, and this one closed when it is there.
    if (frame?.type === "disconnect") return ended.resolve(frame.reason ?? frame.type);
    // Under a type of ours the client looks for no event inside, and raises none by a name that Slack chose.
    const shown = frame?.type === "events_api" ? JSON.stringify({ ...frame, type: "delivery" }) : data;
    for (const handler of handlers) {
      void Promise.try(() => handler(shown, isBinary)).catch((error: unknown) =>
        log.warn({ code: codeOfError(error) }, "a message from Slack could not be read"),
      );
    }
  });

  function close(): void {
    isClosed = true;
    client.disconnect().catch(() => undefined);
  }

  try {
    await withinTime(receiver.start());
  } catch (error) {
    close();
    throw error;
  }
  return { ended: ended.promise, close };
}

async function withinTime(start: Promise<unknown>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error("Slack did not say hello.")), helloMs);
  try {
    await Promise.race([start, late.promise]);
  } finally {
    clearTimeout(timer);
    start.catch(() => undefined);
  }
}

/** Slack's code for a connection that could not be opened, or undefined where there is none. */
export function refusalOf(error: unknown): string | undefined {
  return error instanceof webApi.WebAPIPlatformError ? error.data.error : undefined;
}
