import { spawn } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWorkspace, expectNoStackTrace, plainEnvironment, program } from "./run-pilotdesk.ts";

const workspace = createWorkspace();
beforeAll(() => workspace.seed());
afterAll(() => workspace.remove());

describe("ask", () => {
  it("prints an answer with its sources and the id of its receipt", async () => {
    const { code, stdout, stderr } = await workspace.run(["ask", "How many pilots were there in PfPP?"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/\b(?:13|thirteen)\b/);
    expect(stdout).toContain("[1]");
    expect(stdout).toContain("https://");
    expect(stdout).toMatch(/\br-[0-9a-f]{12}\b/);
  });

  it("prints the whole reply as JSON", async () => {
    const { code, stdout } = await workspace.run(["ask", "--json", "Who funded Partnerships for People and Place?"]);
    const reply = JSON.parse(stdout) as { outcome: string; citations: object[]; receipt: string };
    expect(code).toBe(0);
    expect(reply).toMatchObject({ outcome: "answered", receipt: expect.stringMatching(/^r-/) as string });
    expect(reply.citations.length).toBeGreaterThan(0);
  });

  it("says that it does not know, and ends well", async () => {
    const { code, stdout } = await workspace.run(["ask", "How much did Luton receive from PfPP?"]);
    expect(code).toBe(0);
    expect(stdout).toContain("I don't know");
    expect(stdout).not.toContain("£20 million");
  });

  it("follows up in a thread over two processes", async () => {
    await workspace.run(["ask", "--thread", "t1", "What was the theme of the Luton pilot in PfPP?"]);
    const { code, stdout } = await workspace.run(["ask", "--thread", "t1", "and Newcastle?"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/safeguarding/i);
  });

  it.each([
    ["no question", ["ask"]],
    ["a day that is none", ["ask", "--true-at", "2022-02-30", "Who led PfPP?"]],
    ["an option that is none", ["ask", "--colour", "Who led PfPP?"]],
    ["a command that is none", ["answer", "Who led PfPP?"]],
    ["no id", ["why"]],
  ])("answers %s with a sentence and exit code 2", async (_, args) => {
    const { code, stdout, stderr } = await workspace.run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr.length).toBeGreaterThan(20);
  });

  it.each([
    ["PORT", "seventy"],
    ["PILOTDESK_VECTORS", "maybe"],
    ["PILOTDESK_RECEIPT_DAYS", "0"],
  ])("names %s where it cannot be used", async (name, value) => {
    const { code, stderr } = await workspace.run(["ask", "Who led PfPP?"], { [name]: value });
    expect(code).toBe(1);
    expect(stderr).toContain(`${name} cannot be used`);
  });

  it("stays quiet when its reader has read enough", async () => {
    const env = plainEnvironment({ PILOTDESK_DATA: workspace.data, PILOTDESK_KNOWLEDGE: workspace.knowledge });
    const child = spawn(process.execPath, [program, "records", "participation"], {
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString("utf8")));
    child.stdout.destroy();
    await new Promise((resolve) => child.on("close", resolve));
    expectNoStackTrace(stderr);
    expect(stderr).not.toContain("EPIPE");
  });
});

describe("records and doctor", () => {
  it("list what is on file and say that the store is whole", async () => {
    const records = await workspace.run(["records"]);
    expect(records).toMatchObject({ code: 0, stderr: "" });
    expect(records.stdout).toMatch(/participation\D+\d+/i);
    const doctor = await workspace.run(["doctor"]);
    expect(doctor.code).toBe(0);
    expect(doctor.stdout).toContain("chain whole");
  });
});
