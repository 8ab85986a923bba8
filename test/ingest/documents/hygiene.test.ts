import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { lineKey, maskLines } from "../../../src/ingest/documents/hygiene.ts";
import { readLines } from "../../../src/ingest/documents/span.ts";

function masked(text: string, documentsWith: (key: string) => number = () => 1): string[] {
  return maskLines(text, 0, documentsWith).map(({ start, end, reason }) => `${reason}: ${text.slice(start, end)}`);
}

describe("maskLines", () => {
  it("masks a job block from its title to a misspelt recruiter's line, and not the text above", () => {
    const text =
      "The pilots are Luton and Hackney.\n\nHighways jobs\n\nManager\n\nA Council\n£30,000\nGreat team\nRecuriter: A Council\n";
    expect(masked(text)).toEqual([
      "jobAdvert: Highways jobs",
      "jobAdvert: Manager",
      "jobAdvert: A Council",
      "jobAdvert: £30,000",
      "jobAdvert: Great team",
      "jobAdvert: Recuriter: A Council",
    ]);
  });

  it("takes at most five lines above a recruiter's line", () => {
    const text = "one\ntwo\nthree\nfour\nfive\nsix\nRecruiter: A\n";
    expect(masked(text)).toHaveLength(6);
    expect(masked(text)).not.toContain("jobAdvert: one");
  });

  it("masks calls to action and the captions of pictures", () => {
    expect(
      masked("What works\nWhat works image\nSIGN UP\nView all videos\nRegister now and join us on 12 May\n"),
    ).toEqual([
      "caption: What works image",
      "callToAction: SIGN UP",
      "callToAction: View all videos",
      "callToAction: Register now and join us on 12 May",
    ]);
  });

  it.each([
    "Residents sign up to the scheme at the town hall and get help within a week of that.",
    "Councils registered 300 households.",
    "The recruiter said that posts were hard to fill.",
    "Brand image of the high street",
  ])("keeps %j", (line) => {
    expect(masked(`${line}\n`)).toEqual([]);
  });

  it("masks a short line that two documents share, a sentence only when three do, and never a list item", () => {
    const shared = new Map([
      ["about our magazine", 2],
      ["this is what the minister said on that very day.", 2],
      ["read our terms before you use this site at all.", 3],
      ["- luton", 5],
      ["## funding", 5],
    ]);
    const lines = [
      "About our magazine",
      "This is what the minister said on that very day.",
      "Read our terms before you use this site at all.",
      "- Luton",
      "## Funding",
      "own a",
      "own b",
      "own c",
    ];
    expect(masked(lines.join("\n"), (key) => shared.get(key) ?? 1)).toEqual([
      "repeated: About our magazine",
      "repeated: Read our terms before you use this site at all.",
    ]);
  });

  it("keeps a copy of another document whole", () => {
    expect(masked("one\ntwo\nthree\nfour\n", (key) => (key === "four" ? 1 : 2))).toEqual([]);
  });
});

const articles = fileURLToPath(new URL("../../../../shared/articles", import.meta.url));

describe("maskLines on saved articles", () => {
  it.skipIf(!existsSync(articles))(
    "masks most of the adverts and no sentence about the programme (skipped where ../shared/articles is absent)",
    () => {
      const files = readdirSync(articles).filter((name) => name.endsWith(".txt"));
      const pages = files.map((name) => readFileSync(join(articles, name), "utf8"));
      const counts = new Map<string, number>();
      for (const page of pages)
        for (const key of new Set(readLines(page).map(({ text }) => lineKey(text))))
          counts.set(key, (counts.get(key) ?? 0) + 1);
      const lines = pages.flatMap((page) => masked(page, (key) => counts.get(key) ?? 0));
      expect(lines.filter((line) => line.includes("Recuriter"))).toHaveLength(5);
      expect(lines.filter((line) => /pilot|councils|Partnerships/.test(line))).toEqual([
        "caption: 13 councils chosen to pilot new ways of working image",
      ]);
    },
  );
});
