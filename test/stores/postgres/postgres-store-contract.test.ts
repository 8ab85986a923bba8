import { beforeAll } from "vitest";
import { openPostgresStore } from "../../../src/stores/postgres/open-postgres-store.ts";
import { createSettableClock } from "../../contracts/store/store-samples.ts";
import { describeStoreContract } from "../../contracts/store-contract.ts";
import { describeOnPostgres } from "../../setup/describe-on-postgres.ts";

describeOnPostgres("on PostgreSQL", (server) => {
  let empty = "";

  beforeAll(async () => {
    empty = await server().createDatabase();
    await (await openPostgresStore({ url: empty, clock: createSettableClock() })).close();
  });

  // A copy of a store that was just made is as empty, and made sooner.
  describeStoreContract("PostgreSQL store", async (clock) =>
    openPostgresStore({ url: await server().createDatabase(empty), clock }),
  );
});
