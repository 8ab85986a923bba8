import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failingQuestion } from "../../fakes/fake-assistant.ts";
import { repliesByQuestion } from "../../fakes/fake-replies.ts";
import { chromiumFlags, findChromium } from "./find-chromium.ts";
import { openWebServer } from "./open-web-server.ts";
import type { OpenWebServer } from "./open-web-server.ts";
import { openScriptedPlayground } from "./scripted-playground.ts";

const executablePath = findChromium();
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe found wrong, one line a rule with the first place it was found at. */
async function listViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(`axe.run().then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ": " + nodes.map((node) => node.html).join(" | ").slice(0, 300)))`) as Promise<
    readonly string[]
  >;
}

/** One property of the focused element, trimmed. An expression as text, because these sources know no DOM. */
async function focused(page: Page, property: "id" | "className" | "textContent"): Promise<string> {
  return String(await page.evaluate(`document.activeElement?.${property}`)).trim();
}

async function ask(page: Page, question: string): Promise<void> {
  await page.locator("#question").fill(question);
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await page.waitForLoadState();
}

/** Presses Tab until the focused element fits; throws after 60 steps. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press("Tab");
    if ((await page.locator(`${selector}:focus`).count()) > 0) return;
  }
  throw new Error(`Tab never reached ${selector}`);
}

describe.skipIf(executablePath === undefined)("in a browser (skipped where there is no Chromium)", () => {
  let web: OpenWebServer;
  let browser: Browser;

  beforeAll(async () => {
    const { playground } = openScriptedPlayground();
    web = await openWebServer({ banner: "Demonstration: every place here is made up.", playground });
    browser = await chromium.launch({ executablePath: executablePath ?? "", args: [...chromiumFlags] });
  });

  afterAll(async () => {
    await browser?.close();
    await web?.server.close();
  });

  async function withPage(options: BrowserContextOptions, use: (page: Page) => Promise<void>): Promise<void> {
    const context = await browser.newContext({ baseURL: web.address, ...options });
    try {
      await use(await context.newPage());
    } finally {
      await context.close();
    }
  }

  /** Visits every kind of page once and calls `check` on each. */
  async function visitAll(page: Page, check: (name: string) => Promise<void>): Promise<void> {
    await page.goto("/");
    await check("home");
    await ask(page, "");
    await check("empty question");
    for (const question of repliesByQuestion.keys()) {
      await page.goto("/");
      await ask(page, question);
      await check(question);
    }
    const answer = await askFor(page, "What is the Harbour Trial grant?");
    for (const path of ["/sources/1", "/sources/2#quote", "/why"]) {
      await page.goto(answer + path);
      await check(path);
    }
    await page.getByRole("button", { name: "Ask again" }).click();
    await check("replay");
    await page.goto("/nope");
    await check("not found");
    await page.goto("/");
    await ask(page, failingQuestion);
    await check("failure");
  }

  /** Does in the team's channel what can be done there, and calls `check` on every kind of page that it leads to. */
  async function visitChannel(page: Page, check: (name: string) => Promise<void>): Promise<void> {
    await page.goto("/officials");
    await check("officials");
    await page.goto("/team");
    await check("team");
    await say(page, "");
    await check("empty message");
    await say(page, "Still amber.");
    await say(page, "Still amber.");
    await say(page, "choose");
    await say(page, "tell the officials");
    await check("messages and drafts");
    await press(page, "Edit");
    await check("form");
    await press(page, "Save");
    await check("form with errors");
    await page.goto("/team");
    await press(page, "Forget me");
    await check("dangerous button");
    await page.getByRole("link", { name: "Cancel" }).click();
    await press(page, "Confirm");
    await check("confirmed");
    const change = page.locator("details", { hasText: "Edit or delete" }).last();
    await change.locator("summary").click();
    await check("message to edit");
    await change.getByRole("button", { name: "Delete the message" }).click();
    await check("deletion");
    await press(page, "Delete the message");
    await check("deleted");
  }

  async function say(page: Page, text: string): Promise<void> {
    await page.locator("#text").fill(text);
    await press(page, "Post");
  }

  async function press(page: Page, name: string): Promise<void> {
    await page.getByRole("button", { name, exact: true }).last().click();
    await page.waitForLoadState();
  }

  async function askFor(page: Page, question: string): Promise<string> {
    await page.goto("/");
    await ask(page, question);
    return page.url();
  }

  it("has no accessibility violation on any page, wide or narrow", async () => {
    for (const width of [1280, 320]) {
      await withPage({ viewport: { width, height: 800 } }, async (page) => {
        const check = async (name: string) => expect([name, await listViolations(page)]).toEqual([name, []]);
        await visitAll(page, check);
        await visitChannel(page, check);
      });
    }
  }, 120_000);

  it("fits 320 pixels without scrolling sideways", async () => {
    await withPage({ viewport: { width: 320, height: 640 } }, async (page) => {
      const check = async (name: string): Promise<void> => {
        const width = await page.evaluate("document.documentElement.scrollWidth");
        expect([name, width]).toEqual([name, 320]);
      };
      await visitAll(page, check);
      await visitChannel(page, check);
    });
  }, 60_000);

  it("breaks none of its own security policy, and runs nothing that content brings", async () => {
    await withPage({}, async (page) => {
      const problems: string[] = [];
      page.on("console", (message) => {
        if (!/status of (400|404|500)/.test(message.text())) problems.push(message.text());
      });
      page.on("pageerror", (error) => problems.push(error.message));
      page.on("dialog", (dialog) => {
        problems.push(`dialog ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on("request", (request) => {
        if (!request.url().startsWith(web.address)) problems.push(`request to ${request.url()}`);
      });
      await visitAll(page, async () => {});
      await visitChannel(page, async () => {});
      expect(problems).toEqual([]);
    });
  }, 60_000);

  it("can be used with the keyboard alone: ask, go to the source, open it at the words, come back", async () => {
    await withPage({}, async (page) => {
      await page.goto("/");
      await page.keyboard.press("Tab");
      expect(await focused(page, "textContent")).toBe("Skip to main content");
      await tabTo(page, "#question");
      await page.keyboard.type("When did the Harbour Trial start?");
      await tabTo(page, "button.govuk-button");
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/answers\//);
      await tabTo(page, "#mark-1");
      await page.keyboard.press("Enter");
      expect(await focused(page, "id")).toBe("source-1");
      await tabTo(page, "#source-1 a");
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/sources\/1#quote$/);
      expect(await focused(page, "textContent")).toBe("The trial started on 8 November 2021 in three places");
      await tabTo(page, ".govuk-back-link");
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/answers\/[^/]+#source-1$/);
    });
  });

  it("moves the focus to what is wrong and from there to the box", async () => {
    await withPage({}, async (page) => {
      await page.goto("/");
      await ask(page, "");
      expect(await focused(page, "className")).toContain("govuk-error-summary");
      await page.getByRole("link", { name: "Enter a question" }).press("Enter");
      expect(await focused(page, "id")).toBe("question");
    });
  });

  it("works without JavaScript: suggestion, follow-up, choice, source, replay, error", async () => {
    await withPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto("/");
      await page.getByRole("button", { name: "Who leads Eastmere?" }).click();
      await page.getByRole("button", { name: "Harbour Trial" }).click();
      await expectHeading(page, "When did the Harbour Trial start?");
      await page.locator("#mark-2").click();
      await page.locator("#source-2 a").first().click();
      expect(await page.locator("mark").textContent()).toBe("Eastmere, Northholm and Saltby were selected");
      await page.getByRole("link", { name: "Back to the answer" }).click();
      await page.getByRole("link", { name: "Why this answer?" }).click();
      await page.getByRole("button", { name: "Ask again" }).click();
      expect(await page.locator("#replay").textContent()).toContain("the answer is the same");
      await page.getByRole("link", { name: "Back to the answer" }).click();
      await ask(page, "What is the Harbour Trial grant?");
      await expectHeading(page, "What is the Harbour Trial grant?");
      await ask(page, "");
      await page.getByRole("link", { name: "Enter a question" }).click();
    });
    const conversations = web.assistant.turns.slice(-3).map((turn) => turn.conversation);
    expect(new Set(conversations).size).toBe(1);
  });

  it("leads the focus to what is new in a channel, and works there without JavaScript", async () => {
    await withPage({}, async (page) => {
      await page.goto("/team");
      await say(page, "Still amber.");
      const item = new URL(page.url()).hash.slice(1);
      expect(item).toMatch(/^item-/);
      expect(await focused(page, "id")).toBe(item);
      await page.keyboard.press("Tab");
      expect(await focused(page, "textContent")).toBe("Source [1]");
      await tabTo(page, `#${item} button[name=action]`);
      expect(await focused(page, "textContent")).toBe("Confirm");
    });
    await withPage({ javaScriptEnabled: false }, async (page) => {
      const visited: string[] = [];
      await visitChannel(page, async (name) => void visited.push(`${name}: ${await page.title()}`));
      expect(visited.slice(-3)).toEqual([
        "message to edit: Team channel – Pilotdesk",
        "deletion: Delete this message? – Pilotdesk",
        "deleted: Team channel – Pilotdesk",
      ]);
    });
  }, 60_000);

  async function expectHeading(page: Page, heading: string): Promise<void> {
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(heading);
  }
});
