import type { Block } from "../core/reply.ts";

type Chart = Extract<Block, { kind: "chart" }>;

/** A chart's data as a table: a row for each `x`, a column for each series. */
export function chartRows({ series, unit }: Chart): readonly [readonly string[], readonly (readonly string[])[]] {
  const columns = series.map(({ name, points }) => ({ name, values: new Map(points.map(({ x, y }) => [x, y])) }));
  return [
    ["", ...columns.map(({ name }) => (unit === undefined ? name : `${name} (${unit})`))],
    chartPlaces(series).map((x) => [x, ...columns.map(({ values }) => values.get(x)?.toLocaleString("en-GB") ?? "")]),
  ];
}

/** Every `x` of a chart once: days, months and years in their order, other words as they come. */
export function chartPlaces(series: Chart["series"]): readonly string[] {
  const places = [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))];
  return places.every(isDate) ? places.toSorted() : places;
}

/** True for `2026`, `2026-11` and `2026-11-08`. */
export function isDate(x: string): boolean {
  return /^\d{4}(?:-\d{2}){0,2}$/.test(x);
}
