import type { Setting } from "../core/ledger.ts";
import type { SettingReader, Store, StoreTransaction } from "../core/store.ts";
import type { Clock, Instant } from "../core/time.ts";
import { z } from "zod";

/** Answers are stopped, everywhere or in one place. */
export interface Pause {
  /** What its conversations' ids begin with, such as `web` or `slack:T1:C1`; left out for everywhere. */
  readonly place?: string;
  readonly since: Instant;
}

/** A change of what is paused, and who asks for it. */
export interface PauseChange {
  readonly store: Store;
  readonly place?: string | undefined;
  readonly paused: boolean;
  readonly actor: string;
  readonly clock: Clock;
}

const settingName = "paused";
const settingBody = z.object({ type: z.literal("setting"), value: z.boolean() });

function nameFor(place: string | undefined): string {
  return place === undefined ? settingName : `${settingName}:${place}`;
}

/** Everything that is paused now, everywhere first. */
export async function readPauses(store: SettingReader): Promise<readonly Pause[]> {
  return (await store.settings()).flatMap(pauseIn);
}

function pauseIn({ name, value, since }: Setting): readonly Pause[] {
  if (settingBody.safeParse(value).data?.value !== true) return [];
  if (name === settingName) return [{ since }];
  return name.startsWith(`${settingName}:`) ? [{ place: name.slice(settingName.length + 1), since }] : [];
}

/** The pause that a conversation falls under, or undefined. A place covers every conversation whose id begins with it. */
export function pauseOf(pauses: readonly Pause[], conversation: string): Pause | undefined {
  return pauses.find(({ place }) => place === undefined || `${conversation}:`.startsWith(`${place}:`));
}

/** Stops or resumes answers as an event that every process sees at once. Returns false where it stood so already. */
export async function changePause({ store, ...change }: PauseChange): Promise<boolean> {
  return store.transaction((transaction) => setPause(transaction, change));
}

/** The same in the caller's transaction. */
export async function setPause(
  transaction: StoreTransaction,
  { place, paused, actor, clock }: Omit<PauseChange, "store">,
): Promise<boolean> {
  const standing = await readPauses(transaction);
  if (standing.some((pause) => pause.place === place) === paused) return false;
  await transaction.appendEvent({
    kind: "settingChanged",
    about: nameFor(place),
    occurredAt: clock.now().toISOString(),
    actor,
    payload: { class: "record", body: { type: "setting", value: paused } },
  });
  return true;
}
