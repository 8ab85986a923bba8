import { expect } from "vitest";
import type { ActionCall } from "../../../../src/core/action.ts";
import type { TeamsAddress } from "../../../../src/channels/teams/address.ts";
import { encodeAction } from "../../../../src/core/action.ts";
import { channelId, invokeActivity, people } from "../../../fakes/teams/activities.ts";
import { fakeApp } from "../../../fakes/teams/fake-teams.ts";
import { bodyOf } from "../open-teams.ts";
import type { TeamsBench } from "../open-teams.ts";

/** What the button of a draft asks for. */
export const confirm: ActionCall = { verb: "confirm", target: "draft-1", hash: "h1" };

/** Sends a request and returns what it is answered with, which is always 200. */
export async function invoke(
  bench: TeamsBench,
  name: string,
  value: unknown,
  more: { readonly place?: "channel" | "personal"; readonly replyToId?: string } = {},
): Promise<unknown> {
  const answer = await bench.deliver(
    invokeActivity(name, value, { serviceUrl: bench.fake.url, replyToId: "1700000000500", ...more }),
  );
  expect(answer.status).toBe(200);
  return bodyOf(answer);
}

/** A button as Teams sends it. */
export function pressed({ verb, ...call }: ActionCall): unknown {
  const data = { action: encodeAction({ verb, ...call }) };
  return { action: { type: "Action.Execute", verb, data }, trigger: "manual" };
}

/** Where the made-up channel is posted to. */
export function addressIn(bench: TeamsBench): TeamsAddress {
  return {
    serviceUrl: bench.fake.url,
    tenant: fakeApp.tenant,
    kind: "channel",
    conversationId: `${channelId};messageid=1`,
    bot: { id: `28:${fakeApp.clientId}` },
    user: { id: people.asha.id },
  };
}
