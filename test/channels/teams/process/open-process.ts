import { expect, onTestFinished } from "vitest";
import { z } from "zod";
import { serve } from "../../../commands/serving.ts";
import type { Serving } from "../../../commands/serving.ts";
import type { Workspace } from "../../../end-to-end/run-pilotdesk.ts";
import { channelId, people, personalChatId } from "../../../fakes/teams/activities.ts";
import type { FakeActivity } from "../../../fakes/teams/activities.ts";
import { fakeApp, startFakeTeams } from "../../../fakes/teams/fake-teams.ts";
import type { FakeTeams } from "../../../fakes/teams/fake-teams.ts";

/** The whole app as a process of its own, on a fake. */
export interface Running {
  readonly fake: FakeTeams;
  readonly server: Serving;
  /** Delivers as Teams does, and returns status and body. */
  readonly deliver: (activity: FakeActivity) => Promise<{ readonly status: number; readonly body: unknown }>;
}

/** Starts it and waits until it serves. */
export async function start(
  workspace: Workspace,
  fake: FakeTeams,
  settings: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const server = await serve(workspace, {
    TEAMS_CLIENT_ID: fakeApp.clientId,
    TEAMS_CLIENT_SECRET: fakeApp.clientSecret,
    TEAMS_TENANT_ID: fakeApp.tenant,
    TEAMS_OPENID_URL: fake.openIdUrl,
    PILOTDESK_ADMINS: `teams:${fakeApp.tenant}:${people.asha.aadObjectId}`,
    PILOTDESK_DEMO: "on",
    ...settings,
  });
  return {
    fake,
    server,
    async deliver(activity) {
      const response = await fetch(`http://127.0.0.1:${server.port}/api/messages`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${fake.token()}` },
        body: JSON.stringify(activity),
      });
      const text = await response.text();
      const body: unknown = text === "" ? undefined : JSON.parse(text);
      return { status: response.status, body };
    },
  };
}

/** A fake with two colleagues in a channel, and a chat of one of them with the bot. */
export async function openFake(): Promise<FakeTeams> {
  const fake = await startFakeTeams();
  onTestFinished(() => fake.close());
  fake.install(channelId, [people.asha, people.bram]);
  fake.install(personalChatId, [people.asha]);
  return fake;
}

/** Waits until so many messages were posted. */
export async function posted(fake: FakeTeams, count: number): Promise<void> {
  await expect.poll(() => fake.messages().length, { timeout: 30_000 }).toBe(count);
}

/** Waits until nothing is on its way any more: what was posted is known to the store as posted. */
export async function settled({ server }: Running): Promise<void> {
  const open = async (): Promise<readonly string[]> => {
    const metrics = await (await fetch(`http://127.0.0.1:${server.port}/metrics`)).text();
    return Array.from(
      metrics.matchAll(/^pilotdesk_queue_(?:turns|posts)\{state="(?:waiting|leased|sending)"\} [1-9].*$/gm),
      ([line]) => line,
    );
  };
  await expect.poll(open, { timeout: 30_000 }).toEqual([]);
}

/** A posted message as JSON. */
export function textOf(fake: FakeTeams, index: number): string {
  return JSON.stringify(fake.messages()[index]?.activity);
}

/** A card that is asked for again. */
export const cardSchema = z.object({
  attachments: z.array(z.object({ content: z.object({ refresh: z.object({ action: z.unknown() }) }) })),
});

/** The first object of a payload that fits. */
export function findIn(
  payload: unknown,
  fits: (one: Readonly<Record<string, unknown>>) => boolean,
): Readonly<Record<string, unknown>> | undefined {
  if (typeof payload !== "object" || payload === null) return undefined;
  const one = Object.fromEntries(Object.entries(payload));
  if (fits(one)) return one;
  for (const value of Object.values(one)) {
    const found = findIn(value, fits);
    if (found) return found;
  }
  return undefined;
}
