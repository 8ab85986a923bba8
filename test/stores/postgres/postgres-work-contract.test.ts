import { beforeAll } from "vitest";
import { openPostgresStore } from "../../../src/stores/postgres/open-postgres-store.ts";
import { createSettableClock } from "../../contracts/store/store-samples.ts";
import { describeWorkContract } from "../../contracts/work-contract.ts";
import { describeOnPostgres } from "../../setup/describe-on-postgres.ts";

describeOnPostgres("on PostgreSQL", (server) => {
  let empty = "";

  beforeAll(async () => {
    empty = await server().createDatabase();
    await (await openPostgresStore({ url: empty, clock: createSettableClock() })).close();
  });

  describeWorkContract("PostgreSQL store", {
    open: async (clock) => openPostgresStore({ url: await server().createDatabase(empty), clock }),
    async openTwice(clock) {
      const url = await server().createDatabase(empty);
      return [await openPostgresStore({ url, clock }), await openPostgresStore({ url, clock })];
    },
  });
});
