import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { chromium } from "playwright-core";
import type { Page } from "playwright-core";
import { chromiumFlags, findChromium } from "../channels/web/find-chromium.ts";
import type { Picture } from "./picture.ts";

const { resolve } = createRequire(import.meta.url);
const folder = import.meta.dirname;

/** The widths that pictures are drawn at, in CSS pixels: a telephone, and a window on a desk. */
export const widths = { phone: 360, desktop: 820 } as const;

/** The name of the file of a picture at a width. */
export function fileOf({ name }: Picture, size: keyof typeof widths): string {
  return `${name}.${size}.png`;
}

function styleSheets(): string {
  return ["block-kit.css", "teams.css"].map((file) => readFileSync(path.join(folder, file), "utf8")).join("\n");
}

/** The scripts of the official renderer, of Markdown for it, and of what puts cards into a page. */
function scripts(): readonly string[] {
  return [
    resolve("adaptivecards/dist/adaptivecards.min.js"),
    path.join(path.dirname(resolve("marked/package.json")), "lib/marked.umd.js"),
    path.join(folder, "draw-cards.js"),
  ].map((file) => readFileSync(file, "utf8"));
}

/** Draws pictures as PNG files of a folder that is there, each at both widths. Throws where a card cannot be drawn in full. */
export async function drawPictures(pictures: readonly Picture[], outputFolder: string): Promise<void> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("There is no Chromium on this machine: the pictures need one.");
  const browser = await chromium.launch({ executablePath, args: [...chromiumFlags] });
  try {
    for (const size of ["phone", "desktop"] as const) {
      const viewport = { width: widths[size], height: 400 };
      const context = await browser.newContext({ viewport, deviceScaleFactor: size === "phone" ? 2 : 1 });
      const page = await context.newPage();
      await page.setContent(
        `<!doctype html><html lang="en-GB"><style>body{margin:0}${styleSheets()}</style><body></body></html>`,
      );
      for (const content of scripts()) await page.addScriptTag({ content });
      for (const picture of pictures) {
        await drawInto(page, picture);
        await page.locator("body").screenshot({ path: path.join(outputFolder, fileOf(picture, size)) });
      }
      await context.close();
    }
  } finally {
    await browser.close();
  }
}

async function drawInto(page: Page, { name, html, cards = {} }: Picture): Promise<void> {
  const problems: unknown = await page.evaluate(`drawPicture(${JSON.stringify({ html, cards })})`);
  if (Array.isArray(problems) && problems.length > 0) throw new Error(`${name}: ${problems.join("; ")}`);
}
