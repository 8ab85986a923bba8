import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { PilotdeskError } from "../core/errors.ts";

/** A line of a batch with its number, counted from 1 with the empty ones. */
export interface BatchLine {
  readonly number: number;
  readonly text: string;
}

/** The lines of a batch file that hold something, in order. Throws `PilotdeskError` where the file cannot be read. */
export async function* readBatchLines(file: string): AsyncGenerator<BatchLine> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile())
    throw new PilotdeskError(
      "batch-missing",
      `The batch file ${file} cannot be read. Name a file with one JSON object a line.`,
    );
  let number = 0;
  for await (const text of linesOf(file)) {
    number += 1;
    if (text.replace(/^\uFEFF/, "").trim() !== "") yield { number, text };
  }
}

/** The lines of a file as JSONL has them: ended by a line feed, and by nothing else. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of createReadStream(file, "utf8")) {
    const lines = `${rest}${String(chunk)}`.split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}
