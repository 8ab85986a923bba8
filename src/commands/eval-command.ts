import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { PilotdeskError } from "../core/errors.ts";
import { evaluateRetrieval } from "../evaluation/retrieval/evaluate-retrieval.ts";
import { findRetrievalFailures, retrievalFloors } from "../evaluation/retrieval/floors.ts";
import type { RetrievalFloors } from "../evaluation/retrieval/floors.ts";
import { formatRetrievalReport } from "../evaluation/retrieval/format-report.ts";
import { systemClock } from "../main.ts";
import { createOfflineEmbedder } from "../models/offline/offline-embedder.ts";
import { openSqliteStore } from "../stores/sqlite/open-sqlite-store.ts";
import { exitCodes } from "./command.ts";
import type { Command } from "./command.ts";

const options = {
  json: { type: "boolean" },
  floors: { type: "string" },
  work: { type: "string" },
} as const;

/** `eval retrieval DIR [--json] [--floors FILE] [--work DIR]`: measures ranking on a set in the BEIR layout. */
export const evalCommand: Command = async (args, { config, print, complain }) => {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [what, directory] = positionals;
  if (what !== "retrieval" || directory === undefined) {
    complain(
      "Say what to measure: pilotdesk eval retrieval DIR, where DIR holds corpus.jsonl, queries.jsonl and qrels/test.tsv.",
    );
    return exitCodes.usage;
  }
  const floors = values.floors === undefined ? {} : await readFloors(values.floors);
  const embedder = config.vectors === "on" ? createOfflineEmbedder() : undefined;
  try {
    const report = await evaluateRetrieval({
      directory,
      openStore: (folder) => openSqliteStore({ directory: folder, clock: systemClock }),
      clock: systemClock,
      ...(embedder && { embedder }),
      ...(values.work !== undefined && { workDirectory: values.work }),
      onProgress: complain,
    });
    const failures = findRetrievalFailures(report, floors);
    print(values.json ? JSON.stringify({ ...report, failures }, null, 2) : formatRetrievalReport(report));
    for (const failure of failures) complain(`below the floor: ${failure}`);
    return failures.length === 0 ? exitCodes.ok : exitCodes.failed;
  } finally {
    await embedder?.close();
  }
};

async function readFloors(file: string): Promise<RetrievalFloors> {
  try {
    return retrievalFloors.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (cause) {
    throw new PilotdeskError(
      "floors-unreadable",
      `The floor file ${file} cannot be used. It maps the name of a set to its least scores.`,
      { cause },
    );
  }
}
