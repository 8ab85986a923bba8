import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWebServer } from "./open-web-server.ts";
import type { OpenWebServer } from "./open-web-server.ts";
import { postForm, send } from "./web-client.ts";

let web: OpenWebServer;

beforeAll(async () => {
  web = await openWebServer({ banner: "Demonstration: every place here is made up." });
});

afterAll(() => web.server.close());

async function ask(question: string, thread = "t-1"): Promise<string> {
  const asked = await postForm(web.port, "/ask", { question, thread });
  expect(asked.status).toBe(303);
  return asked.headers.location ?? "";
}

async function page(path: string): Promise<string> {
  const received = await send(web.port, { path });
  expect(received.status).toBe(200);
  return received.text;
}

describe("the first page", () => {
  it("has a labelled ask box, suggestions that ask at once, a skip link and the banner", async () => {
    const html = await page("/");
    expect(html).toContain('<html lang="en-GB"');
    expect(html).toContain("<title>Ask a question – Pilotdesk</title>");
    expect(html).toMatch(/<label class="[^"]*" for="question">\s*Ask about the pilot programmes/);
    expect(html).toContain('<button class="pd-suggestion" name="question" value="Who leads Eastmere?">');
    expect(html).toContain('href="#main-content" class="govuk-skip-link"');
    expect(html).toContain("Demonstration: every place here is made up.");
  });

  it("shows no crown, no GOV.UK logotype and no GDS Transport", async () => {
    const html = await page("/");
    expect(html).not.toMatch(/crown|logotype|<svg/i);
    const styles = [...html.matchAll(/href="(\/assets\/[^"]+\.css)"/g)].map((match) => match[1] ?? "");
    expect(styles).toHaveLength(2);
    const css = (await Promise.all(styles.map(page))).join("");
    expect(css).not.toMatch(/GDS Transport|@font-face/);
    expect(css).toContain("font-family:arial,sans-serif");
  });

  it("lists the questions of a thread", async () => {
    const first = await ask("Which pilots take part?", "listed");
    const html = await page("/?thread=listed");
    expect(html).toContain("Your questions so far");
    expect(html).toContain(`href="${first}">Which pilots take part?</a>`);
  });

  it("takes no thread id that is not one", async () => {
    const html = await page(`/?thread=${encodeURIComponent('"><script>')}`);
    expect(html).toMatch(/name="thread" value="[0-9a-f-]{36}"/);
  });
});

describe("asking", () => {
  it("hands over the question as a public turn of its thread and sends the browser on", async () => {
    const asked = await postForm(web.port, "/ask", { question: " Who leads\r\nEastmere? ", thread: "turn-test" });
    expect(asked.status).toBe(303);
    expect(asked.headers.location).toMatch(/^\/answers\/r-\d+$/);
    expect(web.assistant.turns.at(-1)).toMatchObject({
      kind: "message",
      platform: "web",
      conversation: "web:turn-test",
      reader: { audiences: ["public"] },
      text: "Who leads\nEastmere?",
      arrivedAt: "2026-03-02T12:00:00.000Z",
    });
  });

  it("does not ask again when the answer is loaded again", async () => {
    const path = await ask("Who leads Eastmere?");
    const turns = web.assistant.turns.length;
    await page(path);
    await page(path);
    expect(web.assistant.turns).toHaveLength(turns);
  });

  it("keeps the thread on the answer's page, so that a follow-up belongs to it", async () => {
    const html = await page(await ask("Who leads Eastmere?", "follow"));
    expect(html).toContain('<input type="hidden" name="thread" value="follow">');
  });

  it.each(["", "   \r\n "])("asks for a question when it gets %j", async (question) => {
    const { status, text } = await postForm(web.port, "/ask", { question, thread: "kept" });
    expect(status).toBe(400);
    expect(text).toContain("<title>Error: Ask a question – Pilotdesk</title>");
    expect(text).toContain('<a href="#question">Enter a question</a>');
    expect(text).toMatch(
      /id="question-error" class="govuk-error-message">\s*<span[^>]*>Error:<\/span> Enter a question/,
    );
    expect(text).toContain('name="thread" value="kept"');
  });

  it("takes 2,000 characters, counting an emoji as one", async () => {
    await ask("🙂".repeat(2000));
    expect(web.assistant.turns.at(-1)?.text).toHaveLength(4000);
  });

  it("says how much too long a question is, and keeps it", async () => {
    const question = `<b>${"x".repeat(1999)}`;
    const { status, text } = await postForm(web.port, "/ask", { question });
    expect(status).toBe(400);
    expect(text).toContain("Question must be 2,000 characters or fewer. It is 2 too long");
    expect(text).toContain(`&lt;b&gt;${"x".repeat(1999)}</textarea>`);
  });

  it("leads from the address of the form back to the first page", async () => {
    const received = await send(web.port, { path: "/ask" });
    expect([received.status, received.headers.location]).toEqual([303, "/"]);
  });
});

describe("an answer", () => {
  it("numbers its sentences and links each number to its source below", async () => {
    const html = await page(await ask("When did the Harbour Trial start?"));
    expect(html).toContain("<title>When did the Harbour Trial start? – Pilotdesk</title>");
    expect(html).toMatch(/8 November 2021\.<\/bdi><sup class="pd-mark"><a [^>]*href="#source-1" id="mark-1">/);
    expect(html).toMatch(/<li class="pd-source" id="source-2" value="2" tabindex="-1">/);
    expect(html).toContain("“The trial started on 8 November 2021 in three places”");
    expect(html).toContain("Marked <strong>OFFICIAL</strong>");
    expect(html).toContain("As of 1 March 2022.");
  });

  it("names a machine-reworded copy and links nowhere near it", async () => {
    const html = await page(await ask("When did the Harbour Trial start?"));
    expect(html).toContain("A machine-reworded copy, not linked");
    expect(html).not.toContain("spun.example.com");
  });

  it("sets a refusal apart", async () => {
    const html = await page(await ask("What did the Harbour Trial spend on boats?"));
    expect(html).toMatch(/class="govuk-inset-text pd-refusal">\s*<h2[^>]*>Not answered<\/h2>/);
    expect(html).not.toContain(">Sources</h2>");
  });

  it("offers what it asks back as buttons that ask in the same thread", async () => {
    const html = await page(await ask("Who leads Eastmere?", "choose"));
    expect(html).toContain(
      '<button class="govuk-button govuk-button--secondary" name="question" value="When did the Harbour Trial start?">Harbour Trial</button>',
    );
    expect(html).toMatch(/<form class="pd-choices"[^>]*>\s*<input type="hidden" name="thread" value="choose">/);
  });

  it("draws a table with caption and scopes", async () => {
    const html = await page(await ask("Which pilots take part?"));
    expect(html).toMatch(/<caption [^>]*><bdi>Pilots and their leads<\/bdi>/);
    expect(html).toContain('<th scope="col" class="govuk-table__header"><bdi>Lead</bdi></th>');
    expect(html).toContain('<th scope="row" class="govuk-table__header"><bdi>Eastmere</bdi></th>');
  });

  it("escapes and disarms whatever content holds", async () => {
    const html = await page(await ask("Show me hostile content"));
    expect(html).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;");
    expect(html).toContain("{{ 7 * 7 }}");
    expect(html).not.toMatch(/<script>|<img|onfocus=alert\(4\) x=""|javascript:|data:text|secret/);
    expect(html).not.toMatch(/(?![\n\t])\p{Cc}|[\u202A-\u202E]/u);
    expect([...html.matchAll(/href="https?:[^"]*"/g)]).toEqual([]);
  });

  it("lists what was asked before in the conversation, oldest first, without itself", async () => {
    const first = await ask("Who leads Eastmere?", "history");
    const second = await ask("Which pilots take part?", "history");
    const html = await page(second);
    expect(html).toContain("Asked before in this conversation");
    expect(html).toContain(`href="${first}"`);
    expect(html).not.toContain(`href="${second}"`);
  });

  it("is gone with a plain word once purged", async () => {
    const path = await ask("Who leads Eastmere?");
    web.assistant.purge(path.replace("/answers/", ""));
    const { status, text } = await send(web.port, { path });
    expect(status).toBe(410);
    expect(text).toContain("This answer is no longer kept");
  });
});

describe("an opened source", () => {
  it("marks the exact words in the stored text", async () => {
    const html = await page(`${await ask("When did the Harbour Trial start?")}/sources/1`);
    expect(html).toContain("<title>Source 1: Harbour Trial: launch note – Pilotdesk</title>");
    expect(html).toContain(
      'in the spring. <mark id="quote" tabindex="-1">The trial started on 8 November 2021 in three places</mark>.',
    );
    expect(html).toContain("&lt;b&gt;not&lt;/b&gt;");
    expect(html).toContain('href="https://www.example.org/harbour-trial/launch" rel="external noreferrer noopener"');
  });

  it("warns of a machine-reworded copy and does not link it", async () => {
    const html = await page(`${await ask("When did the Harbour Trial start?")}/sources/2`);
    expect(html).toContain("This is a machine-reworded copy, not linked.");
    expect(html).not.toContain("spun.example.com");
  });

  it("names the record of a fact", async () => {
    const html = await page(`${await ask("What is the Harbour Trial grant?")}/sources/2`);
    expect(html).toContain("Record fact-7, recorded 1 March 2026");
  });

  it("says so where the stored words may not be shown", async () => {
    const { status, text } = await send(web.port, { path: `${await ask("Which pilots take part?")}/sources/1` });
    expect(status).toBe(404);
    expect(text).toContain("This source cannot be shown");
  });

  it.each(["0", "3", "01", "x", "1e0"])("is not found under number %s", async (number) => {
    const path = `${await ask("When did the Harbour Trial start?")}/sources/${number}`;
    expect((await send(web.port, { path })).status).toBe(404);
  });
});

describe("why", () => {
  it("shows candidates with scores and the verdict on each sentence", async () => {
    const html = await page(`${await ask("When did the Harbour Trial start?")}/why`);
    expect(html).toContain("harbour/launch.md@0123456789ab#2");
    expect(html).toContain("0.775");
    expect(html).toContain("left out: figure 350,000 is not in the cited words");
    expect(html).toContain("harbour/launch.md@0123456789ab, characters 120 to 172");
  });

  it("asks again with what was known then", async () => {
    const same = await postForm(web.port, `${await ask("When did the Harbour Trial start?")}/replay`, {});
    expect(same.text).toContain("the answer is the same");
    const differs = await postForm(web.port, `${await ask("What is the Harbour Trial grant?")}/replay`, {});
    expect(differs.text).toContain("the answer is different");
    expect(differs.text).toContain("document harbour/launch.md was withdrawn");
    expect(differs.text).toContain("26 pilots take part in the two trials.");
  });

  it("leads from the replay's address to the receipt", async () => {
    const received = await send(web.port, { path: "/answers/r-1/replay" });
    expect([received.status, received.headers.location]).toEqual([303, "/answers/r-1/why"]);
  });
});

describe("a copy of an answer", () => {
  it("is offered beside it and downloaded as Word and as CSV", async () => {
    const answer = await ask("When did the Harbour Trial start?");
    const html = await page(answer);
    expect(html).toContain(`href="${answer}/copy/docx" download>Download as Word</a>`);
    expect(html).toContain(`href="${answer}/copy/csv" download>Download as CSV</a>`);
    const id = answer.split("/").at(-1) ?? "";
    const word = await send(web.port, { path: `${answer}/copy/docx` });
    expect(word.headers).toMatchObject({
      "content-type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      "content-disposition": `attachment; filename="pilotdesk-${id}.docx"`,
      "cache-control": "no-store",
    });
    expect(word.text.slice(0, 2)).toBe("PK");
    const csv = await send(web.port, { path: `${answer}/copy/csv` });
    expect(csv.headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(csv.text).toContain("Question,When did the Harbour Trial start?\r\n");
    expect(csv.text).toContain("copied 2 March 2026 at 12:00 from Pilotdesk");
  });

  it("is not there for an answer that is not", async () => {
    expect((await send(web.port, { path: "/answers/r-none/copy/csv" })).status).toBe(404);
    const answer = await ask("When did the Harbour Trial start?");
    expect((await send(web.port, { path: `${answer}/copy/pdf` })).status).toBe(404);
    web.assistant.purge(answer.split("/").at(-1) ?? "");
    expect((await send(web.port, { path: `${answer}/copy/docx` })).status).toBe(410);
  });
});
