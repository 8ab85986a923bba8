import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../../knowledge/documents", import.meta.url));

/** A shipped note: its title and its paragraphs. */
export interface Note {
  readonly file: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
}

/** Every shipped note, in order of file. */
export function readNotes(): readonly Note[] {
  return globSync("**/*.md", { cwd: folder })
    .toSorted()
    .map((file) => {
      const [, front = "", body = ""] = readFileSync(join(folder, file), "utf8").split(/^---$/m);
      const paragraphs = body
        .split(/\n\s*\n/)
        .map((paragraph) => paragraph.trim())
        .filter((paragraph) => paragraph !== "");
      return { file, title: /^title: (.*)$/m.exec(front)?.[1] ?? file, paragraphs };
    });
}
