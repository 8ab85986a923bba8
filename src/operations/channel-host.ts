import type { Assistant } from "../core/assistant.ts";
import type { Channel, ChannelState, Desk, Endpoint } from "../core/channel.ts";
import { isOverheard } from "../core/turn.ts";
import type { Arrival } from "../core/work.ts";
import type { Metrics } from "../core/metrics.ts";
import type { Store } from "../core/store.ts";
import type { Clock } from "../core/time.ts";
import type { Work } from "../work/start-work.ts";
import { loggableError } from "./log.ts";
import type { Log } from "./log.ts";

/** The channels of this process, connected to the work. */
export interface ChannelHost {
  readonly endpoints: readonly Endpoint[];
  readonly states: () => readonly ChannelState[];
  /** Begins to take deliveries. A channel that cannot is logged and reported; the others go on. */
  start(): Promise<void>;
  /** Takes no more deliveries; posting goes on. */
  stopTaking(): Promise<void>;
  close(): Promise<void>;
}

/** What channels are connected to. */
export interface ChannelHostOptions {
  readonly channels: readonly Channel[];
  readonly assistant: Assistant;
  readonly work: Pick<Work, "acceptTurn" | "handleNow">;
  readonly store: Pick<Store, "place" | "transaction" | "isTaken" | "shownAt">;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly log: Log;
  /** How often the states are written down for `doctor`, which runs in a process of its own. */
  readonly everyMs?: number;
}

/** Whose marks hold the state of a channel: `channel:slack`. */
export const channelOwner = "channel:";
/** The mark that holds it. */
export const channelStateMark = "state";

/** Creates the host; nothing is taken before `start`. */
export function createChannelHost(options: ChannelHostOptions): ChannelHost {
  const { channels, log, everyMs = 2000 } = options;
  let timer: NodeJS.Timeout | undefined;
  let written = "";

  const states = (): readonly ChannelState[] => channels.map((channel) => channel.state());

  async function writeStates(): Promise<void> {
    const now = states();
    if (JSON.stringify(now) === written) return;
    const at = options.clock.now().toISOString();
    await options.store.transaction(async (transaction) => {
      for (const state of now) {
        const { name, ...value } = state;
        await transaction.putMark({ owner: channelOwner + name, name: channelStateMark, value, at });
      }
    });
    written = JSON.stringify(now);
    for (const { name, isConnected, problems } of now) {
      if (isConnected && problems.length === 0) log.info({ channel: name }, "connected");
      else log.warn({ channel: name, isConnected, problems }, "a channel has a problem");
    }
  }

  const tryWriting = (): Promise<void> =>
    writeStates().catch((err: unknown) => log.error({ err }, "the state of the channels could not be written down"));

  return {
    endpoints: channels.flatMap(({ endpoints }) => endpoints),
    states,
    async start() {
      await Promise.all(channels.map((channel) => startOne(channel, options)));
      if (channels.length === 0) return;
      await tryWriting();
      timer = setInterval(() => void tryWriting(), everyMs);
      timer.unref();
    },
    async stopTaking() {
      clearInterval(timer);
      await Promise.all(channels.map((channel) => channel.stopTaking()));
    },
    async close() {
      await Promise.all(channels.map((channel) => channel.close()));
    },
  };
}

async function startOne(channel: Channel, options: ChannelHostOptions): Promise<void> {
  try {
    await channel.start(deskFor(channel, options));
  } catch (error) {
    options.log.error({ channel: channel.name, err: loggableError(error) }, "a channel could not be started");
  }
}

/** How long a place is believed to listen, or not, before it is asked again. */
const listeningMs = 5000;

/** Whether unmentioned posts in a place are wanted. */
function createListening({
  store,
  clock,
}: Pick<ChannelHostOptions, "store" | "clock">): (place: string) => Promise<boolean> {
  const known = new Map<string, { readonly listens: Promise<boolean>; readonly until: number }>();
  return (place) => {
    const now = clock.now().getTime();
    const kept = known.get(place);
    if (kept && now < kept.until) return kept.listens;
    if (known.size > mostKnownPlaces) known.clear();
    const listens = store.place(place).then((found) => found?.listens === true);
    known.set(place, { listens, until: now + listeningMs });
    listens.catch(() => known.delete(place));
    return listens;
  };
}

const mostKnownPlaces = 10_000;

function deskFor({ name }: Channel, options: ChannelHostOptions): Desk {
  const { assistant, work, metrics } = options;
  const isListening = createListening(options);
  const accept = async (arrival: Arrival): ReturnType<Desk["accept"]> => {
    const { turn } = arrival;
    if (isOverheard(turn) && (!turn.place || !(await isListening(turn.place.id)))) return { outcome: "ignored" };
    return work.acceptTurn(arrival);
  };
  async function timed<Result>(handling: Promise<Result>): Promise<Result> {
    const started = performance.now();
    const result = await handling;
    metrics.time("ack", name, performance.now() - started);
    return result;
  }
  return {
    isListening,
    isTaken: (message) => options.store.isTaken(message),
    shownAt: (messages) => options.store.shownAt(name, messages),
    accept: (arrival) => timed(accept(arrival)),
    answerNow: (arrival) => timed(work.handleNow(arrival, assistant.decide)),
    receipt: (id, reader) => assistant.receipt(id, reader),
    showSource: (citation, reader) => assistant.showSource(citation, reader),
    suggestions: () => assistant.suggestions(),
  };
}
