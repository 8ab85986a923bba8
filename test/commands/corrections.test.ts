import { afterAll, beforeAll, expect, it } from "vitest";
import { openSqliteStore } from "../../src/stores/sqlite/open-sqlite-store.ts";
import { createWorkspace } from "../end-to-end/run-pilotdesk.ts";

const workspace = createWorkspace();
beforeAll(() => workspace.seed());
afterAll(() => workspace.remove());

const run = async (...args: readonly string[]) => {
  const { stdout, stderr, code } = await workspace.run(args);
  return { said: (stdout + stderr).trim(), code };
};

it("lists what nobody could be told of, says so in doctor, and takes it off", async () => {
  expect((await run("corrections")).said).toBe("Nothing waits: every correction reached somebody.");
  const clock = { now: () => new Date("2026-11-20T09:00:00.000Z") };
  const store = await openSqliteStore({ directory: workspace.data, clock });
  const value = { receipt: "r-1", words: "It was £400,000.", source: "page 3", about: "Day boats: £500,000" };
  await store.transaction((transaction) =>
    transaction.putMark({ owner: "day-boats", name: "correction:t-1", value, at: clock.now().toISOString() }),
  );
  await store.close();
  const { said } = await run("corrections");
  expect(said).toContain("t-1  20 November 2026");
  expect(said).toContain("They say: It was £400,000. (it stands here: page 3)");
  expect((await run("doctor")).said).toMatch(
    /note: corrections: 1 of what people say is wrong .* pilotdesk corrections/,
  );
  expect(await run("corrections", "done", "t-2")).toMatchObject({ code: 1 });
  expect(await run("corrections", "done", "t-1")).toEqual({ said: "t-1 is off the list.", code: 0 });
  expect((await run("doctor")).said).not.toContain("corrections");
  expect((await run("corrections", "done")).code).toBe(2);
});
