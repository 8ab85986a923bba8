import type { KyselyPlugin } from "kysely";
import type { StoreError } from "../../core/errors.ts";

/** Stops every query from the moment that `refuse` returns an error: for a store that is closed, a transaction that is over. */
export function createGuard(refuse: () => StoreError | undefined): KyselyPlugin {
  return {
    transformQuery({ node }) {
      const error = refuse();
      if (error) throw error;
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
}
