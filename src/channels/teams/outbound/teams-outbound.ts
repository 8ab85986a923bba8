import type { Clock } from "../../../core/time.ts";
import type { OutboundChannel, OutboundPost, PostAnswer } from "../../../core/work.ts";
import { teamsLimits } from "../../../renderers/teams/limits.ts";
import { renderMessage } from "../../../renderers/teams/render-message.ts";
import { channelOf, readAddress } from "../address.ts";
import type { TeamsAddress } from "../address.ts";
import type { TeamsCloud } from "../cloud.ts";
import type { Problems } from "../problems.ts";
import { createRecent } from "../recent.ts";
import { callConnector, conversationPath } from "./connector.ts";
import type { ConnectorAnswer } from "./connector.ts";
import { decodeMessageId, encodeMessageId } from "./message-ids.ts";
import type { SentMessage } from "./message-ids.ts";
import { postAnswerOf } from "./post-answers.ts";
import { createPrivateWays, refusesTargeted } from "./private-ways.ts";
import type { PrivateWays } from "./private-ways.ts";
import type { TokenSource } from "./tokens.ts";

/** What the way out works with. */
export interface TeamsOutboundParts {
  readonly cloud: TeamsCloud;
  readonly tokens: TokenSource;
  readonly problems: Problems;
  readonly clock: Clock;
  /** Who sees a conversation and may decide there, by their Teams ids, as far as that is known. */
  readonly colleaguesIn: (conversationId: string) => readonly string[];
}

/** The request of one post: where it goes, and how it would be found again. */
interface Route {
  readonly conversationId: string;
  readonly isTargeted: boolean;
  /** It goes to a chat of the person's own instead of the conversation that it was meant for. */
  readonly isElsewhere: boolean;
}

/** How often a post that is refused as too large is drawn shorter, by half each time. */
const mostCuts = 2;

/** The way out to Teams: one request of the connector for each post, and what it says about it. */
export function createTeamsOutbound(parts: TeamsOutboundParts): OutboundChannel {
  const { cloud, tokens, problems, clock } = parts;
  const ways = createPrivateWays(clock);
  const cuts = createRecent<number>(1000);

  async function send(post: OutboundPost, signal: AbortSignal): Promise<PostAnswer> {
    const address = readAddress(post.target.address);
    if (!address || !cloud.isServiceUrl(address.serviceUrl)) return { outcome: "failed", reason: "no-address" };
    const token = await tokens.tokenFor(address.serviceUrl, signal);
    if (token.outcome === "failed") return { outcome: "retry", reason: token.reason };
    const authorised = { ...(token.outcome === "token" && { token: token.token }) };
    const route = await routeOf(post, address, { ways, signal, ...authorised });
    if ("outcome" in route) return route.outcome === "failed" ? reachesNobody(address, route) : route;
    const answer = await callConnector({
      ...requestOf(post, address, {
        route,
        cuts: cuts.get(post.key) ?? 0,
        readers: parts.colleaguesIn(route.conversationId),
      }),
      ...authorised,
      serviceUrl: address.serviceUrl,
      signal,
    });
    return judge(post, { address, route, answer });
  }

  function judge(
    post: OutboundPost,
    {
      address,
      route,
      answer,
    }: { readonly address: TeamsAddress; readonly route: Route; readonly answer: ConnectorAnswer },
  ): PostAnswer {
    const { place } = post.target;
    const result = postAnswerOf(answer, post.operation);
    if (answer.outcome !== "answered") return result;
    if (answer.status === 401) tokens.forget();
    if (answer.status === 413) return shorten(post, result);
    if (route.isTargeted && refusesTargeted(answer.status, answer.body)) return leaveTargeted(address, result);
    if (route.isElsewhere && [403, 404].includes(answer.status)) {
      ways.refuseChat(address);
      return reachesNobody(address, result);
    }
    if (answer.status === 403 || (answer.status === 404 && post.operation !== "edit" && post.operation !== "delete")) {
      problems.add("notInstalled", place, sayNotInstalled);
    }
    if (result.outcome !== "sent") return result;
    problems.remove("notInstalled", place);
    cuts.delete(post.key);
    return sent(post, route, result);
  }

  function sent(post: OutboundPost, route: Route, result: Extract<PostAnswer, { outcome: "sent" }>): PostAnswer {
    // An edit is answered with the id of what it changed, or with none.
    const id = post.messageId === undefined ? result.messageId : decodeMessageId(post.messageId).id;
    if (id === undefined) return { outcome: "sent" };
    const message: SentMessage = {
      id,
      isTargeted: route.isTargeted,
      ...(route.isElsewhere && { conversationId: route.conversationId }),
    };
    return { outcome: "sent", messageId: encodeMessageId(message) };
  }

  function shorten({ key, reply }: OutboundPost, result: PostAnswer): PostAnswer {
    const done = cuts.get(key) ?? 0;
    if (!reply || done >= mostCuts) return result;
    cuts.set(key, done + 1);
    return { outcome: "retry", reason: "too-large" };
  }

  function leaveTargeted(address: TeamsAddress, result: PostAnswer): PostAnswer {
    ways.refuseTargeted(address);
    problems.report(
      "targeted",
      "Teams does not let Pilotdesk write to one person alone in some conversations here; it writes to them in their own chat instead, where they have the app.",
    );
    return result.outcome === "unknown" ? result : { outcome: "retry", reason: "targeted-not-allowed" };
  }

  function reachesNobody({ tenant, user }: TeamsAddress, result: PostAnswer): PostAnswer {
    problems.add("nowhere", `${tenant}:${user?.id ?? ""}`, sayNowhere);
    return result.outcome === "failed" ? result : { outcome: "failed", reason: "no-private-way" };
  }

  return {
    name: "teams",
    // 7 in a second and 1,800 an hour for each conversation: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
    rate: { intervalMs: 2000, burst: 7 },
    canReadBack: () => false,
    send,
    find: () => Promise.reject(new Error("Teams cannot be asked for a message by its key.")),
  };
}

/** Where a post goes. A private one goes to the person alone, and never to the others. */
async function routeOf(
  { operation, messageId, reply, target }: OutboundPost,
  address: TeamsAddress,
  { ways, token, signal }: { readonly ways: PrivateWays; readonly token?: string; readonly signal: AbortSignal },
): Promise<Route | Exclude<PostAnswer, { outcome: "sent" | "unknown" }>> {
  const here = { isTargeted: false, isElsewhere: false };
  if (operation === "edit" || operation === "delete") {
    const message = decodeMessageId(messageId ?? "");
    const conversationId = message.conversationId ?? address.conversationId;
    if (messageId === undefined || conversationId === undefined) return { outcome: "failed", reason: "no-message" };
    return {
      conversationId,
      isTargeted: message.isTargeted === true,
      isElsewhere: message.conversationId !== undefined,
    };
  }
  const isPrivate = address.kind !== "personal" && (reply?.visibility === "onlyYou" || address.isPrivate === true);
  if (!isPrivate && address.conversationId !== undefined) {
    // What is meant for the place and for no thread of it begins a thread of its own, whatever its address was taken from.
    const isForPlace = target.conversation === target.place;
    return { ...here, conversationId: isForPlace ? channelOf(address.conversationId) : address.conversationId };
  }
  const way = isPrivate ? ways.wayTo(address) : "chat";
  if (way === "none") return { outcome: "failed", reason: "no-private-way" };
  if (way === "targeted" && address.conversationId !== undefined) {
    return { ...here, conversationId: address.conversationId, isTargeted: true };
  }
  const chat = await ways.openChat(address, token, signal);
  if (chat.outcome === "absent") return { outcome: "failed", reason: "no-private-way" };
  return chat.outcome === "retry" ? chat : { ...here, conversationId: chat.conversationId, isElsewhere: true };
}

/** What a message is drawn with besides its reply. */
interface Drawing {
  readonly route: Route;
  /** How often it was refused as too large. */
  readonly cuts: number;
  readonly readers: readonly string[];
}

function requestOf(
  post: OutboundPost,
  address: TeamsAddress,
  { route, cuts, readers }: Drawing,
): { readonly method: "POST" | "PUT" | "DELETE"; readonly path: string; readonly body?: unknown } {
  const query = route.isTargeted ? "?isTargetedActivity=true" : "";
  const { operation, messageId } = post;
  const known = messageId === undefined ? [] : [decodeMessageId(messageId).id];
  const path = conversationPath(route.conversationId, "activities", ...known) + query;
  if (operation === "delete") return { method: "DELETE", path };
  const body = activityOf(post, address, { route, cuts, readers });
  return operation === "edit" ? { method: "PUT", path, body } : { method: "POST", path, body };
}

function activityOf(
  { reply, operation, messageId }: OutboundPost,
  address: TeamsAddress,
  { route, cuts, readers }: Drawing,
): unknown {
  const { bot, tenant, user, kind } = address;
  const isAlone = kind === "personal" || route.isTargeted || route.isElsewhere;
  const message = reply
    ? renderMessage(reply, {
        isSeenByMany: !isAlone,
        mayShare: route.isTargeted,
        maxBytes: teamsLimits.messageBytes / 2 ** cuts,
        ...(user && { author: user.id }),
        readers,
      })
    : {};
  return {
    ...message,
    from: bot,
    conversation: { id: route.conversationId, tenantId: tenant },
    ...(operation === "edit" && messageId !== undefined && { id: decodeMessageId(messageId).id }),
    // An edit of a message to one person must not name them again.
    ...(route.isTargeted && operation !== "edit" && user && { recipient: { ...user, isTargeted: true } }),
  };
}

function sayNotInstalled(count: number): string {
  return `Pilotdesk may not post in ${count === 1 ? "a conversation" : `${count} conversations`} any more (403 or 404): it was removed there, or blocked. Install the app there again, or unbind the place.`;
}

function sayNowhere(count: number): string {
  return `${count === 1 ? "A person has" : `${count} people have`} no private way to be reached: Teams allows no message to one person in their channel, and they do not have the app in a chat of their own. They were told nothing. Ask them to add the app.`;
}
