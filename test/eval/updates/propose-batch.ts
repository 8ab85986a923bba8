import { runBatch } from "../run-batch.ts";
import type { BatchFailure } from "../batch-output.ts";
import { parseProposedLines, type ProposedLine } from "./proposed-line.ts";
import type { UpdateMessage } from "./update-message.ts";

/** Lines of a batch by the id of their message. */
export type LinesById = ReadonlyMap<string, ProposedLine | BatchFailure>;

/**
 * Has all messages proposed in one new process on an empty data folder. Rejects where the process fails or a line is
 * missing.
 */
export async function proposeBatch(messages: readonly UpdateMessage[], knowledgeFolder: string): Promise<LinesById> {
  // Only what a platform would deliver: the labels stay here.
  const posted = messages.map(({ id, text, author, channel, postedAt }) =>
    JSON.stringify({ id, text, author, channel, postedAt }),
  );
  return linesById(await runBatch("propose", posted, knowledgeFolder), messages);
}

/** The lines of an output by id. Throws where a message has none. */
export function linesById(output: string, messages: readonly UpdateMessage[]): LinesById {
  const lines = new Map(parseProposedLines(output).map((line) => [line.id ?? "", line]));
  const missing = messages.filter(({ id }) => !lines.has(id)).map(({ id }) => id);
  if (missing.length > 0) throw new Error(`No line came for ${missing.join(", ")}.`);
  return lines;
}
