import { rmSync } from "node:fs";
import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { createWorkspace } from "../end-to-end/run-pilotdesk.ts";
import { describeOnPostgres } from "../setup/describe-on-postgres.ts";
import { serve } from "./serving.ts";

const question = "How many pilots were there in PfPP?";

describeOnPostgres("the command line with DATABASE_URL", (server) => {
  it("imports, answers, pauses, serves and is examined as with a data folder", async () => {
    const workspace = createWorkspace();
    onTestFinished(() => workspace.remove());
    const settings = { DATABASE_URL: await server().createDatabase(), PILOTDESK_VECTORS: "off" };
    expect(await workspace.run(["import"], settings)).toMatchObject({ code: 0, stderr: "" });
    expect((await workspace.run(["ask", question], settings)).stdout).toMatch(/13|thirteen/);

    const serving = await serve(workspace, settings);
    expect(serving.stdout()).toContain("store: PostgreSQL");
    expect(await (await serving.ask(question)).json()).toMatchObject({ outcome: "answered" });
    await workspace.run(["pause"], settings);
    expect(await (await serving.ask(question)).json()).toMatchObject({ intent: "paused" });
    serving.child.kill("SIGTERM");
    expect(await serving.ended).toBe(0);

    const doctor = await workspace.run(["doctor"], settings);
    expect(doctor).toMatchObject({ code: 0, stderr: "" });
    expect(doctor.stdout).toMatch(/^store: PostgreSQL/m);
    expect(doctor.stdout).toContain("paused: everywhere");
  });

  it("takes what an embedded store has exported, and gives it back", async () => {
    const workspace = createWorkspace();
    onTestFinished(() => workspace.remove());
    const folder = (name: string): string => path.join(workspace.root, name);
    await workspace.seed();
    const first = await workspace.run(["store", "export", folder("one")]);
    const settings = { DATABASE_URL: await server().createDatabase() };
    expect(await workspace.run(["store", "import", folder("one")], settings)).toMatchObject({
      code: 0,
      stdout: first.stdout,
    });
    expect(await workspace.run(["store", "verify"], settings)).toMatchObject({ code: 0, stderr: "" });
    expect((await workspace.run(["store", "export", folder("two")], settings)).stdout).toBe(first.stdout);
    rmSync(workspace.data, { recursive: true });
    expect((await workspace.run(["store", "import", folder("two")])).stdout).toBe(first.stdout);
    expect((await workspace.run(["ask", question])).stdout).toMatch(/13|thirteen/);
  });

  it("names a server that cannot be reached, in ask and in doctor", async () => {
    const workspace = createWorkspace();
    onTestFinished(() => workspace.remove());
    const settings = { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" };
    for (const args of [["ask", question], ["doctor"]]) {
      const { code, stderr } = await workspace.run(args, settings);
      expect(code).toBe(1);
      expect(stderr).toMatch(/cannot be reached/);
    }
  });
});
