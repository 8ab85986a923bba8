import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { z } from "zod";
import { KnowledgeError, messageOf } from "../../core/errors.ts";

const messages = z.array(z.string().min(1).max(2000));
const messagesSchema = z.strictObject({ team: messages, officials: messages });

/** Messages that visitors may post as they are. */
export type ExampleMessages = Readonly<z.infer<typeof messagesSchema>>;

/** Reads the messages of a demonstration. Throws `KnowledgeError` where the file is not as it should be. */
export async function readExampleMessages(path: string): Promise<ExampleMessages> {
  let written: unknown;
  try {
    written = parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw new KnowledgeError(`${path} cannot be read: ${messageOf(cause)}`, { cause });
  }
  const read = messagesSchema.safeParse(written);
  if (!read.success) throw new KnowledgeError(`${path} cannot be used: ${z.prettifyError(read.error)}`);
  return read.data;
}
