import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { createFakeAssistant } from "../../fakes/fake-assistant.ts";
import { sampleReceipt } from "../../renderers/files/sample-receipt.ts";
import { browse } from "./browse.ts";
import { openWebServer } from "./open-web-server.ts";
import type { OpenWebServer } from "./open-web-server.ts";
import { openScriptedPlayground } from "./scripted-playground.ts";
import type { ScriptedPlayground } from "./scripted-playground.ts";
import { postForm, send } from "./web-client.ts";

let web: OpenWebServer;
let scripted: ScriptedPlayground;

beforeEach(async () => {
  scripted = openScriptedPlayground();
  web = await openWebServer({ playground: scripted.playground, banner: "Demonstration." });
  onTestFinished(() => web.server.close());
});

const { page, post, actionOf } = browse(() => web);

const textIn = (html: string): string =>
  html
    .replace(/^.*<main/s, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ");

describe("the team's channel", () => {
  it("shows a message and what is said to it, and goes there", async () => {
    const to = await post("/team", { text: "Still amber.\r\nNew wardens start Monday." });
    const html = await page();
    const [, anchor = ""] = /^\/team#(item-[\w-]+)$/.exec(to) ?? [];
    expect(html).toMatch(
      new RegExp(`pd-message--desk" id="${anchor}" tabindex="-1" aria-label="Pilotdesk, 22 November 2026 at 12:00"`),
    );
    expect(textIn(html)).toMatch(/Your team 22 November 2026 at 12:00 Still amber\. New wardens start Monday\./);
    expect(textIn(html)).toMatch(
      /Demonstration: invented.* Update for Eastmere Rating Amber Source \[1\] from the words “still amber”/,
    );
    expect(scripted.turns[0]).toMatchObject({
      kind: "message",
      platform: "web",
      text: "Still amber.\nNew wardens start Monday.",
      place: { id: "web:team" },
      sender: { user: "team" },
      message: { place: "web:team" },
    });
  });

  it("offers messages to try, and says what is wrong with one that cannot be posted", async () => {
    expect(await page()).toContain(
      '<button class="pd-suggestion" name="text" value="Still amber.">Still amber.</button>',
    );
    const empty = await postForm(web.port, "/team", { text: "  " });
    expect(empty.status).toBe(400);
    expect(empty.text).toContain("<title>Error: Team channel – Pilotdesk</title>");
    expect(empty.text).toContain('<a href="#text">Enter a message</a>');
    const long = await postForm(web.port, "/team", { text: "x".repeat(2001) });
    expect(long.text).toContain("Message must be 2,000 characters or fewer");
    expect(long.text).toContain("x".repeat(2001));
    expect(scripted.turns).toEqual([]);
  });

  it("has no anchor twice, however many posts have sources", async () => {
    await post("/team", { text: "one" });
    await post("/team", { text: "two" });
    await post("/team", { text: "tell the officials" });
    const ids = [...(await page()).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toContain("p2-source-1");
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("changes a card in place when a button on it is pressed", async () => {
    const before = await post("/team", { text: "Still amber." });
    const after = await post("/team/actions", { action: await actionOf("Confirm") });
    expect(after).toBe(before);
    const html = await page();
    expect(textIn(html)).toContain("Recorded as u-1.");
    expect(html).not.toContain(">Confirm<");
    expect(scripted.turns.at(-1)).toMatchObject({
      kind: "action",
      call: { verb: "confirm", target: "d-1", hash: "h-1" },
    });
  });

  it("asks once more before a dangerous button, on a page that works without a script", async () => {
    await post("/team", { text: "Still amber." });
    const action = await actionOf("Forget me");
    const sure = await postForm(web.port, "/team/actions", { action });
    expect(sure.status).toBe(200);
    expect(sure.text).toContain("<title>Forget me? – Pilotdesk</title>");
    expect(sure.text).toContain("Everything is deleted. &lt;b&gt;Really?&lt;/b&gt;");
    expect(scripted.turns).toHaveLength(1);
    const fields = Object.fromEntries(
      [...sure.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(
        ([, name = "", value = ""]) => [name, value.replaceAll("&quot;", '"')],
      ),
    );
    await post("/team/actions", fields);
    expect(scripted.turns.at(-1)).toMatchObject({ call: { verb: "forgetMe" } });
  });

  it("takes no button that it never made", async () => {
    for (const action of ["", "[]", '["explode","d-1","",""]', '{"verb":"confirm"}'])
      expect((await postForm(web.port, "/team/actions", { action })).status).toBe(400);
    expect(scripted.turns).toEqual([]);
    expect((await send(web.port, { path: "/team/actions" })).headers.location).toBe("/team");
  });

  it("edits a message, and deletes one after asking once more", async () => {
    await post("/team", { text: "Still amber." });
    const [, id = ""] = /name="id" value="([^"]+)"/.exec(await page()) ?? [];
    await post("/team/messages", { id, do: "edit", text: "Now green." });
    expect(scripted.turns.at(-1)).toMatchObject({ kind: "edited", text: "Now green.", message: { id } });
    expect(textIn(await page())).toContain("(edited) Now green.");
    expect((await postForm(web.port, "/team/messages", { id, do: "edit", text: " " })).status).toBe(400);
    const sure = await postForm(web.port, "/team/messages", { id, do: "delete" });
    expect([sure.status, sure.text.includes("Delete this message?")]).toEqual([200, true]);
    expect(scripted.turns.at(-1)?.kind).toBe("edited");
    await post("/team/messages", { id, do: "delete", sure: "yes" });
    expect(scripted.turns.at(-1)).toMatchObject({ kind: "deleted", isByAuthor: true, message: { id } });
    const html = await page();
    expect(textIn(html)).toContain("(deleted) This message was deleted.");
    expect(html).not.toMatch(/Now green|pd-message--desk/);
    expect((await postForm(web.port, "/team/messages", { id, do: "edit", text: "again" })).status).toBe(410);
  });

  it("sends a choice back as a message in the same channel", async () => {
    await post("/team", { text: "choose" });
    expect(await page()).toMatch(
      /action="\/team" method="post">\s*<button[^>]* name="text" value="I mean Eastmere">Eastmere</,
    );
  });

  it("shows in the officials' channel what goes there, and in its own what only its author sees", async () => {
    await post("/team", { text: "tell the officials" });
    expect(textIn(await page("/officials"))).toContain("The team says something.");
    const own = textIn(await page());
    expect(own).toContain("Only you see this I have told them.");
    expect(own).not.toContain("The team says something.");
  });

  it("says on every page where the visitor is", async () => {
    expect(await page()).toMatch(/aria-current="true"[^>]*>\s*<strong[^>]*>Team channel</);
    expect(await page("/")).toMatch(/aria-current="true"[^>]*>\s*<strong[^>]*>Ask as an official</);
    expect(await page("/officials")).toContain('<h1 class="govuk-heading-l">Officials’ channel</h1>');
  });
});

describe("what is posted unasked", () => {
  it("arrives in its channel, is changed in place, and is found again", async () => {
    const { outbound } = scripted.playground;
    const target = { channel: "web", place: "web:desk", conversation: "web:desk" } as const;
    const say = (text: string) =>
      ({
        outcome: "done",
        intent: "ask",
        blocks: [{ kind: "notice", tone: "info", text }],
        citations: [],
        confidence: 1,
        receipt: "",
      }) as const;
    const signal = new AbortController().signal;
    const sent = await outbound.send({ key: "digest/1", target, operation: "post", reply: say("Week 46") }, signal);
    expect(sent).toEqual({ outcome: "sent", messageId: "digest/1" });
    expect(textIn(await page("/officials"))).toContain("Week 46");
    await outbound.send(
      { key: "digest/1/late", target, operation: "edit", messageId: "digest/1", reply: say("Week 46, late") },
      signal,
    );
    const changed = textIn(await page("/officials"));
    expect(changed).toContain("Week 46, late");
    expect(changed.match(/Week 46/g)).toHaveLength(1);
    expect(await outbound.find({ key: "digest/1", target, operation: "post" }, signal)).toEqual({
      messageId: "digest/1",
    });
    expect(await outbound.find({ key: "digest/2", target, operation: "post" }, signal)).toBe("absent");
    const nowhere = { ...target, place: "web:nowhere" };
    expect(await outbound.send({ key: "x", target: nowhere, operation: "post", reply: say("x") }, signal)).toEqual({
      outcome: "failed",
      reason: "noSuchPlace",
    });
    await outbound.send({ key: "digest/1/gone", target, operation: "delete", messageId: "digest/1" }, signal);
    expect(textIn(await page("/officials"))).not.toContain("Week 46");
  });
});

describe("the ask pages of a demonstration", () => {
  it("ask as the official", async () => {
    await post("/ask", { question: "Which pilots take part?", thread: "t" });
    expect(web.assistant.turns.at(-1)).toMatchObject({
      as: "question",
      sender: { user: "official" },
      place: { id: "web:desk" },
    });
  });
});

describe("an answer with buttons", () => {
  it("is shown without them on the ask pages, where nobody would press them as anybody", async () => {
    const assistant = createFakeAssistant();
    const blocks = [
      { kind: "notice", tone: "info", text: "Something can be done." },
      { kind: "actions", buttons: [{ label: "Undo it", call: { verb: "undo", target: "u-1" } }] },
    ] as const;
    const plain = await openWebServer({
      assistant: { ...assistant, receipt: () => Promise.resolve(sampleReceipt(blocks)) },
    });
    onTestFinished(() => plain.server.close());
    const { status, text } = await send(plain.port, { path: "/answers/r-7" });
    expect(status).toBe(200);
    expect(text).toContain("Something can be done.");
    expect(text).not.toMatch(/Undo it|name="action"/);
  });
});

describe("a server that is no demonstration", () => {
  it("has no channels", async () => {
    const plain = await openWebServer();
    onTestFinished(() => plain.server.close());
    for (const path of ["/team", "/officials", "/team/actions"])
      expect((await send(plain.port, { path })).status).toBe(404);
    expect((await send(plain.port, { path: "/" })).text).not.toContain("Team channel");
  });
});
