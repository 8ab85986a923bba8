import { basename, dirname, join, resolve } from "node:path";
import type { Config } from "../../config.ts";
import { ConfigurationError } from "../../core/errors.ts";
import type { Sender } from "../../core/origin.ts";
import type { Store } from "../../core/store.ts";
import { publicReader } from "../../core/trust.ts";
import type { Reader } from "../../core/trust.ts";

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

/** The settings of a demonstration: a store of its own beside the real one, so that nothing made up gets into that. */
export function demonstrationConfig(config: Config): Config {
  if (config.databaseUrl !== undefined)
    throw new ConfigurationError(
      "--demo keeps what it makes up in a folder of its own, and DATABASE_URL is set. Unset DATABASE_URL for the demonstration.",
    );
  const folder = resolve(config.dataFolder);
  const dataFolder = join(dirname(folder), `${basename(folder)}-demonstration`);
  return { ...config, dataFolder, furtherKnowledge: [join(dataFolder, "knowledge")] };
}

/** Whom the ask pages of a demonstration are for: the public, and whoever may see the programmes that are made up. */
export async function demonstrationReader(store: Store): Promise<Reader> {
  const programmes = await store.subjects({ reader: publicReader }, { kinds: ["programme"] });
  const invented = programmes.filter(({ fictional }) => fictional === true);
  return { audiences: ["public", ...invented.map(({ id }) => `programme:${id}` as const)] };
}
