import type { OutboundPost, PostAnswer } from "../../../../src/core/work.ts";
import { channelId, people } from "../../../fakes/teams/activities.ts";
import { fakeApp, fakeBot } from "../../../fakes/teams/fake-teams.ts";
import type { FakeRequest } from "../../../fakes/teams/fake-teams.ts";
import type { TeamsBench } from "../open-teams.ts";
import { replyOf } from "../samples.ts";

/** How a post may differ. */
export interface PostChanges extends Partial<OutboundPost> {
  readonly address?: Readonly<Record<string, unknown>>;
}

let keys = 0;

/** A post to the thread of a made-up channel. */
export function postTo(bench: TeamsBench, { address, ...changes }: PostChanges = {}): OutboundPost {
  keys += 1;
  return {
    key: `k${keys}`,
    operation: "post",
    reply: replyOf("Noted."),
    target: {
      channel: "teams",
      place: `teams:${fakeApp.tenant}:${channelId}`,
      conversation: "c1",
      address: {
        serviceUrl: bench.fake.url,
        tenant: fakeApp.tenant,
        kind: "channel",
        conversationId: `${channelId};messageid=1700000000100`,
        bot: fakeBot,
        user: { id: people.asha.id, aadObjectId: people.asha.aadObjectId },
        ...address,
      },
    },
    ...changes,
  };
}

/** Sends a post. */
export function send(bench: TeamsBench, changes?: PostChanges): Promise<PostAnswer> {
  return bench.channel.outbound.send(postTo(bench, changes), AbortSignal.timeout(5000));
}

/** The calls of the connector that write, without the queries for a token. */
export function writes({ fake }: TeamsBench): readonly FakeRequest[] {
  return fake.requests().filter(({ method, path }) => method !== "GET" && path.startsWith("/v3/"));
}
