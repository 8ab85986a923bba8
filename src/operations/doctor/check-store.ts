import { z } from "zod";
import { markNames } from "../../core/marks.ts";
import type { Store } from "../../core/store.ts";
import type { Clock } from "../../core/time.ts";
import { readPauses } from "../../ledger/pauses.ts";
import { verifyLedger } from "../../ledger/verify-ledger.ts";
import { channelOwner, channelStateMark } from "../channel-host.ts";
import { finding } from "./finding.ts";
import type { Finding } from "./finding.ts";

/** Whether every event and payload is as it was recorded. */
export async function checkLedger(store: Store): Promise<Finding> {
  const { events, purged, firstBad } = await verifyLedger(store);
  if (!firstBad) return finding("ok", "ledger", `${events} events, chain whole, ${purged} payloads purged`);
  return finding(
    "problem",
    "ledger",
    `the chain breaks at event ${firstBad.seq}: ${firstBad.reason}. Bring the last export back with pilotdesk store import into a new data folder, or move this one away and import again.`,
  );
}

/** What is paused, which somebody may have forgotten. */
export async function checkPauses(store: Store): Promise<readonly Finding[]> {
  return (await readPauses(store)).map(({ place, since }) =>
    finding(
      "note",
      "paused",
      `${place ?? "everywhere"} since ${since}. To answer again: pilotdesk resume${place === undefined ? "" : ` ${place}`}`,
    ),
  );
}

/** A server purges once a day; what is due for longer is purged by nobody. */
const slackMs = 2 * 86_400_000;

/** Whether anything is kept past its time. */
export async function checkPurges(store: Store, clock: Clock): Promise<Finding> {
  const now = clock.now();
  const due = await store.countExpired(now.toISOString());
  const overdue = await store.countExpired(new Date(now.getTime() - slackMs).toISOString());
  if (overdue > 0)
    return finding("problem", "purges", `${overdue} are overdue. Run pilotdesk store purge, or keep a server running.`);
  return finding(due > 0 ? "note" : "ok", "purges", due > 0 ? `${due} due; a server empties them daily` : "none due");
}

/** At most this many of each kind are named. */
const mostNamed = 20;

/** What nobody will hear of unless somebody looks: turns set aside, and posts that may or may not have arrived. */
export async function checkWork(store: Store): Promise<readonly Finding[]> {
  const { turns, posts, setAside, troubled } = await store.workReport(mostNamed);
  const held = turns.held + posts.held;
  const open = turns.waiting + turns.leased;
  const summary = finding("ok", "work", `${open} turns and ${posts.waiting + posts.sending} posts under way`);
  return [
    summary,
    ...(held > 0
      ? [
          finding(
            "note",
            "work",
            `${held} messages and posts came back with a backup and are held. pilotdesk held lists them, releases or drops them`,
          ),
        ]
      : []),
    ...setAside.map(({ id, platform, reason, setAsideAt }) =>
      finding(
        "note",
        "work",
        `turn ${id} from ${platform} was set aside at ${setAsideAt} (${reason}); its sender was told`,
      ),
    ),
    ...troubled.map(({ key, channel, state, reason, createdAt }) =>
      finding(
        "note",
        "work",
        `post ${key} to ${channel} of ${createdAt} is ${state} (${reason}). Look there whether it arrived`,
      ),
    ),
  ];
}

/** What people say is wrong on record and nobody who answers for it could be told of. */
export async function checkCorrections(store: Pick<Store, "marks">): Promise<readonly Finding[]> {
  const { length } = await store.marks(markNames.correction);
  if (length === 0) return [];
  const said = `${length} of what people say is wrong on record reached nobody. pilotdesk corrections lists it; an office that has written to the assistant alone is told by itself`;
  return [finding("note", "corrections", said)];
}

/** How the platforms were when the server last wrote it down. */
export async function checkChannels(store: Pick<Store, "marks">): Promise<readonly Finding[]> {
  const marks = await store.marks(channelStateMark);
  return marks.flatMap(({ owner, value, at }) => {
    const state = owner.startsWith(channelOwner) && channelState.safeParse(value).data;
    if (!state) return [];
    const about = owner.slice(channelOwner.length);
    if (state.isConnected && state.problems.length === 0) return [finding("ok", about, `connected, as of ${at}`)];
    const problems = state.problems.length > 0 ? state.problems : ["not connected."];
    return problems.map((problem) => finding("problem", about, `${problem} As of ${at}.`));
  });
}

const channelState = z.object({ isConnected: z.boolean(), problems: z.array(z.string()) });
