import { writeFile } from "node:fs/promises";
import { messageOf, PilotdeskError } from "../core/errors.ts";

/** Writes a file that nobody else on the machine may read. Throws `PilotdeskError` where it cannot be written. */
export async function writeOut(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(path, content, { mode: 0o600 });
  } catch (cause) {
    const message = `${path} cannot be written (${messageOf(cause)}). Name a file in a folder that you may write to.`;
    throw new PilotdeskError("file-not-written", message, { cause });
  }
}
