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
    web = await openWebServer({ banner: "Demonstration: every place here is made up." });
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

  async function askFor(page: Page, question: string): Promise<string> {
    await page.goto("/");
    await ask(page, question);
    return page.url();
  }

  it("has no accessibility violation on any page, wide or narrow", async () => {
    for (const width of [1280, 320]) {
      await withPage({ viewport: { width, height: 800 } }, async (page) => {
        await visitAll(page, async (name) => expect([name, await listViolations(page)]).toEqual([name, []]));
      });
    }
  }, 120_000);

  it("fits 320 pixels without scrolling sideways", async () => {
    await withPage({ viewport: { width: 320, height: 640 } }, async (page) => {
      await visitAll(page, async (name) => {
        const width = await page.evaluate("document.documentElement.scrollWidth");
        expect([name, width]).toEqual([name, 320]);
      });
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

  async function expectHeading(page: Page, heading: string): Promise<void> {
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(heading);
  }
});
