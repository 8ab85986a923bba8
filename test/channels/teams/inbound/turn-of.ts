import { expect } from "vitest";
import type { Turn } from "../../../../src/core/turn.ts";
import { channelId } from "../../../fakes/teams/activities.ts";
import { fakeApp } from "../../../fakes/teams/fake-teams.ts";
import type { TeamsBench } from "../open-teams.ts";

/** The id of the made-up channel as a place. */
export const channelPlace = `teams:${fakeApp.tenant}:${channelId}`;

/** Delivers and returns the one turn that came of it. */
export async function turnOf(bench: TeamsBench, activity: unknown): Promise<Turn | undefined> {
  expect((await bench.deliver(activity)).status).toBe(200);
  const turns = bench.turns();
  expect(turns).toHaveLength(1);
  return turns[0];
}
