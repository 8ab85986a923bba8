import type { KeptRow, KeptTable, Purge } from "../../core/store.ts";
import { markNames, targetIn } from "../../core/marks.ts";
import type { Instant } from "../../core/time.ts";
import { purgeKey } from "./purge-list.ts";

/**
 * Empties what must not come back, before it is written at all: what a list names, and what is past its time. A table
 * whose rows have no `purgedAt` forgets them whole, and so do those that hold what is known of a forgotten person.
 */
export interface Eraser {
  /** The row as it may be kept; undefined where it may not. Rows come table by table in the order of `keptTables`. */
  erase(table: KeptTable, row: KeptRow): KeptRow | undefined;
  /** How many rows were changed or left out so far. */
  count(): number;
  /** The payloads that were emptied so far, by id, and when each was purged. */
  emptiedPayloads(): ReadonlyMap<string, Instant>;
}

/** The columns that say whose a row is. */
const ownerColumns: ReadonlyMap<KeptTable, string> = new Map([
  ["identity", "person"],
  ["role", "person"],
  ["mark", "owner"],
  ["draft", "author"],
]);

/** An eraser for the rows of one import, at `now`. `marks` are the export's own, which say where somebody was alone. */
export function createEraser(purges: readonly Purge[], marks: Iterable<KeptRow>, now: Instant): Eraser {
  const purged = new Map(purges.map((purge) => [purgeKey(purge), purge.purgedAt]));
  const forgottenAccounts = new Set<string>();
  const forgottenPlaces = new Set(personalPlaces(marks, (person) => purged.has(`person ${person}`)));
  const emptiedPayloads = new Map<string, Instant>();
  let count = 0;

  /** When the row's owner was forgotten; undefined where it has none or they were not. */
  function forgottenAt(table: KeptTable, row: KeptRow): Instant | undefined {
    const column = ownerColumns.get(table);
    return column === undefined ? undefined : purged.get(`person ${row[column]}`);
  }

  function erased(table: KeptTable, row: KeptRow): KeptRow | undefined {
    const forgotten = forgottenAt(table, row);
    if (table === "identity" && forgotten !== undefined) forgottenAccounts.add(accountOf(row));
    if (table === "place" && forgottenPlaces.has(String(row["id"]))) return undefined;
    if (table === "mark" && forgottenPlaces.has(String(row["owner"]))) return undefined;
    if (table === "place" && forgottenAccounts.has(String(row["contact"]))) return { ...row, contact: null };
    const over = isOver(row, now) ? now : undefined;
    if (row["purgedAt"] === undefined) return forgotten === undefined && over === undefined ? row : undefined;
    const purgedAt = purged.get(`${table} ${row["id"]}`) ?? forgotten ?? over;
    if (row["purgedAt"] !== null || purgedAt === undefined) return row;
    if (table === "payload") emptiedPayloads.set(String(row["id"]), purgedAt);
    return { ...row, ...emptyColumns(row), purgedAt };
  }

  return {
    count: () => count,
    emptiedPayloads: () => emptiedPayloads,
    erase(table, row) {
      const kept = erased(table, row);
      if (kept !== row) count += 1;
      return kept;
    },
  };
}

/** Where people were alone with the assistant who were forgotten since. */
function personalPlaces(marks: Iterable<KeptRow>, isForgotten: (person: string) => boolean): readonly string[] {
  const places: string[] = [];
  for (const row of marks) {
    const [owner, name, value, at] = [row["owner"], row["name"], row["value"], row["at"]].map(String);
    if (owner === undefined || name === undefined || !name.startsWith(markNames.personal) || !isForgotten(owner))
      continue;
    const target = targetIn({ owner, name, value: JSON.parse(value ?? "null"), at: at ?? "" });
    if (target) places.push(target.place);
  }
  return places;
}

function isOver({ purgeAfter }: KeptRow, now: Instant): boolean {
  return typeof purgeAfter === "string" && purgeAfter <= now;
}

/** An account as `accountKey` writes it. */
function accountOf({ platform, tenant, user }: KeptRow): string {
  return [platform, tenant, user].join(":");
}

function emptyColumns(row: KeptRow): KeptRow {
  return {
    ...(row["salt"] !== undefined && { salt: "" }),
    ...(row["body"] !== undefined && { body: "" }),
    ...(row["joinedTo"] !== undefined && { joinedTo: null }),
  };
}
