import type { SyncReport } from "../ingest/sync-knowledge.ts";
import type { CommandContext } from "./command.ts";

/** Names every file and record that was refused; true where there was none. */
export function reportRefusals(report: SyncReport, { complain }: CommandContext): boolean {
  if (report.outcome === "unchanged") return true;
  for (const { file, line, reason, ...rest } of [...report.records.refused, ...report.documents.refused]) {
    const place = line === undefined ? file : `${file}:${line}`;
    const field = "field" in rest && typeof rest.field === "string" && rest.field !== "" ? ` ${rest.field}:` : "";
    complain(`refused: ${place}:${field} ${reason}`);
  }
  return report.records.refused.length + report.documents.refused.length === 0;
}
