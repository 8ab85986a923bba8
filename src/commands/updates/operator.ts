import { hostname, userInfo } from "node:os";
import type { Account } from "../../core/origin.ts";
import { publicScope } from "../../core/trust.ts";
import type { ReadScope } from "../../core/trust.ts";
import { placeAudience, programmeAudience } from "../../intents/caller.ts";
import { createDirectory } from "../../ledger/directory.ts";
import type { Directory } from "../../ledger/directory.ts";
import type { CommandContext } from "../command.ts";
import type { Pilotdesk } from "../../main.ts";

/** Whoever has the data folder at hand: sees and changes what all programmes and places may. */
export interface Operator {
  readonly account: Account;
  readonly scope: ReadScope;
  readonly knowledge: Directory;
}

/** What each of the `updates` commands works with. */
export interface UpdatesContext extends Pick<CommandContext, "print" | "complain"> {
  readonly store: Pilotdesk["store"];
  readonly operator: Operator;
  /** The accounts of the first admins. */
  readonly admins: readonly string[];
  readonly json: boolean;
}

/** The person at this machine's terminal, by the name they are logged in with. */
export async function createOperator(store: Pilotdesk["store"]): Promise<Operator> {
  const scope = await everyAudience(store);
  const account = { platform: "cli", tenant: hostname(), user: userInfo().username } as const;
  return { account, scope, knowledge: await createDirectory(store).at(scope) };
}

async function everyAudience(store: Pick<Pilotdesk["store"], "subjects" | "places">): Promise<ReadScope> {
  const programmes = await store.subjects(publicScope, { kinds: ["programme"] });
  const places = await store.places();
  return {
    reader: {
      audiences: [
        "public",
        ...programmes.map(({ id }) => programmeAudience(id)),
        ...places.map(({ id }) => placeAudience(id)),
      ],
    },
  };
}
