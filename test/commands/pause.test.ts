import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWorkspace } from "../end-to-end/run-pilotdesk.ts";

const workspace = createWorkspace();
beforeAll(() => workspace.seed());
afterAll(() => workspace.remove());

const question = "How many pilots were there in PfPP?";

interface Asked {
  readonly outcome: string;
  readonly intent: string;
  readonly repeated?: boolean;
  readonly receipt: string;
  readonly blocks: readonly { readonly text?: string }[];
}

async function ask(...more: readonly string[]): Promise<Asked> {
  const { stdout } = await workspace.run(["ask", "--json", ...more, question]);
  return JSON.parse(stdout) as Asked;
}

describe("pause and resume", () => {
  it("stop answers everywhere in another process, say so once in a conversation, and let them go on", async () => {
    expect((await workspace.run(["pause"])).stdout).toContain("paused: everywhere");
    const first = await ask("--thread", "t");
    expect(first).toMatchObject({ outcome: "refused", intent: "paused" });
    expect(first.blocks[0]?.text).toMatch(/^Answers are paused since \d+ \w+ \d{4}; updates are still accepted\.$/);
    expect(first.repeated).toBeUndefined();
    expect((await ask("--thread", "t")).repeated).toBe(true);
    expect((await ask("--thread", "u")).repeated).toBeUndefined();
    expect((await workspace.run(["why", first.receipt])).stdout).toContain("paused");

    expect((await workspace.run(["resume"])).stdout).toContain("resumed: everywhere");
    expect((await ask("--thread", "t")).outcome).toBe("answered");
    await workspace.run(["pause"]);
    // Another pause is news to a conversation that was told of an earlier one.
    expect((await ask("--thread", "t")).repeated).toBeUndefined();
    await workspace.run(["resume"]);
  });

  it("stop answers in one place only", async () => {
    await workspace.run(["pause", "web"]);
    expect((await ask()).outcome).toBe("answered");
    await workspace.run(["pause", "cli:special"]);
    const special = await ask("--thread", "special");
    expect(special.blocks[0]?.text).toContain("paused here");
    expect((await ask("--thread", "specially")).outcome).toBe("answered");
    const resumed = await workspace.run(["resume", "cli:special"]);
    expect(resumed.stdout).toMatch(/still paused: web since/);
    expect((await ask("--thread", "special")).outcome).toBe("answered");
  });

  it("change nothing the second time, and leave a ledger that verifies", async () => {
    await workspace.run(["pause", "teams"]);
    expect((await workspace.run(["pause", "teams"])).stdout).toContain("unchanged: teams was paused already");
    expect((await workspace.run(["store", "verify"])).stdout).toContain("chain whole");
  });

  it.each([[["pause", "my house"]], [["resume", "web", "cli"]], [["pause", "discord"]]])(
    "refuse %j with what a place is called",
    async (args) => {
      const { code, stderr } = await workspace.run(args);
      expect(code).toBe(2);
      expect(stderr).toContain("slack:T1:C1");
    },
  );
});
