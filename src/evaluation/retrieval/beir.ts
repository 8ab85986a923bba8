import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { z } from "zod";
import { KnowledgeError, messageOf } from "../../core/errors.ts";
import type { Judgements } from "./metrics.ts";

const documentSchema = z.object({ _id: z.string().min(1), title: z.string().default(""), text: z.string() });
const querySchema = z.object({ _id: z.string().min(1), text: z.string() });

/** A document of a retrieval set. */
export interface SetDocument {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** A question with what is of use for it. */
export interface SetQuestion {
  readonly id: string;
  readonly text: string;
  readonly judgements: Judgements;
}

/** A retrieval set: documents, and the questions that have at least one judgement. */
export interface RetrievalSet {
  /** The folder's name. */
  readonly name: string;
  readonly documents: readonly SetDocument[];
  readonly questions: readonly SetQuestion[];
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new KnowledgeError(
      `${path} cannot be read: ${messageOf(error)}. A retrieval set has corpus.jsonl, queries.jsonl and qrels/test.tsv.`,
      { cause: error },
    );
  }
}

async function readJsonLines<Row>(path: string, schema: z.ZodType<Row>): Promise<Row[]> {
  const lines = (await readText(path)).split("\n");
  return lines.flatMap((line, at) => {
    if (line.trim() === "") return [];
    try {
      return [schema.parse(JSON.parse(line))];
    } catch (error) {
      throw new KnowledgeError(`${path}, line ${at + 1}: not a row of a retrieval set (${messageOf(error)}).`, {
        cause: error,
      });
    }
  });
}

async function readJudgements(path: string): Promise<ReadonlyMap<string, Map<string, number>>> {
  const judgements = new Map<string, Map<string, number>>();
  for (const [at, line] of (await readText(path)).split(/\r?\n/).entries()) {
    const [question, document, grade] = line.split("\t");
    const isHeader = at === 0 && Number.isNaN(Number(grade));
    if (line.trim() === "" || isHeader) continue;
    if (!question || !document || !/^-?\d+$/.test(grade ?? ""))
      throw new KnowledgeError(`${path}, line ${at + 1}: not "question<TAB>document<TAB>grade".`);
    const known = judgements.get(question) ?? new Map<string, number>();
    judgements.set(question, known.set(document, Number(grade)));
  }
  return judgements;
}

/** Reads a set in the BEIR layout. Throws KnowledgeError with file and line for what cannot be read. */
export async function readRetrievalSet(directory: string): Promise<RetrievalSet> {
  const documents = await readJsonLines(join(directory, "corpus.jsonl"), documentSchema);
  const queries = await readJsonLines(join(directory, "queries.jsonl"), querySchema);
  const judgements = await readJudgements(join(directory, "qrels", "test.tsv"));
  return {
    name: basename(resolve(directory)),
    documents: documents.map(({ _id, title, text }) => ({ id: _id, title, text })),
    questions: queries.flatMap(({ _id, text }) => {
      const judged = judgements.get(_id);
      return judged ? [{ id: _id, text, judgements: judged }] : [];
    }),
  };
}
