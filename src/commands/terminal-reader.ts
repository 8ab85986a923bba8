import { ConfigurationError } from "../core/errors.ts";
import { isAudience, publicReader } from "../core/trust.ts";
import type { Reader } from "../core/trust.ts";
import type { Config } from "../config.ts";
import type { Store } from "../core/store.ts";
import { demonstrationReader } from "../operations/demonstration/demonstration.ts";

/**
 * Whom a command answers for: the public, in a demonstration also whoever may see what is invented, and the audiences that
 * are named (`programme:ID`). Throws `ConfigurationError` for one that is none.
 */
export async function terminalReader(
  named: readonly string[],
  { store, config }: { readonly store: Store; readonly config: Pick<Config, "demonstration"> },
): Promise<Reader> {
  const wrong = named.find((audience) => !isAudience(audience));
  if (wrong !== undefined)
    throw new ConfigurationError(
      `--audience takes programme:ID or place:ID; ${wrong} is neither. Correct it, or leave it out.`,
    );
  const { audiences } = config.demonstration ? await demonstrationReader(store) : publicReader;
  return { audiences: [...new Set([...audiences, ...named.filter(isAudience)])] };
}
