import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll } from "vitest";
import type { ConfirmedUpdate, UpdateFields } from "../../../../src/core/update.ts";
import { noFields } from "../../../../src/core/update.ts";
import { importRecords } from "../../../../src/ingest/records/import-records.ts";
import { planReturns } from "../../../../src/intents/updates/returns/plan-returns.ts";
import type { PlannedChange, ReturnPlan } from "../../../../src/intents/updates/returns/plan-returns.ts";
import type { ReturnProblem, WrittenReturns } from "../../../../src/intents/updates/returns/written-returns.ts";
import { createDirectory } from "../../../../src/ledger/directory.ts";
import type { Directory } from "../../../../src/ledger/directory.ts";
import { openSqliteStore } from "../../../../src/stores/sqlite/open-sqlite-store.ts";
import { createTestClock } from "../../../ledger/open-test-store.ts";

const audiences = ["public", "programme:night-buses", "programme:quay-lights"] as const;
let knowledge: Directory;

/** Loads the records that every plan of a test file is made with. */
export function useKnowledge(): void {
  beforeAll(loadKnowledge);
}

async function loadKnowledge(): Promise<void> {
  const clock = createTestClock();
  const directory = await mkdtemp(join(tmpdir(), "pilotdesk-"));
  const store = await openSqliteStore({ directory, clock });
  const folder = join(import.meta.dirname, "../../../fixtures/live-knowledge");
  await importRecords({ store, folder, actor: "test", clock });
  knowledge = await createDirectory(store).at({ reader: { audiences: [...audiences] } });
  await store.close();
  await rm(directory, { recursive: true });
}

/** An update of Eastmere on October 2025, at its second version. */
export function standing(fields: Partial<UpdateFields>, more: Partial<ConfirmedUpdate> = {}): ConfirmedUpdate {
  const period = { from: "2025-10-01", to: "2025-11-01" };
  return {
    id: "u-1",
    pilot: "hnb-eastmere",
    programme: "night-buses",
    fields: { ...noFields, period, scale: "five-step", ...fields },
    validFrom: "2025-10-31",
    postedAt: "2025-11-03T10:00:00.000Z",
    version: 2,
    author: "p-1",
    confirmedBy: "p-1",
    audience: "programme:night-buses",
    recordedSeq: 7,
    recordedAt: "2025-11-03T10:00:00.000Z",
    ...more,
  };
}

/** A file of these headings and rows; row 1 has the headings. */
export function written(headings: readonly string[], ...rows: readonly (readonly string[])[]): WrittenReturns {
  const letters = headings.map((_, index) => String.fromCodePoint(65 + index));
  return {
    headingRow: 1,
    columns: headings.flatMap((heading, index) => (heading === "" ? [] : [{ letter: letters[index] ?? "", heading }])),
    rows: rows.map((cells, index) => ({
      row: index + 2,
      cells: new Map(cells.flatMap((cell, at) => (cell === "" ? [] : [[letters[at] ?? "", cell] as const]))),
    })),
    faults: [],
  };
}

/** What a file would change, on 2 March 2026. */
export function plan(file: WrittenReturns, updates: readonly ConfirmedUpdate[] = []): ReturnPlan {
  return planReturns(file, { knowledge, standing: updates, today: "2026-03-02" });
}

/** `2 C rating: …`, one a problem. */
export function problemsIn({ columnProblems, rows }: ReturnPlan): readonly string[] {
  const say = ({ row, letter = "-", heading = "-", text }: ReturnProblem): string =>
    `${row} ${letter} ${heading}: ${text}`;
  return [...columnProblems, ...rows.flatMap((row) => (row.action === "refuse" ? row.problems : []))].map(say);
}

/** The change of a file with one good row; throws where it is refused. */
export function only(returns: ReturnPlan): PlannedChange {
  const [row] = returns.rows;
  if (!row || row.action === "refuse") throw new Error(`Refused: ${problemsIn(returns).join(" ")}`);
  return row;
}
