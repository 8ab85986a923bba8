import type { Attribute } from "../../core/attribute.ts";
import type { Condition, RecordQuery } from "../../core/record-query.ts";
import { type AttributePath, readAttributePath } from "./attribute-path.ts";

/** A condition with the path that it names. */
export interface PathCondition {
  readonly condition: Condition;
  readonly path: AttributePath;
}

/** Every attribute that a query names, resolved. */
export interface QueryPaths {
  readonly where: readonly PathCondition[];
  readonly attribute?: AttributePath;
  readonly by?: AttributePath;
  readonly order?: AttributePath;
}

/** The paths of a query itself, without the queries inside it; or the first attribute that nobody declared. */
export function readQueryPaths(
  query: RecordQuery,
  attributes: ReadonlyMap<string, Attribute>,
): QueryPaths | { readonly outcome: "unknownAttribute"; readonly attribute: string } {
  const named = [...query.where.map((each) => each.attribute), query.attribute, query.by, query.order?.by];
  const paths = new Map<string, AttributePath>();
  for (const name of named.filter((each) => each !== undefined)) {
    const path = readAttributePath(name, attributes);
    if (!path) return { outcome: "unknownAttribute", attribute: name };
    paths.set(name, path);
  }
  const pathOf = (name: string | undefined): AttributePath | undefined =>
    name === undefined ? undefined : paths.get(name);
  const [attribute, by, order] = [pathOf(query.attribute), pathOf(query.by), pathOf(query.order?.by)];
  return {
    where: query.where.map((condition) => ({ condition, path: pathOf(condition.attribute) ?? [] })),
    ...(attribute && { attribute }),
    ...(by && { by }),
    ...(order && { order }),
  };
}

/** True for an attribute that the subject has by itself, which no fact is read for. */
export function isOfSubject(path: AttributePath): boolean {
  return path.length === 1 && path[0]?.from === "subject";
}
