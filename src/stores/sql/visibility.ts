import { sql, type RawBuilder, type SqlBool } from "kysely";
import { StoreError } from "../../core/errors.ts";
import type { Reader, ReadScope } from "../../core/trust.ts";
import type { StoreDatabase } from "./schema.ts";

type AudienceTable = "subject" | "alias" | "fact" | "pilot_update" | "document_version";
type DatedTable = AudienceTable | "source" | "attribute";

/** True for rows that were recorded and not yet closed at the scope's `knownSeq`, or are open now. */
export function knownIn(table: DatedTable, scope: ReadScope): RawBuilder<SqlBool> {
  const closed = sql.ref(`${table}.closedSeq`);
  if (scope.knownSeq === undefined) return sql<SqlBool>`${closed} is null`;
  const recorded = sql.ref(`${table}.recordedSeq`);
  return sql<SqlBool>`${recorded} <= ${scope.knownSeq} and (${closed} is null or ${closed} > ${scope.knownSeq})`;
}

/** True for rows whose audience the reader belongs to. Throws `store-misuse` for a reader without any. */
export function seenBy(table: AudienceTable, reader: Reader): RawBuilder<SqlBool> {
  if (reader.audiences.length === 0) {
    throw new StoreError("store-misuse", "A reader has no audience. Pass at least `public`, as publicReader does.");
  }
  return sql<SqlBool>`${sql.ref(`${table}.audience`)} in (${sql.join(reader.audiences)})`;
}

/** True where a document changed after the moment that a scope knows of: then the index of current passages is not enough. */
export async function isBeforeLastChange(db: StoreDatabase, { knownSeq }: ReadScope): Promise<boolean> {
  if (knownSeq === undefined) return false;
  const changed = await db
    .selectFrom("document_version")
    .select("number")
    .where((eb) => eb.or([eb("recordedSeq", ">", knownSeq), eb("closedSeq", ">", knownSeq)]))
    .limit(1)
    .executeTakeFirst();
  return changed !== undefined;
}
