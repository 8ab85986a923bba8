import type { Config } from "../config.ts";
import type { ChannelState } from "../core/channel.ts";
import { readPauses } from "../ledger/pauses.ts";
import type { Pilotdesk } from "../main.ts";
import { offlineModel } from "../models/offline/offline-embedder.ts";

/** One line a capability: what runs, and what is off and why. Start-up and `doctor` print the same. */
export async function describeCapabilities(
  { store, vectors }: Pick<Pilotdesk, "store" | "vectors">,
  config: Config,
): Promise<readonly string[]> {
  const counts = await store.indexCounts(offlineModel);
  const { seq } = await store.head();
  return [
    `store: ${store.description}, ${seq} events`,
    `knowledge: ${config.knowledgeFolder}, ${counts.documents} documents, ${counts.passages} passages`,
    vectors?.index.describe() ?? "vectors: off (PILOTDESK_VECTORS=off)",
    "model: none (answers are put together from exact sentences and records)",
    ...(await readPauses(store)).map(
      ({ place, since }) =>
        `paused: ${place ?? "everywhere"} since ${since} (pilotdesk resume${place ? ` ${place}` : ""})`,
    ),
  ];
}

/** One line a platform. */
export function describeChannels(states: readonly ChannelState[]): readonly string[] {
  if (states.length === 0) return ["platforms: none configured (docs/slack.md, docs/teams.md)"];
  return states.map(
    ({ name, isConnected, problems }) =>
      `${name}: ${[isConnected ? "connected" : "not connected", ...problems].join("; ")}`,
  );
}
