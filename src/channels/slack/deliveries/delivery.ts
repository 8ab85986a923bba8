import type { Clock } from "../../../core/time.ts";
import type { Arrival, PostTarget } from "../../../core/work.ts";
import type { SlackAddress } from "../address.ts";
import type { BotIdentity } from "../identity.ts";

/** What is read of a delivery with. */
export interface ReadContext {
  readonly identity: BotIdentity;
  readonly clock: Clock;
  /** A new id for a turn. */
  readonly newId: () => string;
  /** Where answers to interactions may be sent, besides Slack itself: the origin of an emulator. */
  readonly apiOrigin: string;
}

/** An arrival whose answers go to Slack. */
export interface SlackArrival extends Arrival {
  readonly replyTo: PostTarget & { readonly address: SlackAddress };
}

/** A turn for the inbox. */
export interface TurnDelivery {
  readonly kind: "turn";
  readonly arrival: SlackArrival | Arrival;
  /** An edit or a deletion of words that did not speak to us. */
  readonly isUnasked?: boolean;
  /** It is meant for us only where we take part in this thread; else it was overheard. */
  readonly ifInThread?: { readonly channel: string; readonly threadTs: string };
  /** Taken after it, in the same conversation. */
  readonly afterwards?: SlackArrival;
}

/** What a delivery asks for. */
export type Delivery =
  | TurnDelivery
  /** Answered at once: whoever clicked waits for a form, which `triggerId` opens within three seconds. */
  | { readonly kind: "form"; readonly arrival: SlackArrival; readonly triggerId: string }
  /** A form came back; `fields` are the names that it has. */
  | {
      readonly kind: "submission";
      readonly arrival: SlackArrival;
      readonly viewId: string;
      readonly fields: readonly string[];
      /** Taken after it. */
      readonly afterwards?: SlackArrival;
    }
  /** A thumb up or down on a message of ours, whose receipt is still to be found. */
  | {
      readonly kind: "reaction";
      readonly channel: string;
      readonly ts: string;
      readonly arrivalFor: (receipt: string) => SlackArrival;
    }
  /** Somebody opened the chat with the app. */
  | { readonly kind: "prompts"; readonly channel: string }
  /** A command without words, or a message without any: answered by a sentence of the channel's own. */
  | { readonly kind: "usage" }
  | { readonly kind: "nothingToRead"; readonly why: "noWords" | "ownWords"; readonly responseUrl: string | undefined }
  /** A menu asks for its options. */
  | { readonly kind: "options" }
  /** The connection as a whole has a problem, or what `about` names has. */
  | { readonly kind: "trouble"; readonly code: string; readonly about?: string }
  | { readonly kind: "nothing" };

/** Nothing of ours. */
export const nothing: Delivery = { kind: "nothing" };

/** Until when Slack takes answers at a response address, less a minute: docs.slack.dev/interactivity/handling-user-interaction. */
const responseMs = 29 * 60_000;

/** The address for answers to an interaction, or nothing for one that is not Slack's. */
export function responseUrlFrom(
  url: string | undefined,
  { clock, apiOrigin }: ReadContext,
): Pick<SlackAddress, "responseUrl"> {
  if (url === undefined || !URL.canParse(url)) return {};
  const { protocol, hostname, origin } = new URL(url);
  const isSlack = protocol === "https:" && /(?:^|\.)slack(?:-gov)?\.com$/.test(hostname);
  if (!isSlack && origin !== apiOrigin) return {};
  return { responseUrl: { url, until: new Date(clock.now().getTime() + responseMs).toISOString() } };
}
