import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { browse } from "./browse.ts";
import { openWebServer } from "./open-web-server.ts";
import type { OpenWebServer } from "./open-web-server.ts";
import { openScriptedPlayground } from "./scripted-playground.ts";
import type { ScriptedPlayground } from "./scripted-playground.ts";
import { postForm } from "./web-client.ts";

let web: OpenWebServer;
let scripted: ScriptedPlayground;

beforeEach(async () => {
  scripted = openScriptedPlayground();
  web = await openWebServer({ playground: scripted.playground, banner: "Demonstration." });
  onTestFinished(() => web.server.close());
});

const { page, post, actionOf } = browse(() => web);

describe("a form in a channel", () => {
  it("is opened on a page of its own, with a field of every kind", async () => {
    const at = await post("/team", { text: "new update" });
    expect(at).toMatch(/^\/team\/forms\/[\w-]+$/);
    const html = await page(at);
    expect(html).toContain("<title>Edit the update – Pilotdesk</title>");
    expect(html).toMatch(/<select[^>]* id="pilot" name="pilot">\s*<option value="" selected>Choose one</);
    expect(html).toMatch(/name="rating"[^>]* value="amber" checked/);
    expect(html).toMatch(/name="rating"[^>]* value="">\s*<label[^>]*>\s*Not said/);
    expect(html).toMatch(/name="themes"[^>]* value="b" checked/);
    expect(html).toMatch(/name="from-day"[^>]* value="1"/);
    expect(html).toMatch(/name="from-year"[^>]* value="2026"/);
    expect(html).toMatch(/id="spent" name="spent"[^>]* value="£12,500"/);
    expect(html).toContain("Summary (optional)");
    expect(html).toContain('<a class="govuk-link" href="/team">Cancel</a>');
  });

  it("is sent in as typed, and is gone when it was taken", async () => {
    const at = await post("/team", { text: "new update" });
    const to = await post(at, {
      pilot: "p-3",
      rating: "green",
      themes: "a",
      "from-day": "3",
      "from-month": "Oct",
      "from-year": "26",
      spent: " £1 ",
      narrative: "one\r\ntwo",
      why: "because",
      colour: "red",
    });
    expect(to).toMatch(/^\/team/);
    expect(scripted.turns.at(-1)).toMatchObject({
      kind: "form",
      form: {
        id: "update",
        target: "d-1",
        hash: "h-1",
        values: {
          pilot: "p-3",
          rating: "green",
          themes: ["a"],
          from: "2026-10-03",
          spent: "£1",
          count: "",
          narrative: "one\ntwo",
          why: "because",
        },
      },
    });
    expect(JSON.stringify(scripted.turns.at(-1))).not.toContain("colour");
    await page(at, 410);
    expect((await postForm(web.port, at, { why: "again" })).status).toBe(410);
  });

  it("stands again at its address with what is wrong, each error leading to its field", async () => {
    const at = await post("/team", { text: "new update" });
    expect(await post(at, { why: "" })).toBe(at);
    const html = await page(at);
    expect(html).toContain("<title>Error: Edit the update – Pilotdesk</title>");
    expect(html).toContain('<a href="#from-day">First day must be a real date</a>');
    expect(html).toContain('<a href="#why">Why: Say why.</a>');
    expect(html).toMatch(/govuk-input--error[^>]* id="from-month"[^>]* value="2"/);
    expect(html).not.toContain("2026-11-30");
    await post(at, { why: "because" });
    await page(at, 410);
  });

  it("does not stand in the way of what is done in another tab", async () => {
    const first = await post("/team", { text: "new update" });
    expect(await post("/team", { text: "Still amber." })).toMatch(/^\/team#item-/);
    const second = await post("/team/actions", { action: await actionOf("Edit") });
    expect(second).not.toBe(first);
    await page(first);
    await page(second);
  });
});
