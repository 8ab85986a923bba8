import { afterAll, beforeAll, expect, it } from "vitest";
import { createWorkspace } from "../end-to-end/run-pilotdesk.ts";

const workspace = createWorkspace();
beforeAll(() => workspace.seed());
afterAll(() => workspace.remove());

const run = async (...args: readonly string[]) => {
  const { stdout, stderr, code } = await workspace.run(["roles", ...args]);
  return { said: (stdout + stderr).trim(), code };
};

it("gives a role once, lists it, and takes it again, each time as an event", async () => {
  expect((await run()).said).toBe("Nobody has a role. PILOTDESK_ADMINS names the first admins.");
  const given = await run("give", "slack:T1:U1", "office", "--programme", "pfpp");
  expect(given).toEqual({ said: "slack:T1:U1 is office for pfpp from now on.", code: 0 });
  expect((await run("give", "slack:T1:U1", "office", "--programme", "pfpp")).said).toBe(
    "slack:T1:U1 is office for pfpp already.",
  );
  expect((await run()).said).toBe("slack:T1:U1  office  pfpp");
  expect((await run("take", "slack:T1:U1", "office", "--programme", "pfpp")).said).toBe(
    "slack:T1:U1 is not office for pfpp from now on.",
  );
  expect((await workspace.run(["store", "verify"])).code).toBe(0);
});

it.each([
  [["give", "somebody", "office"], 2],
  [["give", "slack:T1:U1", "king"], 2],
  [["lend"], 2],
  [["give", "slack:T1:U1", "office", "--programme", "none"], 1],
])("refuses %j", async (args, code) => {
  expect((await run(...args)).code).toBe(code);
});
