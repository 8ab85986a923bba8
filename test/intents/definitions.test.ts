import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openTestDesk, sentencesOf } from "./open-test-desk.ts";

function note(title: string, body: string): string {
  return `---\ntitle: ${title}\nsource: report\nprogramme: dawn-ferries\n---\n# ${title}\n\n${body}\n`;
}

describe("a question for a name alone", () => {
  it("is answered with what the thing was, however many notes speak of it, and with what follows there", async () => {
    const desk = await openTestDesk();
    const folder = join(desk.folder, "documents", "many");
    await mkdir(folder, { recursive: true });
    for (let day = 1; day <= 40; day += 1) {
      const text = `The Dawn Ferries are Dawn Ferries on day ${day}. On day ${day} of Dawn Ferries the tide was low.`;
      await writeFile(join(folder, `day-${day}.md`), note(`Dawn Ferries, day ${day}`, text));
    }
    const told =
      "Ropes and lamps were bought first. Dawn Ferries was a trial of crossings before sunrise. It was wound up when the fog came.";
    await writeFile(join(folder, "story.md"), note("How it went", told));
    await desk.sync();
    for (const question of ["What was Dawn Ferries?", "tell me about Dawn Ferries"]) {
      const said = sentencesOf(await desk.ask(question)).join(" ");
      expect(said).toContain("Dawn Ferries was a trial of crossings before sunrise.");
      expect(said).not.toContain("the tide was low");
    }
  });
});
