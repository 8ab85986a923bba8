import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postForm, send } from "../channels/web/web-client.ts";
import { serve } from "../commands/serving.ts";
import type { Serving } from "../commands/serving.ts";
import { createWorkspace } from "./run-pilotdesk.ts";

const workspace = createWorkspace();
const banner = "Demonstration: a live programme, its places and its updates are invented.";
let realBefore: string;

beforeAll(async () => {
  await workspace.seed();
  realBefore = await contentOfReal();
});
afterAll(() => workspace.remove());

/** Everything that the real data folder holds, as a text: what is asked of it and its events. */
async function contentOfReal(): Promise<string> {
  const { stdout } = await workspace.run(["records"]);
  const verified = await workspace.run(["store", "verify"]);
  return `${stdout}${verified.stdout}`;
}

/** The action of the last button with a label on a page, as its form sends it. */
function buttonOn(html: string, label: string): string {
  const found = [...html.matchAll(/name="action" value="([^"]*)">([^<]*)</g)].findLast(
    ([, , text]) => text === label,
  )?.[1];
  if (found === undefined) throw new Error(`There is no button ${label}.`);
  return found.replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}

async function page(port: number, at: string): Promise<string> {
  const received = await send(port, { path: at });
  expect([at, received.status]).toEqual([at, 200]);
  return received.text;
}

async function press(port: number, channel: string, label: string): Promise<string> {
  const pressed = await postForm(port, `${channel}/actions`, { action: buttonOn(await page(port, channel), label) });
  expect(pressed.status).toBe(303);
  return pressed.headers.location ?? "";
}

/** The words of an answer: of its sentences, lists, notices and choices. */
async function answerOf(serving: Serving, question: string): Promise<string> {
  const reply = (await (await serving.ask(question)).json()) as { readonly blocks: unknown; readonly banner?: string };
  return JSON.stringify([reply.blocks, reply.banner ?? ""]);
}

describe("npm start -- --demo", () => {
  it("takes a team's words to a cited answer, and back, under a banner and beside the real data", async () => {
    const serving = await serve(workspace, {}, ["--demo"]);
    const { port } = serving;
    expect(serving.stdout()).toContain(`demonstration: 78 invented updates in ${workspace.data}-demonstration`);

    const posted = await postForm(port, "/team", {
      text: "Amber. 397 passengers a night so far this month (target 400).",
    });
    expect(posted.status).toBe(303);
    expect(await answerOf(serving, "How is Eastmere doing?")).not.toContain("397");
    await press(port, "/team", "Confirm");
    expect(await answerOf(serving, "How is Eastmere doing?")).toMatch(
      /397.*Demonstration: invented programme and places/,
    );

    const asked = await postForm(port, "/ask", { question: "How is Eastmere doing?" });
    const answer = asked.headers.location ?? "";
    for (const at of ["/", "/team", "/officials", answer, `${answer}/why`, `${answer}/sources/1`])
      expect([at, (await page(port, at)).includes(banner)]).toEqual([at, true]);
    expect(await page(port, answer)).toContain("Update of the Eastmere pilot (Harbour Night Buses)");
    const form = await press(port, "/team", "Change");
    expect(await page(port, form)).toContain(banner);
    expect((await send(port, { path: "/nowhere" })).text).toContain(banner);
    const word = await send(port, { path: `${answer}/copy/csv` });
    expect(word.headers["content-disposition"]).toMatch(/^attachment; filename="pilotdesk-r-[0-9a-f]+\.csv"$/);
    expect(word.text).toContain("Demonstration: invented programme and places");

    await press(port, "/team", "Undo (10 minutes)");
    expect(await answerOf(serving, "How is Eastmere doing?")).not.toContain("397");

    serving.child.kill("SIGTERM");
    expect(await serving.ended).toBe(0);
    expect(await contentOfReal()).toBe(realBefore);
    expect(readdirSync(workspace.root).toSorted()).toEqual(["data", "data-demonstration"]);
  }, 60_000);

  it("answers about real programmes as without it, and about the invented one only where that is asked", async () => {
    const serving = await serve(workspace, { PILOTDESK_DEMO: "on" });
    expect(serving.stdout()).not.toContain("invented updates in");
    const real = await serve(workspace);
    for (const question of [
      "How many pilots are there in PfPP?",
      "How many pilots are there?",
      "Which places took part in Total Place?",
      "List all councils",
      "How much was the grant in PfPP?",
      "When did Partnerships for People and Place start?",
    ]) {
      const answer = await answerOf(serving, question);
      expect([question, answer]).toEqual([question, await answerOf(real, question)]);
      expect(answer).not.toMatch(/Night Buses|Eastmere|Demonstration/);
    }
    const invented = await answerOf(serving, "How many pilots are there in Harbour Night Buses?");
    expect(invented).toMatch(/13 pilots.*Demonstration: invented programme and places/);
    expect(await answerOf(real, "How many pilots are there in Harbour Night Buses?")).not.toMatch(
      /Eastmere|Coldharbour/,
    );
    expect((await send(real.port, { path: "/team" })).status).toBe(404);
    expect((await send(real.port, { path: "/" })).text).not.toContain("Demonstration");
  }, 60_000);
});

describe("PILOTDESK_DEMO=on", () => {
  it("sets the demonstration up for any command", async () => {
    const fresh = createWorkspace();
    try {
      const listed = await fresh.run(["updates", "list", "--pilot", "Wexcombe"], { PILOTDESK_DEMO: "on" });
      expect([listed.code, listed.stdout.trim().split("\n").length]).toEqual([0, 6]);
      expect(listed.stderr).toContain("demonstration: 78 invented updates in");
      const again = await fresh.run(["updates", "list"], { PILOTDESK_DEMO: "on" });
      expect([again.stdout.trim().split("\n").length, again.stderr]).toEqual([78, ""]);
      expect(existsSync(fresh.data)).toBe(false);
      expect(existsSync(path.join(fresh.root, "data-demonstration"))).toBe(true);
    } finally {
      fresh.remove();
    }
  }, 60_000);

  it("is refused with a database, in one sentence", async () => {
    const database = { DATABASE_URL: "postgres://user@127.0.0.1:1/none" };
    for (const [args, settings] of [
      [["start", "--demo"], database],
      [["updates", "list"], { ...database, PILOTDESK_DEMO: "on" }],
    ] as const) {
      const { code, stderr } = await workspace.run(args, settings);
      expect([code, stderr.trim()]).toEqual([
        1,
        "A demonstration keeps what it makes up in a folder of its own, and DATABASE_URL is set. Unset DATABASE_URL for the demonstration.",
      ]);
    }
  });
});
