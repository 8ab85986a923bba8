import { openPilotdesk } from "../main.ts";
import type { SyncReport } from "../ingest/sync-knowledge.ts";
import { exitCodes } from "./command.ts";
import type { Command } from "./command.ts";
import { reportRefusals } from "./report-sync.ts";

/** `import`: records and documents are read again; the exit code says whether anything was refused. */
export const importCommand: Command = async (_args, context) => {
  const pilotdesk = await openPilotdesk({ ...context.config, vectors: "off" });
  try {
    const report = await pilotdesk.sync({ force: true });
    for (const line of describeSync(report)) context.print(line);
    return reportRefusals(report, context) ? exitCodes.ok : exitCodes.failed;
  } finally {
    await pilotdesk.close();
  }
};

/** `ingest`: as `import`, and waits until every passage has its vector. */
export const ingestCommand: Command = async (args, context) => {
  const code = await importCommand(args, context);
  if (context.config.vectors === "off") return code;
  let failure: unknown;
  const pilotdesk = await openPilotdesk(context.config, { onVectorFailure: (error) => (failure = error) });
  try {
    pilotdesk.vectors?.filler.start();
    await pilotdesk.vectors?.filler.whenIdle();
    await pilotdesk.vectors?.index.refresh();
    context.print(pilotdesk.vectors?.index.describe() ?? "vectors: off");
    if (failure !== undefined)
      context.complain("The encoder failed; questions are ranked by words alone. Run pilotdesk doctor for the reason.");
    return failure === undefined ? code : exitCodes.failed;
  } finally {
    await pilotdesk.close();
  }
};

/** One line for the records and one for the documents of a sync. */
export function describeSync(report: SyncReport): readonly string[] {
  if (report.outcome === "unchanged") return ["knowledge: unchanged"];
  const { records, documents } = report;
  return [
    `records: ${records.imported} new, ${records.changed} changed, ${records.unchanged} unchanged, ${records.withdrawn} withdrawn, ${records.refused.length} refused`,
    `documents: ${documents.added.length} new, ${documents.changed.length} changed, ${documents.unchanged.length} unchanged, ${documents.withdrawn.length} withdrawn, ${documents.refused.length} refused`,
  ];
}
