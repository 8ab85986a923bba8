import { sql, type RawBuilder, type SqlBool } from "kysely";
import { StoreError } from "../../core/errors.ts";
import type { Reader, ReadScope } from "../../core/trust.ts";

type AudienceTable = "subject" | "alias" | "fact" | "document_version";
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
