import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { renderHome } from "../../../src/renderers/slack/render-view.ts";
import { problemsOfView } from "../../fakes/slack/validate-blocks.ts";
import { openUpdateDesk, people, places } from "./open-update-desk.ts";

const opened = { kind: "opened" } as const;
const officeChat = { id: "slack:T1:DOFFICE", kind: "personal" } as const;

/** So many pilots more in the night buses. */
function withPilots(count: number): (folder: string) => void {
  const rows = Array.from({ length: count }, (_, index) => ({
    id: `hnb-quay-${index + 1}`,
    name: `Quay ${index + 1}`,
    programme: "night-buses",
    kind: "pilot",
    councils: ["eastmere"],
    facts: { berthed: { value: true, sources: ["coast-report"] } },
  }));
  return (folder) => writeFileSync(join(folder, "records/more.yaml"), JSON.stringify({ participations: rows }));
}

describe("the page of somebody", () => {
  it("nobody knows says so, and offers no draft of anybody else's", async () => {
    const { say, turn } = await openUpdateDesk();
    await say("Eastmere night buses: amber, two drivers short");
    const page = await turn(opened, { who: people.guest, place: { id: "slack:T1:DGUEST", kind: "personal" } });
    expect(page.words).toContain("You belong to no pilot's place yet");
    expect(page.words).not.toContain("Drafts that wait");
    expect(page.words).toContain("Things to ask");
    expect(JSON.stringify(page.reply.blocks)).toContain('"kind":"choices"');
    expect(problemsOfView(renderHome(page.reply))).toEqual([]);
  });

  it("with 205 pilots and more drafts than are shown begins with what waits, and says how much more there is", async () => {
    const { say, turn } = await openUpdateDesk(withPilots(200));
    for (const quay of Array.from({ length: 12 }, (_, index) => index + 1)) {
      await say(`Quay ${quay} night buses: amber, two drivers short`, { who: people.office, place: places.office });
    }
    const page = await turn(opened, { who: people.office, place: officeChat });
    const view = renderHome(page.reply);
    expect(problemsOfView(view)).toEqual([]);
    expect(view.blocks.length).toBeLessThanOrEqual(100);
    const shown = JSON.stringify(view.blocks);
    expect(shown.indexOf("New update")).toBeLessThan(shown.indexOf("Drafts that wait for you: 12"));
    expect(shown.indexOf("Drafts that wait for you: 12")).toBeLessThan(shown.indexOf("My pilots"));
    expect(shown).toContain("and 155 more");
    expect(shown).not.toContain("There is more than fits here");
    const [table] = page.reply.blocks.flatMap((block) => (block.kind === "table" ? [block] : []));
    expect(table?.rows).toHaveLength(50);
  });
});
