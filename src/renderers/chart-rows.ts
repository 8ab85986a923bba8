import type { Block } from "../core/reply.ts";

type Chart = Extract<Block, { kind: "chart" }>;

/** A chart's data as a table: a row for each `x`, a column for each series. */
export function chartRows({ series, unit }: Chart): readonly [readonly string[], readonly (readonly string[])[]] {
  const places = [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))].toSorted();
  const columns = series.map(({ name, points }) => ({ name, values: new Map(points.map(({ x, y }) => [x, y])) }));
  return [
    ["", ...columns.map(({ name }) => (unit === undefined ? name : `${name} (${unit})`))],
    places.map((x) => [x, ...columns.map(({ values }) => values.get(x)?.toLocaleString("en-GB") ?? "")]),
  ];
}
