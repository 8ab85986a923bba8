import { afterAll, beforeAll, describe } from "vitest";
import { noPostgres, startPostgresServer, type PostgresServer, type ServerOptions } from "./postgres-server.ts";

/** Tests that have a PostgreSQL server of their own; `server()` is it. Skipped, with the reason, where none can be started. */
export function describeOnPostgres(
  title: string,
  tests: (server: () => PostgresServer) => void,
  options: ServerOptions = {},
): void {
  const reason = noPostgres === undefined ? "" : ` (skipped: ${noPostgres})`;
  describe.skipIf(noPostgres !== undefined)(`${title}${reason}`, () => {
    let server: PostgresServer | undefined;
    beforeAll(async () => {
      server = await startPostgresServer(options);
    });
    afterAll(() => server?.remove());
    tests(() => {
      if (server === undefined)
        throw new Error("The server is started before the first test, not while they are listed.");
      return server;
    });
  });
}
