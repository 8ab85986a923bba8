import type { Sender } from "../../core/origin.ts";
import type { Store } from "../../core/store.ts";
import { publicReader } from "../../core/trust.ts";
import type { Reader } from "../../core/trust.ts";
import { placeAudience, programmeAudience } from "../../intents/caller.ts";

/** What stands above every page of a demonstration. */
export const demonstrationBanner = "Demonstration: a live programme, its places and its updates are invented.";

const tenant = "playground";
/** The two people that a visitor of the playground may be. */
export const players = {
  official: { platform: "web", tenant, user: "official", name: "An official" },
  team: { platform: "web", tenant, user: "team", name: "A local team" },
} as const satisfies Readonly<Record<string, Sender>>;
/** Where they are. */
export const stages = {
  official: { id: "web:desk", kind: "channel", name: "Officials" },
  team: { id: "web:team", kind: "channel", name: "Team channel" },
} as const;

/** Whom the pages of a demonstration are for: the public, and whoever may see the programmes that are made up and its two places. */
export async function demonstrationReader(store: Pick<Store, "subjects">): Promise<Reader> {
  const programmes = await store.subjects({ reader: publicReader }, { kinds: ["programme"] });
  const invented = programmes.filter(({ fictional }) => fictional === true);
  const places = Object.values(stages).map(({ id }) => placeAudience(id));
  return { audiences: ["public", ...invented.map(({ id }) => programmeAudience(id)), ...places] };
}
