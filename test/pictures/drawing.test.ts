import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { blocksHtml, viewHtml } from "./block-kit-html.ts";
import type { BlockLook } from "./block-kit-html.ts";
import { beforeReminders } from "./other-day.ts";
import { teamsPicture } from "./teams-html.ts";
import type { TeamsLine } from "./teams-html.ts";

const renderers = path.resolve(import.meta.dirname, "../renderers");

function snapshotsIn(folder: string): readonly (readonly [string, unknown])[] {
  const files = readdirSync(path.join(renderers, folder));
  return files.map((file) => [file, JSON.parse(readFileSync(path.join(renderers, folder, file), "utf8")) as unknown]);
}

/** Knows everybody and every picture. */
const look: BlockLook = {
  people: named("U"),
  channels: named("C"),
  pictures: named("F"),
};

function named(prefix: string): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  map.get = (id) => (id.startsWith(prefix) ? `name of ${id}` : undefined);
  return map;
}

const section = (text: string) => [{ type: "section", text: { type: "mrkdwn", text } }];

describe("the drawing of Block Kit", () => {
  const snapshots = snapshotsIn("slack/cards");

  it("has snapshots to draw", () => {
    expect(snapshots.length).toBeGreaterThan(10);
  });

  it.each(snapshots)("knows everything in %s", (_, snapshot) => {
    const isView = typeof snapshot === "object" && snapshot !== null && "type" in snapshot;
    const { blocks } = snapshot as { readonly blocks: readonly unknown[] };
    const html = isView ? viewHtml(snapshot, look) : blocksHtml(blocks, look);
    expect(html.length).toBeGreaterThan(20 * blocks.length);
  });

  it("refuses a block, an element and a member that it does not know", () => {
    expect(() => blocksHtml([{ type: "video" }], look)).toThrow("video");
    expect(() => blocksHtml([{ type: "actions", elements: [{ type: "users_select" }] }], look)).toThrow("users_select");
    expect(() => blocksHtml([{ type: "divider", colour: "red" }], look)).toThrow("colour");
  });

  it("shows an error at its field, and refuses one about no field", () => {
    const input = {
      type: "input",
      block_id: "field:spent",
      label: { type: "plain_text", text: "Spent" },
      element: { type: "plain_text_input", action_id: "value" },
    };
    const view = { type: "modal", title: { type: "plain_text", text: "Edit" }, blocks: [input] };
    expect(viewHtml(view, { ...look, errors: { "field:spent": "This is no amount." } })).toContain(
      "This is no amount.",
    );
    expect(() => viewHtml(view, { ...look, errors: { "field:other": "no" } })).toThrow("field:other");
  });

  it.each([
    ["*bold* and _slanted_", "<strong>bold</strong> and <em>slanted</em>"],
    ["2*3*4 and a_b_c", "2*3*4 and a_b_c"],
    ["<https://example.org/a?b=1&amp;c=2|a &lt;b&gt;>", '<a href="https://example.org/a?b=1&amp;c=2">a &lt;b&gt;</a>'],
    ["&gt; said", "<blockquote>said</blockquote>"],
    ["<@U1>", '<span class="mention">@name of U1</span>'],
    ['"quoted" &amp; <b', "&quot;quoted&quot; &amp; &lt;b"],
  ])("reads %s as Slack does", (text, html) => {
    expect(blocksHtml(section(text), look)).toContain(html);
  });

  it("refuses a sign and a token that it does not know", () => {
    expect(() => blocksHtml(section(":tada:"), look)).toThrow(":tada:");
    expect(() => blocksHtml(section("<!channel>"), look)).toThrow("!channel");
  });
});

/** How a snapshot of Teams is shown. */
function lineOf(snapshot: unknown): TeamsLine {
  if (Array.isArray(snapshot)) {
    const composeExtension = { type: "result", attachmentLayout: "list", attachments: snapshot as unknown };
    return { kind: "results", answered: { composeExtension } };
  }
  const { title, card } = snapshot as { readonly title?: string; readonly card?: unknown };
  if (card === undefined) return { kind: "post", activity: snapshot };
  const attached = { contentType: "application/vnd.microsoft.card.adaptive", content: card };
  return {
    kind: "dialog",
    answered: { task: { type: "continue", value: { title, height: "medium", width: "medium", card: attached } } },
  };
}

describe("the drawing of Teams", () => {
  it.each(snapshotsIn("teams/snapshots"))("knows everything around the cards in %s", (_, snapshot) => {
    const { html, cards = {} } = teamsPicture([lineOf(snapshot)]);
    expect(html).toMatch(/data-markdown|id="card-1"|class="result"/);
    expect(JSON.stringify(cards)).not.toContain('"Chart.');
  });

  it("refuses an entity that it does not know", () => {
    const activity = { type: "message", text: "a", entities: [{ type: "https://schema.org/Message", colour: "red" }] };
    expect(() => teamsPicture([{ kind: "post", activity }])).toThrow("entities");
  });
});

describe("the day of the reminder", () => {
  it.each([
    ["2026-11-22T12:00:00Z", "2026-12-07T08:29:00.000Z"],
    ["2026-07-10T12:00:00Z", "2026-08-05T07:29:00.000Z"],
    ["2026-12-31T23:00:00Z", "2027-01-05T08:29:00.000Z"],
  ])("after %s is %s", (now, day) => {
    expect(beforeReminders(new Date(now)).toISOString()).toBe(day);
  });
});
